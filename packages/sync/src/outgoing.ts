import type { StatementParts } from '@allod/core/statement';
import type { Store, Stored } from '@allod/storage';
import { itemFromParts } from '@allod/transport/frames';
import type { GotMessage, Item } from '@allod/transport/frames';
import { bodyClaim, storedClaims } from './bodies.ts';
import { ascending, encodeCursor, idBytes } from './cursor.ts';
import { SESSION_LIMITS } from './limits.ts';
import { opIds } from './summary.ts';

/** Items that one message takes at most, though 512 are allowed. */
export const ITEMS_PER_MESSAGE = 256;
/** Bodies longer than this do not ride with their statement, so that every body in a live queue is counted there; bytes. (SYN-022) */
export const MAX_RIDING_BYTES: number = SESSION_LIMITS.liveBodyBytes;
/** A part of a body is no longer than this; bytes. */
const MAX_PART_BYTES = 262_144;
/** What an item takes beyond its byte strings, at most: heads of CBOR for nine signers. */
const ITEM_OVERHEAD = 96;

/** Items that go in one message. */
export interface Batch {
  readonly items: readonly Item[];
  readonly ids: readonly string[];
  /** Up to where the receiver has everything with this one, when that can be said. */
  readonly upTo?: number;
  readonly cur?: Uint8Array;
}

/** One statement that is sent, as it travels. */
export interface Loaded {
  readonly id: string;
  readonly item: Item;
  /** Length of its byte strings, and a little. */
  readonly bytes: number;
}

/** What a statement is sent from. */
type Sendable = Pick<Stored, 'id' | 'parts'>;

/** Accepted statements with the bodies that ride with them. */
export async function loadItems(store: Store, stored: readonly Sendable[], maxBytes: number): Promise<Loaded[]> {
  const sizes = stored.map(({ parts }) => sizeOf(parts));
  const limits = sizes.map((bare) => Math.min(MAX_RIDING_BYTES, maxBytes - bare));
  const bodies = await ridingBodies(store, stored, limits);
  return stored.map(({ id, parts }, i) => {
    const body = bodies[i];
    return { id, item: itemFromParts(parts, body), bytes: sizes[i]! + (body?.length ?? 0) };
  });
}

/** The body of each statement that has one here of no more than so many bytes. */
async function ridingBodies(
  store: Store,
  stored: readonly Sendable[],
  limits: readonly number[],
): Promise<(Uint8Array | undefined)[]> {
  // Asked for at once and waited for once: most of them lie beside the statements.
  return Promise.all(
    stored.map(async ({ parts }, i) => {
      const claim = bodyClaim(storedClaims(parts));
      if (claim === undefined || (claim.len ?? 0) > limits[i]!) return undefined;
      const body = await store.body(claim.dig);
      // What is not as long as the record says is the body of others: whoever got it would refuse it. (REC-012)
      return body?.length === (claim.len ?? 0) ? body : undefined;
    }),
  );
}

/** What each statement counts in a live queue, in bytes: its `st`, and the length of a body that is here and not too long. (SYN-022) */
export async function queueCounts(
  store: Store,
  stored: readonly Sendable[],
  loaded: readonly Loaded[],
): Promise<number[]> {
  const bodies = stored.map(async ({ parts }, i) => loaded[i]!.item[3]?.length ?? countOfBody(store, parts));
  return (await Promise.all(bodies)).map((count, i) => stLength(stored[i]!.parts) + count);
}

/** What a body counts that does not ride: beside long claims there is no room for it in a message, though it is not too long. */
async function countOfBody(store: Store, parts: StatementParts): Promise<number> {
  const { dig, len = 0 } = bodyClaim(storedClaims(parts)) ?? {};
  if (dig === undefined || len > SESSION_LIMITS.liveBodyBytes) return 0;
  return (await store.body(dig, [0, 0])) === undefined ? 0 : len;
}

/** Characters of `st`: two parts in base64url without padding, and a full stop. */
function stLength({ headerBytes, claimsBytes }: StatementParts): number {
  return Math.ceil((headerBytes.length * 4) / 3) + 1 + Math.ceil((claimsBytes.length * 4) / 3);
}

function sizeOf({ headerBytes, claimsBytes, signature, further }: StatementParts): number {
  let length = headerBytes.length + claimsBytes.length + signature.length + ITEM_OVERHEAD;
  for (const each of further ?? []) length += each.headerBytes.length + each.signature.length;
  return length;
}

/** What is sent of a space, and how much of it in one message. */
export interface CatchUpOptions {
  readonly space: string;
  /** Positions after this one … */
  readonly after: number;
  /** … up to and with this one. */
  readonly upTo: number;
  /** Whether a row is left out. */
  readonly skip: (row: PositionRow) => boolean;
  /** Bytes of one message. */
  readonly maxBytes: number;
}

/** A row of the order in which a store accepted statements. */
export interface PositionRow extends Sendable {
  readonly pos: number;
  readonly origin: number;
}

/** What catch-up sends: the ops of the log, then the records in the order of their positions. (SYN-014, SYN-015, SYN-017) */
export async function* catchUp(store: Store, options: CatchUpOptions): AsyncGenerator<Batch> {
  const { space, after, upTo, maxBytes } = options;
  const ops = await opRows(store, options);
  for (let at = 0; at < ops.length; at += ITEMS_PER_MESSAGE)
    yield* batches(await loadItems(store, ops.slice(at, at + ITEMS_PER_MESSAGE), maxBytes), maxBytes);
  const sent = new Set(ops.map(({ id }) => id));
  for await (const { rows, last } of pages(store, { space, after, upTo })) {
    const wanted = rows.filter((row) => !sent.has(row.id) && !options.skip(row));
    const loaded = await loadItems(store, wanted, maxBytes);
    const posById = new Map(wanted.map((row) => [row.id, row.pos]));
    const list = [...batches(loaded, maxBytes)];
    for (const [i, batch] of list.entries()) {
      const id = i === list.length - 1 ? last.id : batch.ids.at(-1)!;
      const pos = i === list.length - 1 ? last.pos : posById.get(id)!;
      yield { ...batch, upTo: pos, cur: encodeCursor(store.gen, { pos, id }) };
    }
  }
}

/** The ops within the bounds, in the order of their positions. */
async function opRows(store: Store, { space, after, upTo, skip }: CatchUpOptions): Promise<PositionRow[]> {
  const stored = await store.items(await opIds(store, space));
  const within = stored.filter((each) => (each?.pos ?? 0) > after && each!.pos! <= upTo);
  const left = new Set(within.map((each) => each!.id));
  const found: PositionRow[] = [];
  if (left.size === 0) return found;
  for await (const row of store.scan({ by: 'pos', space, after })) {
    if (left.delete(row.id) && !skip(row)) found.push(row);
    if (left.size === 0) break;
  }
  return found;
}

async function* pages(
  store: Store,
  { space, after, upTo }: Pick<CatchUpOptions, 'space' | 'after' | 'upTo'>,
): AsyncGenerator<{ rows: PositionRow[]; last: PositionRow }> {
  let rows: PositionRow[] = [];
  for await (const row of store.scan({ by: 'pos', space, after })) {
    if (row.pos > upTo) break;
    rows.push(row);
    if (rows.length < ITEMS_PER_MESSAGE) continue;
    yield { rows, last: row };
    rows = [];
  }
  const last = rows.at(-1);
  if (last !== undefined) yield { rows, last };
}

/** Items in messages that are not too long. */
export function* batches(loaded: Iterable<Loaded>, maxBytes: number): Generator<Batch> {
  let items: Item[] = [];
  let ids: string[] = [];
  let bytes = 0;
  for (const each of loaded) {
    if (items.length > 0 && (bytes + each.bytes > maxBytes || items.length === ITEMS_PER_MESSAGE)) {
      yield { items, ids };
      [items, ids, bytes] = [[], [], 0];
    }
    items.push(each.item);
    ids.push(each.id);
    bytes += each.bytes;
  }
  if (items.length > 0) yield { items, ids };
}

/** What a peer asks for with `get`. */
export interface AnswerOptions {
  readonly ids: readonly string[];
  readonly digs: readonly string[];
  readonly maxBytes: number;
  /** Whether a space is served to this peer. Ops of others are answered all the same. */
  readonly serves: (space: string) => boolean;
}

/** A `got` without its number, and without word whether more follow. */
export type GotPart = Omit<GotMessage, 'm' | 'rq' | 'more'>;

/** Answers to a `get`: accepted statements, one space in each message, then bodies in parts, then what is not here. */
export async function* answers(store: Store, options: AnswerOptions): AsyncGenerator<GotPart> {
  const { ids, digs, maxBytes, serves } = options;
  const stored = await store.items(ids);
  const unknown: string[] = [];
  const bySpace = new Map<string, Stored[]>();
  for (const [i, each] of stored.entries()) {
    if (each?.state === undefined || !(serves(each.space) || isOfLog(each))) unknown.push(ids[i]!);
    else bySpace.set(each.space, [...(bySpace.get(each.space) ?? []), each]);
  }
  for (const list of bySpace.values()) {
    for (const { items } of batches(await loadItems(store, list, maxBytes), maxBytes)) yield { i: items };
  }
  for (const dig of digs) {
    const body = await store.body(dig);
    if (body === undefined) unknown.push(dig);
    else yield* bodyParts(idBytes(dig), body, Math.min(MAX_PART_BYTES, maxBytes));
  }
  for (let at = 0; at < unknown.length; at += ITEMS_PER_MESSAGE) {
    const part = ascending(unknown.slice(at, at + ITEMS_PER_MESSAGE));
    yield { no: part.map((id) => [id, 'E_UNKNOWN'] as const) };
  }
}

/** Logs are plain text, without which nobody can judge what is served: an op goes to whoever knows its id. (03 §6.6) */
function isOfLog({ parts }: Stored): boolean {
  // Every record names its collection. (REC-001)
  return storedClaims(parts).col === undefined;
}

function* bodyParts(dig: Uint8Array, body: Uint8Array, partBytes: number): Generator<GotPart> {
  for (let at = 0; at === 0 || at < body.length; at += partBytes)
    yield { bd: [[dig, at, body.length, body.subarray(at, at + partBytes)]] };
}
