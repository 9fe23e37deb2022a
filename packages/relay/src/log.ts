import { ERROR_CODES } from '@allod/core/errors';
import type { ErrorCode } from '@allod/core/errors';

/** Of an id a log has at most so many characters. (RLY-008) */
const ID_CHARACTERS = 8;

/**
 * What a relay writes down: numbers, registered codes and beginnings of ids. There is no member for a text from outside, so that neither claims nor
 * tags nor bodies can be among them. (RLY-008)
 */
export type LogLine =
  | { readonly event: 'listening'; readonly url: string }
  | { readonly event: 'answered'; readonly status: number }
  | { readonly event: 'link opened'; readonly link: number }
  | { readonly event: 'link closed'; readonly link: number; readonly code: KnownCode }
  /** One statement was not accepted, or not whole: by us, or by the other side. */
  | {
      readonly event: 'refused';
      readonly link: number;
      readonly by: 'us' | 'them';
      readonly code: KnownCode;
      readonly space: string;
    }
  /** A link has parked too much, or somebody was too slow. */
  | { readonly event: 'evicted' | 'lag'; readonly link: number; readonly space: string }
  /** Something broke in this process: the kind of the error and where, without its words, for they may have anything in them. */
  | { readonly event: 'fault'; readonly error: string; readonly stack: readonly string[] }
  | { readonly event: 'stopped' };

/** A code of the registry, or `unknown`: the other side can put any words of capital letters into a code. (RLY-008) */
export type KnownCode = ErrorCode | 'unknown';

/** A line, and when it was written, in microseconds since 1970. */
export type LogEntry = LogLine & { readonly at: number };

/** The beginning of an id, as a log may have it. (RLY-008) */
export function shortId(id: string): string {
  return id.slice(0, ID_CHARACTERS);
}

/** A code as a log may have it. (RLY-008) */
export function knownCode(code: string): KnownCode {
  return ERROR_CODES.find((each) => each === code) ?? 'unknown';
}

/** What a log may have of something that was thrown. (RLY-008) */
export function faultLine(thrown: unknown): LogLine {
  if (!(thrown instanceof Error)) return { event: 'fault', error: 'unknown', stack: [] };
  const { name, message, stack = '' } = thrown;
  const places = stack
    .replace(message, '')
    .split('\n')
    .filter((line) => /^ +at /.test(line));
  return { event: 'fault', error: name, stack: places.map((line) => line.trim()) };
}
