import { headerText, statement } from '../statement.ts';
import type { Suite } from '../suite.ts';
import type { ValueObject } from '../value.ts';
import { deleteClaims, idOf, immutableClaims, record, recordClaims } from './records-plan.ts';

const CRIT = headerText('alice/phone').replace('}', ',"crit":["x"]}');
type Row = [string, string, string, string, ValueObject];

/** Records with faults in two steps: the earlier one is reported (CNV-001). */
export function recordOrders(suite: Suite): void {
  for (const [slug, title, code, requirement, input] of [...shapes(), ...upgrades(), ...twoBodies()]) {
    suite.refuses(`order-${slug}`, `${title}: ${code}`, {
      requirements: ['CNV-001', requirement],
      flags: ['Order'],
      code,
      kind: 'edge',
      input,
    });
  }
}

const withClaims = (further: ValueObject): ValueObject => record({ ...recordClaims(), ...further });

function shapes(): Row[] {
  const sgn = [{ kid: idOf('a') }, { kid: idOf('b') }];
  const { iss: _iss, ...ownerless } = recordClaims();
  return [
    [
      'size-before-form',
      'claims too long, and no record',
      'E_SIZE',
      'STM-003',
      { ...statement({ claims: ' '.repeat(65_537) }) },
    ],
    [
      'encoding-before-form',
      'no owner, and a signature of 63 bytes',
      'E_FORMAT',
      'STM-005',
      { ...record(ownerless), sig: 'A'.repeat(84) },
    ],
    ['json-before-form', 'a claim twice, and no record', 'E_JSON', 'CNV-010', record('{"len":0,"len":0}')],
    [
      'header-before-form',
      'a header with crit, and no record',
      'E_HEADER',
      'STM-007',
      { ...statement({ header: CRIT, claims: {} }) },
    ],
    [
      'typ-before-form',
      'an op in the place of a record, and no record',
      'E_TYP',
      'STM-010',
      { ...statement({ typ: 'allod-op', claims: {} }) },
    ],
    [
      'typ-before-size',
      'an op in the place of a record, and a body too long',
      'E_TYP',
      'STM-010',
      { ...statement({ typ: 'allod-op', claims: { ...recordClaims(), len: 2 ** 21 } }) },
    ],
    [
      'size-before-signers',
      'a body too long, and a list of signers without their signatures',
      'E_SIZE',
      'REC-009',
      withClaims({ len: 2 ** 21, sgn }),
    ],
    [
      'form-before-signers',
      'seq = 0, and a list of signers without their signatures',
      'E_FORMAT',
      'REC-002',
      withClaims({ seq: 0, sgn }),
    ],
  ];
}

function upgrades(): Row[] {
  const sgn = [{ kid: idOf('a') }, { kid: idOf('b') }];
  return [
    ['form-before-mark', 'seq = 0, and a claim named !foo', 'E_FORMAT', 'REC-002', withClaims({ seq: 0, '!foo': 1 })],
    ['form-before-kind', 'seq = 0, and an unknown kind', 'E_FORMAT', 'REC-002', withClaims({ seq: 0, col: 'z:a' })],
    ['explicit-before-kind', 'len = 0, and an unknown kind', 'E_FORMAT', 'REC-003', withClaims({ len: 0, col: 'z:a' })],
    [
      'doubled-before-kind',
      'a head twice, and an unknown kind',
      'E_FORMAT',
      'REC-004',
      withClaims({ au: [idOf('a'), idOf('a')], col: 'z:a' }),
    ],
    [
      'delete-before-mark',
      'a delete with a media type, and a claim named !foo',
      'E_FORMAT',
      'REC-005',
      record({ ...deleteClaims(), cty: 'text/plain', '!foo': 1 }),
    ],
    [
      'size-before-kind',
      'a body too long, and an unknown kind',
      'E_SIZE',
      'REC-009',
      withClaims({ len: 2 ** 21, col: 'z:a' }),
    ],
    [
      'collection-before-mark',
      'a capital as kind letter, and a claim named !foo',
      'E_FORMAT',
      'REC-006',
      withClaims({ col: 'V:a', '!foo': 1 }),
    ],
    [
      'signers-before-kind',
      'a list of signers without their signatures, and an unknown kind',
      'E_SIGNERS',
      'STM-021',
      withClaims({ col: 'z:a', sgn }),
    ],
    [
      'mark-before-tag',
      'a claim named !foo, and an immutable record with another tag',
      'E_UPGRADE',
      'CNV-021',
      record({ ...immutableClaims(), tag: 'shopping', '!foo': 1 }),
    ],
  ];
}

function twoBodies(): Row[] {
  const both = { body: 'x', bodyB: 'eA' };
  return [
    [
      'json-before-bodies',
      'a claim twice, and two bodies',
      'E_JSON',
      'CNV-010',
      { ...record('{"len":0,"len":0}'), ...both },
    ],
    [
      'header-before-bodies',
      'a header with crit, and two bodies',
      'E_HEADER',
      'STM-007',
      { ...statement({ header: CRIT, claims: {} }), ...both },
    ],
    [
      'size-before-bodies',
      'a len too great, and two bodies',
      'E_SIZE',
      'REC-009',
      { ...withClaims({ len: 2 ** 21 }), ...both },
    ],
    [
      'bodies-before-mark',
      'two bodies, and a claim named !foo',
      'E_FORMAT',
      'REC-016',
      { ...withClaims({ '!foo': 1 }), ...both },
    ],
    [
      'bodies-before-kind',
      'two bodies, and an unknown kind',
      'E_FORMAT',
      'REC-016',
      { ...withClaims({ col: 'z:a' }), ...both },
    ],
  ];
}
