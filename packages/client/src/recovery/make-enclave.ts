import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { secretFromBytes } from '@allod/principals/kit';
import {
  BadRandom,
  drawFrom,
  ENCLAVE_COLLECTION,
  ENCLAVE_TAG,
  SECRET_KEY_BYTES,
  enclaveUser,
  encodeSecretKey,
  sealEnclave,
} from '@allod/principals/secrets';
import type { EnclaveUser, Secret } from '@allod/principals/secrets';
import type { ClientContext } from '../context.ts';
import { explainDenial } from '../denial.ts';
import { deviceKeysOf } from '../device-keys.ts';
import type { DeviceKeys } from '../device-keys.ts';
import { judgeOwn, storeOps, writeOps } from '../logs/write-ops.ts';
import type { Outcome } from '../outcome.ts';
import { DEVICES, isName } from '../people/names.ts';
import { createWriter } from '../records/add.ts';
import { isRelayUrl } from '../sync/relay-url.ts';
import { levelOfRole } from '../teams/role.ts';
import type { Enclave, EnclaveOptions } from './recovery.ts';

const SEED_BYTES = 32;
const SALT_BYTES = 16;
const IV_BYTES = 12;
/** URLs that an enclave holds, at most. (04 §5.2) */
const MAX_RELAYS = 8;

/**
 * Makes a device of this user whose key lies in an enclave: a record in a space of its own, that opens with a password and a secret key. It is in the store of this
 * home from then on, and goes to relays as everything here does.
 */
export async function makeEnclave(
  context: ClientContext,
  { name, password, relays = [] }: EnclaveOptions,
): Promise<Outcome<Enclave>> {
  const isSound = isName(name) && password !== '' && relays.length <= MAX_RELAYS && relays.every(isRelayUrl);
  if (!isSound) return refuse('E_INPUT', '');
  const drawn = drawAll(context.random);
  if (!drawn.ok) return drawn;
  const { secretKey, seed } = drawn.value;
  const keys = await deviceKeysOf(seed);
  const enrolled = await enrol(context, keys);
  if (!enrolled.ok) return enrolled;
  const secret = secretFromBytes(secretKey);
  const user = await enclaveUser(secret, name);
  const body = await sealFor(context, { ...drawn.value, secret, password, relays });
  const kept = await keep(context, user, body);
  if (!kept.ok) return kept;
  // What it is called helps to end it later; that it has no name costs nothing else.
  await context.writer.addAll(DEVICES, [{ json: { name: `enclave ${name}` } }], { tags: [keys.signer.kid] });
  const words = encodeSecretKey(secret).split(' ');
  for (const bytes of [secretKey, seed]) bytes.fill(0);
  secret.wipe();
  return accept({ name, words, user: user.id, kid: keys.signer.kid });
}

interface Drawn {
  readonly secretKey: Uint8Array;
  readonly seed: Uint8Array;
  readonly salt: Uint8Array;
  readonly iv: Uint8Array;
}

/** All that an enclave is made of, or nothing where the generator fails. (SEC-039) */
function drawAll(random: ClientContext['random']): Result<Drawn, 'E_RANDOM'> {
  try {
    const draw = drawFrom(random);
    const [secretKey, seed] = [draw(SECRET_KEY_BYTES), draw(SEED_BYTES)];
    return accept({ secretKey, seed, salt: draw(SALT_BYTES), iv: draw(IV_BYTES) });
  } catch (fault) {
    if (fault instanceof BadRandom) return refuse('E_RANDOM', 'SEC-039');
    throw fault;
  }
}

/** As an admin: it takes others in, and any owner can end it. */
async function enrol(context: ClientContext, { signer, stated }: DeviceKeys): Promise<Outcome<readonly string[]>> {
  const { me } = context;
  const added = await writeOps(context, me.user, {
    say: [{ k: 'add', who: signer.kid, lvl: levelOfRole('admin'), ...stated }],
    signers: [{ signer: me.key }],
    also: { 0: [{ signer }] },
  });
  if (added.ok) return bringEpochs(context, added);
  return explainDenial(context, me.user, { refused: added, wish: { to: 'take in a device', needs: 'admin' } });
}

/** Nobody else may come to it before the enclave is needed: what the new device has to open with is handed to it at once. */
async function bringEpochs(
  context: ClientContext,
  added: Outcome<readonly string[]>,
): Promise<Outcome<readonly string[]>> {
  const { me, epochs } = context;
  const ops = await epochs.topUp(me.user);
  if (!ops.ok) return ops;
  const stored = ops.value.ops.length === 0 ? accept(undefined) : await storeOps(context, me.user, ops.value);
  return stored.ok ? added : stored;
}

interface Sealing extends Drawn {
  readonly secret: Secret;
  readonly password: string;
  readonly relays: readonly string[];
}

async function sealFor(
  { me }: ClientContext,
  { secret, seed, password, relays, salt, iv }: Sealing,
): Promise<Uint8Array> {
  const held = secretFromBytes(seed);
  const body = await sealEnclave({ user: me.user, seed: held, relays }, { password, secretKey: secret }, { salt, iv });
  held.wipe();
  return body;
}

/** The enclave has a log and a chain of its own: nobody sees from it whose it is. */
async function keep(
  context: ClientContext,
  { id, init, signer }: EnclaveUser,
  body: Uint8Array,
): Promise<Outcome<unknown>> {
  const { admission, store, me } = context;
  const admitted = await judgeOwn(admission, [init]);
  if (!admitted.ok) return admitted;
  const begun = await store.commit({ space: id, put: admitted.value });
  if (!begun.ok) return begun;
  const writer = createWriter({ ...context, me: { user: id, key: signer, keys: me.keys }, surroundings: context });
  return writer.addAll(ENCLAVE_COLLECTION, [{ bytes: body, cty: 'application/json' }], { tags: [ENCLAVE_TAG] });
}
