import { decodeBase64url, encodeBase64url } from '@allod/core/bytes';
import { encodeStatement } from '@allod/core/statement';
import { createLogBook, decodeOp } from '@allod/principals';
import {
  decodeSecretKey,
  enclaveUser,
  encodeSecretKey,
  openEnclave,
  sealEnclave,
  secretFromBytes,
} from '@allod/principals/secrets';
import { hash } from '@node-rs/argon2';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { createPrivateKey, createPublicKey, hkdfSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { bytesOf, idOf, secretOf } from './craft.ts';

const secretKey = secretFromBytes(bytesOf('secret key').subarray(0, 16));
const password = 'pass\u0301';
const content = { user: idOf('ada'), seed: secretOf('device'), relays: ['wss://relay.example'] };
const random = { salt: bytesOf('salt').subarray(0, 16), iv: bytesOf('iv').subarray(0, 12) };
const body = await sealEnclave(content, { password, secretKey }, random);
const hkdf = (key: Uint8Array, info: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', info, 32));
const said = (): Record<string, unknown> => JSON.parse(new TextDecoder().decode(body)) as Record<string, unknown>;
const written = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

async function codeOf(sealed: Uint8Array, keys = { password, secretKey }): Promise<string> {
  const opened = await openEnclave(sealed, keys);
  return opened.ok ? 'ok' : opened.error.code;
}

/** The key of the table, by other programs. */
async function keyOf(): Promise<Uint8Array> {
  const options = {
    memoryCost: 65_536,
    timeCost: 3,
    parallelism: 1,
    outputLen: 32,
    algorithm: 2,
    version: 1,
    salt: random.salt,
  };
  const encoded = (await hash('pass\u0301'.normalize('NFKC'), options)).split('$').at(-1)!;
  return hkdf(Buffer.concat([Buffer.from(encoded, 'base64'), secretKey.bytes()]), 'allod1/enclave/key');
}

test('SEC-047 the user of an enclave is byte for byte what the table says, and a verifier takes it', async () => {
  const { id, init, signer } = await enclaveUser(secretKey, 'Zu\u0308rich');
  const info = (what: string): string => `allod1/enclave/${what}\0Z\u00fcrich`;
  const seed = hkdf(secretKey.bytes(), info('sig'));
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const { x } = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })).export({ format: 'jwk' });
  const salt = hkdf(secretKey.bytes(), info('salt')).subarray(0, 16).toString('base64url');
  const [head, claims] = encodeStatement(init)
    .st.split('.')
    .map((part) => Buffer.from(part, 'base64url').toString());
  expect(head).toBe(`{"alg":"Ed25519","kid":"${signer.kid}","typ":"allod-op"}`);
  expect(claims).toBe(
    `{"k":"init","kind":"user","salt":"${salt}","mem":[{"kid":"${signer.kid}","lvl":40,"sig":{"kty":"OKP","crv":"Ed25519","x":"${x}"}}],"t":0}`,
  );
  const op = decodeOp(encodeStatement(init));
  const [verdict] = await createLogBook().judge(op.ok ? [op.value] : []);
  expect(verdict?.verdict).toBe('admitted');
  expect((await enclaveUser(secretKey, 'Z\u00fcrich')).id).toBe(id);
  expect((await enclaveUser(secretKey, 'Zurich')).id).not.toBe(id);
  await expect(enclaveUser(secretOf('long'), 'a')).rejects.toThrow(RangeError);
});

test('SEC-049 an enclave opens with password and secret key, and with nothing less', async () => {
  const opened = await openEnclave(body, { password: 'pass\u0301'.normalize('NFC'), secretKey });
  expect(opened.ok && { ...opened.value, seed: opened.value.seed.bytes() }).toEqual({
    ...content,
    seed: bytesOf('device'),
  });
  expect(await codeOf(body, { password: 'another', secretKey })).toBe('E_DECRYPT');
  expect(await codeOf(body, { password: '', secretKey })).toBe('E_DECRYPT');
  expect(await codeOf(body, { password, secretKey: secretFromBytes(new Uint8Array(16)) })).toBe('E_DECRYPT');
  await expect(openEnclave(body, { password, secretKey: secretOf('long') })).rejects.toThrow(RangeError);
});

test('jose opens an enclave with the key of the table, and one that jose made opens', async () => {
  const key = await keyOf();
  const { plaintext, protectedHeader } = await compactDecrypt(String(said().jwe), key);
  expect(protectedHeader).toEqual({ alg: 'dir', enc: 'A256GCM', typ: 'allod-enclave' });
  const { seed, ...open } = content;
  expect(JSON.parse(new TextDecoder().decode(plaintext))).toEqual({ ...open, seed: encodeBase64url(seed.bytes()) });
  const jwe = await new CompactEncrypt(plaintext).setProtectedHeader(protectedHeader).encrypt(key);
  expect(await codeOf(written({ ...said(), jwe }))).toBe('ok');
});

test('SEC-048 parameters below the floor or above the cap are refused before the password is tried', async () => {
  const bad = [{ m: 65_535 }, { t: 2 }, { p: 0 }, { m: 1_048_577 }, { t: 11 }, { p: 5 }, { m: 0 }];
  for (const more of bad)
    expect([JSON.stringify(more), await codeOf(written({ ...said(), ...more }))]).toEqual([
      JSON.stringify(more),
      'E_KDF_PARAMS',
    ]);
  for (const cost of [
    { m: 8, t: 3, p: 1 },
    { m: 65_536, t: 1, p: 1 },
  ])
    await expect(sealEnclave(content, { password, secretKey }, { ...random, cost })).rejects.toThrow(RangeError);
});

test('SEC-049 refuses a body that is no enclave, or holds something else', async () => {
  expect(await codeOf(new TextEncoder().encode('{'))).toBe('E_JSON');
  const bad = [[], { ...said(), jwe: 1 }, { ...said(), s: 'AAAA' }, { ...said(), more: 1 }, { ...said(), m: '65536' }];
  for (const each of bad)
    expect([JSON.stringify(each), await codeOf(written(each))]).toEqual([JSON.stringify(each), 'E_FORMAT']);
  const [head, none, iv, ciphertext, tag] = String(said().jwe).split('.');
  const cut = [
    [head, none, iv, ciphertext],
    [head, 'AA', iv, ciphertext, tag],
    [head, none, 'AA', ciphertext, tag],
    [head, none, iv, ciphertext, encodeBase64url(bytes(tag!).subarray(0, 12))],
    [encodeBase64url(written({ alg: 'dir', enc: 'A256GCM' })), none, iv, ciphertext, tag],
    [
      encodeBase64url(written({ alg: 'PBES2-HS256+A128KW', enc: 'A256GCM', typ: 'allod-enclave' })),
      none,
      iv,
      ciphertext,
      tag,
    ],
  ];
  for (const parts of cut) expect(await codeOf(written({ ...said(), jwe: parts.join('.') }))).toBe('E_DECRYPT');
  const header = { alg: 'dir', enc: 'A256GCM', typ: 'allod-enclave' };
  const jwe = await new CompactEncrypt(written({ user: 'ada' })).setProtectedHeader(header).encrypt(await keyOf());
  expect(await codeOf(written({ ...said(), jwe }))).toBe('E_DECRYPT');
});

test('what no reader takes is not sealed', async () => {
  const keys = { password, secretKey };
  await expect(sealEnclave({ ...content, user: 'ada' }, keys, random)).rejects.toThrow(RangeError);
  await expect(sealEnclave({ ...content, relays: ['ftp://a'] }, keys, random)).rejects.toThrow(RangeError);
  await expect(sealEnclave(content, keys, { ...random, salt: new Uint8Array(8) })).rejects.toThrow(RangeError);
  await expect(sealEnclave(content, keys, { ...random, iv: new Uint8Array(16) })).rejects.toThrow(RangeError);
});

test('a secret key is 12 words of BIP-39, read as those of a kit are', () => {
  const words = encodeSecretKey(secretFromBytes(new Uint8Array(16)));
  expect(words).toBe(`${'abandon '.repeat(11)}about`);
  const read = decodeSecretKey(` 1. ABANDON ${'aban '.repeat(10)}about`);
  expect(read.ok && read.value.bytes()).toEqual(new Uint8Array(16));
  const wrong = decodeSecretKey('abandon');
  expect(!wrong.ok && wrong.error.details).toEqual({ fault: 'count', count: 1 });
  expect(() => encodeSecretKey(secretOf('long'))).toThrow(RangeError);
});

function bytes(text: string): Uint8Array {
  const decoded = decodeBase64url(text);
  return decoded.ok ? decoded.value : new Uint8Array();
}
