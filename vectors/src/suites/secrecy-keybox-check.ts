import { applyFault, type EditPlan, type FaultPlan } from '../fault.ts';
import { resolveKeys } from '../statement.ts';
import { Suite } from '../suite.ts';
import { base64url, bytesValue, octets, textOf, type Value, type ValueObject } from '../value.ts';
import { strangerJwk } from '../craft.ts';
import { notes } from './secrecy-notes.ts';
import { HEADER, keyboxFor, keyboxOf, phoneIn } from './secrecy-keybox-plan.ts';
import { bytesIn, deviceJwk } from './secrecy-plan.ts';
import { idOfNothing } from './users.ts';

const READ = ['SEC-005', 'SEC-006', 'SEC-007', 'SEC-008'];
const BOX = '/body#json';
const FIRST = `${BOX}/recipients/0`;

/** secrecy/keybox-check: what a relay can say of a keybox. */
export function keyboxCheckSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'secrecy/keybox-check',
      command: 'keybox.check',
      profile: 'secrecy',
      description: 'The form of keyboxes, as everybody can judge it who has no key.',
      notes: notes('Form', 'Algorithm', 'Recipient', 'AcceptedOddity'),
    },
    resolveKeys('public'),
  );
  accepted(suite);
  refusedJson(suite);
  refusedMembers(suite);
  refusedRecipients(suite);
  refusedHeaders(suite);
  refusedAlgorithms(suite);
  return suite;
}

function accepted(suite: Suite): void {
  const take = (slug: string, title: string, body: Value): void =>
    suite.accepts(slug, title, { requirements: READ, flags: ['AcceptedOddity'], kind: 'edge', input: { body } });
  suite.accepts('ok-one', 'a keybox for one device', {
    requirements: READ,
    input: { body: keyboxFor(['alice/phone']) },
  });
  suite.accepts('ok-three', 'a keybox for three, in the order in which they stand', {
    requirements: READ,
    input: { body: keyboxFor(['carol/phone', 'alice/phone', 'bob/phone']) },
  });
  const spaced = (body: Value): Value => {
    const box = JSON.parse(textOf(bytesIn(body))) as Value;
    return bytesValue(octets(`\n${JSON.stringify(box, undefined, 2)} `));
  };
  take('ok-spaces', 'a keybox with white space', spaced(keyboxFor(['alice/phone'])));
  const reversed = (box: ValueObject): Value => Object.fromEntries(Object.entries(box).toReversed());
  take('ok-reversed', 'a keybox with its members in another order', keyboxOf({ change: reversed }));
  take('ok-header-reversed', 'a header in another order', keyboxOf({ header: JSON.stringify(reversed(HEADER)) }));
  take(
    'ok-header-spaces',
    'a header with white space',
    keyboxOf({ header: ` ${JSON.stringify(HEADER, undefined, 1)}` }),
  );
}

interface Refusal {
  readonly slug: string;
  readonly title: string;
  readonly fault: FaultPlan;
}

/** SEC-005, in one place: the whole, or what the schema of the keybox says of it. */
function refuseForm(suite: Suite, flag: string, { slug, title, fault }: Refusal): void {
  const { input } = applyFault(suite.inputOf('ok-one'), fault);
  const instance = jsonIn(input['body'] ?? null);
  suite.refuses(slug, `${title}: E_FORMAT`, {
    requirements: ['SEC-005'],
    flags: [flag],
    code: 'E_FORMAT',
    base: 'ok-one',
    fault,
    ...(instance === undefined ? {} : { schemaInstance: { schema: 'keybox' as const, instance } }),
  });
}

function jsonIn(body: Value): Value | undefined {
  try {
    return JSON.parse(textOf(bytesIn(body))) as Value;
  } catch {
    return undefined;
  }
}

function refusedJson(suite: Suite): void {
  const text = textOf(bytesIn(suite.inputOf('ok-one')['body']));
  const rows: readonly (readonly [string, string, string | Uint8Array])[] = [
    ['json-none', 'nothing at all', ''],
    ['json-cut', 'a keybox that is cut off', text.slice(0, -1)],
    ['json-double', 'a keybox with a name twice', text.replace('{', '{"tag":"AAAAAAAAAAAAAAAAAAAAAA",')],
    ['json-bom', 'a byte order mark before it', `\ufeff${text}`],
    ['json-two', 'two keyboxes', text + text],
    ['json-octet', 'an octet that is no UTF-8', Buffer.concat([octets(text), Uint8Array.of(0xff)])],
  ];
  const put = (to: string | Uint8Array): EditPlan => ({
    op: 'replace',
    path: '/body',
    value: { $b64u: base64url(typeof to === 'string' ? octets(to) : to) },
  });
  for (const [slug, title, to] of rows) {
    const fault = put(to);
    suite.refuses(slug, `${title}: E_FORMAT`, {
      requirements: ['SEC-005'],
      flags: ['Form'],
      code: 'E_FORMAT',
      base: 'ok-one',
      fault,
    });
  }
  for (const [slug, title, to] of [
    ['json-list', 'a list of a keybox', `[${text}]`],
    ['json-null', 'null', 'null'],
    ['json-compact', 'the Compact Serialization, as a text', '"a.b.c.d.e"'],
  ] as const)
    refuseForm(suite, 'Form', { slug, title, fault: put(to) });
}

function refusedMembers(suite: Suite): void {
  const refuse = (slug: string, title: string, fault: FaultPlan): void =>
    refuseForm(suite, 'Form', { slug, title, fault });
  const put = (name: string, value: Value): EditPlan => ({ op: 'replace', path: `${BOX}/${name}`, value });
  for (const name of ['protected', 'recipients', 'iv', 'ciphertext', 'tag']) {
    refuse(`absent-${name}`, `no ${name}`, { op: 'remove', path: `${BOX}/${name}` });
    refuse(`null-${name}`, `null as ${name}`, put(name, null));
  }
  for (const [name, value] of [
    ['unprotected', { zip: 'DEF' }],
    ['aad', 'AA'],
    ['header', {}],
    ['encrypted_key', 'AA'],
    ['toString', 'x'],
  ] as const)
    refuse(`more-${name.toLowerCase().replace('_', '-')}`, `a member ${name}`, {
      op: 'add',
      path: `${BOX}/${name}`,
      value,
    });
  const sized: readonly (readonly [string, string, number, string])[] = [
    ['iv', 'N102 an initialization vector', 11, 'A'.repeat(15)],
    ['iv', 'N102 an initialization vector', 13, 'A'.repeat(18)],
    ['tag', 'N101 a tag', 12, 'A'.repeat(16)],
    ['tag', 'N101 a tag', 15, 'A'.repeat(20)],
    ['tag', 'N101 a tag', 17, 'A'.repeat(23)],
    ['ciphertext', 'a ciphertext', 0, ''],
    ['protected', 'a header', 0, ''],
  ];
  for (const [name, title, length, value] of sized)
    refuse(`${name}-${length}`, `${title} of ${length} bytes`, put(name, value));
  for (const [name, value] of [
    ['protected', 'e30='],
    ['iv', '+AAAAAAAAAAAAAAA'],
    ['ciphertext', 'AA+A'],
    ['tag', `${'A'.repeat(21)}B`],
  ] as const)
    refuse(`${name}-encoding`, `${name} that is no base64url`, put(name, value));
  const { body } = suite.inputOf('ok-one');
  const [one] = (jsonIn(body ?? null) as { recipients: Value[] }).recipients;
  refuse('recipients-none', 'no recipients', put('recipients', []));
  refuse('recipients-object', 'an object in place of a list of recipients', put('recipients', one ?? null));
}

function refusedRecipients(suite: Suite): void {
  const refuse = (slug: string, title: string, fault: FaultPlan): void =>
    refuseForm(suite, 'Recipient', { slug, title, fault });
  const put = (path: string, value: Value): EditPlan => ({ op: 'replace', path: `${FIRST}/${path}`, value });
  const remove = (path: string): EditPlan => ({ op: 'remove', path: `${FIRST}/${path}` });
  const add = (path: string, value: Value): EditPlan => ({ op: 'add', path: `${FIRST}/${path}`, value });
  refuse('recipient-null', 'null among the recipients', { op: 'add', path: `${BOX}/recipients/1`, value: null });
  refuse('recipient-twice', 'a recipient twice', { op: 'add', path: `${BOX}/recipients/1`, value: phoneIn() });
  const again = { ...phoneIn({ epk: new Uint8Array(32).fill(9) }) };
  refuse('recipient-twice-epk', 'a recipient twice, with two keys', {
    op: 'add',
    path: `${BOX}/recipients/1`,
    value: again,
  });
  refuse('recipient-more', 'a further member of a recipient', add('alg', 'ECDH-ES+A256KW'));
  refuse('header-more-alg', 'an algorithm of its own', add('header/alg', 'ECDH-ES+A256KW'));
  refuse('header-more-pbes2', 'N98 a salt of its own', add('header/p2s', 'AAAAAAAAAAA'));
  refuse('header-more-apu', 'a name of the sender', add('header/apu', 'QWxpY2U'));
  refuse('header-absent', 'a recipient without a header', remove('header'));
  refuse('kid-absent', 'a recipient without a name', remove('header/kid'));
  refuse('epk-absent', 'a recipient without an ephemeral key', remove('header/epk'));
  refuse('key-absent', 'a recipient without a key', remove('encrypted_key'));
  refuse('kid-text', 'a name that is no id', put('header/kid', 'alice/phone'));
  refuse('kid-31', 'a name of 31 bytes', put('header/kid', 'A'.repeat(42)));
  refuse('kid-list', 'a list of names', put('header/kid', [idOfNothing('kid')]));
  for (const [length, text] of [
    [0, ''],
    [24, 'A'.repeat(32)],
    [32, 'A'.repeat(43)],
    [39, 'A'.repeat(52)],
    [41, 'A'.repeat(55)],
    [48, 'A'.repeat(64)],
  ] as const)
    refuse(`key-${length}`, `a wrapped key of ${length} bytes`, put('encrypted_key', text));
  refuse('key-encoding', 'a wrapped key that is no base64url', put('encrypted_key', `${'A'.repeat(53)}=`));
  const epk = deviceJwk('alice/phone');
  const keys: readonly (readonly [string, string, Value])[] = [
    ['p256', 'N100 an ephemeral key on another curve, and off it', { ...strangerJwk(), x: strangerJwk()['y'] ?? '' }],
    ['ed25519', 'a key for signatures', { ...epk, crv: 'Ed25519' }],
    ['private', 'a private key', { ...epk, d: 'A'.repeat(43) }],
    ['31', 'a key of 31 bytes', { ...epk, x: 'A'.repeat(42) }],
    ['33', 'a key of 33 bytes', { ...epk, x: 'A'.repeat(44) }],
    ['text', 'the bytes of a key', 'A'.repeat(43)],
  ];
  for (const [slug, title, value] of keys) refuse(`epk-${slug}`, title, put('header/epk', value));
}

function headerFault(header: Value | string): EditPlan {
  const text = typeof header === 'string' ? header : JSON.stringify(header);
  return { op: 'replace', path: `${BOX}/protected`, value: base64url(octets(text)) };
}

/** SEC-006, and what of SEC-005 is about the header. */
function refusedHeaders(suite: Suite): void {
  for (const [slug, title, text] of [
    ['text', 'a header that is no JSON', 'allod-keybox'],
    ['double', 'a header with a name twice', JSON.stringify(HEADER).replace('{', '{"typ":"allod-keybox",')],
    ['bom', 'a header with a byte order mark', `\ufeff${JSON.stringify(HEADER)}`],
    ['list', 'a list in place of a header', '[]'],
    ['null', 'null in place of a header', 'null'],
  ] as const)
    suite.refuses(`header-${slug}`, `${title}: E_FORMAT`, {
      requirements: ['SEC-005'],
      flags: ['Form'],
      code: 'E_FORMAT',
      base: 'ok-one',
      fault: headerFault(text),
    });
  const rows: readonly (readonly [string, string, ValueObject])[] = [
    ['zip', 'N97 a compressed content', { ...HEADER, zip: 'DEF' }],
    ['epk', 'one ephemeral key for all', { ...HEADER, epk: deviceJwk('alice/phone') }],
    ['crit', 'names of members that have to be understood', { ...HEADER, crit: ['typ'] }],
    ['cty', 'a media type', { ...HEADER, cty: 'application/json' }],
    ['kid', 'the id of the epoch', { ...HEADER, kid: idOfNothing('eid') }],
    ['p2c', 'N98 a count of a password', { ...HEADER, p2c: 1 }],
    ['typ-other', 'the type of a record', { ...HEADER, typ: 'allod-rec' }],
    ['typ-capitals', 'a type in capitals', { ...HEADER, typ: 'ALLOD-KEYBOX' }],
    ['typ-null', 'null as type', { ...HEADER, typ: null }],
    ['typ-absent', 'no type', { alg: 'ECDH-ES+A256KW', enc: 'A256GCM' }],
    ['alg-absent', 'no algorithm', { enc: 'A256GCM', typ: 'allod-keybox' }],
    ['alg-for-zip', 'a compression in the place of an algorithm', { enc: 'A256GCM', typ: 'allod-keybox', zip: 'DEF' }],
    ['enc-absent', 'no encryption', { alg: 'ECDH-ES+A256KW', typ: 'allod-keybox' }],
  ];
  for (const [slug, title, header] of rows)
    suite.refuses(`header-${slug}`, `${title}: E_HEADER`, {
      requirements: ['SEC-006'],
      flags: ['Form'],
      code: 'E_HEADER',
      base: 'ok-one',
      fault: headerFault(header),
      schemaInstance: { schema: 'keybox-header', instance: header },
    });
}

/** SEC-007. */
function refusedAlgorithms(suite: Suite): void {
  const rows: readonly (readonly [string, string, ValueObject])[] = [
    ['alg-pbes2', 'N98 a password in place of keys', { ...HEADER, alg: 'PBES2-HS256+A128KW' }],
    [
      'alg-pbes2-whole',
      'N98 a password with salt and count',
      { ...HEADER, alg: 'PBES2-HS256+A128KW', p2s: 'AA', p2c: 1 },
    ],
    ['alg-dir', 'a key that is not wrapped', { ...HEADER, alg: 'dir' }],
    ['alg-a128kw', 'a shorter key that wraps', { ...HEADER, alg: 'ECDH-ES+A128KW' }],
    ['alg-rsa', 'another agreement', { ...HEADER, alg: 'RSA-OAEP-256' }],
    ['alg-list', 'a list of algorithms', { ...HEADER, alg: ['ECDH-ES+A256KW'] }],
    ['enc-a128gcm', 'a shorter key', { ...HEADER, enc: 'A128GCM' }],
    ['enc-cbc', 'another encryption', { ...HEADER, enc: 'A256CBC-HS512' }],
    ['enc-null', 'null as encryption', { ...HEADER, enc: null }],
  ];
  for (const [slug, title, header] of rows)
    suite.refuses(slug, `${title}: E_ALG`, {
      requirements: ['SEC-007'],
      flags: ['Algorithm'],
      code: 'E_ALG',
      base: 'ok-one',
      fault: headerFault(header),
      schemaInstance: { schema: 'keybox-header', instance: header },
    });
}

/** secrecy/keybox-limits: how many a keybox is for. */
export function keyboxLimitsSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'secrecy/keybox-limits',
      command: 'keybox.check',
      profile: 'secrecy',
      description: 'The greatest number of recipients of a keybox.',
      notes: notes('Limit'),
    },
    resolveKeys('public'),
  );
  const box = keyboxOf({
    change: (whole) => ({ ...whole, recipients: Array.from({ length: 256 }, (_, i) => numbered(i)) }),
  });
  const plan = { requirements: ['SEC-008'], flags: ['Limit'] };
  const less = keyboxOf({
    change: (whole) => ({ ...whole, recipients: Array.from({ length: 255 }, (_, i) => numbered(i)) }),
  });
  suite.accepts('keybox-recipients-limit-minus-1', '255 recipients', {
    ...plan,
    kind: 'edge',
    asked: 'verdict',
    input: { body: less },
  });
  suite.accepts('keybox-recipients-limit-exact', '256 recipients', {
    ...plan,
    kind: 'edge',
    asked: 'verdict',
    input: { body: box },
  });
  suite.refuses('keybox-recipients-limit-plus-1', 'N106 257 recipients: E_SIZE', {
    ...plan,
    code: 'E_SIZE',
    base: 'keybox-recipients-limit-exact',
    fault: { op: 'add', path: `${BOX}/recipients/256`, value: numbered(256) },
  });
  return suite;
}

/** A recipient with the number as its name; all of them have one key, which nobody asks about here. */
function numbered(i: number): ValueObject {
  const header = { kid: idOfNothing(`recipient/${i}`), epk: { crv: 'X25519', kty: 'OKP', x: 'A'.repeat(43) } };
  return { header, encrypted_key: 'A'.repeat(54) };
}
