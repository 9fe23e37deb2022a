import { describe, expect, test } from 'vitest';
import type { Op } from '../../src/index.ts';
import { createPrincipals } from '../../src/log/index.ts';
import { createTrial, principalLogsIn } from '../../src/log/principal-logs.ts';
import { as, Book, load, read, TEAM } from './book.ts';

const book = (): Book => new Book('A', 'B', 'C').team({ A: 40, B: 30 });

describe('the intake of a log', () => {
  test('an op waits for its parents, its invite and what it names of other logs, and goes on by itself', () => {
    const made = book()
      .op('i', 'invite', { who: 'C', lvl: 20, by: ['A'] })
      .op('j', 'join', { who: 'C', ref: 'i', by: ['C'] });
    const principals = createPrincipals();
    const [a, b, c, team, invite, join] = made.ops;
    expect(principals.add(join!)).toEqual({ state: 'parked', lacks: ['i', 'C'], judged: [] });
    expect(principals.add(invite!)).toEqual({ state: 'parked', lacks: ['T', 'A'], judged: [] });
    expect(principals.parked()).toEqual(['j', 'i']);
    for (const op of [a, b, c]) expect(principals.add(op!).state).toBe('accepted');
    expect(principals.add(team!)).toEqual({ state: 'accepted', judged: [{ id: 'T' }, { id: 'i' }, { id: 'j' }] });
    expect(principals.parked()).toEqual([]);
    expect(principals.levelOf(TEAM, 'C')).toBe(20);
  });

  test('an op that comes again is judged as before, and nothing else is', () => {
    const { ops } = book();
    const principals = load(ops);
    expect(principals.add(ops[3]!)).toEqual({ state: 'accepted', judged: [] });
  });

  test('an op enters after others were tried, and one that no log takes is the mistake of who enters it', () => {
    const { ops } = book()
      .op('e', 'epoch', { by: ['A'], eid: 'E' })
      .op('f', 'epoch', { by: ['C'], eid: 'F', after: [TEAM] });
    const logs = principalLogsIn(createTrial());
    for (const op of ops.slice(0, 4)) logs.enter(op);
    const [good, bad] = ops.slice(4);
    expect([logs.tryOp(good!), logs.tryOp(bad!)]).toEqual([undefined, 'E_NOT_AUTHORIZED']);
    expect(logs.heads(TEAM)).toEqual([TEAM]);
    logs.enter(good!);
    expect(logs.heads(TEAM)).toEqual(['e']);
    expect(() => logs.enter(bad!)).toThrow(RangeError);
    expect(logs.heads(TEAM)).toEqual(['e']);
  });

  test('an op is judged without being kept, and its verdict is the one that it gets', () => {
    const { ops } = book()
      .op('e', 'epoch', { by: ['B'] })
      .op('f', 'pol', { pol: {}, by: ['B'] });
    const principals = load(ops.slice(0, 4));
    expect(principals.judge(ops[5]!)).toEqual({ state: 'parked', lacks: ['e'] });
    expect(principals.judge(ops[4]!)).toEqual({ state: 'accepted' });
    expect(principals.verdict('e')).toBeUndefined();
    principals.add(ops[4]!);
    expect(principals.judge(ops[5]!)).toEqual({ state: 'refused', code: 'E_NOT_AUTHORIZED' });
    expect(principals.judge(ops[4]!)).toEqual({ state: 'accepted' });
  });

  test('an op that was judged before another came takes its place after that one', () => {
    const { ops } = book()
      .op('e', 'epoch', { after: ['T'], by: ['B'] })
      .op('f', 'epoch', { after: ['T'], by: ['A'] })
      .op('g', 'remove', { who: 'B', keep: true, after: ['T'], by: ['A'] });
    const [e, f, g] = ops.slice(4);
    const before = [...ops.slice(0, 4), g!, e!];
    const plain = load([...before, f!]);
    for (const way of ['ops', 'snapshot']) {
      const principals = load(ops.slice(0, 4));
      expect(principals.judge(f!)).toEqual({ state: 'accepted' });
      if (way === 'ops') for (const op of before) principals.add(op);
      else principals.restore(load(before).snapshot('T')!);
      expect(principals.add(f!).state).toBe('accepted');
      expect(principals.heads('T')).toEqual(['e', 'f', 'g']);
      expect(principals.snapshot('T')).toEqual(plain.snapshot('T'));
      expect(principals.isAlive('e')).toBe(false);
    }
  });

  test('N56a whoever names a refused op is refused, whatever it is named as', () => {
    const made = book()
      .op('x', 'pol', { pol: {}, by: ['B'] })
      .op('y', 'epoch', { after: ['x'], by: ['A'] });
    made.op('z', 'join', { who: 'C', ref: 'x', after: ['T'], by: ['C'] });
    made.op('w', 'add', { log: 'A', who: 'A.2', lvl: 30, by: ['A.1'], x: { T: ['x'] } });
    expect(read(made).codes).toEqual({ x: 'E_NOT_AUTHORIZED', w: 'E_PARENT', y: 'E_PARENT', z: 'E_PARENT' });
  });

  test('N57 a parent in another log, a head in the wrong log and a word about the own log are E_LOG_MISMATCH', () => {
    const made = book().op('e', 'epoch', { after: ['A'], by: ['A'] });
    made.op('f', 'epoch', { after: ['T'], by: ['A'], x: { B: ['A'] } });
    made.op('g', 'epoch', { after: ['T'], by: ['A'], x: { T: ['T'] } });
    made.op('h', 'epoch', { after: ['e', 'A'], by: ['A'] });
    const mismatch = 'E_LOG_MISMATCH';
    expect(read(made).codes).toEqual({ e: mismatch, f: mismatch, g: mismatch, h: mismatch });
  });

  test('N56 an op waits while anything that it names is not judged, even beside what was refused', () => {
    const made = book()
      .op('x', 'pol', { pol: {}, by: ['B'] })
      .op('y', 'epoch', { after: ['x', 'never'], by: ['A'] });
    expect(read(made)).toMatchObject({ codes: { x: 'E_NOT_AUTHORIZED' }, parked: ['y'] });
    const principals = load(made.ops);
    expect([principals.forget('y'), principals.forget('y')]).toEqual([true, false]);
    expect(principals.parked()).toEqual([]);
    expect(principals.verdict('y')).toBeUndefined();
  });

  test('an op without a form that the log could hold is refused at once', () => {
    const [, , , team] = book().ops;
    const bare: Op = { id: 'x', k: 'epoch', log: TEAM, par: ['never'], signers: [as('A')] };
    const many = Array.from({ length: 17 }, (_, n) => `h${n}`);
    const faults: [Partial<Op>, string][] = [
      [{ signers: [] }, 'E_FORMAT'],
      [{ signers: many.slice(0, 9).map((kid) => ({ kid, by: [] })) }, 'E_FORMAT'],
      [{ signers: [as('A'), as('A')] }, 'E_SIGNERS'],
      [{ x: { A: many } }, 'E_FORMAT'],
      [{ x: Object.fromEntries(many.map((id) => [id, [id]])) }, 'E_FORMAT'],
      [{ k: 'set', who: 'B', lvl: 15 }, 'E_FORMAT'],
      [{ k: 'invite', who: 'C', lvl: 50 }, 'E_FORMAT'],
      [{ k: 'remove', who: 'C', thru: ['B'] }, 'E_FORMAT'],
      [{ k: 'remove', who: 'C', thru: [], keep: true }, 'E_FORMAT'],
      [{ par: [] }, 'E_FORMAT'],
      [{ k: 'init', log: 'x' }, 'E_FORMAT'],
      [{ ...team, id: 'x', log: 'x', mem: [{ who: 'A', lvl: 41 }] }, 'E_FORMAT'],
    ];
    for (const [fault, code] of faults)
      expect(createPrincipals().add({ ...bare, ...fault })).toMatchObject({ state: 'refused', code });
  });
});
