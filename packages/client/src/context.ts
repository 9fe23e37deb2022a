import type { Admission } from '@allod/collections';
import type { Store } from '@allod/storage';
import type { Directory } from './directory.ts';
import type { DeviceKey, DeviceKeys } from './device-keys.ts';
import type { Epochs } from './epochs/epochs.ts';
import type { AskPassphrase } from './keys/protected-file.ts';
import type { Logs } from './logs/logs.ts';
import type { OpsContext } from './logs/write-ops.ts';
import type { Writer } from './records/add.ts';
import type { Opener } from './records/opener.ts';
import type { Surroundings } from './surroundings.ts';

/** Who signs here: a device of a user. Its keys are others once it goes on as a new device. */
export interface Identity {
  readonly user: string;
  keys: DeviceKeys;
  /** What it signs with, of these. */
  readonly key: DeviceKey;
  /** What the user is called in this home. */
  readonly name: string | undefined;
  /** What the device is called in this home. */
  readonly device: string | undefined;
}

/** What the parts of a client share. */
export interface ClientContext extends OpsContext {
  readonly folder: string;
  /** Asked where the key file is written again, if a passphrase stands before it. */
  readonly passphrase: AskPassphrase;
  readonly me: Identity;
  readonly store: Store;
  readonly directory: Directory;
  readonly admission: Admission;
  readonly logs: Logs;
  readonly epochs: Epochs;
  readonly writer: Writer;
  /** Opens bodies with what this device has. */
  readonly open: Opener;
  readonly now: Surroundings['now'];
  readonly random: Surroundings['random'];
}
