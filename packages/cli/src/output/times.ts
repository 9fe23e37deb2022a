const MICROSECONDS_PER_MILLISECOND = 1_000;
const SECOND = 1_000_000;

/** Units with their length in seconds, longest first. */
const UNITS: readonly (readonly [string, number])[] = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
];
/** What lies further away is said as a date. */
const RELATIVE_DAYS = 30;
/** The last instant that a JavaScript date can hold, in milliseconds. */
const LAST_DATE_MS = 8.64e15;

/** An instant in microseconds since 1970 as ISO 8601 in UTC; as a number where no calendar reaches. */
export function isoTime(t: number): string {
  const ms = Math.floor(t / MICROSECONDS_PER_MILLISECOND);
  return Math.abs(ms) <= LAST_DATE_MS ? new Date(ms).toISOString() : String(t);
}

/** An instant as people say it: `now`, `4 min ago`, `in 2 h`, or a date when it is more than 30 days away. */
export function relativeTime(t: number, now: number): string {
  const seconds = Math.round((now - t) / SECOND);
  const away = Math.abs(seconds);
  const unit = UNITS.find(([, length]) => away >= length);
  if (unit === undefined) return 'now';
  if (away >= RELATIVE_DAYS * 86_400) return isoTime(t).slice(0, 10);
  const text = `${Math.floor(away / unit[1])} ${unit[0]}`;
  return seconds > 0 ? `${text} ago` : `in ${text}`;
}
