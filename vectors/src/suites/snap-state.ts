// principals/snapshot-state: what a snapshot says of a log at some heads. PRN-098.
import { NOW, resolveKeys } from '../statement.ts';
import { Suite } from '../suite.ts';
import type { Value, ValueObject } from '../value.ts';
import { after, crew, Plan } from './log-plan.ts';
import { example, notesOf, reading, split, stateInput } from './snap-plan.ts';

/** States of logs, as texts and digests. */
export function snapshotStateSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'principals/snapshot-state',
      command: 'snap.state',
      profile: 'principals',
      description:
        'The state of logs of users and teams at some heads: how many ops, the text by RFC 8785, and its digest.',
      notes: notesOf('State'),
    },
    resolveKeys('public'),
  );
  plain(suite);
  guests(suite);
  heads(suite);
  return suite;
}

type Row = readonly [slug: string, title: string, plan: Plan, log?: string, heads?: readonly string[]];

function write(suite: Suite, rows: readonly Row[]): void {
  for (const [slug, title, plan, log, at] of rows)
    suite.accepts(slug, title, { requirements: ['PRN-098'], flags: ['State'], input: stateInput(plan, log, at) });
}

function plain(suite: Suite): void {
  const devices = new Plan()
    .user('alice', { 'alice/phone': 40, 'kit:alice': 50 })
    .add('laptop', ['alice/laptop', 20], { in: 'alice', by: ['alice/phone'] });
  const lost = devices.remove('lost', 'alice/phone', { in: 'alice', by: ['kit:alice'] });
  write(suite, [
    ['user', 'a user with one device', new Plan().users('alice'), 'alice'],
    ['user-recovered', 'a user whose cold key has removed a phone', lost, 'alice'],
    ['team', 'a team of three', crew({ alice: 40, bob: 30, carol: 20 })],
    ['example', 'the example of chapter 03: Alice has removed Carol', example()],
    ['team-cold-key', 'a team with a cold key', crew({ alice: 40, 'kit:team': 50 })],
    ['team-nested', 'a team in which a team is a member', nested()],
    [
      'team-nested-removal',
      'after a removal in that team that no op has named',
      nested().remove('out', 'bob', { in: 'sales', by: ['alice'] }),
    ],
    ['policy', 'a policy of several fields, with texts that RFC 8785 writes in its own way', policy()],
  ]);
}

function nested(): Plan {
  return new Plan()
    .users('alice', 'bob', 'carol', 'dave')
    .team({ alice: 40, bob: 30 }, { name: 'sales' })
    .team({ carol: 40, 'sales>alice': 30 })
    .add('d', ['dave', 20], { by: ['sales>bob'] });
}

function policy(): Plan {
  const pol = {
    zz: '"\\/\b\f\n\r\t',
    z: '\u0000\u001f\u007f',
    m: '\u2028\u20ac\u{1f600}',
    admit: 'quorum',
    a: 'é\ufb33',
    constructor: 'x',
  };
  return crew({ alice: 40 }).op('p', 'pol', { by: ['alice'], claims: { pol } });
}

function guests(suite: Suite): void {
  const withCarol = (...caps: Value[]): Plan =>
    new Plan()
      .users('carol', 'alice')
      .team({ alice: 40 })
      .add('g', ['carol', 0], { by: ['alice'], claims: { caps } });
  const tag = (text: string): ValueObject => reading({ tag: text }) as ValueObject;
  const beside = (own: Value[], other: Value[]): Plan =>
    new Plan()
      .users('carol', 'alice', 'bob')
      .team({ alice: 40, bob: 40 })
      .add('g', ['carol', 0], { by: ['alice'], after, claims: { caps: own } })
      .add('h', ['carol', 0], { by: ['bob'], after, claims: { caps: other } });
  write(suite, [
    ['guest', 'a guest', withCarol(reading())],
    [
      'guest-members',
      'a capability whose members stand in another order',
      withCarol({ tag: 'a', exp: 9_007_199_254_740_991, nbf: 0, col: 'v:com.example.notes', do: ['r', 'w'] }),
    ],
    ['guest-order', 'capabilities in another order', withCarol(tag('b'), tag('a'), reading(), tag('B'))],
    [
      'guest-utf-16',
      'capabilities that UTF-16 orders otherwise than code points do',
      withCarol(tag('\u{1f600}'), tag('\ufb33'), tag('\u20ac')),
    ],
    [
      'guest-escapes',
      'tags that are written with escapes, or without',
      withCarol(tag('"\\/\u0001\u007f\u2028'), tag('\u00e9'), tag('e\u0301')),
    ],
    ['guest-twice', 'one capability twice', withCarol(tag('a'), reading(), tag('a'))],
    [
      'guest-numbers',
      'capabilities that differ by a number',
      withCarol(reading({ exp: NOW }), reading({ exp: 9 }), reading({ exp: 10 })),
    ],
    ['guest-common', 'what two who let a guest in have in common', beside([tag('b'), tag('a')], [tag('c'), tag('a')])],
    ['guest-nothing', 'a guest of whom nothing is left', beside([tag('a')], [tag('b')])],
  ]);
}

function heads(suite: Suite): void {
  const plan = split().add('z', ['bob/phone', 20], { in: 'alice', by: ['alice/laptop'], after: ['y'] });
  const of = (...names: string[]): readonly [Plan, string, string[]] => [plan, 'alice', names];
  write(suite, [
    ['heads-all', 'two heads: a removal, and what it has struck', plan, 'alice'],
    ['heads-one', 'one of them: nothing is struck', ...of('z')],
    ['heads-first', 'the first op of a log that went on', ...of('alice')],
    ['heads-order', 'two heads the other way round', ...of('z', 'x')],
    ['heads-with-past', 'a head, and one in its past', ...of('x', 'z', 'y')],
  ]);
}
