import type { Admission } from '@allod/collections';
import type { Store } from '@allod/storage';
import type { Directory } from './directory.ts';
import type { DeviceKey } from './keys-file.ts';
import type { Logs } from './logs/logs.ts';
import type { OpsContext } from './logs/write-ops.ts';
import type { Writer } from './records/add.ts';
import type { Surroundings } from './surroundings.ts';

/** Who signs here: a device of a user. Its key is another one once it goes on as a new device. */
export interface Identity {
  readonly user: string;
  key: DeviceKey;
  /** What the user is called in this home. */
  readonly name: string | undefined;
  /** What the device is called in this home. */
  readonly device: string | undefined;
}

/** What the parts of a client share. */
export interface ClientContext extends OpsContext {
  readonly folder: string;
  readonly me: Identity;
  readonly store: Store;
  readonly directory: Directory;
  readonly admission: Admission;
  readonly logs: Logs;
  readonly writer: Writer;
  readonly now: Surroundings['now'];
  readonly random: Surroundings['random'];
}
