/**
 * Peers for tests. `@allod/collections`, which judges for real, stands above sync, so the judge here is a smaller one on `@allod/core`:
 * real forms, ids and signatures under the key that the first op of a log brings, and nothing else.
 */
import { createHash } from 'node:crypto';
import { encodeBase64url } from '@allod/core/bytes';
import type { JsonObject } from '@allod/core/bytes';
import { refuse } from '@allod/core/errors';
import {
  createSoftwareSigner,
  RECORD_RULE,
  signStatements,
  statementFromParts,
  statementIds,
  statementParts,
} from '@allod/core/statement';
import type { Signer, Statement } from '@allod/core/statement';
import { checkBodies, publicKeysFromBytes, verifyStatements } from '@allod/core/verify';
import type { BodyCode, JudgedBody, PublicKey } from '@allod/core/verify';
import { createMemoryStore } from '@allod/storage';
import type { Store } from '@allod/storage';
import { createIntake, createPeer } from '@allod/sync';
import type { Intake, Judge, Judged, Offered, Peer, PeerOptions, Timers } from '@allod/sync';

export const NOW = 1_790_000_000_000_000;

/** Somebody who writes in a space of his own. */
export interface Writer {
  readonly space: string;
  readonly signer: Signer;
  readonly init: Offered;
}

export async function createWriter(seed: number): Promise<Writer> {
  const signer = await createSoftwareSigner(new Uint8Array(32).fill(seed));
  const claims = { k: 'init', key: encodeBase64url(signer.publicKey), t: NOW };
  const [op] = await signStatements([{ typ: 'allod-op', claims }], signer);
  const [space] = await statementIds([op!]);
  return { space: space!, signer, init: { parts: statementParts(op!) } };
}

/** A later op of the log, which names the one before it. */
export async function nextOp({ space, signer }: Writer, par: string): Promise<{ id: string; offered: Offered }> {
  const claims = { k: 'next', log: space, par: [par], t: NOW + 1 };
  const [op] = await signStatements([{ typ: 'allod-op', claims }], signer);
  const [id] = await statementIds([op!]);
  return { id: id!, offered: { parts: statementParts(op!) } };
}

export function digestOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('base64url');
}

export interface Made extends Offered {
  readonly id: string;
}

/** Records `from` to `to`, not including it, each with the body that `bodyOf` gives; without one when it gives none. `more`: further claims, or others. */
export async function records(
  { space, signer }: Writer,
  [from, to]: readonly [number, number],
  {
    bodyOf = text,
    au = [space],
    more = {},
  }: { bodyOf?: (i: number) => Uint8Array | undefined; au?: readonly string[]; more?: JsonObject } = {},
): Promise<Made[]> {
  const bodies = Array.from({ length: to - from }, (_, i) => bodyOf(from + i));
  const drafts = bodies.map((body, i) => {
    const content: JsonObject = body === undefined ? { del: true } : { dig: digestOf(body), len: body.length };
    const base = { iss: space, col: 'v:notes', tag: `n${from + i}`, seq: from + i + 1, t: NOW + from + i, au: [...au] };
    return { typ: 'allod-rec', claims: { ...base, ...content, ...more } } as const;
  });
  const signed = await signStatements(drafts, signer);
  const ids = await statementIds(signed);
  return signed.map((statement, i) => {
    const body = bodies[i];
    const made = { id: ids[i]!, parts: statementParts(statement) };
    return body === undefined ? made : { ...made, body };
  });
}

function text(i: number): Uint8Array {
  return new TextEncoder().encode(`{"note":${i}}`);
}

/** The same statement with a signature that does not hold. */
export function forge({ parts, ...rest }: Made): Made {
  const signature = parts.signature.slice();
  signature[40]! ^= 1;
  return { ...rest, parts: { ...parts, signature } };
}

/** An op that announces an epoch, with its keybox as its body. */
export async function epochOp(
  { space, signer }: Writer,
  { par = space, body, more = {} }: { readonly par?: string; readonly body: Uint8Array; readonly more?: JsonObject },
): Promise<Made & { readonly body: Uint8Array }> {
  const named = { dig: digestOf(body), len: body.length };
  const claims = { k: 'epoch', log: space, par: [par], t: NOW + 1, ...named, ...more };
  const [op] = await signStatements([{ typ: 'allod-op', claims }], signer);
  const [id] = await statementIds([op!]);
  return { id: id!, parts: statementParts(op!), body };
}

/** Why a body whose digest is right is refused, if it is. */
export type BodyRule = (claims: JsonObject, verdict: Judged['verdict']) => BodyCode | undefined;

/** Judges by the logs that `store` holds and that are offered beside, and bodies also by a rule. */
export function createTestJudge(store: Store, rule: BodyRule = () => undefined): Judge {
  const keyByOp = new Map<string, PublicKey>();
  return {
    async judge(items) {
      const read = items.map(({ parts }) => statementFromParts(parts, { rules: { 'allod-rec': RECORD_RULE } }));
      const ids = await statementIds(read.flatMap((each) => (each.ok ? [each.value] : [])));
      const named = ids.values();
      const judged = Array.from<Judged | undefined>({ length: items.length });
      const all = read.map((each, i) => (each.ok ? { i, id: named.next().value!, statement: each.value } : undefined));
      for (const [i, each] of read.entries()) if (!each.ok) judged[i] = { verdict: 'refused', error: each.error };
      const sound = all.filter((each) => each !== undefined);
      const ops = sound.filter(({ statement }) => statement.header.typ === 'allod-op');
      for (const each of ops) judged[each.i] = await judgeOne(store, keyByOp, each);
      const rest = sound.filter(({ statement }) => statement.header.typ !== 'allod-op');
      const verdicts = await Promise.all(rest.map((each) => judgeOne(store, keyByOp, each)));
      for (const [at, each] of rest.entries()) judged[each.i] = verdicts[at]!;
      return Promise.all(judged.map((each, i) => withBody(each!, items[i]!, rule)));
    },
  };
}

async function judgeOne(
  store: Store,
  keyByOp: Map<string, PublicKey>,
  { id, statement }: { readonly id: string; readonly statement: Statement },
): Promise<Judged> {
  const { claims } = statement;
  const isInit = claims.k === 'init';
  const space = isInit ? id : String(claims.log ?? claims.iss);
  const heads = isInit ? [] : ((claims.au ?? claims.par) as readonly string[]);
  if (isInit) {
    const [key] = await publicKeysFromBytes([new Uint8Array(Buffer.from(String(claims.key), 'base64url'))]);
    keyByOp.set(id, key!);
  }
  const found = await store.items(heads);
  const waitsFor = heads.filter((head, i) => found[i]?.state === undefined && !keyByOp.has(head));
  if (waitsFor.length > 0 || (!isInit && !(await hasKey(store, keyByOp, space))))
    return waiting({ id, statement, space, waitsFor: waitsFor.length > 0 ? waitsFor : [space] });
  const key = keyByOp.get(space)!;
  const [verified] = await verifyStatements([{ statement, keys: statement.signatures.map(() => key) }]);
  if (!verified!.ok) return { verdict: 'refused', id, error: verified!.error };
  keyByOp.set(id, key);
  const admitted = { statement: verified!.value, space, state: claims.held === true ? 'HELD' : 'VALID' };
  return { verdict: 'admitted', id, space, admitted: admitted as never };
}

async function hasKey(store: Store, keyByOp: Map<string, PublicKey>, space: string): Promise<boolean> {
  if (keyByOp.has(space)) return true;
  const [op] = await store.items([space]);
  if (op?.state === undefined) return false;
  const { key } = JSON.parse(new TextDecoder().decode(op.parts.claimsBytes)) as { key: string };
  keyByOp.set(space, (await publicKeysFromBytes([new Uint8Array(Buffer.from(key, 'base64url'))]))[0]!);
  return true;
}

function waiting(found: { id: string; statement: Statement; space: string; waitsFor: readonly string[] }): Judged {
  const { id, space } = found;
  const why = refuse('E_PENDING_AUTH', 'COL-001').error;
  return { verdict: 'parked', id, space, parked: { ...found, why } as never };
}

async function withBody(judged: Judged, { parts, body }: Offered, rule: BodyRule): Promise<Judged> {
  if (judged.verdict === 'refused') return judged;
  const claims = JSON.parse(new TextDecoder().decode(parts.claimsBytes)) as JsonObject & { dig: string; len: number };
  if (judged.verdict === 'admitted' && claims.k === 'epoch' && Number(claims.end ?? NOW) < NOW)
    return { ...judged, isBurned: true, ...(body === undefined ? {} : { body: refuse('E_BURNED', 'SEC-025') }) };
  if (body === undefined) return judged;
  const [checked] = await checkBodies([{ claims, body }]);
  const code = checked!.ok ? rule(claims, judged.verdict) : undefined;
  return {
    ...judged,
    body: code === undefined ? checked! : (refuse(code as 'E_STALE_EPOCH', 'SEC-014') as JudgedBody),
  };
}

/** Timers that run when the test says so. */
export class ManualTimers implements Timers {
  now: number = NOW;
  readonly #timers: Set<{ at: number; fn: () => void }> = new Set();

  set(ms: number, fn: () => void): () => void {
    const timer = { at: this.now + ms * 1_000, fn };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Lets so many milliseconds pass. */
  advance(ms: number): void {
    const until = this.now + ms * 1_000;
    for (;;) {
      const [next] = [...this.#timers].filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#timers.delete(next);
      this.now = Math.max(this.now, next.at);
      next.fn();
    }
    this.now = until;
  }
}

/** How many things are on their way in a world, so that a test knows when nothing more happens. */
export class Activity {
  #count = 0;

  async during<T>(job: () => Promise<T>): Promise<T> {
    this.#count++;
    try {
      return await job();
    } finally {
      this.#count--;
    }
  }

  /** Resolves when nothing has been on its way for a while. */
  async quiet(): Promise<void> {
    for (let calm = 0; calm < 3; calm = this.#count === 0 ? calm + 1 : 0)
      await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A store that counts what is on its way. */
export function counted(store: Store, activity: Activity): Store {
  return {
    gen: store.gen,
    commit: (commit) => activity.during(() => store.commit(commit)),
    items: (ids) => activity.during(() => store.items(ids)),
    body: (dig, range) => activity.during(() => store.body(dig, range)),
    scan: (query) => store.scan(query),
    fold: (space, ranges) => activity.during(() => store.fold(space, ranges)),
    watch: (space, fn) => store.watch(space, fn),
    close: () => store.close(),
  };
}

/** One peer with all its parts. */
export interface Host {
  readonly store: Store;
  readonly intake: Intake;
  readonly peer: Peer;
  readonly timers: ManualTimers;
  readonly activity: Activity;
}

/** A peer over a store in memory. `wrap` puts something between the store and those who use it. */
export async function createHost(
  number: number,
  {
    activity = new Activity(),
    wrap = (store: Store) => store,
    store: given,
    rule,
    ...more
  }: Partial<PeerOptions> & { activity?: Activity; wrap?: (store: Store) => Store; rule?: BodyRule } = {},
): Promise<Host> {
  const plain = given ?? (await createMemoryStore((length) => new Uint8Array(length).fill(number)));
  const store = wrap(counted(plain, activity));
  const judge = createTestJudge(plain, rule);
  const intake = createIntake({ store, judge: { judge: (items) => activity.during(() => judge.judge(items)) } });
  const timers = new ManualTimers();
  const peer = createPeer({ store, intake, now: () => timers.now, timers, ...more });
  return { store, intake, peer, timers, activity };
}

/** Ids of the set of a space, sorted. */
export async function held({ store }: Pick<Host, 'store'>, space: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of store.scan({ by: 'key', space })) ids.push(id);
  return ids.toSorted();
}

/** The certificate of a space, as text. */
export async function certificateOf({ store }: Pick<Host, 'store'>, space: string): Promise<string> {
  const [fold] = await store.fold(space, [{ certificate: true }]);
  return encodeBase64url(fold!.certificate!);
}

/** Accepts statements as one's own, and throws when one is not accepted. */
export async function accept({ intake }: Pick<Host, 'intake'>, items: readonly Offered[]): Promise<void> {
  const offered = await intake.offer(items);
  if (!offered.ok) throw new Error(offered.error.code);
  const bad = offered.value.find(({ code }) => code !== undefined);
  if (bad !== undefined) throw new Error(`${bad.id} was not accepted: ${bad.code}`);
}
