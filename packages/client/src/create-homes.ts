import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { statementIds } from '@allod/core/statement';
import type { Statement } from '@allod/core/statement';
import { createUser } from '@allod/principals';
import { KIT_SEED_BYTES, kitKeys, secretFromBytes } from '@allod/principals/kit';
import type { SeedKeys } from '@allod/principals/kit';
import type { CommitCode, Store } from '@allod/storage';
import { admissionOver } from './admission.ts';
import type { DeviceKeys } from './device-keys.ts';
import { createDirectory } from './directory.ts';
import { createEpochs } from './epochs/epochs.ts';
import { createLogs } from './logs/logs.ts';
import { judgeOwn } from './logs/write-ops.ts';
import { makeHomes, newDevice } from './new-home.ts';
import type { DeviceToBe, HomesCode } from './new-home.ts';
import { surroundingsOf } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';

export type { HomesCode } from './new-home.ts';

/** How many devices a user can begin with. (PRN-009) */
export const MAX_FIRST_DEVICES = 8;

/** The level of a first device: each may do everything. (03 §2) */
const OWNER = 40;
const ROOT = 50;
const SALT_BYTES = 16;

/** Where the homes of a new user are made, and what they are called. */
export interface HomesOptions extends Partial<Pick<Surroundings, 'now' | 'random' | 'openStore'>> {
  /** 1 to {@link MAX_FIRST_DEVICES}: the folder of each device, which need not exist, and what the device is called. */
  readonly homes: readonly { readonly folder: string; readonly device?: string }[];
  /** What the user is called in these homes. */
  readonly name?: string;
}

/** A new user. */
export interface Homes {
  /** Id of the user. */
  readonly user: string;
  /** The devices, in the order of the homes. */
  readonly devices: readonly { readonly kid: string; readonly folder: string }[];
}

/**
 * Makes a user whose first devices these are, and a home for each. The first home's store holds the first op of the user; those of the others
 * are empty until they sync. **The keys have no passphrase**: whoever can read a home's `keys.json` can sign as its device; it has mode 0600.
 * The key of a recovery kit stands above the devices from the beginning; its seed lies in the first home's `keys.json` until it is confirmed.
 *
 * The first device announces the first epoch, for all of them and the kit.
 *
 * Refuses with `E_HOME_EXISTS` when a folder holds a home, or is named twice, `E_HOME` when it cannot be made or written, `E_RANDOM` when this machine gives no random numbers (SEC-039), and
 * the codes of the store. What was made is taken away again then. Throws `RangeError` for another number of homes.
 */
export async function createHomes(options: HomesOptions): Promise<Result<Homes, HomesCode | 'E_RANDOM'>> {
  const { homes, name } = options;
  if (homes.length < 1 || homes.length > MAX_FIRST_DEVICES)
    throw new RangeError(`a user begins with 1 to ${MAX_FIRST_DEVICES} devices, not ${homes.length}`);
  const surroundings = surroundingsOf(options);
  const devices = await Promise.all(homes.map((home) => newDevice(home, surroundings)));
  const kit = secretFromBytes(surroundings.random(KIT_SEED_BYTES));
  const init = await makeInit(devices, await kitKeys(kit), surroundings);
  const made = await makeHomes(devices, { name, surroundings, kit }, (store, place) =>
    place === 0
      ? keepInit(store, init, { keys: devices[0]!.keys, surroundings })
      : Promise.resolve(accept({ user: init.id })),
  );
  if (!made.ok) return made;
  return accept({ user: init.id, devices: devices.map(({ folder, keys }) => ({ kid: keys.signer.kid, folder })) });
}

interface Init {
  readonly id: string;
  readonly statement: Statement;
}

async function makeInit(
  devices: readonly DeviceToBe[],
  { signer, enc }: SeedKeys,
  { now, random }: Surroundings,
): Promise<Init> {
  const first = devices.map(({ keys: { signer: key, stated } }) => ({ signer: key, ...stated, level: OWNER }) as const);
  const roots = [{ kid: signer.kid, lvl: ROOT, enc }] as const;
  const statement = await createUser(first, { salt: random(SALT_BYTES), t: now(), roots });
  const [id] = await statementIds([statement]);
  return { id: id!, statement };
}

/** Keeps the first op of a user, and after it the first epoch, which the first device announces to all of them. */
async function keepInit(
  opened: Store,
  { id, statement }: Init,
  { keys, surroundings }: { readonly keys: DeviceKeys; readonly surroundings: Surroundings },
): Promise<Result<{ user: string }, CommitCode | 'E_RANDOM'>> {
  const { now, random } = surroundings;
  const directory = await createDirectory(opened);
  const { store } = directory;
  const admission = admissionOver(store, now);
  const logs = createLogs({ store, admission });
  const epochs = createEpochs({ store, directory, admission, logs, now, random, me: { user: id, keys } });
  const epoch = await epochs.announce(id, { after: [statement] });
  if (!epoch.ok && epoch.error.code === 'E_RANDOM') return refuse('E_RANDOM', 'SEC-039');
  if (!epoch.ok) throw new Error('the first device of a new user may announce an epoch');
  await epochs.lock();
  const { ops, bodies } = epoch.value;
  const admitted = await judgeOwn(admission, [statement, ...ops], bodies);
  if (!admitted.ok) throw new Error('the first ops of a new user do not hold');
  const committed = await store.commit({ space: id, put: admitted.value, bodies });
  return committed.ok ? accept({ user: id }) : committed;
}
