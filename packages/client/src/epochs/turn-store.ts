import type { ClientContext } from '../context.ts';

/** Under this name, what is to be done, and the log, a store remembers when it is this device's turn. */
const TURN = 'client/turn/';

/** What is done in turn in a log. */
export interface Job {
  readonly job: 'rotate' | 'top-up';
  readonly log: string;
}

/** When something is to be done, in microseconds since 1970, `undefined` for never; and what, which gives what it wrote, if it could. */
export interface InTurn {
  readonly turn: () => Promise<number | undefined>;
  readonly act: () => Promise<readonly string[] | undefined>;
}

type Parts = Pick<ClientContext, 'store' | 'now'>;

/** Does something once it is this device's turn: until then the store remembers when that is. Gives what was written. */
export async function atTurn(parts: Parts, job: Job, { turn, act }: InTurn): Promise<readonly string[]> {
  const { store, now } = parts;
  const kept = await dueOf(parts, job);
  const due = kept ?? (await turn());
  if (due === undefined) return [];
  if (due > now()) {
    if (kept === undefined) await store.commit({ space: job.log, meta: [[nameOf(job), timeBytes(due)]] });
    return [];
  }
  const written = await act();
  if (written !== undefined && kept !== undefined) await forgetTurn(parts, job);
  return written ?? [];
}

/** There is nothing to do any more. */
export async function forgetTurn(parts: Parts, job: Job): Promise<readonly string[]> {
  if ((await dueOf(parts, job)) !== undefined) {
    await parts.store.commit({ space: job.log, meta: [[nameOf(job), null]] });
  }
  return [];
}

/** When the first of the turns is due that this device waits for, in microseconds since 1970. */
export async function nextTurn({ store }: Pick<ClientContext, 'store'>): Promise<number | undefined> {
  let first: number | undefined;
  for await (const { value } of store.scan({ by: 'meta', prefix: TURN }))
    first = Math.min(first ?? Infinity, timeOf(value));
  return first;
}

async function dueOf({ store }: Parts, job: Job): Promise<number | undefined> {
  const wanted = nameOf(job);
  for await (const { name, value } of store.scan({ by: 'meta', prefix: wanted }))
    if (name === wanted) return timeOf(value);
  return undefined;
}

function nameOf({ job, log }: Job): string {
  return `${TURN}${job}/${log}`;
}

function timeBytes(t: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(t));
  return bytes;
}

function timeOf(bytes: Uint8Array): number {
  return Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));
}
