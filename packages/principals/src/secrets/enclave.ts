import { concatBytes, decodeBase64url, encodeBase64url, isJsonObject, parseStrictJson } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { createSoftwareSigner, signStatements, statementIds } from '@allod/core/statement';
import type { Signer, Statement } from '@allod/core/statement';
import { hkdf } from '@allod/core/open/primitives';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { exact, id, list, matching } from '../checks.ts';
import { secretFromBytes } from '../kit/secret.ts';
import type { Secret } from '../kit/secret.ts';
import { costFault, LEAST_COST, saysCost, SALT_BYTES, stretch } from './password.ts';
import type { PasswordCost } from './password.ts';
import { openText, sealText } from './sealed-text.ts';
import { SECRET_KEY_BYTES } from './secret-key.ts';

/** Where the record of an enclave stands. */
export const ENCLAVE_COLLECTION = 'm:allod.enclave.public';
/** Its tag there. */
export const ENCLAVE_TAG = 'enclave';

/** The user that an enclave belongs to: of its own, and findable by whoever has the secret key and the name. */
export interface EnclaveUser {
  /** Id of the user. */
  readonly id: string;
  /** The op that begins its log, byte for byte the same each time. */
  readonly init: Statement;
  /** Signs as its one device. */
  readonly signer: Signer;
}

/** What an enclave holds. */
export interface EnclaveContent {
  /** Id of the user. */
  readonly user: string;
  /** The Ed25519 seed of a device of that user, 32 bytes. */
  readonly seed: Secret;
  /** Where his log can be had: 0 to 8 URLs. */
  readonly relays: readonly string[];
}

/** What opens an enclave: both. */
export interface EnclaveKeys {
  readonly password: string;
  /** 16 bytes. */
  readonly secretKey: Secret;
}

/** What it takes to seal one. */
export interface EnclaveRandom {
  /** 16 random bytes. */
  readonly salt: Uint8Array;
  /** 12 random bytes. */
  readonly iv: Uint8Array;
  /** The least that is allowed when absent. (SEC-048) */
  readonly cost?: PasswordCost;
}

/** Why an enclave does not open. */
export type EnclaveCode = 'E_JSON' | 'E_FORMAT' | 'E_KDF_PARAMS' | 'E_DECRYPT';

const TYP = 'allod-enclave';
const OWNER = 40;
const relay = matching(/^(?:wss|https|ws|http):\/\/[A-Za-z0-9._~:/?@!$&'()*+,;=%[\]-]+$/);
const contentForm = exact({ user: id, seed: id, relays: list(relay, { min: 0, max: 8 }) });

/** The user of an enclave. (SEC-047) Throws `RangeError` for a secret key that has not 16 bytes. */
export async function enclaveUser(secretKey: Secret, name: string): Promise<EnclaveUser> {
  checkSecretKey(secretKey);
  const of = (what: string): Uint8Array => hkdf(secretKey.bytes(), `allod1/enclave/${what}\0${name.normalize('NFKC')}`);
  const signer = await createSoftwareSigner(of('sig'));
  const salt = encodeBase64url(of('salt').subarray(0, SALT_BYTES));
  const sig = `{"kty":"OKP","crv":"Ed25519","x":"${encodeBase64url(signer.publicKey)}"}`;
  const mem = `[{"kid":"${signer.kid}","lvl":${OWNER},"sig":${sig}}]`;
  const claims = utf8ToBytes(`{"k":"init","kind":"user","salt":"${salt}","mem":${mem},"t":0}`);
  const [init] = await signStatements([{ typ: 'allod-op', claims }], signer);
  const [user] = await statementIds([init!]);
  return { id: user!, init: init!, signer };
}

/** The body of the record of an enclave. Throws `RangeError` for a content, salt, vector, secret key or cost that no reader takes. */
export async function sealEnclave(
  { user, seed, relays }: EnclaveContent,
  keys: EnclaveKeys,
  { salt, iv, cost = LEAST_COST }: EnclaveRandom,
): Promise<Uint8Array> {
  const said = { user, seed: encodeBase64url(seed.bytes()), relays };
  if (!contentForm(said)) throw new RangeError('no reader takes this content of an enclave');
  const key = await enclaveKey(keys, cost, salt);
  const content = utf8ToBytes(JSON.stringify(said));
  const jwe = await sealText(content, { typ: TYP, key }, iv);
  content.fill(0);
  key.fill(0);
  const { m, t, p } = cost;
  return utf8ToBytes(JSON.stringify({ m, t, p, s: encodeBase64url(salt), jwe }));
}

/**
 * Opens the body of the record of an enclave. Refuses with `E_JSON` and `E_FORMAT` what is none, with `E_KDF_PARAMS` a password that costs too little or too much to
 * try, before it is tried (SEC-048), and with `E_DECRYPT` another password or secret key (SEC-049). Throws `RangeError` for a secret key that has not 16 bytes.
 */
export async function openEnclave(body: Uint8Array, keys: EnclaveKeys): Promise<Result<EnclaveContent, EnclaveCode>> {
  checkSecretKey(keys.secretKey);
  const read = parseStrictJson(body);
  if (!read.ok) return read;
  const said = read.value;
  if (!isJsonObject(said) || !saysCost(said) || typeof said.jwe !== 'string') return refuse('E_FORMAT', 'SEC-048');
  if (Object.keys(said).length !== 5) return refuse('E_FORMAT', 'SEC-048');
  const fault = costFault(said);
  if (fault !== undefined) return fault;
  const salt = decodeBase64url(said.s);
  if (!salt.ok) return salt;
  if (keys.password === '') return refuse('E_DECRYPT', 'SEC-049');
  const key = await enclaveKey(keys, said, salt.value);
  const content = await openText(said.jwe, { typ: TYP, key });
  key.fill(0);
  const held = content === undefined ? undefined : readContent(content);
  content?.fill(0);
  return held === undefined ? refuse('E_DECRYPT', 'SEC-049') : accept(held);
}

async function enclaveKey(
  { password, secretKey }: EnclaveKeys,
  cost: PasswordCost,
  salt: Uint8Array,
): Promise<Uint8Array> {
  checkSecretKey(secretKey);
  const both = concatBytes([await stretch(password, cost, salt), secretKey.bytes()]);
  const key = hkdf(both, 'allod1/enclave/key');
  both.fill(0);
  return key;
}

function readContent(content: Uint8Array): EnclaveContent | undefined {
  const read = parseStrictJson(content);
  if (!read.ok || !contentForm(read.value)) return undefined;
  const { user, seed, relays } = read.value as unknown as Omit<EnclaveContent, 'seed'> & { readonly seed: string };
  const bytes = decodeBase64url(seed);
  return bytes.ok ? { user, seed: secretFromBytes(bytes.value), relays } : undefined;
}

function checkSecretKey({ sizeBytes }: Secret): void {
  if (sizeBytes !== SECRET_KEY_BYTES)
    throw new RangeError(`a secret key has ${SECRET_KEY_BYTES} bytes, got ${sizeBytes}`);
}
