import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { corpusPaths } from '../src/corpus.ts';
import { startContender } from '../src/start-contender.ts';

let folder: string;
let server: WebSocketServer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'allod-bench-'));
  const { privateKey } = generateKeyPairSync('ed25519');
  await writeFile(corpusPaths(folder).floorKey, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
});
afterEach(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a contender', () => {
  it('that hangs is stopped, and whoever asked it is told who it was', async () => {
    // The server that it pulls from sends nothing.
    const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const setup = { folder, corpus: folder, records: 1, batch: 1, url };
    const started = await startContender({ name: 'floor-pull', setup }, { cores: [], patience: 0.1 });
    await expect(started.round()).rejects.toThrow(
      'floor-pull, asked to do its "round", said nothing for 0.1 seconds and was stopped',
    );
    await started.stop();
  });

  it('that ends is not waited for', async () => {
    const setup = { folder, corpus: join(folder, 'none'), records: 1, batch: 1 };
    await expect(startContender({ name: 'floor-pull', setup }, { cores: [] })).rejects.toThrow(
      'floor-pull ended with 1',
    );
  });
});
