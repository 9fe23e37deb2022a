import { accept } from '@allod/core/errors';
import type { ClientContext } from '../context.ts';
import { deviceKeysOf } from '../device-keys.ts';
import type { DeviceKeys } from '../device-keys.ts';
import { keysStatedIn } from '../epochs/recipients.ts';
import { readHome, writeHome } from '../home-file.ts';
import { readKeyMaterial, replaceKeys } from '../keys-file.ts';
import type { KeyMaterial } from '../keys-file.ts';
import { writeOps } from '../logs/write-ops.ts';
import type { Outcome } from '../outcome.ts';
import { levelOfRole } from '../teams/role.ts';
import { RESTORED } from './arrivals.ts';

const SEED_BYTES = 32;
const ADMIN = levelOfRole('admin');

/**
 * Goes on as a new device: writes its op, signed by the old key and the new one, ends the old device as retired, and takes the new key into use. The new
 * seed is on the disk before anybody hears of it, so that a crash in between costs nothing. Refuses as `writeOps` does, with nothing changed.
 */
export async function goOnAsNewDevice(context: ClientContext): Promise<Outcome<string>> {
  const { folder, me, random, passphrase } = context;
  const material = await readKeyMaterial(folder, me.key.kid, passphrase);
  if (!material.ok) return material;
  const next = material.value.next ?? random(SEED_BYTES);
  const kept = await replaceKeys(folder, { ...material.value, next }, context);
  if (!kept.ok) return kept;
  const keys = await deviceKeysOf(next);
  const { kid } = keys.signer;
  // What was interrupted goes on where the log has the new device already.
  const isMember = (await context.logs.log(me.user))?.memberById.has(kid) === true;
  const enrolled = isMember ? accept([]) : await enrol(context, keys);
  if (!enrolled.ok) return enrolled;
  await takeIntoUse(context, { material: material.value, next, keys });
  return accept(kid);
}

/** Whether this device is from before there was encryption, so that nobody can give it a key, and may go on as a new one. */
export async function isWithoutKey({ logs, me }: Pick<ClientContext, 'logs' | 'me'>): Promise<boolean> {
  const lvl = (await logs.log(me.user))?.memberById.get(me.key.kid)?.lvl ?? -1;
  return lvl >= ADMIN && !keysStatedIn(await logs.ops(me.user)).has(me.key.kid);
}

/** At the level of the old device; below it where only a majority could give that. */
async function enrol(context: ClientContext, { signer, stated }: DeviceKeys): Promise<Outcome<readonly string[]>> {
  const { me, logs } = context;
  const lvl = (await logs.log(me.user))?.memberById.get(me.key.kid)?.lvl ?? -1;
  const add = (at: 20 | 30 | 40): ReturnType<typeof writeOps> =>
    writeOps(context, me.user, {
      say: [
        { k: 'add', who: signer.kid, lvl: at, ...stated },
        { k: 'remove', who: me.key.kid, why: 'retired' },
      ],
      signers: [{ signer: me.key }],
      also: { 0: [{ signer }] },
      // Whoever retires himself is not believed. (04 §2.4)
      epoch: { when: 'always', signing: { signers: [{ signer }] } },
    });
  const same = await add(lvl > ADMIN ? 40 : ADMIN);
  return same.ok || lvl <= ADMIN ? same : add(ADMIN);
}

async function takeIntoUse(
  { folder, me, store, random }: ClientContext,
  { material, next, keys }: { readonly material: KeyMaterial; readonly next: Uint8Array; readonly keys: DeviceKeys },
): Promise<void> {
  const home = await readHome(folder);
  if (!home.ok) throw new Error('the home of an open client cannot be read');
  // `home.json` says which of the keys is in use, and both are in the other file until then.
  await writeHome(folder, { ...home.value, kid: keys.signer.kid });
  await replaceKeys(folder, { ...withoutNext(material), kid: keys.signer.kid, seed: next }, { random });
  me.keys = keys;
  await store.commit({ space: me.user, meta: [[RESTORED, null]] });
}

function withoutNext(material: KeyMaterial): KeyMaterial {
  const { next: _, ...others } = material;
  return others;
}
