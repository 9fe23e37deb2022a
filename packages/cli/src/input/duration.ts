import { wrongUsage } from '../errors/failure.ts';

const DURATION = /^(\d{1,9})(ms|s|m|h|d|)$/;
const MS_BY_UNIT: Readonly<Record<string, number>> = {
  ms: 1,
  '': 1_000,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
/** The longest time that a timer of Node can wait. */
const MAX_MS = 2_147_483_647;

/** The longest time that is counted back, or that an offer is good for. */
const MAX_SPAN_MS = 315_360_000_000;

/** Milliseconds of `30`, `30s`, `500ms`, `5m`, `2h` or `1d`; a number alone is in seconds. Throws a `Failure` with `E_USAGE`. */
export function readDuration(text: string): number {
  return readTime(text, { maxMs: MAX_MS, most: '24 days' });
}

/** The same for what no timer waits for: up to 3,650 days. Throws a `Failure` with `E_USAGE`. */
export function readSpan(text: string): number {
  return readTime(text, { maxMs: MAX_SPAN_MS, most: '3650 days' });
}

function readTime(text: string, { maxMs, most }: { readonly maxMs: number; readonly most: string }): number {
  const [, digits = '', unit = ''] = DURATION.exec(text) ?? [];
  const ms = Number(digits) * (MS_BY_UNIT[unit] ?? 0);
  if (digits === '' || ms === 0 || ms > maxMs)
    throw wrongUsage(`"${text}" is no time. A time is written like 30s, 5m or 2h, and is at most ${most}.`);
  return ms;
}
