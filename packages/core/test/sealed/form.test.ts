import { encodeBase64url } from '@allod/core/bytes';
import { checkSealedBody, mayBeClear } from '@allod/core/sealed';
import { describe, expect, test } from 'vitest';
import { bodyOf, bytesOf, EPK, filled, headerOf, ISS, KID, othersHeaderOf, textOf } from '../open/craft.ts';

function verdict(body: Uint8Array): string {
  const checked = checkSealedBody(body);
  return checked.ok
    ? `${checked.value.form} ${checked.value.eid}`
    : `${checked.error.code} ${checked.error.requirement}`;
}

const FORMAT = 'E_FORMAT SEC-028';
const HEADER = 'E_HEADER SEC-029';
const ALGORITHM = 'E_ALG SEC-030';
const wrapped = filled(7, 40);

describe('the form of a sealed body', () => {
  test('SEC-028, SEC-029, SEC-030 accepts both forms, their members in any order, with white space, and an empty ciphertext', () => {
    expect(verdict(bodyOf({ header: headerOf() }))).toBe(`members ${ISS}`);
    expect(verdict(bodyOf({ header: othersHeaderOf(), wrapped }))).toBe(`others ${ISS}`);
    expect(verdict(bodyOf({ header: { kc: KID, kid: ISS, enc: 'A256GCM', alg: 'dir' } }))).toBe(`members ${ISS}`);
    expect(verdict(bodyOf({ header: ` ${JSON.stringify(headerOf(), undefined, 2)}\n` }))).toBe(`members ${ISS}`);
    expect(verdict(bodyOf({ header: headerOf(), ciphertext: filled(0, 0) }))).toBe(`members ${ISS}`);
  });

  const sound = textOf(bodyOf({ header: headerOf() }));
  const [header, , iv, ciphertext, tag] = sound.split('.');
  test.each([
    ['nothing', ''],
    ['one part', header!],
    ['four parts', `${header}.${iv}.${ciphertext}.${tag}`],
    ['six parts', `${sound}.`],
    ['an empty header', `..${iv}.${ciphertext}.${tag}`],
    ['an empty initialization vector', `${header}...${ciphertext}.${tag}`],
    ['an empty tag', `${header}..${iv}.${ciphertext}.`],
    ['a padded header', `${header}=..${iv}.${ciphertext}.${tag}`],
    ['a padded ciphertext', `${header}..${iv}.AA==.${tag}`],
    ['the other alphabet of base64', `${header}..${iv}.+/+/.${tag}`],
    ['white space within', `${header}..${iv}.AA AA.${tag}`],
    ['a line break at the end', `${sound}\n`],
    ['a ciphertext of an impossible length', `${header}..${iv}.AAAAA.${tag}`],
    ['set bits that stand for no byte', `${header}..${iv}.AB.${tag}`],
    ['letters beyond ASCII', `${header}..${iv}.ŁŁŁŁ.${tag}`],
  ])('SEC-028 refuses %s', (_, text) => {
    expect(verdict(bytesOf(text))).toBe(FORMAT);
  });

  test.each([
    ['an initialization vector of 11 bytes', { iv: filled(3, 11) }],
    ['an initialization vector of 13 bytes', { iv: filled(3, 13) }],
    ['an initialization vector of 16 bytes', { iv: filled(3, 16) }],
    ['a tag of 12 bytes', { tag: filled(5, 12) }],
    ['a tag of 15 bytes', { tag: filled(5, 15) }],
    ['a tag of 17 bytes', { tag: filled(5, 17) }],
    ['a wrapped key where none belongs', { wrapped }],
    ['a wrapped key of 39 bytes', { header: othersHeaderOf(), wrapped: filled(7, 39) }],
    ['a wrapped key of 41 bytes', { header: othersHeaderOf(), wrapped: filled(7, 41) }],
    ['a wrapped key of 32 bytes', { header: othersHeaderOf(), wrapped: filled(7, 32) }],
    ['no wrapped key where one belongs', { header: othersHeaderOf() }],
    ['a header that is no JSON', { header: '{' }],
    ['a header with a name twice', { header: `{"alg":"dir",${JSON.stringify(headerOf()).slice(1)}` }],
    ['a header with a byte order mark', { header: `\ufeff${JSON.stringify(headerOf())}` }],
  ])('SEC-028 refuses %s', (_, parts) => {
    expect(verdict(bodyOf({ header: headerOf(), ...parts }))).toBe(FORMAT);
  });

  test('SEC-028 accepts a header of 512 bytes, and refuses one of 513', () => {
    const text = JSON.stringify(headerOf());
    expect(verdict(bodyOf({ header: text + ' '.repeat(512 - text.length) }))).toBe(`members ${ISS}`);
    expect(verdict(bodyOf({ header: text + ' '.repeat(513 - text.length) }))).toBe(FORMAT);
  });

  test('SEC-028 refuses bytes that are no text', () => {
    const body = bodyOf({ header: headerOf() });
    body[body.length - 30] = 0xc1;
    expect(verdict(body)).toBe(FORMAT);
  });

  test.each([
    ['zip', headerOf({ zip: 'DEF' })],
    ['typ', headerOf({ typ: 'allod-body' })],
    ['crit', headerOf({ crit: [] })],
    ['an epk by members', headerOf({ epk: EPK })],
    ['__proto__', `${JSON.stringify(headerOf()).slice(0, -1)},"__proto__":1}`],
    ['an apu by others', othersHeaderOf({ apu: 'AA' })],
  ])('SEC-029 refuses a header with %s', (_, given) => {
    expect(verdict(bodyOf({ header: given, ...(JSON.stringify(given).includes('ECDH') && { wrapped }) }))).toBe(HEADER);
  });

  test.each(['alg', 'enc', 'kid', 'kc'])('SEC-029 refuses a header by members without %s', (name) => {
    expect(verdict(bodyOf({ header: headerOf({ [name]: undefined }) }))).toBe(HEADER);
  });

  test.each(['alg', 'enc', 'epk', 'kid', 'kc'])('SEC-029 refuses a header by others without %s', (name) => {
    expect(verdict(bodyOf({ header: othersHeaderOf({ [name]: undefined }), wrapped }))).toBe(HEADER);
  });

  test.each([
    ['a list', []],
    ['a kid that is no id', headerOf({ kid: 'A'.repeat(42) })],
    ['a kid that is a number', headerOf({ kid: 1 })],
    ['a kc that is no id', headerOf({ kc: `${KID}A` })],
    ['a kc in another spelling', headerOf({ kc: `${KID.slice(0, -1)}B` })],
    ['an epk of another curve', othersHeaderOf({ epk: { ...EPK, crv: 'Ed25519' } })],
    ['an epk of another type', othersHeaderOf({ epk: { ...EPK, kty: 'EC' } })],
    ['an epk with a member more', othersHeaderOf({ epk: { ...EPK, kid: 'a' } })],
    ['an epk without x', othersHeaderOf({ epk: { crv: 'X25519', kty: 'OKP' } })],
    ['an epk of 31 bytes', othersHeaderOf({ epk: { ...EPK, x: encodeBase64url(filled(6, 31)) } })],
    ['an epk that is a text', othersHeaderOf({ epk: EPK.x })],
  ])('SEC-029 refuses a header that is, or has, %s', (_, given) => {
    expect(verdict(bodyOf({ header: given, ...(JSON.stringify(given).includes('ECDH') && { wrapped }) }))).toBe(HEADER);
  });

  test.each([
    ['another enc', headerOf({ enc: 'A128GCM' })],
    ['an enc that is no text', headerOf({ enc: null })],
    ['another alg', headerOf({ alg: 'A256KW' })],
    ['an alg that is no text', headerOf({ alg: ['dir'] })],
    ['ECDH-ES without a wrapped key', othersHeaderOf({ alg: 'ECDH-ES' })],
    ['a password as its key', { ...headerOf({ alg: 'PBES2-HS512+A256KW' }), p2c: 1, p2s: 'AA' }],
    ['another enc, and a member more', headerOf({ enc: 'A256CBC-HS512', zip: 'DEF' })],
  ])('SEC-030 refuses %s', (_, given) => {
    expect(verdict(bodyOf({ header: given }))).toBe(ALGORITHM);
  });
});

describe('a body in clear', () => {
  test.each(['c:labels', 'c:labels.private', 'm:allod.enclave.public', 'i:a.public', 'c:public'])(
    'SEC-036 may be in %s',
    (col) => {
      expect(mayBeClear(col)).toBe(true);
    },
  );

  test.each(['m:notes', 'i:c:notes', 'v:public', 'm:public.notes', 'm:notes.publicly', 'x:notes.PUBLIC', 'm:apublic'])(
    'SEC-036 may not be in %s',
    (col) => {
      expect(mayBeClear(col)).toBe(false);
    },
  );
});
