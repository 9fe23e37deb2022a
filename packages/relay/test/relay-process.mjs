// A relay with a store in a folder. Prints where links go, and runs until it is killed.
import { openLmdbStore } from '@allod/storage/lmdb';
import { startRelay } from '@allod/relay';

const store = await openLmdbStore({ folder: process.argv[2], random: (length) => new Uint8Array(length).fill(7) });
if (!store.ok) throw new Error(store.error.code);
const relay = await startRelay({ store: store.value, port: 0, now: () => 1_790_000_000_000_000 });
if (!relay.ok) throw new Error(relay.error.code);
process.stdout.write(`${relay.value.linkUrl}\n`);
