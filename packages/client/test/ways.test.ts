import { describe, expect, it } from 'vitest';
import { bestWay, newsFor, waysInto } from '../src/logs/ways.ts';
import type { Logs } from '../src/logs/logs.ts';

/** Teams by name, with the levels of their members; whoever is no team is a user. */
function logsOf(teams: Readonly<Record<string, Readonly<Record<string, number>>>>): Logs {
  return {
    log: async (id) => ({
      id,
      kind: id in teams ? 'team' : 'user',
      heads: [`head of ${id}`],
      memberById: new Map(Object.entries(teams[id] ?? {}).map(([who, lvl]) => [who, { lvl }])),
      deviceByKid: new Map(),
      policy: new Map(),
    }),
    ops: async () => [],
  };
}

describe('ways into a team', () => {
  it('are as good as their weakest step, and the best is taken', async () => {
    const logs = logsOf({ T: { A: 10, S: 40, Q: 20 }, S: { Q: 40, B: 10 }, Q: { A: 40 } });
    expect(await bestWay(logs, 'T', 'A')).toMatchObject({ via: ['S', 'Q'], lvl: 40 });
    expect(await bestWay(logs, 'T', 'B')).toMatchObject({ via: ['S'], lvl: 10, own: 10 });
    expect(await bestWay(logs, 'T', 'C')).toBeUndefined();
  });

  it('end where a path may have no more steps', async () => {
    const teams = Object.fromEntries(
      Array.from({ length: 9 }, (_, i) => [`T${i}`, { [`T${i + 1}`]: 20, [`U${i}`]: 20 }]),
    );
    const logs = logsOf(teams);
    expect(await bestWay(logs, 'T0', 'U7')).toMatchObject({ via: ['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7'] });
    expect(await bestWay(logs, 'T0', 'U8')).toBeUndefined();
  });

  it('do not lead in circles, and are not more than can be looked at', async () => {
    const names = Array.from({ length: 14 }, (_, i) => `T${i}`);
    const logs = logsOf(
      Object.fromEntries(names.map((name) => [name, Object.fromEntries(names.map((each) => [each, 20]))])),
    );
    expect(await waysInto(logs, 'T0')).toHaveLength(14 * 14);
    expect(await waysInto(logs, 'T0', { all: true })).toHaveLength(10_000);
  });

  it('are named by the newest heads of each log on them, unless those are named already', async () => {
    const logs = logsOf({ T: { S: 20 }, S: { A: 20 } });
    expect(await newsFor(logs, 'T', ['S', 'A', 'T'])).toEqual({ S: ['head of S'], A: ['head of A'] });
    expect(await newsFor(logs, undefined, [])).toBeUndefined();
  });
});
