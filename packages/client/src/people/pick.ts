import { accept, refuse } from '@allod/core/errors';
import type { Named, Outcome } from '../outcome.ts';

/** The shortest beginning of an id that is looked up. */
const MIN_PREFIX = 6;

/** The one with this id, else the only one with this name, else the only one whose id begins so. Refuses with `E_NOT_FOUND`. */
export function pick<T extends Named>(among: readonly T[], text: string): Outcome<T, 'E_NOT_FOUND'> {
  const wanted = text.toLowerCase();
  const tests: readonly ((each: T) => boolean)[] = [
    ({ id }) => id === text,
    ({ name }) => name === text,
    ({ name }) => name?.toLowerCase() === wanted,
    ({ id }) => text.length >= MIN_PREFIX && id.startsWith(text),
  ];
  for (const test of tests) {
    const [found, ...others] = among.filter(test);
    if (found !== undefined && others.length === 0) return accept(found);
    if (found !== undefined)
      return { ...refuse('E_NOT_FOUND', ''), says: 'More than one is called so: say the id, or more of it.' };
  }
  return refuse('E_NOT_FOUND', '');
}

/** By name, those without one last. */
export function byName(a: Named, b: Named): number {
  if ((a.name === undefined) !== (b.name === undefined)) return a.name === undefined ? 1 : -1;
  return (a.name ?? a.id) < (b.name ?? b.id) ? -1 : 1;
}
