import { HarnessError } from './harness-error.ts';
import type { Hello } from './testee.ts';
import type { Suite, VectorCase } from './vectors.ts';

/**
 * The cases that the words ask for: a requirement id, a suite, an area, or a case id. No words ask for all.
 *
 * @throws HarnessError for a word that asks for nothing
 */
export function selectSuites(suites: readonly Suite[], only: readonly string[]): readonly Suite[] {
  if (only.length === 0) return suites;
  for (const word of only) {
    const found = suites.some((suite) => suite.cases.some((vector) => asksFor(word, suite, vector)));
    if (!found) throw new HarnessError(`--only ${word}: no requirement, suite, area or case of that name`);
  }
  const chosen = suites.map((suite) => ({
    ...suite,
    cases: suite.cases.filter((vector) => only.some((word) => asksFor(word, suite, vector))),
  }));
  return chosen.filter((suite) => suite.cases.length > 0);
}

function asksFor(word: string, suite: Suite, vector: VectorCase): boolean {
  return word === suite.suite || word === suite.area || word === vector.id || vector.requirements.includes(word);
}

/** By what it is decided which cases apply. */
export interface Claims {
  readonly hello: Hello;
  readonly spec: string;
  /** The profiles that are judged: the claimed ones, or those that the person asked for. */
  readonly profiles: readonly string[];
}

/** Why a case does not apply to a testee with these claims, or `undefined` when it does. */
export function whyNotApplicable(suite: Suite, vector: VectorCase, claims: Claims): string | undefined {
  const { hello, spec, profiles } = claims;
  if (!profiles.includes(suite.profile)) return `the profile ${suite.profile} is not claimed`;
  const feature = vector.features.find((each) => !hello.features.includes(each));
  if (feature !== undefined) return `the feature ${feature} is not claimed`;
  if (compareVersions(vector.since, spec) > 0) return `since spec ${vector.since}`;
  if (vector.until !== undefined && compareVersions(vector.until, spec) < 0) return `until spec ${vector.until}`;
  return undefined;
}

/** The newest spec version that both know, or `undefined`. */
export function commonSpec(ours: readonly string[], theirs: readonly string[]): string | undefined {
  return ours
    .filter((version) => theirs.includes(version))
    .toSorted(compareVersions)
    .at(-1);
}

/** Orders `MAJOR.MINOR` by number, not by text. */
export function compareVersions(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB;
}
