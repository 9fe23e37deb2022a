import { createPublicKey, verify } from 'node:crypto';
import { decodeBase64url, equalBytes } from '@allod/core/bytes';
import { createMemoryKeyStore, createSeedKeyStore, secretFromBytes } from '@allod/principals/secrets';
import { kitKeys } from '@allod/principals/kit';
import type { KeyDescription, KeyStore, PrivateKeys, X25519Jwk } from '@allod/principals/secrets';
import { utf8Bytes } from '../bytes.ts';
import type { ClientContext } from '../context.ts';
import { fine, wrong } from '../doctor/finding.ts';
import type { Finding } from '../doctor/finding.ts';
import { readNames } from '../people/names.ts';
import { seedHere } from '../recovery/kit-here.ts';
import { whyMissing } from './why-missing.ts';

/** Where a test stands among what could be signed: no statement begins so. */
const CHALLENGE = 'allod1/keys test\0';
const RANDOM_BYTES = 32;
const LOCKED = 'The key is locked.';
const UNLOCK = 'Unlock the keys, and try again.';
const OTHER_DEVICE = 'Take this home in as a new device, from another device or with the recovery kit.';

/** Tries every key of a home. */
export async function testKeys(context: ClientContext): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const { store, name } of await storesOf(context))
    for (const key of await store.describe()) {
      found.push(await testSigning(context, store, { key, name }));
      if (key.enc !== undefined) found.push(await testAgreeing(context, store, { key, name }));
    }
  found.push(await testOwnEpoch(context));
  return found;
}

async function storesOf(context: ClientContext): Promise<{ readonly store: KeyStore; readonly name: string }[]> {
  const device = { store: context.me.keys.store, name: 'device key' };
  const kit = await seedHere(context);
  if (!kit.ok) return [device];
  return [device, { store: await createSeedKeyStore(await kitKeys(kit.value.seed)), name: 'recovery kit' }];
}

interface Tried {
  readonly key: KeyDescription;
  /** What it is called in a finding. */
  readonly name: string;
}

async function testSigning({ random }: ClientContext, store: KeyStore, { key, name }: Tried): Promise<Finding> {
  const check = `${name} signs`;
  const message = Buffer.concat([utf8Bytes(CHALLENGE), random(RANDOM_BYTES)]);
  const signed = await store.sign(key.kid, [message]);
  if (!signed.ok) return wrong(check, LOCKED, UNLOCK);
  const publicKey = createPublicKey({ key: { ...key.sig }, format: 'jwk' });
  const how = key.sig.crv === 'Ed25519' ? publicKey : ({ key: publicKey, dsaEncoding: 'ieee-p1363' } as const);
  const holds = verify(key.sig.crv === 'Ed25519' ? null : 'sha256', message, how, signed.value[0]!);
  return holds
    ? fine(check, 'It signs, and the signature holds.')
    : wrong(check, 'It signs, and the signature does not hold.', OTHER_DEVICE);
}

async function testAgreeing({ random }: ClientContext, store: KeyStore, { key, name }: Tried): Promise<Finding> {
  const check = `${name} agrees`;
  const other = await createMemoryKeyStore([drawKeys(random)]);
  const { kid, enc } = (await other.describe())[0]!;
  const agreed = await store.derive(key.kid, [bytesOf(enc!)]);
  if (!agreed.ok) return wrong(check, LOCKED, UNLOCK);
  const expected = await other.derive(kid, [bytesOf(key.enc!)]);
  await other.lock();
  const [shared] = agreed.value;
  const [answer] = expected.ok ? expected.value : [];
  const isSame = shared !== undefined && answer !== undefined && equalBytes(shared, answer);
  for (const secret of [shared, answer]) secret?.fill(0);
  return isSame
    ? fine(check, 'It agrees on a secret with another key.')
    : wrong(check, 'It agrees on another secret than the other side.', OTHER_DEVICE);
}

/** Keys of nobody, to agree with. */
function drawKeys(random: ClientContext['random']): PrivateKeys {
  return { sig: secretFromBytes(random(RANDOM_BYTES)), enc: secretFromBytes(random(RANDOM_BYTES)) };
}

function bytesOf({ x }: X25519Jwk): Uint8Array {
  const decoded = decodeBase64url(x);
  if (!decoded.ok) throw new TypeError('a public key is base64url');
  return decoded.value;
}

/** The keys are good for something when they open what is written now. */
async function testOwnEpoch(context: ClientContext): Promise<Finding> {
  const { epochs, me } = context;
  const check = 'own records';
  const current = await epochs.current(me.user);
  if (current === undefined)
    return wrong(check, 'No key is in use in your own log.', 'Run `allod sync URL`: one is made where it is missing.');
  const found = await epochs.secretOf(me.user, current.eid);
  if (found.ok) return fine(check, 'The key that is in use for your own records opens.');
  const { says, fix } = whyMissing(found.missing, await readNames(context));
  return wrong(check, says, fix);
}
