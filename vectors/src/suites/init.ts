import { derive, x25519Jwk } from '../actors.ts';
import { NOW, resolveKeys, statement } from '../statement.ts';
import { Suite } from '../suite.ts';
import { fromBase64url, textOf, type Value, type ValueObject } from '../value.ts';
import { refusedAuthority } from './init-authority.ts';
import { refusedForms } from './init-form.ts';
import { refusedEntries } from './init-entries.ts';
import { refusedKeys } from './init-keys.ts';
import { initOrder } from './init-order.ts';
import { deviceEntry, EIGHT, initOp, logInput, rootEntry, saltOf, type InitPlan } from './users.ts';

const NOTES = {
  Impostor: {
    bugClass: 'identity',
    effect: 'somebody is taken for somebody else',
    description: 'The op is sound, but it does not begin the log of the principal that it is shown for.',
  },
  Possession: {
    bugClass: 'identity',
    effect: 'the device of somebody else is enrolled without its word',
    description: 'Every listed device signs, and nobody else does.',
  },
  KeyConfusion: {
    bugClass: 'key',
    effect: 'one key is listed under the name of another',
    description: 'The kid of an entry is the thumbprint of its key, whatever the op says.',
  },
  Hardware: {
    bugClass: 'key',
    effect: 'keys of the curve for hardware lie in files',
    description: 'ES256 is for keys in hardware only.',
  },
  WeakKey: {
    bugClass: 'key',
    effect: 'a signature that anybody can make',
    description: 'The key of an entry is of small order, not canonical, or no point of its curve.',
  },
  Level: {
    bugClass: 'shape',
    effect: 'a level that nobody defined is compared with those that are',
    description: 'Three levels for devices and one for cold keys; nothing between, below or above.',
  },
  Entry: {
    bugClass: 'shape',
    effect: 'two verifiers see two members',
    description: 'Entries and keys have exactly the members of the table.',
  },
  Form: {
    bugClass: 'shape',
    effect: 'a user that not everybody can read',
    description: 'Claims whose form is not that of the table.',
  },
  Future: {
    bugClass: 'growth',
    effect: 'old software refuses for ever what new rules allow',
    description: 'Kinds of ops and principals that are not known park the op.',
  },
  Signature: {
    bugClass: 'signature',
    effect: 'a user is made in the name of a device that never agreed',
    description: 'A proof of possession that does not hold.',
  },
  Limit: {
    bugClass: 'resources',
    effect: 'memory and time for whoever is asked',
    description: 'A user begins with 1 to 16 members, of which at most 8 are devices: each of them signs.',
  },
  Order: {
    bugClass: 'order',
    effect: 'two implementations name two faults',
    description: 'Several faults: the first step of chapter 02 §8 is reported.',
  },
  AcceptedOddity: {
    bugClass: 'over-strictness',
    effect: 'honest users are refused',
    description: 'Strange, but within the rules: it must be accepted.',
  },
};

/** principals/init: the first op of a user, and what its log says. */
export function initSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'principals/init',
      command: 'log.resolve',
      profile: 'principals',
      description:
        'Logs of users: one op that lists the first devices and is signed by each. Refused ops are signed anew by the same devices, and shown under their new id.',
      notes: NOTES,
    },
    resolveKeys('public'),
  );
  accepted(suite);
  acceptedOddities(suite);
  limits(suite);
  refusedForms(suite);
  refusedEntries(suite);
  refusedAuthority(suite);
  refusedKeys(suite);
  initOrder(suite);
  return suite;
}

function accepted(suite: Suite): void {
  const rows: [string, string, string[], InitPlan][] = [
    ['ok-user-one-device', 'a user with one device', EVERY, { by: ['alice/phone'] }],
    [
      'ok-user-two-devices',
      'an owner and a writer',
      EVERY,
      {
        by: ['alice/phone', 'alice/laptop'],
        mem: [deviceEntry('alice/phone'), deviceEntry('alice/laptop', 20)],
      },
    ],
    [
      'ok-user-three-levels',
      'devices of all three levels',
      ['PRN-004', 'PRN-012'],
      {
        by: ['alice/phone', 'alice/laptop', 'bob/laptop'],
        mem: [deviceEntry('alice/phone', 20), deviceEntry('alice/laptop', 30), deviceEntry('bob/laptop', 40)],
      },
    ],
    ['ok-user-two-owners', 'two owners', ['PRN-007', 'PRN-009', 'PRN-012'], { by: ['alice/phone', 'alice/laptop'] }],
    ['ok-user-eight-devices', 'eight devices, all of which sign', ['PRN-009', 'PRN-010', 'PRN-012'], { by: EIGHT }],
    [
      'ok-user-owner-and-root',
      'a cold key is no device',
      ['PRN-004', 'PRN-007', 'PRN-009', 'PRN-012'],
      {
        by: ['alice/phone'],
        mem: [deviceEntry('alice/phone'), rootEntry('alice')],
      },
    ],
    [
      'ok-user-card',
      'a user whose only device is a card',
      ['PRN-009', 'PRN-011', 'STM-012', 'STM-027', 'STM-029'],
      {
        by: ['alice/card'],
      },
    ],
    [
      'ok-user-phone-and-card',
      'an Ed25519 key and an ES256 key',
      ['PRN-008', 'PRN-009', 'PRN-011', 'STM-025'],
      {
        by: ['alice/phone', 'alice/card'],
      },
    ],
    [
      'ok-user-hardware-ed25519',
      'an Ed25519 key may live in hardware too',
      ['PRN-004', 'PRN-011'],
      {
        by: ['alice/phone'],
        mem: [deviceEntry('alice/phone', 40, { hw: true })],
      },
    ],
    [
      'ok-user-encryption-keys',
      'a device and a cold key with keys for encryption',
      ['PRN-004', 'PRN-012'],
      {
        by: ['alice/phone'],
        mem: [
          deviceEntry('alice/phone', 40, { enc: x25519Jwk(derive('alice/phone/enc')) }),
          rootEntry('alice', { enc: x25519Jwk(derive('alice/kit/enc')) }),
        ],
      },
    ],
  ];
  for (const [slug, title, requirements, plan] of rows) {
    suite.accepts(slug, title, { requirements, input: logInput(initOp(plan)) });
  }
}

const EVERY = [
  'PRN-001',
  'PRN-002',
  'PRN-003',
  'PRN-004',
  'PRN-005',
  'PRN-006',
  'PRN-007',
  'PRN-008',
  'PRN-009',
  'PRN-010',
  'PRN-012',
];

function acceptedOddities(suite: Suite): void {
  const one = { by: ['alice/phone'] } as const;
  const rows: [string, string, string[], ValueObject][] = [
    [
      'odd-user-other-salt',
      'the same device with another salt is another user',
      ['PRN-003', 'PRN-012'],
      initOp({
        ...one,
        claims: { salt: saltOf('bob') },
      }),
    ],
    ['odd-user-salt-zeros', 'a salt of zeros', ['PRN-004'], initOp({ ...one, claims: { salt: 'A'.repeat(22) } })],
    [
      'odd-user-order-of-signers',
      'signers in another order than members',
      ['PRN-009', 'PRN-012'],
      initOp({
        by: ['alice/laptop', 'alice/phone'],
        mem: [deviceEntry('alice/phone'), deviceEntry('alice/laptop', 20)],
      }),
    ],
    [
      'odd-user-root-first',
      'a cold key before the device',
      ['PRN-004', 'PRN-012'],
      initOp({
        ...one,
        mem: [rootEntry('alice'), deviceEntry('alice/phone')],
      }),
    ],
    [
      'odd-user-two-roots',
      'two cold keys',
      ['PRN-006', 'PRN-012'],
      initOp({
        ...one,
        mem: [deviceEntry('alice/phone'), rootEntry('alice'), rootEntry('alice/second')],
      }),
    ],
    [
      'odd-user-unknown-claim',
      'an unknown claim is ignored',
      ['CNV-020', 'PRN-004'],
      initOp({
        ...one,
        claims: { name: 'Alice', lvl: 10, kid: null },
      }),
    ],
    ['odd-user-time-zero', 'the first moment', ['PRN-001', 'CNV-018'], initOp({ ...one, claims: { t: 0 } })],
    [
      'odd-user-time-ahead',
      'a user made one year after now',
      ['PRN-001', 'CNV-019'],
      initOp({
        ...one,
        claims: { t: NOW + 31_536_000_000_000 },
      }),
    ],
    [
      'odd-user-order-of-members',
      'claims and members of entries in another order',
      ['CNV-015', 'PRN-003', 'PRN-004'],
      reordered(),
    ],
  ];
  for (const [slug, title, requirements, op] of rows) {
    suite.accepts(slug, title, { requirements, flags: ['AcceptedOddity'], kind: 'edge', input: logInput(op) });
  }
}

/** The smallest user with every object written backwards, with white space. */
function reordered(): ValueObject {
  const { st } = initOp({ by: ['alice/phone'] });
  const claims = JSON.parse(textOf(fromBase64url(String(st).split('.')[1] ?? ''))) as Value;
  return { ...statement({ typ: 'allod-op', claims: JSON.stringify(backwards(claims), null, 1) }) };
}

function backwards(value: Value): Value {
  if (Array.isArray(value)) return value.map(backwards);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, member]) => [name, backwards(member)]),
  );
}

function limits(suite: Suite): void {
  const roots = (count: number): Value[] => Array.from({ length: count }, (_, i) => rootEntry(`root/${i}`));
  const rows: [string, string, InitPlan][] = [
    ['ok-user-16-members', '16 members', { by: ['alice/phone'], mem: [deviceEntry('alice/phone'), ...roots(15)] }],
    [
      'ok-user-8-devices-of-16',
      '16 members, half of them devices',
      { by: EIGHT, mem: [...EIGHT.map((label) => deviceEntry(label)), ...roots(8)] },
    ],
  ];
  for (const [slug, title, plan] of rows) {
    suite.accepts(slug, title, {
      requirements: ['PRN-004', 'PRN-012'],
      flags: ['Limit'],
      kind: 'edge',
      input: logInput(initOp(plan)),
    });
  }
}
