// Every rule is switched off once, and a scenario notices: what it shows with the rule is not what it shows without.
import { describe, expect, test } from 'vitest';
import type { AuthorityState } from '../src/index.ts';
import { admit, AUTHORITY_RULES, type AuthorityRule, openCourt, stateIn } from '../src/authority-intake.ts';
import { as, type Change, TEAM, via, World } from './authority-world.ts';

const stateOf = (world: World, off: readonly AuthorityRule[]): AuthorityState => {
  const court = openCourt({ off: new Set(off) });
  admit(court, world.ops);
  return stateIn(court, TEAM);
};

/** What is looked at: the levels of all members, or of the ops named those that live or are refused, or the policy. */
type Look = (state: AuthorityState) => unknown;
const levels: Look = ({ members }) => Object.fromEntries(Object.entries(members).map(([who, { lvl }]) => [who, lvl]));
const isAlive =
  (id: string): Look =>
  ({ alive }) =>
    alive.includes(id);
const codeOf =
  (id: string): Look =>
  ({ rejected }) =>
    rejected[id];

interface Scenario {
  readonly world: () => World;
  readonly look: Look;
  readonly shows: unknown;
}

const beside = (...by: string[]): Change => ({ after: ['T'], by });
const crew = (): World => new World('O', 'A', 'B', 'M').team({ O: 40, A: 30, B: 20 });
const owners = (): World => new World('A', 'B', 'C', 'D', 'M').team({ A: 40, B: 40, C: 40, D: 30 });
const invited = (lvl = 20): World => crew().op('i', 'invite', { who: 'M', lvl, uses: 9, by: ['A'] });
const joined = (): World => invited().op('j', 'join', { who: 'M', ref: 'i', by: ['M'] });
const nested = (level: number): World =>
  new World('A', 'B', 'C', 'M', 'W', 'X')
    .team({ A: 40, B: 30, W: 20 }, 'S')
    .team({ C: 40 })
    .add('s', 'S', level, { by: ['C', via(['S'], 'A')] });
const withPhone = (): World => new World('O', 'A').add('a2', 'a2', 30, { log: 'A', by: ['a1'] }).team({ O: 40, A: 30 });

const cuts: Partial<Record<AuthorityRule, Scenario>> = {
  'a removal cuts': {
    world: () => crew().remove('x', 'A', beside('O')).remove('y', 'B', beside('A')),
    look: levels,
    shows: { O: 40, B: 20 },
  },
  'a lowering cuts to its level': {
    world: () => owners().set('s', 'B', 30, beside('A', 'C')).remove('x', 'D', beside('B')),
    look: levels,
    shows: { A: 40, B: 30, C: 40, D: 30 },
  },
  'a cut reaches no higher rank': {
    world: () =>
      crew()
        .set('p', 'B', 40, beside('O'))
        .remove('x', 'B', beside('A'))
        .add('m', 'M', 40, { after: ['p'], by: ['O', 'B'] }),
    look: levels,
    shows: { O: 40, A: 30, B: 40, M: 40 },
  },
  'a revocation reaches only below its rank': {
    world: () =>
      invited(30)
        .op('j', 'join', { who: 'M', ref: 'i', by: ['M'] })
        .remove('r', 'i', { after: ['i'], by: ['A'] }),
    look: isAlive('j'),
    shows: true,
  },
  'a cut through a path spares other paths': {
    world: () =>
      new World('A', 'B', 'C', 'M')
        .team({ A: 40, B: 30 }, 'S')
        .team({ C: 40, B: 30 })
        .add('s', 'S', 30, { by: ['C', via(['S'], 'A')] })
        .remove('cut', 'B', { after: ['s'], by: ['C'], keep: true, thru: ['S'] })
        .add('direct', 'M', 20, { after: ['s'], by: ['B'] }),
    look: isAlive('direct'),
    shows: true,
  },
  'thru ends at its target': {
    world: () => {
      const world = new World('A', 'B', 'C', 'F')
        .team({ F: 40, A: 30 }, 'Q')
        .team({ B: 40, A: 30 }, 'S')
        .team({ C: 40 });
      world.add('q', 'Q', 30, { log: 'S', by: ['B', via(['Q'], 'F')] });
      world
        .add('s', 'S', 30, { by: ['C', via(['S'], 'B')], x: { S: ['q'] } })
        .remove('out', 'A', { log: 'S', by: ['B'] });
      world.op('e', 'epoch', { after: ['s'], by: [via(['S', 'Q'], 'A')], x: { S: ['q'] } });
      return world.remove('k', 'A', {
        after: ['s'],
        keep: true,
        thru: ['S'],
        by: [via(['S'], 'B')],
        x: { S: ['out'] },
      });
    },
    look: isAlive('e'),
    shows: true,
  },
  'thru has the peak of its first': {
    world: () =>
      new World('A', 'B', 'X')
        .team({ A: 40, B: 30 })
        .set('k', 'B', 40, { by: ['A'] })
        .set('down', 'A', 10, { by: ['A'] })
        .remove('cut', 'A', { keep: true, by: ['B'] })
        .add('sybil', 'X', 30, beside('A'))
        .remove('thru', 'b1', { ...beside('A'), keep: true, thru: ['B'] }),
    look: levels,
    shows: { A: 10, B: 40 },
  },
  'nobody is cut in advance': {
    world: () => crew().remove('k', 'm1', { ...beside('A'), keep: true, thru: ['M'] }),
    look: codeOf('k'),
    shows: 'E_NOT_AUTHORIZED',
  },
  'a cut holds for one signer': {
    world: () =>
      new World('A', 'B', 'C', 'D')
        .team({ A: 40, B: 40, C: 40, D: 40, kit: 50 })
        .remove('v', 'D', beside('A', 'B', 'C', 'D'))
        .remove('x', 'C', beside('kit')),
    look: levels,
    shows: { A: 40, B: 40, kit: 50 },
  },
  'cuts bind cuts': {
    world: () => crew().remove('x', 'A', beside('O')).remove('y', 'B', beside('A')),
    look: isAlive('y'),
    shows: false,
  },
  'cuts are done by rank': {
    world: () => {
      const world = new World('O', 'F', 'B', 'M').team({ O: 40, F: 40, B: 30 }).set('s', 'F', 30, { by: ['F'] });
      world.add('m', 'M', 20, { after: ['s'], by: ['F'] }).set('t', 'F', 20, { after: ['s'], by: ['F'] });
      return world.remove('y', 'F', { after: ['t'], by: ['B'] }).remove('x', 'B', { after: ['s'], by: ['O'] });
    },
    look: levels,
    shows: { O: 40, F: 20, M: 20 },
  },
  'cuts are done by peak': {
    world: () =>
      owners().remove('xa', 'A', beside('B', 'C')).remove('xd', 'D', beside('A')).add('m', 'M', 20, beside('D')),
    look: levels,
    shows: { B: 40, C: 40, D: 30, M: 20 },
  },
  'cuts are done by kind': {
    world: () => {
      const world = new World('A', 'B', 'X', 'M').team({ A: 40, B: 40, X: 40 }).set('d', 'X', 30, { by: ['X'] });
      world.set('down', 'A', 10, { by: ['A'] }).remove('cut', 'A', { keep: true, by: ['B'] });
      return world.remove('late', 'X', { after: ['d'], by: ['A'] }).add('m', 'M', 20, { after: ['d'], by: ['X'] });
    },
    look: levels,
    shows: { A: 10, B: 40, X: 30, M: 20 },
  },
  'cuts of one class are done together': {
    world: () => owners().remove('x', 'B', beside('A', 'C')).remove('y', 'A', beside('B', 'C')),
    look: levels,
    shows: { A: 40, B: 40, C: 40, D: 30 },
  },
  'a lowering of a former member strikes': {
    world: () => {
      const all = beside('A', 'B', 'C', 'D');
      return new World('A', 'B', 'C', 'D')
        .team({ A: 40, B: 40, C: 40, D: 40, root: 50 })
        .set('l', 'D', 20, all)
        .remove('r', 'D', all)
        .set('m', 'C', 30, all)
        .set('n', 'B', 30, all)
        .set('x', 'D', 10, { after: ['l', 'r', 'm'], by: ['root'] })
        .remove('y', 'B', { after: ['n'], by: ['D'] });
    },
    look: levels,
    shows: { A: 40, B: 40, C: 40, D: 10, root: 50 },
  },
};

const members: Partial<Record<AuthorityRule, Scenario>> = {
  'rank comes first': {
    world: () => crew().set('s', 'B', 10, beside('O')).remove('x', 'B', beside('A')),
    look: levels,
    shows: { O: 40, A: 30, B: 10 },
  },
  'a majority weighs more': {
    world: () =>
      owners()
        .add('c1', 'M', 30, beside('A'))
        .add('c2', 'M', 40, beside('A', 'B'))
        .remove('x', 'M', { after: ['c1'], by: ['A'] }),
    look: levels,
    shows: { A: 40, B: 40, C: 40, D: 30, M: 40 },
  },
  'a raise beats its equals': {
    world: () =>
      owners()
        .set('p', 'D', 20, beside('B'))
        .set('q', 'D', 30, { after: ['p'], by: ['B'] })
        .remove('x', 'D', { after: ['p'], by: ['A'] }),
    look: levels,
    shows: { A: 40, B: 40, C: 40, D: 30 },
  },
  'the highest raise stands': {
    world: () =>
      new World('A', 'B', 'M')
        .team({ A: 40, B: 40, M: 20 })
        .set('p', 'M', 10, beside('B'))
        .set('q', 'M', 20, { after: ['p'], by: ['B'] })
        .set('r', 'M', 30, beside('A')),
    look: levels,
    shows: { A: 40, B: 40, M: 30 },
  },
  'self-acts only lower': {
    world: () => crew().remove('l', 'B', beside('B')).set('p', 'B', 30, beside('O')),
    look: levels,
    shows: { O: 40, A: 30 },
  },
  'a raise is a grant': {
    world: () =>
      joined()
        .set('p', 'M', 30, { by: ['O'] })
        .remove('x', 'A', { after: ['i'], by: ['O'] }),
    look: levels,
    shows: { O: 40, B: 20, M: 30 },
  },
  'a lowering is no grant': {
    world: () =>
      joined()
        .set('p', 'M', 10, { by: ['O'] })
        .remove('x', 'A', { after: ['i'], by: ['O'] }),
    look: levels,
    shows: { O: 40, B: 20 },
  },
};

const majorities: Partial<Record<AuthorityRule, Scenario>> = {
  'a majority adds a peer': {
    world: () => owners().add('m', 'M', 40, beside('A')),
    look: codeOf('m'),
    shows: 'E_NOT_AUTHORIZED',
  },
  'a majority evicts a peer': {
    world: () => owners().remove('x', 'B', beside('A')),
    look: codeOf('x'),
    shows: 'E_NOT_AUTHORIZED',
  },
  'eviction takes two': {
    world: () =>
      new World('A', 'W')
        .team({ A: 40, W: 20 }, 'S')
        .op('T', 'init', { kind: 'team', mem: [{ who: 'S', lvl: 40 }], after: [], by: [via(['S'], 'A')] })
        .remove('x', 'S', { by: [via(['S'], 'W'), via(['S'], 'A')] }),
    look: codeOf('x'),
    shows: 'E_NOT_AUTHORIZED',
  },
  'raising a guest takes a quorum': {
    world: () =>
      new World('O', 'A', 'B', 'M')
        .team({ O: 40, A: 30, B: 30 })
        .op('q', 'pol', { pol: { admit: 'quorum' }, by: ['O'] })
        .add('g', 'M', 0, { by: ['A'] })
        .set('m', 'M', 20, { by: ['A'] }),
    look: codeOf('m'),
    shows: 'E_NOT_AUTHORIZED',
  },
  'a quorum admits': {
    world: () =>
      new World('O', 'A', 'B', 'M')
        .team({ O: 40, A: 30, B: 30 })
        .op('q', 'pol', { pol: { admit: 'quorum' }, by: ['O'] })
        .add('m', 'M', 20, { by: ['A'] }),
    look: codeOf('m'),
    shows: 'E_NOT_AUTHORIZED',
  },
};

const removedM = (): World => joined().remove('x', 'M', { by: ['A'] });

const joins: Partial<Record<AuthorityRule, Scenario>> = {
  'nobody spoke since the invite': {
    world: () => removedM().op('k', 'join', { who: 'M', ref: 'i', by: ['M'] }),
    look: codeOf('k'),
    shows: 'E_INVITE',
  },
  'a key readmits nobody': {
    world: () =>
      removedM()
        .op('l', 'invite', { key: 'link', lvl: 20, by: ['A'] })
        .op('k', 'join', { who: 'M', ref: 'l', key: 'link', by: ['M'] }),
    look: codeOf('k'),
    shows: 'E_INVITE',
  },
  'a seen revocation ends an invite': {
    world: () =>
      invited(30)
        .remove('r', 'i', { by: ['A'] })
        .op('j', 'join', { who: 'M', ref: 'i', by: ['M'] }),
    look: codeOf('j'),
    shows: 'E_INVITE',
  },
  'uses are counted': {
    world: () =>
      new World('O', 'M', 'N')
        .team({ O: 40 })
        .op('i', 'invite', { key: 'link', lvl: 20, by: ['O'] })
        .op('j', 'join', { who: 'M', ref: 'i', key: 'link', by: ['M'] })
        .op('k', 'join', { who: 'N', ref: 'i', key: 'link', by: ['N'] }),
    look: codeOf('k'),
    shows: 'E_INVITE',
  },
  'invites expire': {
    world: () =>
      crew()
        .op('i', 'invite', { who: 'M', lvl: 20, exp: 5, by: ['A'] })
        .op('j', 'join', { who: 'M', ref: 'i', t: 5, by: ['M'] }),
    look: codeOf('j'),
    shows: 'E_INVITE',
  },
  'a join stands on its inviter': {
    world: () => joined().remove('x', 'A', { after: ['i'], by: ['O'] }),
    look: levels,
    shows: { O: 40, B: 20 },
  },
  'a join stands at its full level': {
    world: () =>
      new World('A', 'H')
        .team({ A: 40 })
        .op('i', 'invite', { who: 'H', lvl: 40, by: ['A'] })
        .add('h', 'H', 30, { by: ['A'] })
        .set('d', 'H', 10, { by: ['A'] })
        .op('j', 'join', { who: 'H', ref: 'i', after: ['i'], by: ['H'] }),
    look: levels,
    shows: { A: 40, H: 10 },
  },
  'a join falls with its newcomer': {
    world: () => removedM().op('k', 'join', { who: 'M', ref: 'i', after: ['i'], by: ['M'] }),
    look: isAlive('k'),
    shows: false,
  },
};

const paths: Partial<Record<AuthorityRule, Scenario>> = {
  'newcomers agree': {
    world: () => {
      const world = crew().op('i', 'invite', { who: 'M', lvl: 20, by: ['A'] });
      return world.op('j', 'join', { who: 'M', ref: 'i', by: ['A'] });
    },
    look: codeOf('j'),
    shows: 'E_INVITE',
  },
  'who agrees may agree': {
    world: () =>
      new World('A', 'W', 'C')
        .team({ A: 40, W: 20 }, 'S')
        .team({ C: 40 })
        .add('s', 'S', 20, { by: ['C', via(['S'], 'W')] }),
    look: codeOf('s'),
    shows: 'E_POP',
  },
  'the last on a path is a user': {
    world: () =>
      new World('A', 'C')
        .team({ A: 40, kit: 50 }, 'S')
        .team({ C: 40 })
        .add('s', 'S', 30, { by: ['C', via(['S'], 'A')] })
        .op('e', 'epoch', { by: [{ kid: 'kit', by: ['S'] }] }),
    look: codeOf('e'),
    shows: 'E_NOT_AUTHORIZED',
  },
  'other logs are resolved': {
    world: () =>
      nested(30)
        .remove('xb', 'B', { log: 'S', after: ['S'], by: ['A'] })
        .add('sy', 'X', 30, { log: 'S', after: ['S'], by: ['B'] })
        .op('e', 'epoch', { after: ['s'], by: [via(['S'], 'X')], x: { S: ['sy'] } })
        .op('n', 'epoch', { after: ['s'], by: ['C'], x: { S: ['xb'] } }),
    look: isAlive('e'),
    shows: false,
  },
  'news counts for the whole past': {
    world: () =>
      nested(30)
        .remove('xb', 'B', { log: 'S', after: ['S'], by: ['A'] })
        .add('sy', 'X', 30, { log: 'S', after: ['S'], by: ['B'] })
        .add('m', 'M', 30, { after: ['s'], by: [via(['S'], 'X')], x: { S: ['sy'] } })
        .op('n', 'epoch', { after: ['m'], by: ['M'], x: { S: ['xb'] } }),
    look: codeOf('n'),
    shows: 'E_NOT_AUTHORIZED',
  },
  'thru ends with the membership below': {
    world: () => nested(20).remove('k', 'B', { by: [via(['S'], 'W')], keep: true, thru: ['S'] }),
    look: codeOf('k'),
    shows: 'E_NOT_AUTHORIZED',
  },
  'a team leaves under cuts': {
    world: () =>
      new World('A', 'B', 'C')
        .team({ A: 40, B: 30 }, 'S')
        .team({ C: 40, B: 20 })
        .add('s', 'S', 30, { by: ['C', via(['S'], 'A')] })
        .remove('l', 'S', { after: ['s'], by: [via(['S'], 'B')] })
        .remove('x', 'B', { after: ['s'], by: ['C'] }),
    look: levels,
    shows: { C: 40, S: 30 },
  },
  'a lost device leaves under cuts': {
    world: () =>
      withPhone()
        .remove('lost', 'a2', { log: 'A', by: ['a1'] })
        .remove('l', 'A', { after: ['T'], by: [as('A', 'a2')], x: { A: ['a2'] } })
        .remove('k', 'a2', { ...beside('O'), keep: true, thru: ['A'], x: { A: ['lost'] } }),
    look: levels,
    shows: { O: 40, A: 30 },
  },
};

const others: Partial<Record<AuthorityRule, Scenario>> = {
  'root is a level of keys': {
    world: () => new World('O').team({ O: 40, kit: 50, safe: 50 }).set('s', 'O', 50, beside('kit', 'safe')),
    look: codeOf('s'),
    shows: 'E_NOT_AUTHORIZED',
  },
  'a root entry has no path': {
    world: () => new World('O', 'U').team({ O: 40, U: 50 }).op('e', 'epoch', beside('U')),
    look: codeOf('e'),
    shows: 'E_NOT_AUTHORIZED',
  },
  'own acts give no capabilities': {
    world: () => new World('O', 'M').team({ O: 40, M: 10 }).set('d', 'M', 0, { ...beside('M'), caps: ['w'] }),
    look: ({ members: all }) => all['M'],
    shows: { lvl: 0, caps: [] },
  },
  'changes are asked once': {
    world: () =>
      new World('O', 'C', 'D', 'M')
        .team({ O: 40, C: 30, D: 30, M: 20 })
        .set('low', 'M', 10, beside('C'))
        .set('up', 'M', 20, { after: ['low'], by: ['D'] })
        .remove('x', 'C', beside('O'))
        .remove('out', 'M', { ...beside('D') }),
    look: levels,
    shows: { O: 40, D: 30, M: 20 },
  },
  'the higher policy counts': {
    world: () =>
      new World('A')
        .team({ A: 40, kit: 50 })
        .op('p', 'pol', { pol: { admit: 'quorum' }, ...beside('A') })
        .op('q', 'pol', { pol: { admit: 'open' }, ...beside('kit') }),
    look: ({ policy }) => policy,
    shows: { admit: 'open' },
  },
  'guests have what all give': {
    world: () =>
      new World('O', 'A', 'B', 'M')
        .team({ O: 40, A: 30, B: 30 })
        .add('g', 'M', 0, { caps: ['r', 'w'], by: ['O'] })
        .set('s', 'M', 0, { caps: ['w', 'x'], after: ['g'], by: ['A'] })
        .set('t', 'M', 0, { caps: ['y', 'w'], after: ['g'], by: ['B'] }),
    look: (state) => state.members['M'],
    shows: { lvl: 0, caps: ['w'] },
  },
};

const scenarios = { ...cuts, ...members, ...majorities, ...joins, ...paths, ...others };

describe('a rule that is switched off is noticed', () => {
  test('every rule has a scenario', () => {
    expect(Object.keys(scenarios).toSorted()).toEqual(AUTHORITY_RULES.toSorted());
  });

  test.each(Object.entries(scenarios))('%s', (rule, { world, look, shows }) => {
    const made = world();
    expect(look(stateOf(made, []))).toEqual(shows);
    expect(look(stateOf(made, [rule as AuthorityRule]))).not.toEqual(shows);
  });
});
