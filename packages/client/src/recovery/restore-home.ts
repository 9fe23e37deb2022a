import { accept, refuse } from '@allod/core/errors';
import { decodeKit, kitKeys } from '@allod/principals/kit';
import type { SeedKeys } from '@allod/principals/kit';
import { createSeedKeyStore } from '@allod/principals/secrets';
import type { Store } from '@allod/storage';
import { importPack } from '@allod/sync';
import type { NewHome } from '../devices/join-as-device.ts';
import type { DeviceKeys } from '../device-keys.ts';
import { createEpochs } from '../epochs/epochs.ts';
import type { LogOp } from '../logs/logs.ts';
import { writeOps } from '../logs/write-ops.ts';
import { makeHomes, newDevice } from '../new-home.ts';
import type { Outcome } from '../outcome.ts';
import { surroundingsOf } from '../surroundings.ts';
import type { Surroundings } from '../surroundings.ts';
import { createWorkbench, syncWithAll } from '../sync/workbench.ts';
import type { Workbench } from '../sync/workbench.ts';
import { levelOfRole } from '../teams/role.ts';
import { wrongWords } from './create-recovery.ts';

/** A device that was lost, when its user is restored. */
export interface LostDevice {
  readonly kid: string;
  /** From when on, in microseconds since 1970, it was no longer in the hands of its user: what it says after that counts for nothing. */
  readonly since?: number;
}

/** Where a user is restored, from which words, and where his log is had. */
export interface RestoreOptions extends Partial<Surroundings> {
  /** The folder of the home, which need not exist. */
  readonly folder: string;
  /** The 24 words as somebody typed or scanned them. */
  readonly words: string;
  /** Id of the user. */
  readonly user: string;
  /** Relays that may have his log. */
  readonly relays?: readonly string[];
  /** A pack with his log. */
  readonly pack?: AsyncIterable<Uint8Array>;
  /** Devices to remove; none when absent. */
  readonly lost?: readonly LostDevice[];
  /** Remove every device. */
  readonly allLost?: boolean;
  readonly device?: string;
  readonly name?: string;
}

/** A user who is back, on a new device. */
export interface Restored extends NewHome {
  /** Devices that were removed. */
  readonly removed: readonly string[];
}

/**
 * Makes the home of a new device of a user who has his recovery kit: fetches his log, removes the devices that were lost, and adds this one as an owner.
 * Nothing of that is a special right: the kit is a member above all devices. What a lost device did since it was lost counts for nothing, because its
 * removal stands beside that. Two restorations side by side both stand.
 *
 * Refuses with `E_KIT` words that are none of a kit, `E_NOT_FOUND` when the log cannot be had or a device is none of the user, `E_NOT_AUTHORIZED` for the kit of
 * somebody else, and as `createHomes` does. What was made is taken away again then; what relays were told stays.
 */
export async function restoreHome(options: RestoreOptions): Promise<Outcome<Restored>> {
  const seed = decodeKit(options.words);
  if (!seed.ok) return { ...seed, says: wrongWords(seed.error).says };
  const kit = await kitKeys(seed.value);
  const surroundings = surroundingsOf(options);
  const device = await newDevice(options, surroundings);
  let says: string | undefined;
  const made = await makeHomes([device], { name: options.name, surroundings }, async (store) => {
    const restored = await restore(store, { options, kit, keys: device.keys, surroundings });
    if (!restored.ok) says = restored.says;
    return restored;
  });
  if (!made.ok) return says === undefined ? made : { ...made, says };
  return accept({ ...made.value, kid: device.keys.signer.kid, folder: device.folder });
}

interface Restoring {
  readonly options: RestoreOptions;
  readonly kit: SeedKeys;
  readonly keys: DeviceKeys;
  readonly surroundings: Surroundings;
}

async function restore(
  opened: Store,
  { options, kit, keys, surroundings }: Restoring,
): Promise<Outcome<Pick<Restored, 'user' | 'told' | 'notes' | 'removed'>>> {
  const { user, relays = [], pack } = options;
  const bench = await createWorkbench(opened, surroundings);
  try {
    if (pack !== undefined) await importPack(pack, bench);
    await syncWithAll(bench, relays, { spaces: [user] });
    const log = await bench.logs.log(user);
    if (log?.kind !== 'user') return { ...refuse('E_NOT_FOUND', ''), says: 'The log of this user could not be had.' };
    if (log.memberById.get(kit.signer.kid)?.lvl !== levelOfRole('root'))
      return {
        ...refuse('E_NOT_AUTHORIZED', 'PRN-034'),
        says: 'These are the words of a kit, but not of one of this user.',
      };
    const written = await writeRestoration(bench, { options, kit, keys, surroundings });
    if (!written.ok) return written;
    const told = await syncWithAll(bench, relays, { spaces: [user] });
    const notes = told.length > 0 ? [] : ['No relay could be told yet: sync, or nobody knows of this device.'];
    return accept({ user, told, notes, removed: written.value });
  } finally {
    await bench.close();
  }
}

/** Removes each lost device from below what it did since it was lost, and adds the new one above all of that. Gives the devices that were removed. */
async function writeRestoration(
  bench: Workbench,
  { options: { user, lost = [], allLost = false }, kit, keys, surroundings }: Restoring,
): Promise<Outcome<string[]>> {
  // What the kit opens leads the new device to everything.
  const stores = [await createSeedKeyStore(kit)];
  const epochs = createEpochs({ ...bench, ...surroundings, me: { user, keys }, stores });
  const context = { ...bench, epochs, now: surroundings.now };
  const cold = { signers: [{ signer: kit.signer }], keys: [kit.sig] } as const;
  const ops = await bench.logs.ops(user);
  const { memberById } = (await bench.logs.log(user))!;
  const named = new Set(lost.map(({ kid }) => kid));
  const others = allLost ? [...memberById].filter(([kid, { lvl }]) => lvl < ROOT && !named.has(kid)) : [];
  const all: LostDevice[] = [...lost, ...others.map(([kid]) => ({ kid }))];
  for (const { kid, since } of all) {
    const par = since === undefined ? undefined : headsBelow(ops, { kid, since });
    const say = [{ k: 'remove', who: kid, why: 'lost' }] as const;
    const removed = await writeOps(context, user, {
      ...cold,
      say,
      epoch: { when: 'never' },
      ...(par === undefined ? {} : { par }),
    });
    if (!removed.ok)
      return { ...removed, says: `${kid.slice(0, 8)}… could not be removed: it is no device of this user there.` };
  }
  const { signer, stated } = keys;
  const say = [{ k: 'add', who: signer.kid, lvl: levelOfRole('owner'), ...stated }] as const;
  const added = await writeOps(context, user, { ...cold, say, also: { 0: [{ signer }] }, epoch: { when: 'always' } });
  return added.ok ? accept(all.map(({ kid }) => kid)) : added;
}

const ROOT = levelOfRole('root');

/** The heads of what is left of a log without what a device said since a time, and without all that came after that. */
export function headsBelow(
  ops: readonly LogOp[],
  { kid, since }: { readonly kid: string; readonly since: number },
): readonly string[] {
  const out = new Set<string>();
  for (const { id, signers, t, claims, k } of ops) {
    const isItsOwn = k !== 'init' && t >= since && signers.some((signer) => signer.kid === kid);
    if (isItsOwn || claims.par?.some((parent) => out.has(parent)) === true) out.add(id);
  }
  const left = ops.filter(({ id }) => !out.has(id));
  const named = new Set(left.flatMap(({ claims }) => claims.par ?? []));
  return left.flatMap(({ id }) => (named.has(id) ? [] : [id]));
}
