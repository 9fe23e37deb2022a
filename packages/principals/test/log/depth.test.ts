import { expect, test } from 'vitest';
import type { Op } from '../../src/index.ts';
import { createPrincipals } from '../../src/log/index.ts';
import { as, Book, load, via } from './book.ts';

const LEVELS = 100;

/** Two teams, in both of which somebody was cut, whose ops name two heads of the other team again and again. */
function mirrors(): readonly Op[] {
  const made = new Book('A', 'B', 'C').team({ A: 40, B: 30, C: 20 }, 'S').team({ A: 40, B: 30, C: 20 });
  for (const log of ['S', 'T']) {
    made.op(`${log}x`, 'remove', { log, who: 'B', after: [log], by: ['A'] });
    made.op(`${log}y`, 'remove', { log, who: 'C', after: [log], by: ['B'] });
    made.op(`${log}z`, 'epoch', { log, after: [`${log}x`, `${log}y`], by: ['A'] });
  }
  const lanes = [0, 1, 2];
  const name = (log: string, level: number, lane: number): string => (level < 0 ? `${log}z` : `${log}${level}.${lane}`);
  for (let level = 0; level < LEVELS; level++)
    for (const log of ['S', 'T'])
      for (const lane of lanes) {
        const other = log === 'S' ? 'T' : 'S';
        const seen = [lane, (lane + 1) % 3].map((each) => name(other, log === 'S' ? level - 1 : level, each));
        const x = { A: ['A'], [other]: [...new Set(seen)] };
        const par = [name(log, level - 1, lane)];
        made.ops.push({ id: name(log, level, lane), k: 'epoch', log, par, signers: [as('A')], x });
      }
  return made.ops;
}

test('teams that name each other hundreds of times are resolved without end of the stack', () => {
  const principals = load(mirrors());
  const heads = [0, 1].map((lane) => `T${LEVELS - 1}.${lane}`);
  const snapshot = principals.snapshot('T');
  const again = createPrincipals();
  if (snapshot !== undefined) again.restore(snapshot);
  expect(again.levelAt('T', { heads }, as('A'))).toBe(40);
  expect(again.levelAt('T', { heads, x: { S: ['S0.0'] } }, as('C'))).toBe(20);
  expect(again.levelAt('T', { heads }, via(['S'], 'A'))).toBe(-1);
  expect(again.isAlive('Ty')).toBe(false);
  expect(again.members('T')).toEqual(principals.members('T'));
});
