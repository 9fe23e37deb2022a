import type { Mutant } from './mutant.ts';

/** One row of `spec/registries/errors.json`, as far as mutants need it. */
export interface ErrorRow {
  readonly code: string;
  readonly requirement: string;
  /** `local` codes never come from a verdict about bytes: no model raises them. */
  readonly scope: string;
}

/** One requirement that refuses, as far as mutants need it. */
export interface RejectRow {
  readonly id: string;
  readonly errors: readonly string[];
}

/**
 * One mutant for each requirement that refuses with a code, and for each registered code the requirement that the registry
 * names for it: the check is switched off and nothing else. A code whose requirement is among the first needs no second, and
 * a requirement with local codes only has none: no model raises them.
 */
export function deriveMutants(errors: readonly ErrorRow[], rejects: readonly RejectRow[]): readonly Mutant[] {
  const local = new Set(errors.filter(({ scope }) => scope !== 'wire').map(({ code }) => code));
  const judged = rejects.filter(({ errors: codes }) => codes.length === 0 || codes.some((code) => !local.has(code)));
  const codesById = new Map(judged.map(({ id, errors: codes }) => [id, codes]));
  for (const { code, requirement } of errors) {
    if (!local.has(code) && !codesById.has(requirement)) codesById.set(requirement, [code]);
  }
  return [...codesById].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([id, codes]) => derivedMutant(id, codes));
}

function derivedMutant(requirement: string, codes: readonly string[]): Mutant {
  return {
    id: `D-${requirement}`,
    family: 'derived',
    requirement,
    who: `The check of ${requirement} (${codes.join(', ')}) is switched off.`,
    hooks: { skip: new Set([requirement]) },
  };
}
