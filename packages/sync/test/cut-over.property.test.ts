import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Store } from '@allod/storage';
import { simulate } from './simulation.ts';
import type { Move, Outcome } from './simulation.ts';
import { createWriter, records } from './world.ts';

const writer = await createWriter(1);
const stock = await records(writer, [0, 60], { bodyOf: () => undefined });

const side = fc.constantFrom(0 as const, 1 as const);
const common = [
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('commit' as const), at: side }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('deliver' as const), to: side }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('rest' as const) }) },
];
const losses = [
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cut' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('die' as const), at: side }) },
];
const start = fc.tuple(fc.nat(4), fc.nat(4));
const calm = fc.array(fc.oneof(...common), { maxLength: 40, size: 'max' });
const stormy = fc.array(fc.oneof(...common, ...losses), { maxLength: 40, size: 'max' });

const isWhole = ({ gaps, certificates, lost }: Outcome): boolean =>
  gaps.length === 0 && lost.length === 0 && certificates[0] === certificates[1];
const isClean = ({ duplicates, echoes }: Outcome): boolean => duplicates.length === 0 && echoes.length === 0;

describe('the cut-over from catch-up to live', () => {
  test('SYN-016 leaves no gap and sends nothing twice, whatever comes between', async () => {
    const property = fc.asyncProperty(start, calm, async (counts, moves) => {
      const outcome = await simulate({ writer, stock }, counts, moves);
      expect(outcome).toMatchObject({ duplicates: [], echoes: [], gaps: [], lost: [] });
      expect(outcome.certificates[0]).toBe(outcome.certificates[1]);
    });
    await fc.assert(property, { numRuns: 150, seed: 20_261_121 });
  });

  test('SYN-021 loses nothing when links are cut and processes die at any point', async () => {
    const property = fc.asyncProperty(start, stormy, async (counts, moves) => {
      const outcome = await simulate({ writer, stock }, counts, moves);
      expect(outcome).toMatchObject({ gaps: [], lost: [] });
      expect(outcome.certificates[0]).toBe(outcome.certificates[1]);
    });
    await fc.assert(property, { numRuns: 150, seed: 20_261_122 });
  });
});

describe('the simulation sees the fault of', () => {
  /** Whether some story of the calm, or of the stormy kind, shows the fault. */
  async function isSeen(
    wrap: (store: Store, at: 0 | 1) => Store,
    { moves, holds }: { moves: fc.Arbitrary<Move[]>; holds: (outcome: Outcome) => boolean },
  ): Promise<boolean> {
    const property = fc.asyncProperty(start, moves, async (counts, list) =>
      holds(await simulate({ writer, stock, wrap }, counts, list)),
    );
    return (await fc.check(property, { numRuns: 150, seed: 1, endOnFailure: true })).failed;
  }

  test('SYN-016 reading the cut before it listens: never without a gap', async () => {
    // Listening begins only with the first question after the cut, as if the two lines stood in the other order.
    const late = (store: Store): Store => {
      const begin: (() => void)[] = [];
      return {
        ...store,
        watch(space, fn) {
          let stop = (): void => {};
          begin.push(() => (stop = store.watch(space, fn)));
          return () => stop();
        },
        async fold(space, ranges) {
          for (let i = 0; i < 6; i++) await new Promise((resolve) => setImmediate(resolve));
          for (const each of begin.splice(0)) each();
          return store.fold(space, ranges);
        },
      };
    };
    expect(await isSeen(late, { moves: calm, holds: isWhole })).toBe(true);
  });

  test('SYN-021 keeping a cursor before what it covers is durable: never without a gap', async () => {
    // The cursor goes to the disk at once, the statements beside it a while later; a process that dies between has the one alone.
    const eager = (store: Store): Store => {
      let isDead = false;
      return {
        ...store,
        async commit(commit) {
          if ((commit.meta ?? []).length === 0 || (commit.put ?? []).length === 0) return store.commit(commit);
          const { meta, ...rest } = commit;
          await store.commit({ space: commit.space, meta: meta! });
          for (let i = 0; i < 6; i++) await new Promise((resolve) => setImmediate(resolve));
          if (isDead)
            return {
              ok: false,
              error: { code: 'E_STORE_FULL', phase: 'sync', requirement: 'STO-013', details: undefined },
            };
          return store.commit(rest);
        },
        watch(space, fn) {
          const stop = store.watch(space, fn);
          return () => {
            isDead = true;
            stop();
          };
        },
      };
    };
    expect(await isSeen(eager, { moves: stormy, holds: isWhole })).toBe(true);
  });

  test('SYN-024 acknowledging before the commit: never without a loss', async () => {
    // The store says yes and writes a while later; a process that dies between has acknowledged what it does not hold.
    const hasty = (store: Store): Store => {
      let isDead = false;
      return {
        ...store,
        async commit(commit) {
          if ((commit.put ?? []).length === 0 || commit.origin === 0) return store.commit(commit);
          const ids = commit.put!.map(({ statement }) => statement.id);
          void (async () => {
            for (let i = 0; i < 6; i++) await new Promise((resolve) => setImmediate(resolve));
            if (!isDead) await store.commit(commit);
          })();
          return { ok: true, value: { space: commit.space, gen: store.gen, first: 1, last: 0, added: [], known: ids } };
        },
        watch(space, fn) {
          const stop = store.watch(space, fn);
          return () => {
            isDead = true;
            stop();
          };
        },
      };
    };
    expect(await isSeen(hasty, { moves: stormy, holds: isWhole })).toBe(true);
  });

  test('SYN-019 forgetting where an item came from: never without an echo', async () => {
    const forgetful = (store: Store): Store => ({
      ...store,
      commit: (commit) => store.commit({ ...commit, origin: 0 }),
    });
    expect(await isSeen(forgetful, { moves: calm, holds: isClean })).toBe(true);
  });
});
