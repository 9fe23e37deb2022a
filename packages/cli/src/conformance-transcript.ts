/** What TP/1 shows of a session: what the testee sent, whatever the frames in which it sent it. */
import { compareBytes, decodeId, encodeBase64url } from '@allod/core/bytes';
import { statementFromParts, statementIds } from '@allod/core/statement';
import { partsFromItem } from '@allod/transport/frames';
import type { Item, ReceivedMessage } from '@allod/transport/frames';
import { fromBytes } from './conformance-values.ts';

type Sent<M extends ReceivedMessage['m']> = Extract<ReceivedMessage, { readonly m: M }>;
interface Named {
  readonly id: string;
  readonly typ: string;
}

export async function transcriptOf(sent: readonly ReceivedMessage[]): Promise<object> {
  const gets = pick(sent, 'get');
  return {
    acks: pick(sent, 'ack')
      .toSorted((a, b) => a.s - b.s || a.q - b.q)
      .map(({ s, q, no }) => ({ s, q, no })),
    // Asked for twice is shown twice: it must not be. (SYN-037)
    gets: gets
      .flatMap(({ ids = [] }) => ids)
      .toSorted(compareBytes)
      .map(encodeBase64url),
    digs: sortedIds(gets.flatMap(({ digs = [] }) => digs.map(encodeBase64url))),
    subscriptions: await Promise.all(
      pick(sent, 'opened')
        .toSorted((a, b) => a.s - b.s)
        .map((opened) => subscriptionOf(opened, sent)),
    ),
    got: await answeredGets(pick(sent, 'got')),
  };
}

/** Ids in the order of their bytes, each once. */
export function sortedIds(ids: Iterable<string>): string[] {
  const bytesOf = (id: string): Uint8Array => {
    const bytes = decodeId(id);
    if (!bytes.ok) throw new TypeError('an id is the base64url of 32 bytes');
    return bytes.value;
  };
  return [...new Set(ids)].toSorted((a, b) => compareBytes(bytesOf(a), bytesOf(b)));
}

function pick<M extends ReceivedMessage['m']>(sent: readonly ReceivedMessage[], m: M): Sent<M>[] {
  return sent.filter((message): message is Sent<M> => message.m === m);
}

async function subscriptionOf(opened: Sent<'opened'>, sent: readonly ReceivedMessage[]): Promise<object> {
  const own = sent.filter((message) => 's' in message && message.s === opened.s);
  const done = own.findIndex(({ m }) => m === 'done');
  const before = done === -1 ? own : own.slice(0, done);
  const catchUp = await named(pick(before, 'items').flatMap(({ i }) => i));
  const live = done === -1 ? [] : await named(pick(own.slice(done), 'items').flatMap(({ i }) => i));
  return {
    s: opened.s,
    n: opened.n,
    ce: fromBytes(opened.ce),
    heads: opened.heads.map(encodeBase64url),
    reset: opened.reset === true,
    catchUp: byStretches(catchUp),
    done: done !== -1,
    live: live.map(({ id }) => id),
  };
}

/** The ids of each stretch of ops, and of each of records, sorted. */
function byStretches(items: readonly Named[]): string[] {
  const stretches: Named[][] = [];
  for (const item of items) {
    const last = stretches.at(-1);
    if (last?.[0]?.typ === item.typ) last.push(item);
    else stretches.push([item]);
  }
  return stretches.flatMap((stretch) => sortedIds(stretch.map(({ id }) => id)));
}

async function answeredGets(sent: readonly Sent<'got'>[]): Promise<object[]> {
  const ended = sent.filter(({ more }) => more !== true).toSorted((a, b) => a.rq - b.rq);
  return Promise.all(
    ended.map(async ({ rq }) => {
      const parts = sent.filter((each) => each.rq === rq);
      const whole = parts.flatMap(({ bd = [] }) => bd.filter(([, at, length, bytes]) => at + bytes.length === length));
      return {
        rq,
        ids: sortedIds((await named(parts.flatMap(({ i = [] }) => i))).map(({ id }) => id)),
        digs: sortedIds(whole.map(([dig]) => encodeBase64url(dig))),
        no: parts
          .flatMap(({ no = [] }) => no)
          .toSorted(([a], [b]) => compareBytes(a, b))
          .map(([id, code]) => [encodeBase64url(id), code]),
      };
    }),
  );
}

async function named(items: readonly Item[]): Promise<Named[]> {
  const statements = items.map((item) => {
    const statement = statementFromParts(partsFromItem(item));
    if (!statement.ok) throw new TypeError('a session sent what is no statement');
    return statement.value;
  });
  const ids = await statementIds(statements);
  return statements.map(({ header }, i) => ({ id: ids[i]!, typ: header.typ }));
}
