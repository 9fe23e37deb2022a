import { cp, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openClient } from '@allod/client';
import { startRelay } from '@allod/relay';
import { openLmdbStore } from '@allod/storage/lmdb';
import type { Link } from '@allod/transport';
import { decodeFrame, encodeFrame } from '@allod/transport/frames';
import { connectWebSocket } from '@allod/transport/websocket';
import type { Contender, Setup } from './contender.ts';
import { timed } from './contender.ts';
import { OPS, corpusPaths, random, valueOf } from './corpus.ts';
import { MemoryCurve } from './memory-curve.ts';

/** Our relay, in a process of its own, on an LMDB store that holds the corpus. */
export async function relay({ folder, corpus }: Setup): Promise<Contender> {
  await cp(join(corpusPaths(corpus).laptop, 'store'), folder, { recursive: true });
  const store = valueOf(await openLmdbStore({ folder, random }));
  const now = (): number => Date.now() * 1000;
  const started = valueOf(await startRelay({ store, port: 0, now }));
  return {
    facts: { url: started.url.replace('http', 'ws') },
    round: () => Promise.reject(new TypeError('a server has no rounds')),
    async close() {
      await started.close();
      await store.close();
    },
  };
}

/** Ours, pulling: `sync` of a client whose store is empty, until both sides are known to hold the same. One round for each process. */
export function oursPull(setup: Setup): Promise<Contender> {
  return pull(setup, () => 0);
}

/** The same, not to be timed: what it receives is encoded again, to see what it would weigh without compression. */
export function oursPullWeighed(setup: Setup): Promise<Contender> {
  return pull(setup, (frame) => encodeFrame(valueOf(decodeFrame(frame))).length);
}

async function pull({ folder, corpus, records, url }: Setup, weigh: (frame: Uint8Array) => number): Promise<Contender> {
  const { phone, user } = corpusPaths(corpus);
  await cp(phone, folder, { recursive: true });
  const space = await readFile(user, 'utf8');
  const curve = new MemoryCurve(records);
  const wire = { bytes: 0, plainBytes: 0 };
  const count = (frame: Uint8Array): void => {
    wire.bytes += frame.length;
    wire.plainBytes += weigh(frame);
  };
  const opened = await openClient({
    home: folder,
    async openStore(path) {
      const store = await openLmdbStore({ folder: path, random });
      if (store.ok) store.value.watch(space, ({ added }) => curve.reached(added.length));
      return store;
    },
    async connect(to) {
      const link = await connectWebSocket(to);
      return link.ok ? { ok: true, value: counted(link.value, count) } : link;
    },
  });
  const client = valueOf(opened);
  return {
    async round() {
      const took = await timed(async () => {
        const { received, equal } = valueOf(await client.sync(url!, { spaces: [space] }));
        if (!equal || received !== records + OPS) throw new Error(`the pull ended with ${received} statements`);
      });
      const { size } = await stat(join(folder, 'store', 'data.mdb'));
      const { bytes: wireBytes, plainBytes } = wire;
      return { ...took, wireBytes, plainBytes, storedBytes: size, ...curve.figures() };
    },
    close: () => client.close(),
  };
}

/** A link that tells of each frame that it brings. */
function counted(link: Link, count: (frame: Uint8Array) => void): Link {
  return {
    get buffered() {
      return link.buffered;
    },
    send: (frame) => link.send(frame),
    close: (code, reason) => link.close(code, reason),
    listen(handlers) {
      link.listen({
        ...handlers,
        frame(bytes) {
          count(bytes);
          handlers.frame(bytes);
        },
      });
    },
  };
}
