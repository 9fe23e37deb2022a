import { HarnessError } from './harness-error.ts';
import { isObject, member } from './json.ts';
import type { Json } from './json.ts';
import { isFailure } from './judge.ts';
import type { Judgement } from './judge.ts';

/** A failure that somebody works on. Changes the colour of a run, never a claim. */
export interface KnownFailing {
  readonly case: string;
  /** Only this reported code counts as known. */
  readonly code?: string;
  readonly reason: string;
  readonly issue: string;
  /** Last day on which the entry holds, `YYYY-MM-DD`. */
  readonly expires: string;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Reads the parsed JSON of a known-failing file.
 *
 * @throws HarnessError when an entry is not whole
 */
export function knownFailingFromJson(value: Json, file: string): readonly KnownFailing[] {
  if (!Array.isArray(value)) throw new HarnessError(`${file}: not a list`);
  return value.map((entry: Json, index) => {
    const text = (name: string): string => {
      const got = isObject(entry) ? member(entry, name) : undefined;
      if (typeof got !== 'string' || got === '') throw new HarnessError(`${file} entry ${index}: ${name} is missing`);
      return got;
    };
    const code = isObject(entry) ? member(entry, 'code') : undefined;
    if (!DATE.test(text('expires'))) throw new HarnessError(`${file} entry ${index}: expires is not YYYY-MM-DD`);
    return {
      case: text('case'),
      reason: text('reason'),
      issue: text('issue'),
      expires: text('expires'),
      ...(typeof code === 'string' ? { code } : {}),
    };
  });
}

/**
 * Entries that no longer say anything: expired, or naming no case. Each is a sentence, and each fails the run.
 *
 * @param today - `YYYY-MM-DD`
 */
export function staleEntries(
  entries: readonly KnownFailing[],
  ids: ReadonlySet<string>,
  today: string,
): readonly string[] {
  return entries.flatMap((entry) => {
    if (!ids.has(entry.case)) return [`known-failing: ${entry.case} is no case`];
    return entry.expires < today ? [`known-failing: the entry for ${entry.case} expired on ${entry.expires}`] : [];
  });
}

/** Applies an entry to the judgement of its case. */
export function applyKnownFailing<T extends Judgement>(run: T, entry: KnownFailing | undefined, today: string): T {
  if (entry === undefined || entry.expires < today) return run;
  if (run.verdict === 'pass')
    return { ...run, verdict: 'unexpected-pass', detail: `listed as known-failing: ${entry.reason}` };
  const known = isFailure(run.verdict) && (entry.code === undefined || entry.code === run.code);
  return known ? { ...run, verdict: 'known-failing', detail: `${entry.issue}: ${entry.reason}` } : run;
}
