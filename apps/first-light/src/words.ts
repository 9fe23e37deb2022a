/** A number as people write it: 1,204. */
export function amount(number: number): string {
  return number.toLocaleString('en-US');
}

/** How many of something: `1 record`, `250 records`. */
export function counted(number: number, noun: string): string {
  return `${amount(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** A duration: `8 ms` below a second, `1.3 s` from there on. */
export function duration(ms: number): string {
  return ms < 1_000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

/** The words of whatever was thrown. */
export function wordsOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}
