import type { AuthorityRule } from '@allod/conformance-model/authority';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { searchUnit, unitsOf } from '../../properties/exhaustive.ts';
import { nextSeed, readProgress, withRange } from '../../properties/progress.ts';
import { type Act, exchangesOf, isFirstNaming, isFirstOrder, namingOf, parseScope } from '../../properties/scope.ts';
import { soakRandom, soakScope } from '../../properties/soak.ts';

const folder = mkdtempSync(join(tmpdir(), 'soak-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What all units of a scope come to. */
function totalOf(text: string): { units: number; histories: number; griefs: number; faults: readonly string[] } {
  const scope = parseScope(text);
  const counts = unitsOf(scope).map((unit) => searchUnit(scope, unit));
  const sum = (of: (count: (typeof counts)[number]) => number): number =>
    counts.reduce((all, each) => all + of(each), 0);
  return {
    units: counts.length,
    histories: sum(({ histories }) => histories),
    griefs: sum(({ griefs }) => griefs),
    faults: counts.flatMap(({ faults }) => faults),
  };
}

test('all histories of two ops by two principals converge, and hurt nobody', { timeout: 60_000 }, () => {
  expect(totalOf('ops=2,principals=2,levels=30.40')).toEqual({ units: 35, histories: 571, griefs: 6, faults: [] });
});

test('and so do those of three ops with invites, each counted once', { timeout: 60_000 }, () => {
  const found = totalOf('ops=3,principals=2,levels=20.40,kinds=remove.invite.join.revoke');
  expect(found).toMatchObject({ histories: 3767, griefs: 24, faults: [] });
});

test('the enumeration notices a removal that cuts nothing', { timeout: 60_000 }, () => {
  const scope = parseScope('ops=2,principals=3,levels=20.30.40,kinds=remove');
  const faultsOf = (off: readonly AuthorityRule[]): readonly string[] =>
    unitsOf(scope).flatMap((unit) => searchUnit(scope, unit, new Set(off)).faults);
  expect(faultsOf([])).toEqual([]);
  expect(faultsOf(['a removal cuts']).some((fault) => fault.startsWith('grief'))).toBe(true);
});

test('of two orders of the same ops, and of two namings of like principals, one is kept', () => {
  const a = { par: [0], kind: 'set', signers: [0], who: 1, lvl: 20 } as const;
  const b = { par: [0], kind: 'set', signers: [0], who: 2, lvl: 20 } as const;
  expect([isFirstOrder([a], b), isFirstOrder([b], a), isFirstOrder([a], a)]).toEqual([true, false, false]);
  const like = exchangesOf([40, 30, 30]);
  expect([isFirstNaming(namingOf([], like), a), isFirstNaming(namingOf([], like), b)]).toEqual([true, false]);
  expect(isFirstNaming(namingOf([], exchangesOf([40, 30, 20])), b)).toBe(true);
});

test('a later op decides which naming is kept when those before it are the same under both', () => {
  const invite = (who: number): Act => ({ par: [0], kind: 'invite', signers: [0], who, lvl: 20 });
  const taken = (who: number, at: number): Act => ({ par: [1, 2], kind: 'join', signers: [who], who: at, lvl: -1 });
  const both = namingOf([invite(1), invite(2)], exchangesOf([40, -1, -1]));
  expect([isFirstNaming(both, taken(1, 1)), isFirstNaming(both, taken(2, 2))]).toEqual([true, false]);
});

test('a scope that is none is refused', () => {
  for (const text of [
    '',
    'ops=0,principals=3,levels=20',
    'ops=1,principals=3,levels=25',
    'ops=1,principals=1,levels=20,kinds=vote',
  ])
    expect(() => parseScope(text)).toThrow(RangeError);
});

test('ranges of seeds join, and a seed that was done is passed over', () => {
  expect(
    withRange(
      [
        [1, 5],
        [9, 12],
      ],
      [5, 9],
    ),
  ).toEqual([[1, 12]]);
  expect(withRange([[1, 5]], [7, 9])).toEqual([
    [1, 5],
    [7, 9],
  ]);
  expect([nextSeed([[1, 5]], 3, 9), nextSeed([[1, 5]], 5, 9), nextSeed([[1, 50]], 3, 9)]).toEqual([5, 5, 9]);
});

test('a soak goes on where the last one ended, and adds up', { timeout: 60_000 }, () => {
  const around = {
    file: join(folder, 'soak.json'),
    say: (): undefined => undefined,
    clock: (): number => 0,
    seconds: 1,
  };
  expect(soakRandom({ from: 1, plans: 3 }, around)).toBe(0);
  expect(soakRandom({ from: 1, plans: 5 }, around)).toBe(0);
  expect(readProgress(around.file).random).toMatchObject({ ranges: [[1, 6]], plans: 5, faults: [] });
  let time = 0;
  const short = { ...around, clock: (): number => (time += 1), seconds: 4 };
  const scope = 'ops=1,principals=1,levels=40';
  const name = `${scope} part 1/1`;
  soakScope({ scope, part: '1/1' }, short);
  const first = readProgress(around.file).exhaustive[name];
  expect(first?.next).toBeLessThan(first?.units ?? 0);
  soakScope({ scope, part: '1/1' }, { ...around });
  const last = readProgress(around.file).exhaustive[name];
  expect(last?.next).toBe(last?.units);
  expect(last?.histories).toBe(last?.units);
});
