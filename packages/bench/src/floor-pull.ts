import { on, once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { WebSocket, WebSocketServer } from 'ws';
import type { Contender, Setup } from './contender.ts';
import { timed } from './contender.ts';
import { corpusPaths, floorRecordsIn, readFloorKeys } from './corpus.ts';
import { openFloor, verifyAndPut } from './floor.ts';

/** The floor's server: streams the records of the corpus to whoever connects, in frames of `batch` records. */
export async function floorServer({ corpus, batch }: Setup): Promise<Contender> {
  const bytes = await readFile(corpusPaths(corpus).floor);
  const records = floorRecordsIn(bytes);
  const startOf = (i: number): number =>
    i < records.length ? records[i]!.byteOffset - bytes.byteOffset - 2 : bytes.length;
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  server.on('connection', (socket) => {
    for (let i = 0; i < records.length; i += batch) socket.send(bytes.subarray(startOf(i), startOf(i + batch)));
  });
  await once(server, 'listening');
  return {
    facts: { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` },
    round: () => Promise.reject(new TypeError('a server has no rounds')),
    async close() {
      server.close();
    },
  };
}

/** The floor's client: verifies and puts each frame, one JavaScript thread. */
export async function floorPull({ folder, corpus, records, url }: Setup): Promise<Contender> {
  const { publicKey } = await readFloorKeys(corpus);
  const db = openFloor(folder);
  let wireBytes = 0;
  return {
    async round() {
      const took = await timed(async () => {
        const socket = new WebSocket(url!, { perMessageDeflate: false });
        let left = records;
        for await (const [frame] of on(socket, 'message') as AsyncIterable<[Buffer]>) {
          const received = floorRecordsIn(frame);
          verifyAndPut(db, received, publicKey);
          wireBytes += frame.length;
          if ((left -= received.length) === 0) break;
        }
        socket.terminate();
      });
      const { size } = await stat(join(folder, 'data.mdb'));
      return { ...took, wireBytes, storedBytes: size };
    },
    close: () => db.close(),
  };
}
