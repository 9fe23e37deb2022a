// First ops with faults in two steps: the earlier one is reported (CNV-001).
import { actor, signAs } from '../actors.ts';
import { joint, NOW, statement } from '../statement.ts';
import type { Suite } from '../suite.ts';
import { base64url, octets, type ValueObject } from '../value.ts';
import { BOB, deviceEntry, idOf, initOp, logInput, saltOf } from './users.ts';

const NO_SIGNATURE = base64url(signAs('mallory/phone', octets('another text')));
const ONE = { by: ['alice/phone'] } as const;
const UNPROVED = { ...ONE, mem: [deviceEntry('alice/phone'), deviceEntry('bob/phone')] };

/** CNV-001 for the first op of a user. */
export function initOrder(suite: Suite): void {
  const rows: [string, string, string, string, ValueObject][] = [
    ['json-before-form', 'k twice, and no salt', 'E_JSON', 'CNV-010', plain('{"k":"init","k":"init","t":1}')],
    ['typ-before-form', 'a record without k', 'E_TYP', 'STM-010', logInput({ ...statement({ claims: { t: NOW } }) })],
    [
      'form-before-upgrade',
      'an op without t, and a claim named !x',
      'E_FORMAT',
      'PRN-001',
      plain('{"k":"init","!x":1}'),
    ],
    [
      'entries-before-upgrade',
      'no members, and a claim named !x',
      'E_FORMAT',
      'PRN-004',
      logInput(initOp({ ...ONE, claims: { mem: [], '!x': 1 } })),
    ],
    [
      'form-before-key',
      'no salt, and the id of another log',
      'E_FORMAT',
      'PRN-004',
      foreign(initOp({ ...ONE, claims: { salt: '' } })),
    ],
    ['form-before-signers', 'a device twice, and a proof that is gone', 'E_FORMAT', 'PRN-006', logInput(stripped())],
    [
      'signers-before-upgrade',
      'a proof that is gone, and an op of unknown kind',
      'E_SIGNERS',
      'STM-021',
      logInput(stripped({ k: 'rotate' })),
    ],
    [
      'signers-before-key',
      'a proof that is gone, and the id of another log',
      'E_SIGNERS',
      'STM-021',
      foreign(stripped({ mem: [deviceEntry('alice/phone'), deviceEntry('alice/laptop')] })),
    ],
    [
      'upgrade-before-key',
      'an unknown kind of principal, and the id of another log',
      'E_UPGRADE',
      'PRN-005',
      foreign(initOp({ ...ONE, claims: { kind: 'robot' } })),
    ],
    [
      'upgrade-before-proof',
      'a claim named !x, and a device that has not signed',
      'E_UPGRADE',
      'CNV-021',
      logInput(initOp({ ...UNPROVED, claims: { '!x': 1 } })),
    ],
    [
      'upgrade-before-signature',
      'an op of unknown kind, and no signature that holds',
      'E_UPGRADE',
      'PRN-002',
      unsigned(initOp({ ...ONE, claims: { k: 'rotate' } })),
    ],
    [
      'id-before-signature',
      'the id of another log, and no signature that holds',
      'E_ID',
      'PRN-003',
      foreign(unsignedOp(initOp(ONE))),
    ],
    [
      'proof-before-signature',
      'a device that has not signed, and no signature that holds',
      'E_POP',
      'PRN-009',
      unsigned(initOp(UNPROVED)),
    ],
    [
      'hardware-before-signature',
      'an ES256 key without hw, and no signature that holds',
      'E_ALG',
      'PRN-011',
      unsigned(initOp({ by: ['alice/card'], mem: [softwareCard()] })),
    ],
  ];
  for (const [slug, title, code, requirement, input] of rows) {
    suite.refuses(`order-${slug}`, `${title}: ${code}`, {
      requirements: ['CNV-001', requirement],
      flags: ['Order'],
      code,
      kind: 'edge',
      input,
    });
  }
}

function plain(claims: string): ValueObject {
  return logInput({ ...statement({ typ: 'allod-op', claims }) });
}

/** Shown as the log of somebody else. */
function foreign(op: ValueObject): ValueObject {
  return { log: BOB.id, ops: [op] };
}

function unsignedOp(op: ValueObject): ValueObject {
  return { ...op, sig: NO_SIGNATURE };
}

function unsigned(op: ValueObject): ValueObject {
  return { log: idOf(op), ops: [unsignedOp(op)] };
}

/** An op of two signers without the second signature; by itself it lists the phone twice. */
function stripped(
  claims: ValueObject = { mem: [deviceEntry('alice/phone'), deviceEntry('alice/phone')] },
): ValueObject {
  const all = { k: 'init', kind: 'user', salt: saltOf('alice'), t: NOW, ...claims };
  const { st, sig } = joint({ by: ['alice/phone', 'alice/laptop'], typ: 'allod-op', claims: all });
  return { st, sig };
}

/** The entry of a card that does not say where its key lives. */
function softwareCard(): ValueObject {
  const { kid, jwk } = actor('alice/card');
  return { kid, lvl: 40, sig: { ...jwk } };
}
