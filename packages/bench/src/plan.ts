import type { SizeName } from './bodies.ts';

/** How much is measured. */
export interface Plan {
  /** Records of one round of signing one by one. */
  readonly single: number;
  /** Records of one round of signing in batches, of verifying, and of jose. */
  readonly local: number;
  /** Records of a pull. */
  readonly pull: number;
  /** Ops of logs: of a small, a middle and a large one and of one that is quarrelled in; and teams that are held at once. */
  readonly logs: Readonly<Record<'small' | 'middle' | 'large' | 'crafted' | 'teams', number>>;
  /** People who come into a team, and who come into a small one; and small teams. */
  readonly teams: Readonly<Record<'people' | 'few' | 'small', number>>;
  /** Bodies of one round, by the size of their contents. */
  readonly bodies: Readonly<Record<SizeName, number>>;
  /** Members of teams that get a new key, of each of as many teams, and wraps of one round at least. */
  readonly rotations: {
    readonly members: Readonly<Record<'10' | '100' | '1000', number>>;
    readonly nested: number;
    readonly wraps: number;
  };
  /** Rounds of each contender that count; of a pull `pullRounds`. */
  readonly rounds: number;
  readonly pullRounds: number;
  /** Rounds before those. A pull has one. */
  readonly warmUps: number;
}

/** What the figures are taken from. */
export const FULL: Plan = {
  single: 500,
  local: 5_000,
  pull: 100_000,
  logs: { small: 1_000, middle: 10_000, large: 60_000, crafted: 1_200, teams: 1_000 },
  teams: { people: 100, few: 20, small: 10 },
  bodies: { '200': 10_240, '1k': 10_240, '64k': 1_024, '1m': 64 },
  rotations: { members: { '10': 10, '100': 100, '1000': 1_000 }, nested: 100, wraps: 1_000 },
  rounds: 5,
  pullRounds: 3,
  warmUps: 2,
};

/** Shows that everything runs, and measures nothing. */
export const QUICK: Plan = {
  single: 4,
  local: 40,
  pull: 300,
  logs: { small: 60, middle: 120, large: 240, crafted: 32, teams: 5 },
  teams: { people: 5, few: 2, small: 2 },
  bodies: { '200': 16, '1k': 16, '64k': 4, '1m': 2 },
  rotations: { members: { '10': 2, '100': 3, '1000': 4 }, nested: 3, wraps: 2 },
  rounds: 1,
  pullRounds: 1,
  warmUps: 0,
};

/** Records that a client signs and commits at once. */
export const WRITE_BATCH = 500;
/** Statements of one message of sync. */
export const READ_BATCH = 256;

/** Those of the people of a team who are removed from it: one in four. */
export function removedOf<P>(people: readonly P[]): readonly P[] {
  return people.filter((_, n) => n % 4 === 0);
}
