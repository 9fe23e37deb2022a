import { joint, NOW, resolveKeys } from '../statement.ts';
import { Suite } from '../suite.ts';
import { base64url, bytesValue, type Value } from '../value.ts';
import { acceptOrder } from './accept-order.ts';
import { acceptInput, DELETE, type AcceptPlan } from './accept-plan.ts';
import { refusedRecords } from './accept-refused.ts';
import { ALICE, BOB, BODY, CAROL, digestOf, idOfNothing, recordClaims } from './users.ts';

const NOTES = {
  Pending: {
    bugClass: 'authority',
    effect: 'a record is lost because it came before the log, or shown without it',
    description: 'Ops that the record names are missing: it waits.',
  },
  Stranger: {
    bugClass: 'authority',
    effect: 'somebody writes in the name of somebody else',
    description: 'The device is none of the user that the record names, at the heads that the record names.',
  },
  Path: {
    bugClass: 'authority',
    effect: 'a record of a user claims a path that only records of teams have',
    description: 'A user writes in its own collections itself, through its devices.',
  },
  TypeConfusion: {
    bugClass: 'header',
    effect: 'a statement made for one place is taken for another',
    description: 'The type is signed, and checked where the statement is used.',
  },
  KeyConfusion: {
    bugClass: 'key',
    effect: 'one device speaks for another',
    description: 'The signature holds under the key that the log gives to kid, by the algorithm of that key.',
  },
  Signature: {
    bugClass: 'signature',
    effect: 'forgery',
    description: 'A signature that does not hold, or is not there.',
  },
  Clock: {
    bugClass: 'time',
    effect: 'replicas disagree because their clocks do, or a wrong clock pins a record to the top',
    description: 'The clock decides what is shown, never what is accepted.',
  },
  Chain: {
    bugClass: 'over-strictness',
    effect: 'replicas disagree because they hold different things',
    description: 'Gaps, forks and unknown predecessors are no reason to refuse.',
  },
  Body: {
    bugClass: 'over-strictness',
    effect: 'whoever spoils a body takes the record away',
    description: 'A wrong body is refused alone: the record stands.',
  },
  Kind: {
    bugClass: 'kind',
    effect: 'two bodies under one name that promises one',
    description: 'In an immutable collection the tag is the digest.',
  },
  Future: {
    bugClass: 'growth',
    effect: 'old software refuses for ever what new rules allow',
    description: 'What is not known parks the record.',
  },
  Form: {
    bugClass: 'shape',
    effect: 'records that not everybody can read',
    description: 'The first steps, as in the suite records/decode.',
  },
  Order: {
    bugClass: 'order',
    effect: 'two implementations name two faults',
    description: 'Several faults: the first step of chapter 02 §8 is reported.',
  },
  AcceptedOddity: {
    bugClass: 'over-strictness',
    effect: 'honest records are refused',
    description: 'Strange, but within the rules: it must be accepted.',
  },
};

/** collections/accept: a record, the logs that the verifier holds, and its clock. */
export function acceptSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'collections/accept',
      command: 'record.accept',
      profile: 'collection',
      description:
        'Records of users, against the logs that the verifier holds. Alice has a phone as owner, a laptop as writer and a cold key; Bob has a phone.',
      notes: NOTES,
    },
    resolveKeys('public'),
  );
  accepted(suite);
  acceptedLogs(suite);
  acceptedClaims(suite);
  chains(suite);
  states(suite);
  bodies(suite);
  refusedRecords(suite);
  acceptOrder(suite);
  return suite;
}

const KINDS: [string, string][] = [
  ['m', 'mutable'],
  ['c', 'claims'],
  ['x', 'mergeable'],
];

function accepted(suite: Suite): void {
  const all = ['COL-001', 'COL-002', 'COL-003', 'COL-004', 'COL-005', 'COL-006'];
  const rows: [string, string, string[], AcceptPlan][] = [
    ['ok-own-device', 'a record of a user by its own device', [...all, 'REC-013'], {}],
    ['ok-writer', 'a record by a device of level writer', ['COL-002'], { by: 'alice/laptop' }],
    [
      'ok-admin-card',
      'a record by a card of level admin',
      ['COL-002', 'STM-012', 'STM-029'],
      {
        by: 'alice/card',
        user: CAROL,
        logs: [CAROL],
      },
    ],
    ['ok-bob', 'a record of another user', ['COL-002', 'COL-004'], { by: 'bob/phone', user: BOB }],
    ['ok-delete', 'a delete', ['COL-002', 'REC-005'], { claims: { ...DELETE, ant: [idOfNothing('ant')] }, body: {} }],
    ...KINDS.map(([letter, kind]): [string, string, string[], AcceptPlan] => [
      `ok-kind-${letter}`,
      `a record of a ${kind} collection`,
      ['REC-007', 'REC-010', 'COL-002'],
      { claims: { col: `${letter}:com.example.notes` } },
    ]),
    [
      'ok-immutable-untagged',
      'an immutable record without tag',
      ['REC-008', 'REC-010'],
      {
        claims: { col: 'i:com.example.files', tag: undefined },
      },
    ],
    [
      'ok-immutable-tag',
      'an immutable record whose tag is its digest',
      ['REC-010'],
      {
        claims: { col: 'i:com.example.files', tag: digestOf(BODY) },
      },
    ],
  ];
  for (const [slug, title, requirements, plan] of rows) {
    suite.accepts(slug, title, { requirements, input: acceptInput(plan) });
  }
}

function acceptedLogs(suite: Suite): void {
  const rows: [string, string, string[], AcceptPlan][] = [
    ['odd-only-own-log', 'no other log is needed', ['COL-001'], { logs: [ALICE] }],
    ['odd-log-last', 'the log of the user comes last', ['COL-001', 'COL-002'], { logs: [CAROL, BOB, ALICE] }],
    [
      'odd-ax-known',
      'heads of a further log that is at hand',
      ['COL-001', 'COL-004'],
      {
        claims: { ax: { [BOB.id]: [BOB.id] } },
      },
    ],
    [
      'odd-ax-two-logs',
      'heads of two further logs',
      ['COL-001'],
      {
        claims: { ax: { [BOB.id]: [BOB.id], [CAROL.id]: [CAROL.id] } },
        logs: [ALICE, BOB, CAROL],
      },
    ],
    [
      'odd-device-of-two-alice',
      'N42 a device of two users writes for the first',
      ['COL-002', 'COL-004'],
      {
        logs: [ALICE, CAROL],
      },
    ],
    [
      'odd-device-of-two-carol',
      'N42 a device of two users writes for the second',
      ['COL-002', 'COL-004'],
      {
        user: CAROL,
        logs: [ALICE, CAROL],
      },
    ],
  ];
  for (const [slug, title, requirements, plan] of rows) {
    suite.accepts(slug, title, { requirements, flags: ['AcceptedOddity'], kind: 'edge', input: acceptInput(plan) });
  }

  const by = ['alice/phone', 'alice/laptop'] as const;
  suite.accepts('odd-two-signers', 'a record that two devices of the user have signed', {
    requirements: ['COL-002', 'STM-025'],
    flags: ['AcceptedOddity'],
    kind: 'edge',
    input: {
      ...joint({ by, claims: recordClaims(ALICE) }),
      body: BODY,
      logs: [{ ...ALICE }, { ...BOB }],
      now: NOW,
    },
  });
}

function acceptedClaims(suite: Suite): void {
  const rows: [string, string, string[], AcceptPlan][] = [
    [
      'odd-ant-unknown',
      'it supersedes a record that nobody holds',
      ['COL-001', 'COL-005'],
      {
        claims: { ant: [idOfNothing('ant')] },
      },
    ],
    ['odd-unknown-claim', 'unknown claims are ignored', ['CNV-020', 'COL-002'], { claims: { lvl: 0, kid: 'x' } }],
    [
      'odd-burn-past',
      'a body that may no longer be kept does not touch the record',
      ['COL-006'],
      {
        claims: { burn: 1 },
      },
    ],
    [
      'odd-immutable-delete',
      'an immutable delete names the digest that it deletes',
      ['REC-010'],
      {
        claims: { ...DELETE, col: 'i:com.example.files', tag: digestOf(BODY), ant: [idOfNothing('ant')] },
        body: {},
      },
    ],
    [
      'odd-versioned-tag',
      'outside immutable collections a tag may look like a digest',
      ['REC-010'],
      {
        claims: { tag: idOfNothing('tag') },
      },
    ],
  ];
  for (const [slug, title, requirements, plan] of rows) {
    suite.accepts(slug, title, { requirements, flags: ['AcceptedOddity'], kind: 'edge', input: acceptInput(plan) });
  }
}

function chains(suite: Suite): void {
  const rows: [string, string, Record<string, Value>][] = [
    ['seq-gap', 'N80 a gap: the first record that is seen has seq 7', { seq: 7 }],
    ['seq-largest', 'N80 the largest seq', { seq: 9_007_199_254_740_991 }],
    ['prv-unknown', 'N80 a predecessor that nobody holds', { seq: 2, prv: [idOfNothing('prv')] }],
    ['prv-of-first', 'a first record with a predecessor', { seq: 1, prv: [idOfNothing('prv')] }],
    ['prv-absent', 'a second record without predecessor', { seq: 2 }],
    ['prv-two', 'two predecessors, one of which is an op', { seq: 3, prv: [idOfNothing('prv'), ALICE.id] }],
  ];
  for (const [slug, title, claims] of rows) {
    suite.accepts(`chain-${slug}`, title, {
      requirements: ['COL-005'],
      flags: ['Chain'],
      kind: 'edge',
      input: acceptInput({ claims }),
    });
  }
}

const AHEAD = 300_000_000;

function states(suite: Suite): void {
  const rows: [string, string, { t: number; now?: number }][] = [
    ['ahead-microseconds-limit-minus-1', 'five minutes ahead but for a microsecond: VALID', { t: NOW + AHEAD - 1 }],
    ['ahead-microseconds-limit-exact', 'five minutes ahead: VALID', { t: NOW + AHEAD }],
    ['ahead-microseconds-limit-plus-1', 'five minutes and a microsecond ahead: HELD', { t: NOW + AHEAD + 1 }],
    ['ahead-ten-minutes', 'N78 ten minutes ahead: HELD', { t: NOW + 2 * AHEAD }],
    ['ahead-largest', 'the last moment: HELD', { t: 9_007_199_254_740_991 }],
    ['ahead-over', 'N78 the same record ten minutes later: VALID', { t: NOW + 2 * AHEAD, now: NOW + 2 * AHEAD }],
    ['ahead-of-a-slow-clock', 'a clock that stands at zero: HELD', { t: NOW, now: 0 }],
    ['ahead-of-zero', 'five minutes and a microsecond after zero: HELD', { t: AHEAD + 1, now: 0 }],
    ['ahead-of-zero-exact', 'five minutes after zero: VALID', { t: AHEAD, now: 0 }],
    ['behind-by-ages', 'the first moment: VALID', { t: 0 }],
    ['behind-ten-minutes', 'ten minutes behind: VALID', { t: NOW - 2 * AHEAD }],
  ];
  for (const [slug, title, { t, now = NOW }] of rows) {
    suite.accepts(slug, title, {
      requirements: ['CNV-019', 'COL-006'],
      flags: ['Clock'],
      kind: 'edge',
      input: acceptInput({ claims: { t }, now }),
    });
  }
}

function bodies(suite: Suite): void {
  const bytes = base64url(Uint8Array.of(0x7b, 0x7d));
  const rows: [string, string, string[], AcceptPlan][] = [
    ['absent', 'the body has not come yet', ['REC-013'], { body: {} }],
    ['as-bytes', 'the body as bytes', ['REC-013', 'REC-014'], { body: { bodyB: bytes } }],
    ['other', 'N72 another body of the same length', ['REC-011', 'REC-013'], { body: { body: '[]' } }],
    ['longer', 'a body with a space more', ['REC-012', 'REC-013'], { body: { body: '{} ' } }],
    ['empty', 'an empty body', ['REC-012', 'REC-013'], { body: { body: '' } }],
    ['len-wrong', 'N73 the body of the digest, but not of that length', ['REC-012', 'REC-013'], { claims: { len: 3 } }],
    ['not-json', 'a body that is no JSON is no matter here', ['REC-011', 'REC-013'], { body: { body: '{x' } }],
    ['no-base64url', 'a body that is no base64url', ['REC-013', 'REC-018'], { body: { bodyB: 'e30=' } }],
    ['half-a-byte', 'a body of one character', ['REC-013', 'REC-018'], { body: { bodyB: 'e' } }],
    [
      'no-unicode',
      'a body as text with half a pair of surrogates',
      ['REC-013', 'REC-018'],
      { body: { body: bytesValue(Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22)) } },
    ],
    [
      'other-and-held',
      'another body of a record of the future',
      ['COL-006', 'REC-013'],
      { body: { body: '[]' }, claims: { t: NOW + 2 * AHEAD } },
    ],
    [
      'other-and-immutable',
      'another body of an immutable record',
      ['REC-010', 'REC-013'],
      { body: { body: '[]' }, claims: { col: 'i:com.example.files', tag: digestOf(BODY) } },
    ],
  ];
  for (const [slug, title, requirements, plan] of rows) {
    suite.accepts(`body-${slug}`, title, { requirements, flags: ['Body'], kind: 'edge', input: acceptInput(plan) });
  }
}
