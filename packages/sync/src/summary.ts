import { compareBytes, equalBytes } from '@allod/core/bytes';
import type { StatementParts } from '@allod/core/statement';
import type { Store } from '@allod/storage';
import { isStoredOp, storedClaims } from './bodies.ts';
import { ascending } from './cursor.ts';

/** What one side has of a space: what `open` and `opened` say of it. */
export interface Summary {
  readonly n: number;
  /** 32 bytes. */
  readonly ce: Uint8Array;
  /** Ids of the last ops of the log, 32 bytes each, ascending. */
  readonly heads: readonly Uint8Array[];
}

/** Hash of the collection of a record is never zero: the log is what comes before one. */
export const AFTER_LOG: Uint8Array = new Uint8Array(8).fill(1, 7);
/** Heads that a message has room for. */
const MAX_HEADS = 64;

/** The last position that was given in a space. What is committed together has it once that is durable. */
export async function lastPosition(store: Store, space: string): Promise<number> {
  // A commit that changes nothing waits for those before it, and says where they ended.
  const committed = await store.commit({ space });
  if (!committed.ok) throw new Error(`a store refused to change nothing: ${committed.error.code}`);
  return committed.value.last;
}

/** Count, certificate and heads of what the store holds of a space. */
export async function summarize(store: Store, space: string): Promise<Summary> {
  const [fold] = await store.fold(space, [{ certificate: true }]);
  return { n: fold!.count, ce: fold!.certificate!, heads: await headsOf(store, space) };
}

/** Ids of the accepted ops of a space, in the order of the set. */
export async function opIds(store: Store, space: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of store.scan({ by: 'key', space, range: { hi: AFTER_LOG } })) ids.push(id);
  return ids;
}

/** The accepted ops of a space as they are stored, in the order of the set: what a judge resolves its log from. */
export async function loadOps(store: Store, space: string): Promise<StatementParts[]> {
  const ops = await store.items(await opIds(store, space));
  return ops.flatMap((op) => (op === undefined ? [] : [op.parts]));
}

/** For each id the log in which that op is accepted, if it is: what a judge looks for before it reads a whole log. */
export async function findOps(store: Store, ids: readonly string[]): Promise<(string | undefined)[]> {
  const stored = await store.items(ids);
  return stored.map((each) => (each?.state !== undefined && isStoredOp(each.parts) ? each.space : undefined));
}

/** The ops of a log that no other op of it names as its predecessor, ascending. */
export async function headsOf(store: Store, space: string): Promise<Uint8Array[]> {
  const ids = await opIds(store, space);
  const ops = ids.length < 2 ? [] : await store.items(ids);
  const named = new Set(ops.flatMap((op) => (op === undefined ? [] : predecessors(storedClaims(op.parts)))));
  return ascending(ids.filter((id) => !named.has(id))).slice(0, MAX_HEADS);
}

/** The ops that the claims of one name as those before it. (03 §4) */
export function predecessors({ par }: Readonly<Record<string, unknown>>): string[] {
  return Array.isArray(par) ? par.filter((each) => typeof each === 'string') : [];
}

/** Whether two sides have the same: count, certificate and heads. (SYN-011) */
export function isSameSet(mine: Summary, theirs: Summary): boolean {
  return mine.n === theirs.n && equalBytes(mine.ce, theirs.ce) && isSameHeads(mine.heads, theirs.heads);
}

/** Whether two lists of heads name the same ops. */
export function isSameHeads(mine: readonly Uint8Array[], theirs: readonly Uint8Array[]): boolean {
  return mine.length === theirs.length && mine.every((id, i) => compareBytes(id, theirs[i]!) === 0);
}
