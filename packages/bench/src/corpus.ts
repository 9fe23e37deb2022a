import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createHomes, openClient } from '@allod/client';
import type { Client } from '@allod/client';
import type { Offered } from '@allod/collections';
import { openLmdbStore } from '@allod/storage/lmdb';
import type { Store } from '@allod/storage';
import { decodeFrame, encodeFrame, itemFromParts, partsFromItem } from '@allod/transport/frames';
import type { Item } from '@allod/transport/frames';
import { payload } from './payload.ts';

/** The collection of every record. It is in clear, as what is measured beside it is; what sealing costs has rows of its own. */
export const COLLECTION = 'v:com.example.bench.public';
/** The ops before the records: the first op of the user, and his first epoch. */
export const OPS = 2;
/** Statements of one frame of the corpus, as sync sends them. */
const FRAME_STATEMENTS = 256;

/** Where the parts of a corpus are. */
export interface CorpusPaths {
  /** A home whose store holds everything. */
  readonly laptop: string;
  /** The home of the second device of the same user, whose store is empty. */
  readonly phone: string;
  /** The statements with their bodies, in frames, each after its length. */
  readonly frames: string;
  /** The records of the floor, one after the other, see {@link floorRecord}. */
  readonly floor: string;
  /** The floor's private key. */
  readonly floorKey: string;
  /** The id of the user. */
  readonly user: string;
}

/** The paths of the corpus in a folder. */
export function corpusPaths(folder: string): CorpusPaths {
  const path = (name: string): string => join(folder, name);
  return {
    laptop: path('laptop'),
    phone: path('phone'),
    frames: path('frames.bin'),
    floor: path('floor.bin'),
    floorKey: path('floor.pem'),
    user: path('user'),
  };
}

/** Unpredictable bytes. */
export const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

/** The value of a result that has to be one: a benchmark of refusals would measure nothing. */
export function valueOf<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly code: string } },
): T {
  if (!result.ok) throw new Error(`refused with ${result.error.code}`);
  return result.value;
}

/** Opens the client of a home that holds one. */
export async function openHome(home: string): Promise<Client> {
  return valueOf(await openClient({ home }));
}

/** Has a client write so many records, and keeps them for whoever measures: the store, the same statements in frames, and the same bytes for the floor. */
export async function writeCorpus(folder: string, records: number): Promise<void> {
  const paths = corpusPaths(folder);
  await mkdir(folder, { recursive: true });
  const homes = valueOf(await createHomes({ homes: [{ folder: paths.laptop }, { folder: paths.phone }] }));
  await writeFile(paths.user, homes.user);
  const laptop = await openHome(paths.laptop);
  valueOf(await laptop.records.addAll(COLLECTION, bodies(records)));
  await laptop.close();
  const store = valueOf(await openLmdbStore({ folder: join(paths.laptop, 'store'), random }));
  const { privateKey } = generateKeyPairSync('ed25519');
  await writeFile(paths.floorKey, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const frames: Uint8Array[] = [];
  const floor: Uint8Array[] = [];
  let seen = 0;
  for await (const items of storedItems(store, homes.user)) {
    const frame = encodeFrame([{ m: 'items', s: 0, q: 1, i: items }]);
    frames.push(uint32(frame.length), frame);
    // The floor has records alone: the first items are ops, of which one has a keybox as its body.
    for (const item of items) if (seen++ >= OPS) floor.push(floorRecord(item, privateKey));
  }
  await store.close();
  await writeFile(paths.frames, Buffer.concat(frames));
  await writeFile(paths.floor, Buffer.concat(floor));
}

/** The bodies of so many records. */
export function bodies(records: number): { readonly json: unknown }[] {
  return Array.from({ length: records }, (_, n) => ({ json: payload(n) }));
}

async function* storedItems(store: Store, space: string): AsyncGenerator<Item[]> {
  let ids: string[] = [];
  for await (const { id } of store.scan({ by: 'pos', space })) {
    ids.push(id);
    if (ids.length < FRAME_STATEMENTS) continue;
    yield loadItems(store, ids);
    ids = [];
  }
  if (ids.length > 0) yield loadItems(store, ids);
}

async function loadItems(store: Store, ids: readonly string[]): Promise<Item[]> {
  const items: Item[] = [];
  for (const stored of await store.items(ids)) {
    const { parts } = stored!;
    const { dig } = JSON.parse(Buffer.from(parts.claimsBytes).toString()) as { readonly dig?: string };
    items.push(itemFromParts(parts, dig === undefined ? undefined : await store.body(dig)));
  }
  return items;
}

/** A record of the floor, after its length in 16 bits: 64 bytes of signature, then header, claims and body of ours, which are what is signed. */
function floorRecord([header, claims, , body]: Item, key: KeyObject): Uint8Array {
  const signed = Buffer.concat([header, claims, body!]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(64 + signed.length);
  return Buffer.concat([length, sign(null, signed, key), signed]);
}

function uint32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** The first statements of a corpus: the op of the user, then so many records. */
export async function readStatements(folder: string, records: number): Promise<Offered[]> {
  const bytes = await readFile(corpusPaths(folder).frames);
  const offered: Offered[] = [];
  for (let at = 0; at < bytes.length && offered.length < records + OPS;) {
    const length = bytes.readUInt32BE(at);
    const [message] = valueOf(decodeFrame(new Uint8Array(bytes.subarray(at + 4, at + 4 + length))));
    if (message?.m !== 'items') throw new Error('a frame of the corpus has items');
    for (const item of message.i ?? [])
      offered.push({ parts: partsFromItem(item), ...(item[3] === undefined ? {} : { body: item[3] }) });
    at += 4 + length;
  }
  return offered.slice(0, records + OPS);
}

/** The first records of the floor. */
export async function readFloorRecords(folder: string, records: number): Promise<Buffer[]> {
  return floorRecordsIn(await readFile(corpusPaths(folder).floor)).slice(0, records);
}

/** The records of the floor that lie one after the other. No byte is copied. */
export function floorRecordsIn(bytes: Buffer): Buffer[] {
  const records: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 2 + bytes.readUInt16BE(at))
    records.push(bytes.subarray(at + 2, at + 2 + bytes.readUInt16BE(at)));
  return records;
}

/** The keys of the floor. */
export async function readFloorKeys(folder: string): Promise<{ privateKey: KeyObject; publicKey: KeyObject }> {
  const privateKey = createPrivateKey(await readFile(corpusPaths(folder).floorKey));
  return { privateKey, publicKey: createPublicKey(privateKey) };
}
