import type { Admission } from '@allod/collections';
import type { ClientContext, Identity } from './context.ts';
import type { ClientParts } from './client.ts';
import { createEpochs } from './epochs/epochs.ts';
import { grantedTo } from './grants/read-grants.ts';
import { createLogs } from './logs/logs.ts';
import { createWriter } from './records/add.ts';
import { createOpener } from './records/opener.ts';

/** What the parts of a client share. */
export function createContext(
  { folder, home, keys, passphrase, directory, surroundings }: ClientParts,
  admission: Admission,
): ClientContext {
  const { store } = directory;
  const { now, random } = surroundings;
  const logs = createLogs({ store, admission });
  const me: Identity = {
    user: home.user,
    keys,
    get key() {
      return this.keys.signer;
    },
    name: home.name,
    device: home.device,
  };
  const epochs = createEpochs({ store, directory, admission, logs, me, now, random });
  const writer = createWriter({ me, logs, epochs, store, admission, surroundings });
  const open = createOpener(epochs, () => grantedTo({ store, open: createOpener(epochs) }, me.user));
  return { folder, passphrase, me, store, directory, admission, logs, epochs, writer, open, now, random };
}
