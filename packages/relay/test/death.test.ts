import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { encodeBase64url } from '@allod/core/bytes';
import { statementIds } from '@allod/core/statement';
import type { Offered } from '@allod/collections';
import type { Store } from '@allod/storage';
import { afterEach, expect, test } from 'vitest';
import { person, records } from './people.ts';
import { connect, itemOf, open } from './raw-client.ts';
import { clientOf } from './world.ts';

const PROCESS = fileURLToPath(new URL('relay-process.mjs', import.meta.url));
/** The process dies as soon as it has acknowledged so many messages of a life. */
const LIVES = [1, 2, 3, 5, 8];
const MESSAGES = 10;
const ITEMS = 6;

const ada = await person(1);
const folder = await mkdtemp(join(tmpdir(), 'allod-relay-'));
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A relay in a process of its own. */
async function started(): Promise<{ readonly linkUrl: string; kill(): Promise<void> }> {
  const child = spawn(process.execPath, [PROCESS, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  const line = once(createInterface({ input: child.stdout }), 'line');
  const failed = exit.then(() => Promise.reject(new Error('the relay ended before it listened')));
  const [linkUrl] = (await Promise.race([line, failed])) as [string];
  return {
    linkUrl,
    async kill() {
      failed.catch(() => undefined);
      child.kill('SIGKILL');
      expect(await exit).toEqual([null, 'SIGKILL']);
    },
  };
}

async function idsOf(items: readonly Offered[]): Promise<string[]> {
  const texts = items.map(({ parts }) => [parts.headerBytes, parts.claimsBytes].map(encodeBase64url).join('.'));
  return statementIds(texts.map((st) => ({ st })));
}

/** Sends ten messages at once, and kills the relay with the `acks`-th answer. Gives what was acknowledged until then. */
async function liveAndDie(acks: number, first: number): Promise<Offered[]> {
  const relay = await started();
  const client = await connect(relay.linkUrl);
  const made = await records(ada, MESSAGES * ITEMS, first);
  const batches = Array.from({ length: MESSAGES }, (_, q) => made.slice(q * ITEMS, (q + 1) * ITEMS));
  client.send(open(ada.id));
  await client.next('opened');
  for (const [q, batch] of batches.entries())
    client.send({ m: 'items', s: 0, q, i: [...(q === 0 ? [{ parts: ada.init }] : []), ...batch].map(itemOf) });
  const acknowledged: Offered[] = [];
  for (let i = 0; i < acks; i++) {
    const { q, no, dur } = await client.next('ack');
    expect([no, dur]).toEqual([[], 1]);
    acknowledged.push(...batches[q]!);
  }
  await relay.kill();
  return acknowledged;
}

/** What a peer that has nothing gets from the relay of the next life. */
async function pulled(): Promise<{ readonly store: Store; kill(): Promise<void> }> {
  const relay = await started();
  const { store, session } = await clientOf(relay.linkUrl, 3);
  expect(await session.open(ada.id).settled).toMatchObject({ ok: true, value: { refused: 0, parked: 0, equal: true } });
  return { store, kill: relay.kill };
}

test('RLY-003, TRN-009 has every acknowledged statement after each death of its process', async () => {
  const acknowledged: Offered[] = [];
  for (const [life, acks] of LIVES.entries()) {
    acknowledged.push(...(await liveAndDie(acks, 1 + life * MESSAGES * ITEMS)));
    const next = await pulled();
    const stored = await next.store.items(await idsOf(acknowledged));
    expect(stored.map((each) => each?.parts)).toEqual(acknowledged.map(({ parts }) => parts));
    for (const { parts, body } of acknowledged) {
      const { dig } = JSON.parse(Buffer.from(parts.claimsBytes).toString()) as { dig: string };
      expect(await next.store.body(dig)).toEqual(body);
    }
    await next.kill();
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(LIVES.reduce((sum, acks) => sum + acks * ITEMS, 0));
});
