import { wrongUsage } from '../errors/failure.ts';

/** A whole number from `min` to `max`. Throws a `Failure` with `E_USAGE` that names the option. */
export function readWholeNumber(
  text: string,
  { option, min, max }: { option: string; min: number; max: number },
): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max))
    throw wrongUsage(`${option} takes a whole number from ${min} to ${max}, not "${text}".`);
  return value;
}
