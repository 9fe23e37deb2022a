import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHomes, joinAsDevice, openClient } from '@allod/client';
import type { Client } from '@allod/client';
import { startRelay } from '@allod/relay';
import { openLmdbStore } from '@allod/storage/lmdb';
import { onTestFinished } from 'vitest';

/** What a call of the client came to. */
type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: { readonly code: string } };

/** The value of an answer that has to be good. */
export function valueOf<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}

/** Opens the home of a device, for as long as `use` takes. */
export async function at<T>(home: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = valueOf(await openClient({ home }));
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

/** A relay with its store in a folder. */
async function relayAt(folder: string, port: number): Promise<{ readonly url: string; close(): Promise<void> }> {
  const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
  mkdirSync(join(folder, 'relay'), { recursive: true });
  const store = valueOf(await openLmdbStore({ folder: join(folder, 'relay'), random }));
  const relay = valueOf(await startRelay({ store, port, now: () => Date.now() * 1_000 }));
  return {
    url: relay.linkUrl,
    async close() {
      await relay.close();
      await store.close();
    },
  };
}

/** People who know one another, and a relay that has everything. */
export interface World {
  readonly folder: string;
  readonly url: string;
  /** The id of an invite of Ada's team Home that nobody has used. */
  readonly invite: string;
  /** The id of a link with which somebody reads Ada's notes. */
  readonly share: string;
  /** The id of what Bob has proposed in Home, and of what Ada has in Choir. */
  readonly proposal: string;
  readonly ownProposal: string;
  /** The id of a note of Ada's, the newer of two. */
  readonly note: string;
  readonly ada: string;
  readonly bob: string;
  /** A world of its own for one test: the same people, and the relay at the same place. Only the newest is there. */
  copy(): Promise<World>;
  close(): Promise<void>;
}

/**
 * Ada, in `ada`, with a phone in `phone`; Bob, in `bob`. Ada owns Home, where Bob is a writer, and Club, where she is alone; Bob owns Choir, where she is
 * a writer. In the folder are the words of Ada's kit, shares of it, a pack of her home, a password, and a link for her to Bob's team Chess.
 */
export async function createWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'allod-cli-world-'));
  let relay = await relayAt(folder, 0);
  const { url } = relay;
  const [ada, bob, phone] = ['ada', 'bob', 'phone'].map((name) => join(folder, name)) as [string, string, string];
  for (const [home, name] of [
    [ada, 'Ada'],
    [bob, 'Bob'],
  ] as const)
    valueOf(await createHomes({ homes: [{ folder: home, device: 'laptop' }], name }));
  const relays = [url];
  const write = (name: string, text: string | Uint8Array): void => writeFileSync(join(folder, name), text);
  const begun = await at(ada, async (client) => {
    const { id: home } = valueOf(await client.teams.create('Home'));
    valueOf(await client.teams.create('Club'));
    const { link } = valueOf(await client.teams.invite(home, { relays }));
    const { link: device } = valueOf(await client.devices.offer({ relays }));
    valueOf(await client.sync(url));
    valueOf(await joinAsDevice({ folder: phone, link: device, device: 'phone' }));
    return { home, link, user: client.me.user };
  });
  const forAda = await at(bob, async (client) => {
    valueOf(await valueOf(await client.open(begun.link)).accept());
    const links = [];
    for (const name of ['Choir', 'Chess']) {
      const { id } = valueOf(await client.teams.create(name));
      links.push(valueOf(await client.teams.invite(id, { relays })).link);
    }
    valueOf(await client.sync(url));
    return { choir: links[0]!, chess: links[1]!, user: client.me.user };
  });
  write('link.txt', `${forAda.chess}\n`);
  write('password.txt', 'correct horse\n');
  const syncAt = (home: string): Promise<void> =>
    at(home, async (client) => {
      valueOf(await client.sync(url));
    });
  await at(ada, async (client) => {
    valueOf(await client.sync(url));
    valueOf(await valueOf(await client.open(forAda.choir)).accept());
    valueOf(await client.sync(url));
  });
  // A member hands the keys of what stood there before to who has joined.
  for (const home of [bob, ada]) await syncAt(home);
  const last = await at(ada, async (client) => {
    const phoneKid = valueOf(await client.devices.list()).find(({ addedBy }) => addedBy !== undefined)!.id;
    valueOf(await client.devices.setName(phoneKid, 'phone'));
    const notes = ['one', 'two'].map((title) => ({ json: { title } }));
    const added = valueOf(await client.records.addAll('v:com.example.notes', notes));
    const { id } = valueOf(await client.teams.invite(begun.home, { uses: 3, relays }));
    const shared = valueOf(await client.shares.create({ col: 'v:com.example.notes' }));
    const choir = valueOf(await client.teams.find('Choir')).id;
    const asked = valueOf(await client.teams.propose(choir, { admit: 'A'.repeat(43), role: 'reader' }));
    write('kit.txt', valueOf(await client.recovery.kit()).words.join('\n'));
    write('shares.txt', valueOf(await client.recovery.split({ needed: 2, shares: 3 })).shares.join('\n'));
    valueOf(await client.sync(url));
    const chunks: Uint8Array[] = [];
    for await (const chunk of client.packs.export()) chunks.push(chunk);
    write('home.allod', Buffer.concat(chunks));
    return { id, note: added[1]!.id, share: shared.id, asked: asked.id };
  });
  const proposal = await at(bob, async (client) => {
    valueOf(await client.sync(url));
    const { id } = valueOf(await client.teams.propose(begun.home, { admit: 'A'.repeat(43), role: 'reader' }));
    valueOf(await client.sync(url));
    return id;
  });
  for (const home of [ada, phone]) await syncAt(home);
  const of = (where: string): World => ({
    folder: where,
    url,
    invite: last.id,
    note: last.note,
    share: last.share,
    proposal,
    ownProposal: last.asked,
    ada: begun.user,
    bob: forAda.user,
    async copy() {
      await relay.close();
      const own = mkdtempSync(join(tmpdir(), 'allod-cli-world-'));
      onTestFinished(() => rmSync(own, { recursive: true, force: true }));
      cpSync(folder, own, { recursive: true });
      relay = await relayAt(own, Number(new URL(url).port));
      return of(own);
    },
    async close() {
      await relay.close();
      rmSync(folder, { recursive: true, force: true });
    },
  });
  return of(folder);
}
