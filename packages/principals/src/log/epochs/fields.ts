import { isIn } from '../span.ts';
import type { Field } from '../view.ts';

/** Whether an op is one of those of a field. */
export function isPast({ span, below }: Field, at: number): boolean {
  return at < below && isIn(span, at);
}

/** Of a list of ops those of a field, dead or alive. */
export function pastIn(field: Field, list: readonly number[] = []): readonly number[] {
  return list.filter((at) => isPast(field, at));
}

/** Of a list of ops those that live in a field. */
export function aliveIn(field: Field, list: readonly number[] = []): readonly number[] {
  return list.filter((at) => isPast(field, at) && !field.dead.has(at));
}
