import { resolve } from 'node:path';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import type { CommitCode, Store } from '@allod/storage';
import type { LmdbOpenCode } from '@allod/storage/lmdb';
import { admissionOver } from './admission.ts';
import { createClient } from './client.ts';
import type { Client } from './client.ts';
import { createDirectory } from './directory.ts';
import { releaseHeld } from './held.ts';
import { readHome } from './home-file.ts';
import type { Home } from './home-file.ts';
import type { AskPassphrase } from './keys/protected-file.ts';
import { readKeys } from './keys-file.ts';
import type { KeysCode } from './keys-file.ts';
import type { DeviceKeys } from './device-keys.ts';
import { createLogs, grantsOf } from './logs/logs.ts';
import { openHomeStore } from './open-home-store.ts';
import { surroundingsOf } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';

/** Which home is opened, and what is used in place of what this process has. */
export interface ClientOptions extends Partial<Surroundings> {
  /** The home folder. */
  readonly home: string;
  /** Asked for the passphrase of the keys, where there is one. A client asks again when it goes on as a new device, and keeps none. */
  readonly passphrase?: AskPassphrase;
}

/** The codes with which a home is not opened. */
export type ClientCode = 'E_NO_USER' | 'E_HOME' | KeysCode | LmdbOpenCode | CommitCode;

/**
 * Opens the home of a user, until `close`. Changes no file of a home that it refuses. Refuses with `E_NO_USER` where no home is, `E_HOME` when
 * `home.json` cannot be read or is damaged, `E_KEYS` when others than the owner may read `keys.json`, when it is damaged, or when its key was
 * never that of a device of the user, `E_LOCKED` when nobody gives the passphrase of the keys, `E_DECRYPT` when it is another one, and with the codes of the store: `E_STORE_OPEN` also when there is none.
 */
export async function openClient(options: ClientOptions): Promise<Result<Client, ClientCode>> {
  const surroundings = surroundingsOf(options);
  const folder = resolve(options.home);
  const home = await readHome(folder);
  if (!home.ok) return home;
  const { passphrase = () => Promise.resolve(undefined) } = options;
  const keys = await readKeys(folder, home.value.kid, passphrase);
  if (!keys.ok) return keys;
  const store = await openHomeStore(folder, surroundings);
  if (!store.ok) return store;
  let isOpen = false;
  try {
    const client = await openOver(store.value, {
      folder,
      home: home.value,
      keys: keys.value,
      passphrase,
      surroundings,
    });
    isOpen = client.ok;
    return client;
  } finally {
    if (!isOpen) await store.value.close();
  }
}

interface Opened {
  readonly folder: string;
  readonly home: Home;
  readonly keys: DeviceKeys;
  readonly passphrase: AskPassphrase;
  readonly surroundings: Surroundings;
}

async function openOver(store: Store, opened: Opened): Promise<Result<Client, 'E_KEYS' | CommitCode>> {
  const { home, surroundings } = opened;
  const admission = admissionOver(store, surroundings.now);
  const ops = await createLogs({ store, admission }).ops(home.user);
  // A device that has not synced yet does not have the log: it can read, and learns later whether it may write. One that was removed can read, too.
  const wasDevice = ops.some((op) => grantsOf(op).some(({ who }) => who === home.kid));
  if (ops.length > 0 && !wasDevice) return refuse('E_KEYS', '');
  const released = await releaseHeld(store, surroundings.now());
  if (!released.ok) return released;
  return accept(await createClient({ ...opened, directory: await createDirectory(store) }));
}
