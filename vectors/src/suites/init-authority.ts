// First ops whose form is right and whose word is not: PRN-003, PRN-008 to PRN-011.
import { createHash } from 'node:crypto';
import { actor, type Label } from '../actors.ts';
import type { FaultPlan } from '../fault.ts';
import { headerText } from '../statement.ts';
import type { Suite } from '../suite.ts';
import { base64url, fromBase64url, octets, type ValueObject } from '../value.ts';
import { add, by, BY_PHONE, CLAIMS, drop, put, refuseAll, renamed } from './init-plan.ts';
import { BOB, coldKid, deviceEntry, EIGHT, idOf, idOfNothing, initOp, OP, saltOf } from './users.ts';

/** What step 8 refuses. */
export function refusedAuthority(suite: Suite): void {
  wrongLogs(suite);
  wrongThumbprints(suite);
  missingProofs(suite);
  strangers(suite);
  software(suite);
  stoodForRoot(suite);
}

function wrongLogs(suite: Suite): void {
  const { log } = suite.inputOf('ok-user-one-device');
  const other = initOp({ by: ['alice/phone'], claims: { salt: saltOf('bob') } });
  const rows: [string, string, FaultPlan][] = [
    ['log-of-bob', 'N33 an init shown for another user', put('/log', BOB.id)],
    ['log-of-same-device', 'N33 an init shown for another user of the same device', put('/log', idOf(other))],
    ['log-of-device', 'the id of the device in place of that of the user', put('/log', actor('alice/phone').kid)],
    ['log-bytes', 'an id that differs in its last bit', put('/log', lastBitFlipped(String(log)))],
    [
      'log-stale',
      'N33 an init that was changed under the old id',
      { ...put(`${CLAIMS}/salt`, saltOf('carol')), resigned: BY_PHONE },
    ],
    [
      'log-respelled',
      'the same claims with a space more are another user',
      { op: 'splice', path: CLAIMS, at: 1, from: '', to: ' ', resigned: BY_PHONE },
    ],
  ];
  for (const [slug, title, fault] of rows) {
    suite.refuses(slug, `${title}: E_ID`, {
      requirements: ['PRN-003'],
      flags: ['Impostor'],
      code: 'E_ID',
      base: 'ok-user-one-device',
      fault,
    });
  }
}

function lastBitFlipped(id: string): string {
  const bytes = fromBase64url(id);
  return base64url(bytes.map((byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte)));
}

function wrongThumbprints(suite: Suite): void {
  const { jwk } = actor('alice/phone');
  const [phone, laptop] = [actor('alice/phone').jwk, actor('alice/laptop').jwk];
  const hashOf = (bytes: Uint8Array): string => base64url(createHash('sha256').update(bytes).digest());
  const respelled = `{"kty":"OKP","crv":"Ed25519","x":"${jwk.x}"}`;
  refuseAll(suite, { requirement: 'PRN-008', code: 'E_ID', flag: 'KeyConfusion' }, [
    {
      slug: 'thumbprint-of-nothing',
      title: 'a kid that is no thumbprint of anything',
      edits: renamed(idOfNothing('thumbprint')),
      resigned: BY_PHONE,
    },
    {
      slug: 'thumbprint-of-octets',
      title: 'the hash of the octets of the key as kid',
      edits: renamed(hashOf(fromBase64url(jwk.x))),
      resigned: BY_PHONE,
    },
    {
      slug: 'thumbprint-other-order',
      title: 'the hash of a JWK in another order as kid',
      edits: renamed(hashOf(octets(respelled))),
      resigned: BY_PHONE,
    },
    {
      slug: 'thumbprint-of-bob',
      title: 'the kid of another device',
      edits: renamed(actor('bob/phone').kid),
      resigned: BY_PHONE,
    },
    {
      slug: 'key-of-bob',
      title: 'the key of another device',
      edits: [put(`${CLAIMS}/mem/0/sig`, { ...actor('bob/phone').jwk })],
      resigned: BY_PHONE,
    },
    {
      slug: 'key-of-bob-second',
      title: 'the key of another device in the second entry',
      base: 'ok-user-two-devices',
      edits: [put(`${CLAIMS}/mem/1/sig`, { ...actor('bob/phone').jwk })],
      resigned: by('alice/phone', 'alice/laptop'),
    },
    {
      slug: 'keys-swapped',
      title: 'two devices with their keys swapped',
      base: 'ok-user-two-devices',
      edits: [put(`${CLAIMS}/mem/0/sig`, { ...laptop }), put(`${CLAIMS}/mem/1/sig`, { ...phone })],
      resigned: by('alice/phone', 'alice/laptop'),
    },
    {
      slug: 'card-key-negated',
      title: 'the other key with the same x',
      base: 'ok-user-card',
      edits: [put(`${CLAIMS}/mem/0/sig/y`, negatedY('alice/card'))],
      resigned: by('alice/card'),
    },
  ]);
}

const P256_PRIME = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;

/** The y of the point that mirrors the key of a card. */
function negatedY(label: Label): string {
  const { jwk } = actor(label);
  if (jwk.kty !== 'EC') throw new RangeError(`${label} is no card`);
  const y = BigInt(`0x${Buffer.from(jwk.y, 'base64url').toString('hex')}`);
  return base64url(Buffer.from((P256_PRIME - y).toString(16).padStart(64, '0'), 'hex'));
}

function missingProofs(suite: Suite): void {
  const mem = `${CLAIMS}/mem`;
  const two = by('alice/phone', 'alice/laptop');
  refuseAll(suite, { requirement: 'PRN-009', code: 'E_POP', flag: 'Possession' }, [
    {
      slug: 'proof-missing',
      title: 'N34 a device that has not signed',
      edits: [add(`${mem}/1`, deviceEntry('bob/phone', 20))],
      resigned: BY_PHONE,
    },
    {
      slug: 'proof-missing-first',
      title: 'N34 a device that has not signed, listed first',
      edits: [add(`${mem}/0`, deviceEntry('bob/phone', 20))],
      resigned: BY_PHONE,
    },
    {
      slug: 'proof-missing-card',
      title: 'a card that has not signed',
      edits: [add(`${mem}/1`, deviceEntry('bob/card', 20))],
      resigned: BY_PHONE,
    },
    {
      slug: 'proof-missing-third',
      title: 'two of three devices have signed',
      base: 'ok-user-two-devices',
      edits: [add(`${mem}/2`, deviceEntry('bob/phone', 20))],
      resigned: two,
    },
    {
      slug: 'proof-missing-withdrawn',
      title: 'N34 the second signer is no longer listed as such',
      base: 'ok-user-two-devices',
      edits: [drop(`${CLAIMS}/sgn`), drop(`${OP}/sigs`)],
      resigned: two,
    },
    {
      slug: 'proof-missing-owner',
      title: 'a writer speaks for the owner',
      base: 'odd-user-order-of-signers',
      edits: [drop(`${CLAIMS}/sgn`), drop(`${OP}/sigs`)],
      resigned: by('alice/laptop', 'alice/phone'),
    },
    {
      slug: 'proof-missing-ninth',
      title: 'nine devices, of which eight have signed',
      base: 'ok-user-eight-devices',
      edits: [add(`${mem}/8`, deviceEntry('mallory/phone', 20))],
      resigned: by(...EIGHT),
    },
  ]);
}

function strangers(suite: Suite): void {
  const [phone, mallory] = [actor('alice/phone').kid, actor('mallory/phone').kid];
  const further = (label: Label): ValueObject => ({ h: base64url(octets(headerText(label, 'allod-op'))), s: '' });
  refuseAll(suite, { requirement: 'PRN-010', code: 'E_SIGNERS', flag: 'Possession' }, [
    {
      slug: 'stranger-signs',
      title: 'a device that is not listed has signed too',
      edits: [add(`${CLAIMS}/sgn`, [{ kid: phone }, { kid: mallory }]), add(`${OP}/sigs`, [further('mallory/phone')])],
      resigned: by('alice/phone', 'mallory/phone'),
    },
    {
      slug: 'stranger-signs-third',
      title: 'the third signer is not listed',
      base: 'ok-user-two-devices',
      edits: [add(`${CLAIMS}/sgn/2`, { kid: mallory }), add(`${OP}/sigs/1`, further('mallory/phone'))],
      resigned: by('alice/phone', 'alice/laptop', 'mallory/phone'),
    },
    {
      slug: 'stranger-signs-first',
      title: 'the first signer is not listed',
      base: 'odd-user-order-of-signers',
      edits: [drop(`${CLAIMS}/mem/1`)],
      resigned: by('alice/laptop', 'alice/phone'),
    },
    {
      slug: 'stranger-card',
      title: 'a card that is not listed has signed too',
      base: 'ok-user-phone-and-card',
      edits: [drop(`${CLAIMS}/mem/1`)],
      resigned: by('alice/phone', 'alice/card'),
    },
  ]);
}

function software(suite: Suite): void {
  refuseAll(suite, { requirement: 'PRN-011', code: 'E_ALG', flag: 'Hardware' }, [
    {
      slug: 'hardware-unsaid',
      title: 'an ES256 key that nobody calls hardware',
      base: 'ok-user-card',
      edits: [drop(`${CLAIMS}/mem/0/hw`)],
      resigned: by('alice/card'),
    },
    {
      slug: 'hardware-unsaid-second',
      title: 'an ES256 key in an entry without hw beside a phone',
      base: 'ok-user-phone-and-card',
      edits: [drop(`${CLAIMS}/mem/1/hw`)],
      resigned: by('alice/phone', 'alice/card'),
    },
    {
      slug: 'hardware-elsewhere',
      title: 'hw in the entry of the other device',
      base: 'ok-user-phone-and-card',
      edits: [drop(`${CLAIMS}/mem/1/hw`), add(`${CLAIMS}/mem/0/hw`, true)],
      resigned: by('alice/phone', 'alice/card'),
    },
  ]);
}

function stoodForRoot(suite: Suite): void {
  refuseAll(suite, { requirement: 'PRN-010', code: 'E_SIGNERS', flag: 'Possession' }, [
    {
      slug: 'stranger-for-root',
      title: 'a device signs that only stands beside a cold key',
      base: 'ok-user-two-devices',
      edits: [put(`${CLAIMS}/mem/1`, { kid: coldKid('alice'), lvl: 50 })],
      resigned: by('alice/phone', 'alice/laptop'),
    },
  ]);
}
