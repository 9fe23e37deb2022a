import { applyFault, type EditPlan, type FaultPlan } from '../fault.ts';
import { resolveKeys } from '../statement.ts';
import { Suite } from '../suite.ts';
import { base64url, fromBase64url, isObject, octets, textOf, type Value, type ValueObject } from '../value.ts';
import { notes } from './secrecy-notes.ts';
import { bodyOf, bytesIn, deviceJwk, epochSecret, headerOf, jwkOfEpoch, keysFor, sealed } from './secrecy-plan.ts';
import { strangerJwk } from '../craft.ts';

/** What every body that is well-formed speaks for. */
const READ = ['SEC-028', 'SEC-029', 'SEC-030'];
const HOME = epochSecret('home');
const KEY = keysFor(HOME)['content'] ?? new Uint8Array(0);
const HEADER = '/body#header';

/** secrecy/body-check: what a relay can say of a sealed body. */
export function bodyCheckSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'secrecy/body-check',
      command: 'body.check',
      profile: 'secrecy',
      description: 'The form of sealed bodies, as everybody can judge it who has no key.',
      notes: notes('Form', 'Algorithm', 'Limit', 'AcceptedOddity'),
    },
    resolveKeys('public'),
  );
  accepted(suite);
  limits(suite);
  refusedParts(suite);
  refusedLengths(suite);
  refusedJson(suite);
  refusedMembers(suite);
  refusedValues(suite);
  refusedAlgorithms(suite);
  return suite;
}

function accepted(suite: Suite): void {
  suite.accepts('ok-members', 'a body by members', { requirements: READ, input: { body: byMembers() } });
  suite.accepts('ok-others', 'a body by others', { requirements: READ, input: { body: byOthers() } });
  suite.accepts('ok-empty', 'a body with an empty ciphertext', {
    requirements: READ,
    kind: 'edge',
    input: { body: bodyOf({ key: KEY, header: headerOf(KEY), plaintext: '' }) },
  });
  const header = headerOf(KEY);
  const odd = (slug: string, title: string, text: string): void =>
    suite.accepts(slug, title, {
      requirements: READ,
      flags: ['AcceptedOddity'],
      kind: 'edge',
      input: { body: bodyOf({ key: KEY, header: text }) },
    });
  const spaced = ` ${JSON.stringify(header, undefined, '\t')}\r\n`;
  odd('ok-header-spaces', 'a header with white space', spaced);
  odd(
    'ok-header-reversed',
    'a header in another order',
    JSON.stringify(Object.fromEntries(Object.entries(header).toReversed())),
  );
  odd('ok-header-escapes', 'a header with an escape', JSON.stringify(header).replace('"dir"', String.raw`"\u0064ir"`));
}

function byMembers(): Value {
  return sealed({ to: { es: { $b64u: base64url(HOME) } } });
}

function byOthers(): Value {
  return sealed({ to: { jwk: jwkOfEpoch(HOME) } });
}

function limits(suite: Suite): void {
  const text = JSON.stringify(headerOf(KEY));
  const ofBytes = (count: number): Value => bodyOf({ key: KEY, header: text.padEnd(count, ' ') });
  const plan = { requirements: ['SEC-028'], flags: ['Limit'] };
  for (const [slug, more, title] of [
    ['minus-1', -1, 'a header of 511 bytes'],
    ['exact', 0, 'a header of 512 bytes'],
  ] as const)
    suite.accepts(`body-header-bytes-limit-${slug}`, title, {
      ...plan,
      kind: 'edge',
      input: { body: ofBytes(512 + more) },
    });
  suite.refuses('body-header-bytes-limit-plus-1', 'a header of 513 bytes: E_FORMAT', {
    ...plan,
    code: 'E_FORMAT',
    base: 'body-header-bytes-limit-exact',
    fault: { op: 'splice', path: HEADER, at: text.length, from: '', to: ' ' },
  });
}

interface Refusal {
  readonly slug: string;
  readonly title: string;
  readonly fault: FaultPlan;
  readonly base?: string;
}

function refusals(suite: Suite, requirement: string, code: string): (refusal: Refusal) => void {
  const flags = [requirement === 'SEC-030' ? 'Algorithm' : 'Form'];
  return ({ slug, title, fault, base = 'ok-members' }) => {
    const header = requirement === 'SEC-028' ? undefined : headerIn(applyFault(suite.inputOf(base), fault).input);
    suite.refuses(slug, `${title}: ${code}`, {
      requirements: [requirement],
      flags,
      code,
      base,
      fault,
      ...(header === undefined ? {} : { schemaInstance: { schema: 'sealed-header' as const, instance: header } }),
    });
  };
}

/** The header of the body in an input, when it is an object. */
function headerIn({ body }: ValueObject): ValueObject | undefined {
  const text = textOf(bytesIn(body)).split('.')[0] ?? '';
  const json = JSON.parse(textOf(fromBase64url(text))) as Value;
  return isObject(json) ? json : undefined;
}

/** Five parts in base64url. */
function refusedParts(suite: Suite): void {
  const refuse = refusals(suite, 'SEC-028', 'E_FORMAT');
  const { body } = suite.inputOf('ok-members');
  const text = textOf(bytesIn(body ?? null));
  const put = (value: string | Uint8Array): EditPlan => ({
    op: 'replace',
    path: '/body',
    value: { $b64u: base64url(typeof value === 'string' ? octets(value) : value) },
  });
  const rows: readonly (readonly [string, string, string | Uint8Array])[] = [
    ['parts-none', 'nothing at all', ''],
    ['parts-1', 'a body in clear', '{"milk":2}'],
    ['parts-4', 'four parts', text.split('.').toSpliced(1, 1).join('.')],
    ['parts-6', 'six parts', `${text}.`],
    ['parts-header-empty', 'an empty header', text.slice(text.indexOf('.'))],
    ['parts-line', 'a line feed behind the last part', `${text}\n`],
    ['parts-space', 'a space before the header', ` ${text}`],
    ['parts-padding', 'padding behind the tag', `${text}==`],
    ['parts-alphabet', 'the other alphabet', text.replace(/[A-Za-z](?=\.[^.]*\.[^.]*$)/, '+')],
    ['parts-bits', 'a bit of the tag that stands for no byte', text.replace(/.$/, withBit)],
    ['parts-utf16', 'the text in UTF-16', Buffer.from(text, 'utf16le')],
    ['parts-bom', 'a byte order mark before it', `\ufeff${text}`],
    ['parts-octet', 'an octet that is no ASCII', Buffer.concat([octets(text), Uint8Array.of(0xff)])],
    ['parts-general', 'the same as JSON', flattened(text)],
  ];
  for (const [slug, title, value] of rows) refuse({ slug, title, fault: put(value) });
}

function withBit(last: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet.charAt(alphabet.indexOf(last) + 1);
}

function flattened(text: string): string {
  const [header, , iv, ciphertext, tag] = text.split('.');
  return JSON.stringify({ protected: header, iv, ciphertext, tag });
}

function refusedLengths(suite: Suite): void {
  const refuse = refusals(suite, 'SEC-028', 'E_FORMAT');
  const cut = (part: string, to: Uint8Array): EditPlan => ({
    op: 'splice',
    path: `/body#${part}`,
    at: 0,
    from: partOf(suite, part),
    to,
  });
  const iv = partOf(suite, 'iv');
  for (const length of [0, 8, 11, 13, 16])
    refuse({
      slug: `iv-${length}`,
      title: `N102 an initialization vector of ${length} bytes`,
      fault: cut('iv', sized(iv, length)),
    });
  const tag = partOf(suite, 'tag');
  for (const length of [0, 4, 8, 12, 15, 17])
    refuse({ slug: `tag-${length}`, title: `N101 a tag of ${length} bytes`, fault: cut('tag', sized(tag, length)) });
  for (const length of [1, 32, 40])
    refuse({
      slug: `key-members-${length}`,
      title: `a key of ${length} bytes beside one that is derived`,
      fault: { op: 'splice', path: '/body#key', at: 0, from: '', to: sized(iv, length) },
    });
  const key = partOf(suite, 'key', 'ok-others');
  for (const length of [0, 24, 32, 39, 41, 48])
    refuse({
      slug: `key-others-${length}`,
      title: `a wrapped key of ${length} bytes`,
      base: 'ok-others',
      fault: { op: 'splice', path: '/body#key', at: 0, from: key, to: sized(key, length) },
    });
}

function partOf(suite: Suite, part: string, base = 'ok-members'): Uint8Array {
  const { body } = suite.inputOf(base);
  const place = ['header', 'key', 'iv', 'ciphertext', 'tag'].indexOf(part);
  return fromBase64url(textOf(bytesIn(body)).split('.')[place] ?? '');
}

/** The bytes, cut off or with more behind them. */
function sized(bytes: Uint8Array, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => bytes[i] ?? 7);
}

function refusedJson(suite: Suite): void {
  const refuse = refusals(suite, 'SEC-028', 'E_FORMAT');
  const text = textOf(partOf(suite, 'header'));
  const put = (to: string | Uint8Array): EditPlan => ({ op: 'splice', path: HEADER, at: 0, from: text, to });
  const rows: readonly (readonly [string, string, string | Uint8Array])[] = [
    ['json-cut', 'a header that is cut off', text.slice(0, -1)],
    ['json-double', 'a header with a name twice', text.replace('{', '{"alg":"dir",')],
    ['json-bom', 'a header with a byte order mark', `\ufeff${text}`],
    [
      'json-octet',
      'a header that is no UTF-8',
      Buffer.concat([octets(text.slice(0, -1)), Uint8Array.of(0xff), octets('}')]),
    ],
    ['json-two', 'two headers', `${text}${text}`],
    ['json-text', 'a header that is no JSON', 'dir'],
  ];
  for (const [slug, title, to] of rows) refuse({ slug, title, fault: put(to) });
}

function refusedMembers(suite: Suite): void {
  const refuse = refusals(suite, 'SEC-029', 'E_HEADER');
  const add = (name: string, value: Value): EditPlan => ({ op: 'add', path: `${HEADER}/${name}`, value });
  const rows: readonly (readonly [string, string, string, Value])[] = [
    ['zip', 'N97 a compressed content', 'zip', 'DEF'],
    ['typ', 'a type', 'typ', 'allod-body'],
    ['cty', 'a media type that everybody sees', 'cty', 'text/plain'],
    ['crit', 'names of members that have to be understood', 'crit', ['kc']],
    ['jwk', 'a key of the sender', 'jwk', deviceJwk('alice/phone')],
    ['p2s', 'a salt', 'p2s', 'AAAAAAAAAAAAAAAAAAAAAA'],
    ['proto', 'a member that objects of some languages have anyway', 'toString', 'x'],
  ];
  for (const [slug, title, name, value] of rows) refuse({ slug: `more-${slug}`, title, fault: add(name, value) });
  refuse({
    slug: 'more-epk',
    title: 'an ephemeral key beside a key that is derived',
    fault: add('epk', deviceJwk('alice/phone')),
  });
  for (const name of ['apu', 'apv', 'zip'])
    refuse({
      slug: `more-others-${name}`,
      title: `${name} beside an ephemeral key`,
      base: 'ok-others',
      fault: add(name, name === 'zip' ? 'DEF' : 'QWxpY2U'),
    });
  for (const name of ['alg', 'enc', 'kid', 'kc'])
    refuse({ slug: `absent-${name}`, title: `no ${name}`, fault: { op: 'remove', path: `${HEADER}/${name}` } });
  for (const name of ['epk', 'kc'])
    refuse({
      slug: `absent-others-${name}`,
      title: `no ${name} by others`,
      base: 'ok-others',
      fault: { op: 'remove', path: `${HEADER}/${name}` },
    });
  const text = textOf(partOf(suite, 'header'));
  for (const [slug, title, to] of [
    ['list', 'a list in place of the header', `[${text}]`],
    ['null', 'null in place of the header', 'null'],
    ['string', 'a text in place of the header', '"dir"'],
  ] as const)
    refuse({ slug: `object-${slug}`, title, fault: { op: 'splice', path: HEADER, at: 0, from: text, to } });
}

function refusedValues(suite: Suite): void {
  const refuse = refusals(suite, 'SEC-029', 'E_HEADER');
  const id = 'A'.repeat(43);
  const rows: readonly (readonly [string, string, Value])[] = [
    ['bytes-31', '31 bytes', 'A'.repeat(42)],
    ['bytes-33', '33 bytes', 'A'.repeat(44)],
    ['bit', 'a bit that stands for no byte', `${'A'.repeat(42)}B`],
    ['null', 'null', null],
    ['list', 'a list', [id]],
  ];
  for (const name of ['kid', 'kc'])
    for (const [slug, title, value] of rows)
      refuse({
        slug: `${name}-${slug}`,
        title: `${title} as ${name}`,
        fault: { op: 'replace', path: `${HEADER}/${name}`, value },
      });
  const epk = deviceJwk('alice/phone');
  const { y = '' } = strangerJwk();
  const keys: readonly (readonly [string, string, Value])[] = [
    ['p256', 'N100 a key on another curve, and off it', { ...strangerJwk(), x: y }],
    ['ed25519', 'a key for signatures', { ...epk, crv: 'Ed25519' }],
    ['kty', 'a key of another type', { ...epk, kty: 'EC' }],
    ['private', 'a private key', { ...epk, d: id }],
    ['kid', 'a key with a name', { ...epk, kid: id }],
    ['crv-absent', 'a key without a curve', { kty: 'OKP', x: id }],
    ['bytes-31', 'a key of 31 bytes', { ...epk, x: 'A'.repeat(42) }],
    ['bytes-33', 'a key of 33 bytes', { ...epk, x: 'A'.repeat(44) }],
    ['bit', 'a key with a bit that stands for no byte', { ...epk, x: `${'A'.repeat(42)}B` }],
    ['text', 'the bytes of a key', id],
    ['null', 'null as key', null],
  ];
  for (const [slug, title, value] of keys)
    refuse({
      slug: `epk-${slug}`,
      title,
      base: 'ok-others',
      fault: { op: 'replace', path: `${HEADER}/epk`, value },
    });
}

function refusedAlgorithms(suite: Suite): void {
  const refuse = refusals(suite, 'SEC-030', 'E_ALG');
  const put = (name: string, value: Value): EditPlan => ({ op: 'replace', path: `${HEADER}/${name}`, value });
  const algorithms: readonly (readonly [string, Value])[] = [
    ['none', 'none'],
    ['capitals', 'DIR'],
    ['a256kw', 'A256KW'],
    ['a256gcmkw', 'A256GCMKW'],
    ['ecdh-es', 'ECDH-ES'],
    ['a128kw', 'ECDH-ES+A128KW'],
    ['rsa', 'RSA-OAEP-256'],
    ['hpke', 'HPKE-0'],
    ['list', ['dir']],
    ['null', null],
  ];
  for (const [slug, value] of algorithms)
    refuse({ slug: `alg-${slug}`, title: `${JSON.stringify(value)} as algorithm`, fault: put('alg', value) });
  for (const [slug, value] of [
    ['others-ecdh-es', 'ECDH-ES'],
    ['others-a128kw', 'ECDH-ES+A128KW'],
    ['others-capitals', 'ecdh-es+a256kw'],
  ] as const)
    refuse({
      slug: `alg-${slug}`,
      title: `${value} by others`,
      base: 'ok-others',
      fault: put('alg', value),
    });
  refuse({ slug: 'alg-pbes2', title: 'N98 a password in place of a key', fault: put('alg', 'PBES2-HS256+A128KW') });
  const encryptions: readonly (readonly [string, Value])[] = [
    ['a128gcm', 'A128GCM'],
    ['a192gcm', 'A192GCM'],
    ['cbc', 'A256CBC-HS512'],
    ['chacha', 'C20P'],
    ['capitals', 'a256gcm'],
    ['number', 256],
    ['null', null],
  ];
  for (const [slug, value] of encryptions)
    refuse({ slug: `enc-${slug}`, title: `${JSON.stringify(value)} as encryption`, fault: put('enc', value) });
  suite.refuses('alg-pbes2-whole', 'N98 a password in place of a key, with its salt and its count: E_ALG', {
    requirements: ['SEC-030'],
    flags: ['Algorithm'],
    kind: 'edge',
    code: 'E_ALG',
    input: {
      body: bodyOf({ key: KEY, header: headerOf(KEY, { alg: 'PBES2-HS256+A128KW', p2s: 'AAAAAAAAAAA', p2c: 1 }) }),
    },
  });
}
