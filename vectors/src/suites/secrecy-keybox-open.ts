import { derive } from '../actors.ts';
import type { FaultPlan } from '../fault.ts';
import { resolveKeys } from '../statement.ts';
import { Suite } from '../suite.ts';
import { base64url, bytesValue, octets, textOf, type ValueObject } from '../value.ts';
import {
  HEADER,
  keyboxFor,
  keyboxOf,
  opening,
  phoneIn,
  recipient,
  sealing,
  secretText,
} from './secrecy-keybox-plan.ts';
import { notes } from './secrecy-notes.ts';
import { agreementJwk, bytesIn, deviceKey, epochSecret, jwkOfEpoch, WEAK_POINTS } from './secrecy-plan.ts';
import { idOfNothing } from './users.ts';

const OPENED = ['SEC-005', 'SEC-006', 'SEC-007', 'SEC-010', 'SEC-011', 'SEC-012'];
const HOME = epochSecret('home');
const BOX = '/body#json';

/** secrecy/keybox-open: the epoch secret that a keybox holds. */
export function keyboxOpenSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'secrecy/keybox-open',
      command: 'keybox.open',
      profile: 'secrecy',
      description: 'What keyboxes hold for one of their recipients.',
      notes: notes('Form', 'Algorithm', 'WeakKey', 'Integrity', 'Secret', 'AcceptedOddity'),
    },
    resolveKeys('public'),
  );
  accepted(suite);
  forms(suite);
  weakKeys(suite);
  refusedKeys(suite);
  refusedSecrets(suite);
  return suite;
}

function accepted(suite: Suite): void {
  suite.accepts('ok-one', 'a keybox for one device', {
    requirements: OPENED,
    input: opening(keyboxFor(['alice/phone'])),
  });
  const three = keyboxFor(['carol/phone', 'alice/phone', 'bob/phone']);
  for (const label of ['alice/phone', 'bob/phone', 'carol/phone'] as const)
    suite.accepts(`ok-three-${label.replace('/', '-')}`, `a keybox for three, opened by ${label}`, {
      requirements: OPENED,
      input: opening(three, label),
    });
  const odd = (slug: string, title: string, input: ValueObject): void =>
    suite.accepts(slug, title, { requirements: OPENED, flags: ['AcceptedOddity'], kind: 'edge', input });
  const reversed = (value: ValueObject): ValueObject => Object.fromEntries(Object.entries(value).toReversed());
  odd(
    'ok-header',
    'a header in another order, with white space',
    opening(keyboxOf({ header: JSON.stringify(reversed(HEADER), undefined, 1) })),
  );
  odd(
    'ok-secret',
    'a secret in another order, with white space',
    opening(
      keyboxOf({ plaintext: ` ${JSON.stringify(reversed(JSON.parse(secretText()) as ValueObject), undefined, 1)}\n` }),
    ),
  );
}

/** Refused before anything is tried, though a library would open it. */
function forms(suite: Suite): void {
  const refuse = (
    slug: string,
    title: string,
    plan: { requirement: string; code: string; input: ValueObject },
  ): void => {
    const { requirement, code, input } = plan;
    suite.refuses(slug, `${title}: ${code}`, {
      requirements: [requirement],
      flags: ['Form'],
      kind: 'edge',
      code,
      input,
    });
  };
  refuse('zip', 'N97 a header that says that the content is compressed', {
    requirement: 'SEC-006',
    code: 'E_HEADER',
    input: opening(keyboxOf({ header: JSON.stringify({ ...HEADER, zip: 'DEF' }) })),
  });
  refuse('tag-12', 'N101 a tag that holds, of which 12 bytes are there', {
    requirement: 'SEC-005',
    code: 'E_FORMAT',
    input: opening(keyboxOf({ tagBytes: 12 })),
  });
  refuse('aad', 'a keybox with further data that is covered', {
    requirement: 'SEC-005',
    code: 'E_FORMAT',
    input: opening(keyboxOf({ change: (box) => ({ ...box, aad: 'AA' }) })),
  });
}

/** SEC-010: what somebody writes who has no key at all, and whoever takes secrets of zeros opens. */
function weakKeys(suite: Suite): void {
  for (const { slug, title, bytes } of WEAK_POINTS)
    suite.refuses(`weak-${slug}`, `N99 an ephemeral key with ${title}: E_WEAK_KEY`, {
      requirements: ['SEC-010'],
      flags: ['WeakKey'],
      kind: 'edge',
      code: 'E_WEAK_KEY',
      input: opening(keyboxOf({ epk: bytes, shared: new Uint8Array(32) })),
    });
}

/** SEC-011. */
function refusedKeys(suite: Suite): void {
  const refuse = (slug: string, title: string, fault: FaultPlan): void =>
    suite.refuses(slug, `${title}: E_DECRYPT`, {
      requirements: ['SEC-011'],
      flags: ['Integrity'],
      code: 'E_DECRYPT',
      base: 'ok-one',
      fault,
    });
  const box = JSON.parse(textOf(bytesIn(suite.inputOf('ok-one')['body']))) as Record<string, string>;
  const flipped = (text: string, at: number): string => {
    const bytes = Buffer.from(text, 'base64url');
    return base64url(bytes.with(at, (bytes[at] ?? 0) ^ 1));
  };
  const put = (path: string, value: string): FaultPlan => ({ op: 'replace', path: `${BOX}/${path}`, value });
  refuse('tag', 'one bit of the tag', put('tag', flipped(box['tag'] ?? '', 15)));
  refuse('ciphertext', 'one bit of the ciphertext', put('ciphertext', flipped(box['ciphertext'] ?? '', 40)));
  refuse('iv', 'one bit of the initialization vector', put('iv', flipped(box['iv'] ?? '', 0)));
  const wrapped = String(phoneIn()['encrypted_key']);
  refuse('key', 'one bit of the wrapped key', put('recipients/0/encrypted_key', flipped(wrapped, 3)));
  refuse(
    'header',
    'a header that says the same with a space',
    put('protected', base64url(octets(`${JSON.stringify(HEADER)} `))),
  );
  refuse('kid-stranger', 'somebody who is no recipient', {
    op: 'replace',
    path: '/kid',
    value: idOfNothing('stranger'),
  });
  refuse('private-other', 'the private key of another device', {
    op: 'replace',
    path: '/private',
    value: bytesValue(deviceKey('bob/phone')),
  });
  refuse('kid-renamed', 'a recipient under the name of another', {
    op: 'replace',
    path: `${BOX}/recipients/0/header/kid`,
    value: String(recipient('bob/phone')['kid']),
    also: [
      { op: 'replace', path: '/kid', value: String(recipient('bob/phone')['kid']) },
      { op: 'replace', path: '/private', value: bytesValue(deviceKey('bob/phone')) },
    ],
  });
}

/** SEC-012. */
function refusedSecrets(suite: Suite): void {
  const flags = ['Secret'];
  const plan = { requirements: ['SEC-012'], flags, code: 'E_KEYBOX_BAD' };
  suite.refuses('jwk-other', 'N92 a keybox under an op that announces another epoch: E_KEYBOX_BAD', {
    ...plan,
    base: 'ok-one',
    fault: { op: 'replace', path: '/jwk', value: jwkOfEpoch(epochSecret('work')) },
  });
  suite.refuses('log-other', 'the keybox of another team: E_KEYBOX_BAD', {
    ...plan,
    base: 'ok-one',
    fault: { op: 'replace', path: '/log', value: idOfNothing('secrecy/work') },
  });
  const refuse = (slug: string, title: string, plaintext: string | Uint8Array): void =>
    suite.refuses(slug, `${title}: E_KEYBOX_BAD`, { ...plan, kind: 'edge', input: opening(keyboxOf({ plaintext })) });
  const es = base64url(HOME);
  refuse(
    'secret-other',
    'N92 another secret than the op announces',
    secretText({ es: base64url(epochSecret('work')) }),
  );
  refuse('secret-31', 'N103 a secret of 31 bytes', secretText({ es: base64url(HOME.subarray(0, 31)) }));
  refuse(
    'secret-33',
    'N103 a secret of 33 bytes',
    secretText({ es: base64url(Buffer.concat([HOME, Buffer.alloc(1)])) }),
  );
  refuse('secret-padding', 'a secret with padding', secretText({ es: `${es}=` }));
  refuse('secret-plain', 'a secret that is no text', Buffer.from(HOME));
  refuse('secret-more', 'a further member', secretText({ back: es }));
  refuse('secret-log', 'the id of another team in it', secretText({ log: idOfNothing('secrecy/work') }));
  refuse('secret-no-log', 'no id of a team', JSON.stringify({ es }));
  refuse('secret-no-es', 'no secret', JSON.stringify({ log: JSON.parse(secretText()).log as string }));
  refuse('secret-list', 'a list', `[${secretText()}]`);
  refuse('secret-double', 'a secret twice', secretText().replace('{', `{"es":"${es}",`));
  refuse('secret-cut', 'a text that is cut off', secretText().slice(0, -1));
  refuse('secret-null', 'null as secret', secretText({ es: null }));
}

/** secrecy/keybox-seal: keyboxes, byte for byte. */
export function keyboxSealSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'secrecy/keybox-seal',
      command: 'keybox.seal',
      profile: 'secrecy',
      description: 'Keyboxes, byte for byte, from everything that goes into them.',
      notes: notes('Form', 'WeakKey'),
    },
    resolveKeys('public'),
  );
  const seal = (slug: string, title: string, input: ValueObject): void =>
    suite.accepts(slug, title, { requirements: ['SEC-054', 'SEC-055'], flags: ['Form'], input });
  seal('ok-one', 'for one device', sealing(['alice/phone']));
  seal('ok-three', 'for three, in the order that is asked for', sealing(['carol/phone', 'alice/phone', 'bob/phone']));
  seal('ok-other', 'another epoch of another team', {
    ...sealing(['alice/phone', 'alice/laptop']),
    log: idOfNothing('secrecy/work'),
    es: bytesValue(epochSecret('work')),
    cek: bytesValue(derive('keybox/other cek')),
    iv: bytesValue(derive('keybox/other iv').subarray(0, 12)),
  });
  const member = {
    kid: idOfNothing('member'),
    jwk: jwkOfEpoch(epochSecret('member')),
    random: bytesValue(derive('keybox/member')),
  };
  seal('ok-member', 'for the epoch of a member', { ...sealing([]), recipients: [member] });
  for (const { slug, title, bytes } of WEAK_POINTS)
    suite.refuses(`weak-${slug}`, `a recipient with ${title}: E_WEAK_KEY`, {
      requirements: ['SEC-055'],
      flags: ['WeakKey'],
      code: 'E_WEAK_KEY',
      base: 'ok-three',
      fault: { op: 'replace', path: '/recipients/1/jwk', value: agreementJwk(bytes) },
    });
  return suite;
}
