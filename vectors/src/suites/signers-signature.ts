import { actor, signAs, type Label } from '../actors.ts';
import * as craft from '../craft.ts';
import type { EditPlan } from '../fault.ts';
import { headerText, joint, key, NOW, statement } from '../statement.ts';
import type { Suite } from '../suite.ts';
import { base64url, fromBase64url, octets, textOf, type Value, type ValueObject } from '../value.ts';
import { TWO } from './signers-plan.ts';

/** Steps 8 and 9 for a further signer. */
export function refusedSignatures(suite: Suite): void {
  second(suite);
  crafted(suite);
  others(suite);
  weakKeys(suite);
}

const replace = (path: string, value: Value): EditPlan => ({ op: 'replace', path, value });

function refuse(suite: Suite, rows: [string, string, string][]): void {
  for (const [slug, title, value] of rows) {
    suite.refuses(slug, `${title} is refused`, {
      requirements: ['STM-025'],
      flags: ['EachSigner'],
      code: 'E_SIG',
      base: 'ok-two',
      fault: replace('/sigs/0/s', value),
    });
  }
}

const TWICE = joint({ by: TWO });
const [FIRST = '', CLAIMS = ''] = TWICE.st.split('.');
const { h: SECOND, s: SIGNATURE } = TWICE.sigs[0] ?? { h: '', s: '' };

function signedBy(label: Label, text: string): string {
  return base64url(signAs(label, octets(text)));
}

function second(suite: Suite): void {
  refuse(suite, [
    [
      'second-over-first-header',
      'a second signature over st, with the header of the first,',
      signedBy('alice/laptop', TWICE.st),
    ],
    ['second-is-first', 'the first signature as the second', TWICE.sig],
    [
      'second-of-another-device',
      'a second signature of another device',
      signedBy('mallory/phone', `${SECOND}.${CLAIMS}`),
    ],
    [
      'second-of-first-device',
      'a second signature made by the first device',
      signedBy('alice/phone', `${SECOND}.${CLAIMS}`),
    ],
    [
      'second-of-another-statement',
      'a second signature of another statement',
      joint({ by: TWO, claims: { t: NOW + 1 } }).sigs[0]?.s ?? '',
    ],
    ['second-over-claims', 'a second signature over the claims alone', signedBy('alice/laptop', CLAIMS)],
    [
      'second-over-both-headers',
      'a second signature over both headers',
      signedBy('alice/laptop', `${FIRST}.${SECOND}.${CLAIMS}`),
    ],
    [
      'second-over-signature',
      'a second signature over the first',
      signedBy('alice/laptop', `${TWICE.st}.${TWICE.sig}`),
    ],
    [
      'second-over-decoded',
      'a second signature over the decoded parts',
      signedBy('alice/laptop', `${textOf(fromBase64url(SECOND))}.${textOf(fromBase64url(CLAIMS))}`),
    ],
  ]);
}

function crafted(suite: Suite): void {
  const bytes = fromBase64url(SIGNATURE);
  const message = octets(`${SECOND}.${CLAIMS}`);
  const flipped = Uint8Array.from(bytes, (byte, i) => (i === 63 ? byte ^ 1 : byte));
  refuse(suite, [
    ['second-flipped', 'a flipped bit in the second signature', base64url(flipped)],
    ['second-s-plus-order', 'N23 S + L in the second signature', base64url(craft.addOrder(bytes, 1n))],
    [
      'second-neutral-r',
      'N25 a neutral R in the second signature',
      base64url(craft.signWithNeutralR('alice/laptop', message)),
    ],
    ['second-zeros', 'a second signature of zeros', base64url(new Uint8Array(64))],
  ]);
}

function others(suite: Suite): void {
  const plan = { flags: ['EachSigner'], code: 'E_SIG' };
  suite.refuses('second-header-respelled', 'a space in the second header after signing is refused', {
    ...plan,
    requirements: ['STM-025'],
    base: 'ok-two',
    fault: { op: 'splice', path: '/sigs/0/h#header', at: 0, from: '', to: ' ' },
  });
  suite.refuses('first-flipped', 'a first signature that does not hold beside a good second is refused', {
    ...plan,
    requirements: ['STM-016'],
    base: 'ok-two',
    fault: replace('/sig', signedBy('alice/phone', statement().st)),
  });
  suite.refuses('swapped', 'the two signatures in each other’s place are refused', {
    ...plan,
    requirements: ['STM-016', 'STM-025'],
    base: 'ok-two',
    fault: { ...replace('/sig', SIGNATURE), also: [replace('/sigs/0/s', TWICE.sig)] },
  });
  suite.refuses('third-wrong', 'a third signature that does not hold is refused', {
    ...plan,
    requirements: ['STM-025'],
    base: 'ok-three',
    fault: replace('/sigs/1/s', SIGNATURE),
  });
  suite.refuses('eighth-wrong', 'an eighth signature that does not hold is refused', {
    ...plan,
    requirements: ['STM-025'],
    base: 'signers-limit-exact',
    fault: replace('/sigs/6/s', SIGNATURE),
  });
  suite.refuses('card-over-first-header', 'a second signature with ES256 over the header of the first is refused', {
    ...plan,
    requirements: ['STM-025'],
    base: 'ok-mixed',
    fault: replace('/sigs/0/s', signedBy('alice/card', String(suite.inputOf('ok-mixed')['st']))),
  });
  suite.refuses('second-key-missing', 'N19 another key in place of that of the second signer is refused', {
    ...plan,
    requirements: ['STM-025', 'STM-017'],
    base: 'ok-two',
    fault: replace('/keys/1', key('bob/phone')),
  });
}

/** A second signer with a key of small order, whose signature fulfils the equation. */
function weakKeys(suite: Suite): void {
  const weak = craft.jwkOf(craft.SMALL_ORDER[1]?.bytes ?? new Uint8Array(32));
  const made = underKey(weak, (message) => craft.forgeUnderSmallOrder(fromBase64url(String(weak['x'])), message));
  suite.refuses('second-key-weak', 'N24 a second signer with a key of small order is refused', {
    requirements: ['STM-013'],
    flags: ['EachSigner'],
    code: 'E_WEAK_KEY',
    base: 'ok-two',
    fault: { ...replace('/keys/1', weak), also: made },
  });
  const { x = '' } = craft.strangerJwk();
  const off = { kty: 'EC', crv: 'P-256', x, y: x };
  suite.refuses('second-key-off-curve', 'a second signer with a key that is no point of P-256 is refused', {
    requirements: ['STM-027'],
    flags: ['EachSigner'],
    code: 'E_WEAK_KEY',
    base: 'ok-two',
    fault: { ...replace('/keys/1', off), also: underKey(off, () => fromBase64url(SIGNATURE)) },
  });
}

/** What else changes when the second signer has another key. */
function underKey(jwk: ValueObject, sign: (message: Uint8Array) => Uint8Array): EditPlan[] {
  const kid = craft.kidOf(jwk);
  const sgn = [{ kid: actor('alice/phone').kid }, { kid }];
  const claims = base64url(octets(JSON.stringify({ t: NOW, sgn })));
  const alg = jwk['kty'] === 'EC' ? 'ES256' : 'Ed25519';
  const h = base64url(octets(`{"alg":"${alg}","kid":"${kid}","typ":"allod-rec"}`));
  const st = `${base64url(octets(headerText('alice/phone')))}.${claims}`;
  return [
    replace('/st', st),
    replace('/sig', signedBy('alice/phone', st)),
    replace('/sigs', [{ h, s: base64url(sign(octets(`${h}.${claims}`))) }]),
  ];
}
