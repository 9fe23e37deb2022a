/** As random as a test may be: the same bytes each time. */
export function random(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => 17 * (i + 1));
}
