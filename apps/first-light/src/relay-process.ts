// A relay on an embedded store, in a process of its own. Arguments: folder of the store, port (0 for any that is free). Prints one line of JSON,
// `{ url, linkUrl }` when it listens or `{ code }` when it cannot, and ends when its standard input does: also when whoever started it has died.
import { randomBytes } from 'node:crypto'; // oxlint-disable-line no-restricted-imports -- a composition root: randomness enters here
import { once } from 'node:events';
import { startRelay } from '@allod/relay';
import { openLmdbStore } from '@allod/storage/lmdb';

const MICROSECONDS_PER_MILLISECOND = 1_000;

// Ctrl-C goes to every process of the terminal. Whoever started this one decides when it ends.
process.on('SIGINT', () => undefined);

const [folder = '', port = ''] = process.argv.slice(2);
const print = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

const store = await openLmdbStore({ folder, random: (length) => new Uint8Array(randomBytes(length)) });
if (store.ok) {
  // oxlint-disable-next-line no-restricted-globals -- a composition root: the clock enters here
  const now = (): number => Date.now() * MICROSECONDS_PER_MILLISECOND;
  const relay = await startRelay({ store: store.value, port: Number(port), listing: true, now });
  if (relay.ok) {
    const { url, linkUrl } = relay.value;
    print({ url, linkUrl });
    process.stdin.resume();
    await once(process.stdin, 'close');
    await relay.value.close();
  } else {
    print({ code: relay.error.code });
    process.exitCode = 1;
  }
  await store.value.close();
} else {
  print({ code: store.error.code });
  process.exitCode = 1;
}
