import type { ProtocolError, Result } from '@allod/core/errors';
import type { BodyCode } from '@allod/core/verify';
import type { Commit, CommitCode, Committed, Store } from '@allod/storage';
import type { Judge } from './judge.ts';
import { wantName, wantOf, wantPrefix } from './meta.ts';
import type { Want } from './meta.ts';

/** Bodies that came without their statements. */
interface Came {
  readonly space: string;
  readonly bodies: NonNullable<Commit['bodies']>;
}

/** What a store and a judge make of one body. */
interface Kept {
  readonly isRight: boolean;
  /** Whose want it has come to an end. */
  readonly settled: readonly Want[];
  readonly error?: ProtocolError<BodyCode>;
}

/**
 * Stores the bodies that the judge takes for what some statement lacks. What is refused for good is wanted no more: the same digest gives
 * the same bytes.
 */
export async function keepBodies(
  { store, judge }: { readonly store: Store; readonly judge: Judge },
  { space, bodies }: Came,
): Promise<Result<Committed, CommitCode | BodyCode>> {
  const right: (readonly [dig: string, bytes: Uint8Array])[] = [];
  const settled: Want[] = [];
  let error: ProtocolError<BodyCode> | undefined;
  for (const body of bodies) {
    const kept = await judgeBody({ store, judge }, space, body);
    if (kept.isRight) right.push(body);
    settled.push(...kept.settled);
    error ??= kept.error;
  }
  const meta = settled.map((want) => [wantName(space, want), null] as const);
  const committed = await store.commit({ space, bodies: right, meta });
  return error === undefined || !committed.ok ? committed : { ok: false, error };
}

async function judgeBody(
  { store, judge }: { readonly store: Store; readonly judge: Judge },
  space: string,
  [dig, bytes]: readonly [string, Uint8Array],
): Promise<Kept> {
  const wants: Want[] = [];
  for await (const { name } of store.scan({ by: 'meta', prefix: wantPrefix(space, dig) }))
    wants.push(wantOf(space, name));
  const stored = await store.items(wants.map(({ id }) => id));
  const held = stored.flatMap((each, i) => (each === undefined ? [] : [{ want: wants[i]!, parts: each.parts }]));
  const judged = held.length === 0 ? [] : await judge.judge(held.map(({ parts }) => ({ parts, body: bytes })));
  const settled: Want[] = [];
  let error: ProtocolError<BodyCode> | undefined;
  for (const [i, each] of judged.entries()) {
    const body = each.verdict === 'refused' ? undefined : each.body;
    if (body?.ok === true) return { isRight: true, settled: wants };
    if (body === undefined) continue;
    error ??= body.error;
    if (body.error.code !== 'E_DIGEST') settled.push(held[i]!.want);
  }
  return error === undefined ? { isRight: false, settled } : { isRight: false, settled, error };
}
