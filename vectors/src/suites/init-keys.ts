// First ops whose keys or signatures are refused: chapter 02 §3 to §5 for ops.
import { actor, signAs, type Label } from '../actors.ts';
import * as craft from '../craft.ts';
import { applyFault, type EditPlan } from '../fault.ts';
import type { Suite } from '../suite.ts';
import { base64url, octets, type Value, type ValueObject } from '../value.ts';
import { add, by, BY_PHONE, CLAIMS, drop, HEADER, put, refuseAll, renamed } from './init-plan.ts';
import { OP } from './users.ts';

/** STM-010 to STM-013, STM-016, STM-020 to STM-022, STM-025 and STM-027 for the first op of a user. */
export function refusedKeys(suite: Suite): void {
  algorithms(suite);
  weakKeys(suite);
  signatures(suite);
  shapes(suite);
}

function algorithms(suite: Suite): void {
  refuseAll(suite, { requirement: 'STM-012', code: 'E_ALG', flag: 'KeyConfusion' }, [
    {
      slug: 'alg-es256-for-phone',
      title: 'N13 ES256 with the kid of an Ed25519 key',
      edits: [put(`${HEADER}/alg`, 'ES256')],
      resigned: BY_PHONE,
    },
    {
      slug: 'alg-ed25519-for-card',
      title: 'Ed25519 with the kid of an ES256 key',
      base: 'ok-user-card',
      edits: [put(`${HEADER}/alg`, 'Ed25519')],
      resigned: by('alice/card'),
    },
  ]);
}

function weakKeys(suite: Suite): void {
  const verdict = { requirement: 'STM-013', code: 'E_WEAK_KEY', flag: 'WeakKey' };
  for (const { name, bytes } of craft.SMALL_ORDER.filter(({ order, canonical }) => order < 8 && canonical)) {
    refuseAll(suite, verdict, [
      { slug: `weak-${name}`, title: 'a device whose key is of small order', edits: weakEdits(suite, bytes) },
    ]);
  }
  const [lax] = craft.largeNonCanonical();
  if (lax === undefined) throw new RangeError('there are keys that are not canonical');
  refuseAll(suite, verdict, [
    { slug: 'weak-not-canonical', title: 'a device whose key is not canonical', edits: weakEdits(suite, lax) },
  ]);
  const { jwk } = actor('alice/card');
  const off = { ...jwk, y: actor('alice/phone').jwk.x };
  refuseAll(suite, { ...verdict, requirement: 'STM-027' }, [
    {
      slug: 'weak-off-curve',
      title: 'a card whose key is no point of the curve',
      base: 'ok-user-card',
      edits: [put(`${CLAIMS}/mem/0/sig`, off), ...renamed(craft.kidOf(off))],
      resigned: by('alice/card'),
    },
  ]);
}

/** The phone takes a weak key, and a signature that holds under it if there is one. */
function weakEdits(suite: Suite, key: Uint8Array): [EditPlan, ...EditPlan[]] {
  const jwk = craft.jwkOf(key);
  const edits: [EditPlan, ...EditPlan[]] = [put(`${CLAIMS}/mem/0/sig`, jwk), ...renamed(craft.kidOf(jwk))];
  const [first, ...also] = edits;
  const [op] = applyFault(suite.inputOf('ok-user-one-device'), { ...first, also }).input['ops'] as ValueObject[];
  const message = octets(String(op?.['st']));
  const isForgeable = craft.SMALL_ORDER.some(({ bytes }) => Buffer.from(bytes).equals(key));
  const forged = isForgeable ? craft.forgeUnderSmallOrder(key, message) : signAs('alice/phone', message);
  return [...edits, put(`${OP}/sig`, base64url(forged))];
}

function signatures(suite: Suite): void {
  const [op] = suite.inputOf('ok-user-two-devices')['ops'] as ValueObject[];
  const [header = '', claims = ''] = String(op?.['st']).split('.');
  const [{ h = '' } = {}] = (op?.['sigs'] ?? []) as ValueObject[];
  const over = (label: Label, part: Value): string => base64url(signAs(label, octets(`${String(part)}.${claims}`)));
  const rows: [string, string, string, string, EditPlan][] = [
    [
      'sig-of-mallory',
      'the proof of a stranger',
      'STM-016',
      'ok-user-two-devices',
      put(`${OP}/sig`, over('mallory/phone', header)),
    ],
    [
      'sig-of-laptop',
      'the first proof made by the second device',
      'STM-016',
      'ok-user-two-devices',
      put(`${OP}/sig`, over('alice/laptop', header)),
    ],
    [
      'sig-second-of-mallory',
      'the second proof made by a stranger',
      'STM-025',
      'ok-user-two-devices',
      put(`${OP}/sigs/0/s`, over('mallory/phone', h)),
    ],
    [
      'sig-second-over-first',
      'the second proof over the header of the first',
      'STM-025',
      'ok-user-two-devices',
      put(`${OP}/sigs/0/s`, over('alice/laptop', header)),
    ],
    [
      'sig-second-copied',
      'the first proof a second time',
      'STM-025',
      'ok-user-two-devices',
      put(`${OP}/sigs/0/s`, over('alice/phone', header)),
    ],
  ];
  for (const [slug, title, requirement, base, edit] of rows) {
    refuseAll(suite, { requirement, code: 'E_SIG', flag: 'Signature' }, [{ slug, title, base, edits: [edit] }]);
  }
}

function shapes(suite: Suite): void {
  const two = by('alice/phone', 'alice/laptop');
  refuseAll(suite, { requirement: 'STM-010', code: 'E_TYP', flag: 'Form' }, [
    {
      slug: 'typ-record',
      title: 'a record in place of an op',
      edits: [put(`${HEADER}/typ`, 'allod-rec')],
      resigned: BY_PHONE,
    },
  ]);
  refuseAll(suite, { requirement: 'STM-020', code: 'E_FORMAT', flag: 'Form' }, [
    {
      slug: 'sgn-of-one',
      title: 'a list of one signer',
      edits: [add(`${CLAIMS}/sgn`, [{ kid: actor('alice/phone').kid }])],
      resigned: BY_PHONE,
    },
  ]);
  const signer = (label: Label, more: ValueObject = {}): ValueObject => ({ kid: actor(label).kid, ...more });
  const path = { by: [suite.inputOf('ok-user-two-devices')['log'] ?? null] };
  refuseAll(suite, { requirement: 'PRN-004', code: 'E_FORMAT', flag: 'Form' }, [
    {
      slug: 'sgn-by',
      title: 'a signer with a path of authority',
      base: 'ok-user-two-devices',
      edits: [put(`${CLAIMS}/sgn`, [signer('alice/phone'), signer('alice/laptop', path)])],
      resigned: two,
    },
    {
      slug: 'sgn-by-first',
      title: 'the first signer with a path of authority',
      base: 'ok-user-two-devices',
      edits: [put(`${CLAIMS}/sgn`, [signer('alice/phone', path), signer('alice/laptop')])],
      resigned: two,
    },
  ]);
  refuseAll(suite, { requirement: 'STM-021', code: 'E_SIGNERS', flag: 'Possession' }, [
    {
      slug: 'proof-stripped',
      title: 'N32a the second proof is gone',
      base: 'ok-user-two-devices',
      edits: [drop(`${OP}/sigs`)],
    },
  ]);
  refuseAll(suite, { requirement: 'STM-022', code: 'E_SIGNERS', flag: 'Possession' }, [
    {
      slug: 'proofs-reordered',
      title: 'N32b the signers are listed in another order than they signed',
      base: 'ok-user-two-devices',
      edits: [put(`${CLAIMS}/sgn`, [{ kid: actor('alice/laptop').kid }, { kid: actor('alice/phone').kid }])],
      resigned: two,
    },
  ]);
}
