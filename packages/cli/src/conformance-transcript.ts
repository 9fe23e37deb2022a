/** What TP/1 shows of a session: what the testee sent, whatever the frames in which it sent it. */
import { compareBytes, decodeId, encodeBase64url } from '@allod/core/bytes';
import { statementFromParts, statementIds } from '@allod/core/statement';
import { partsFromItem } from '@allod/transport/frames';
import type { Item, ReceivedMessage } from '@allod/transport/frames';

type Sent<M extends ReceivedMessage['m']> = Extract<ReceivedMessage, { readonly m: M }>;
type Named = { readonly id: string; readonly typ: string };

export async function transcriptOf(sent: readonly ReceivedMessage[]): Promise<object> {
  const acks = pick(sent, 'ack').toSorted((a, b) => a.s - b.s || a.q - b.q);
  const opened = pick(sent, 'opened').toSorted((a, b) => a.s - b.s);
  const gets = pick(sent, 'get');
  const asked = gets.flatMap(({ ids = [] }) => ids);
  return {
    acks: acks.map(({ s, q, no }) => ({ s, q, no })),
    // Asked for twice is shown twice: it must not be. (SYN-037)
    gets: asked.toSorted(compareBytes).map(encodeBase64url),
    digs: sortedIds(gets.flatMap(({ digs = [] }) => digs.map(encodeBase64url))),
    subscriptions: await Promise.all(opened.map((each) => subscriptionOf(each, sent))),
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
  const { s, n, ce, heads, reset = false } = opened;
  const own = sent.filter((message) => 's' in message && message.s === s);
  const done = own.findIndex(({ m }) => m === 'done');
  const [before, after] = done === -1 ? [own, []] : [own.slice(0, done), own.slice(done)];
  const catchUp = byStretches(await named(pick(before, 'items').flatMap(({ i }) => i)));
  const live = await named(pick(after, 'items').flatMap(({ i }) => i));
  const open = { s, n, ce, heads: heads.map(encodeBase64url), reset };
  return { ...open, catchUp, done: done !== -1, live: live.map(({ id }) => id) };
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
      const items = await named(parts.flatMap(({ i = [] }) => i));
      const whole = parts.flatMap(({ bd = [] }) => bd.filter(([, at, length, bytes]) => at + bytes.length === length));
      const digs = sortedIds(whole.map(([dig]) => encodeBase64url(dig)));
      const no = parts.flatMap((each) => each.no ?? []).toSorted(([a], [b]) => compareBytes(a, b));
      return {
        rq,
        ids: sortedIds(items.map(({ id }) => id)),
        digs,
        no: no.map(([id, code]) => [encodeBase64url(id), code]),
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
