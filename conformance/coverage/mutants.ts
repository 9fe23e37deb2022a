/** Mutants as evidence: a requirement that nothing notices when it is switched off is not tested. */
import type { Failure } from './failure.ts';
import { isRecord, recordsOf, textOf, textsOf } from './json.ts';
import type { Json } from './json.ts';
import type { Requirement } from './requirement.ts';
import { areaOf, isMust, mutantAreas } from './vocabulary.ts';

/** One line of `reports/mutants.json`. */
export interface Mutant {
  readonly id: string;
  readonly family: string;
  readonly requirement: string;
  /** Requirements cited by the cases that killed it. */
  readonly killedCiting: ReadonlySet<string>;
}

/** One row of `spec/registries/errors.json`, as far as the gate reads it. */
export interface RegisteredError {
  readonly code: string;
  readonly requirement: string;
  /** `local` codes are no verdict about bytes: no model raises them. */
  readonly scope: string;
}

/** What the mutant rules are judged from. Waivers: requirement id → reason. */
export interface MutantInput {
  readonly requirements: readonly Requirement[];
  readonly mutants: readonly Mutant[];
  readonly errors: readonly RegisteredError[];
  readonly waivers: ReadonlyMap<string, string>;
}

/** The mutants of a parsed `reports/mutants.json`. */
export function mutantsOf(report: Json): Mutant[] {
  if (!isRecord(report)) return [];
  return recordsOf(report['mutants']).map((row) => ({
    id: textOf(row['id']),
    family: textOf(row['family']),
    requirement: textOf(row['requirement']),
    killedCiting: new Set(recordsOf(row['killedBy']).flatMap((killer) => textsOf(killer['requirements']))),
  }));
}

/**
 * Whether a killed derived mutant speaks for a reject-requirement: the mutant that switches off this requirement, or
 * the one that switches off a code it names (the registry leads from code to the mutant's requirement).
 */
function derivedKill(requirement: Requirement, input: MutantInput): boolean {
  const owners = input.errors.filter(({ code }) => requirement.errors.includes(code)).map((error) => error.requirement);
  return input.mutants.some(
    (mutant) =>
      mutant.family === 'derived' &&
      (mutant.requirement === requirement.id || owners.includes(mutant.requirement)) &&
      mutant.killedCiting.has(requirement.id),
  );
}

function designedKill(requirement: Requirement, input: MutantInput): boolean {
  return input.mutants.some(
    (mutant) =>
      mutant.family === 'designed' && mutant.requirement === requirement.id && mutant.killedCiting.has(requirement.id),
  );
}

/** Whether all codes that a requirement names are local: then tests on real files judge it, and no mutant of the model can. */
function isLocal({ errors: codes }: Requirement, registered: readonly RegisteredError[]): boolean {
  const scopeByCode = new Map(registered.map(({ code, scope }) => [code, scope]));
  return codes.length > 0 && codes.every((code) => scopeByCode.get(code) !== 'wire');
}

function judge(requirement: Requirement, input: MutantInput): Failure[] {
  const { id } = requirement;
  if (requirement.polarity === 'reject') {
    if (isLocal(requirement, input.errors) || input.waivers.has(id) || derivedKill(requirement, input)) return [];
    return [
      {
        reason: 'derived-mutant',
        requirement: id,
        message: 'no derived mutant is killed by evidence citing it, and no waiver says why',
      },
    ];
  }
  if (!mutantAreas.includes(areaOf(id)) || input.waivers.has(id) || designedKill(requirement, input)) return [];
  return [
    {
      reason: 'designed-mutant',
      requirement: id,
      message: 'no designed mutant is killed by evidence citing it, and no waiver says why',
    },
  ];
}

/** Whether a mutant is asked for that is not there. */
function needsWaiver(requirement: Requirement, input: MutantInput): boolean {
  if (requirement.polarity === 'reject') return !isLocal(requirement, input.errors) && !derivedKill(requirement, input);
  return mutantAreas.includes(areaOf(requirement.id)) && !designedKill(requirement, input);
}

/** A waiver has a reason, and something to waive. */
function judgeWaivers(input: MutantInput): Failure[] {
  return [...input.waivers].flatMap(([id, reason]): Failure[] => {
    if (reason.trim() === '') return [{ reason: 'waiver', requirement: id, message: 'the waiver has no reason' }];
    const requirement = input.requirements.find((known) => known.id === id);
    const idle =
      requirement !== undefined &&
      (!isMust(requirement.level) || requirement.testability !== 'testable' || !needsWaiver(requirement, input));
    return idle ? [{ reason: 'waiver', requirement: id, message: 'the waiver waives nothing: remove it' }] : [];
  });
}

/** The mutant rules of the gate over all testable MUSTs. */
export function judgeMutants(input: MutantInput): Failure[] {
  const judged = input.requirements.filter(({ level, testability }) => isMust(level) && testability === 'testable');
  return [...judged.flatMap((requirement) => judge(requirement, input)), ...judgeWaivers(input)];
}
