import { accept, refuse } from '@allod/core/errors';
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
import type { EnclaveWords } from './open-enclave.ts';
import { enclaveRestorer, kitRestorer } from './restorer.ts';
import type { Restorer } from './restorer.ts';

/** A device that was lost, when its user is restored. */
export interface LostDevice {
  readonly kid: string;
  /** From when on, in microseconds since 1970, it was no longer in the hands of its user: what it says after that counts for nothing. */
  readonly since?: number;
}

/** What brings a user back. */
export type RestoredBy =
  | {
      /** The 24 words of the kit as somebody typed or scanned them. */
      readonly words: string;
      /** Id of the user. */
      readonly user: string;
    }
  /** The enclave says whose it is. */
  | { readonly enclave: EnclaveWords };

/** Where a user is restored, by what, and where his log is had. */
export type RestoreOptions = RestoringOptions & RestoredBy;

/** What a restoration takes, whatever brings the keys back. */
export interface RestoringOptions extends Partial<Surroundings> {
  /** The folder of the home, which need not exist. */
  readonly folder: string;
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
 * Makes the home of a new device of a user who has his recovery kit, or an enclave: fetches his log, removes the devices that were lost, and adds this one, with a kit
 * as an owner, else as an admin. Nothing of that is a special right: the kit is a member above all devices, and the other is one of
 * them. What a lost device did since it was lost counts for nothing, because its removal stands beside that. Two restorations side by side both stand.
 *
 * Refuses with `E_KIT` words that are none of a kit, or of a secret key, `E_NOT_FOUND` when the log or the enclave cannot be had or a device is none of the user, `E_DECRYPT`
 * another password, `E_NOT_AUTHORIZED` for the kit of somebody else, and as `createHomes` does. What was made is taken away again then; what relays were told stays.
 */
export async function restoreHome(options: RestoreOptions): Promise<Outcome<Restored>> {
  const kit = 'words' in options ? await kitRestorer(options.words, options.user) : undefined;
  if (kit?.ok === false) return kit;
  const surroundings = surroundingsOf(options);
  const device = await newDevice(options, surroundings);
  const restoring = { options, keys: device.keys, surroundings };
  let says: string | undefined;
  const made = await makeHomes([device], { name: options.name, surroundings }, async (store) => {
    const restored = await onBench(store, surroundings, async (bench) => {
      const by = kit ?? (await byEnclave(bench, options));
      return by.ok ? restore(bench, { ...restoring, by: by.value }) : by;
    });
    if (!restored.ok) says = restored.says;
    return restored;
  });
  if (!made.ok) return says === undefined ? made : { ...made, says };
  return accept({ ...made.value, kid: device.keys.signer.kid, folder: device.folder });
}

async function onBench<T>(
  opened: Store,
  surroundings: Surroundings,
  use: (bench: Workbench) => Promise<T>,
): Promise<T> {
  const bench = await createWorkbench(opened, surroundings);
  try {
    return await use(bench);
  } finally {
    await bench.close();
  }
}

async function byEnclave(bench: Workbench, options: RestoreOptions): Promise<Outcome<Restorer>> {
  if (!('enclave' in options)) throw new TypeError('a user is brought back by a kit or an enclave');
  return enclaveRestorer(bench, options.enclave, options.relays ?? []);
}

interface Restoring {
  readonly options: RestoringOptions;
  readonly by: Restorer;
  readonly keys: DeviceKeys;
  readonly surroundings: Surroundings;
}

async function restore(
  bench: Workbench,
  restoring: Restoring,
): Promise<Outcome<Pick<Restored, 'user' | 'told' | 'notes' | 'removed'>>> {
  const { options, by } = restoring;
  const { user, signer, least, says } = by;
  const relays = [...(options.relays ?? []), ...by.relays];
  if (options.pack !== undefined) await importPack(options.pack, bench);
  await syncWithAll(bench, relays, { spaces: [user] });
  const log = await bench.logs.log(user);
  if (log?.kind !== 'user') return { ...refuse('E_NOT_FOUND', ''), says: 'The log of this user could not be had.' };
  const lvl = log.memberById.get(signer.kid)?.lvl ?? -1;
  if (lvl < least) return { ...refuse('E_NOT_AUTHORIZED', 'PRN-034'), says };
  const written = await writeRestoration(bench, { ...restoring, lvl });
  if (!written.ok) return written;
  const told = await syncWithAll(bench, relays, { spaces: [user] });
  const notes = told.length > 0 ? [] : ['No relay could be told yet: sync, or nobody knows of this device.'];
  return accept({ user, told, notes, removed: written.value });
}

/** Removes each lost device from below what it did since it was lost, and adds the new one above all of that. Gives the devices that were removed. */
async function writeRestoration(
  bench: Workbench,
  { options: { lost = [], allLost = false }, by, keys, surroundings, lvl }: Restoring & { readonly lvl: number },
): Promise<Outcome<string[]>> {
  const { user } = by;
  // What was sealed for whoever brings the user back leads the new device to everything.
  const epochs = createEpochs({ ...bench, ...surroundings, me: { user, keys }, stores: [by.store] });
  const context = { ...bench, epochs, now: surroundings.now };
  const signing = { signers: [{ signer: by.signer }], ...(by.keys === undefined ? {} : { keys: by.keys }) };
  const ops = await bench.logs.ops(user);
  const { memberById } = (await bench.logs.log(user))!;
  const named = new Set(lost.map(({ kid }) => kid));
  const isOther = (kid: string, level: number): boolean => level < ROOT && !named.has(kid) && kid !== by.signer.kid;
  const others = allLost ? [...memberById].filter(([kid, member]) => isOther(kid, member.lvl)) : [];
  const all: LostDevice[] = [...lost, ...others.map(([kid]) => ({ kid }))];
  for (const { kid, since } of all) {
    const par = since === undefined ? undefined : headsBelow(ops, { kid, since });
    const say = [{ k: 'remove', who: kid, why: 'lost' }] as const;
    const removed = await writeOps(context, user, {
      ...signing,
      say,
      epoch: { when: 'never' },
      ...(par === undefined ? {} : { par }),
    });
    if (!removed.ok) return { ...removed, says: `${kid.slice(0, 8)}… could not be removed: ${whyKept(lvl)}` };
  }
  const { signer, stated } = keys;
  const level = levelOfRole(lvl === ROOT ? 'owner' : 'admin');
  const say = [{ k: 'add', who: signer.kid, lvl: level, ...stated }] as const;
  const added = await writeOps(context, user, {
    ...signing,
    say,
    also: { 0: [{ signer }] },
    epoch: { when: 'always' },
  });
  return added.ok ? accept(all.map(({ kid }) => kid)) : added;
}

const ROOT = levelOfRole('root');

function whyKept(lvl: number): string {
  const isKit = lvl === ROOT;
  return isKit ? 'it is no device of this user there.' : 'it is none of this user, or it takes the recovery kit.';
}

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
