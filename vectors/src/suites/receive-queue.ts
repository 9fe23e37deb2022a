// sync/receive-queue: what may wait in a live queue.
import type { Suite } from '../suite.ts';
import type { ValueObject } from '../value.ts';
import { arrives, commits, FIN, HELLO, items, note, noteOf, open, opOf, receiveInput } from './session-plan.ts';
import { ALICE, digestOf } from './users.ts';

/** What a queue may count, and the longest body that counts in it. */
const [QUEUE_BYTES, BODY_BYTES] = [4_194_304, 65_536];
/** Characters of a claim that nobody knows: with it a record is so long that few of them fill a queue. */
const CLAIM_LENGTH = 48_000;
/** As many long records with the longest body that counts fit into a queue. */
const FULL = 32;
/** Credit for all that a queue can hold. */
const CREDIT = 8_388_608;

/** The cases. */
export function receivedQueue(suite: Suite): void {
  queueBytes(suite);
  bodyBytes(suite);
  bodiesAtHand(suite);
}

/** A long record with a body of so many bytes. */
function longNote(number: number, bytes: number): ValueObject {
  const body = 'x'.repeat(bytes);
  const remark = 'x'.repeat(CLAIM_LENGTH);
  return note(number, { claims: { dig: digestOf(body), len: bytes, remark }, body });
}

function longNotes(count: number): ValueObject[] {
  return Array.from({ length: count }, (_, i) => longNote(i + 1, BODY_BYTES));
}

/** A record with a body of so many bytes, of one letter as all others are. */
function shortNote(number: number, bytes: number): ValueObject {
  return noteOf(number, 'x'.repeat(bytes));
}

/** What records count, all of whose bodies count. */
function countOf(made: readonly ValueObject[]): number {
  return made.reduce((sum, { st, body }) => sum + String(st).length + String(body).length, 0);
}

/** The record that brings others to so many bytes: its body is as long as it takes. */
function filler(make: (bytes: number) => ValueObject, left: number): ValueObject {
  // As many digits as the result has, in the claim `len`.
  const around = countOf([make(10_000)]) - 10_000;
  return make(left - around);
}

/** Long records and a short one that count so many bytes together. */
function queueOf(bytes: number): ValueObject[] {
  const long = longNotes(FULL);
  return [...long, filler((length) => shortNote(FULL + 1, length), bytes - countOf(long))];
}

/** They are committed while `fin` has not come, so that all of them wait. Then it comes, and an item before it, which crosses the `lag` if there is one. */
function waiting(made: readonly ValueObject[]): ValueObject {
  const begin = arrives({ ...HELLO, wn: CREDIT }, open({ has: [opOf(ALICE)], live: true }));
  return receiveInput({ steps: [begin, commits(...made), arrives(items(0, [note(FULL + 2)]), FIN)] });
}

/** A case, with the word about what comes of it. */
interface Row {
  readonly slug: string;
  readonly title: string;
  readonly made: readonly ValueObject[];
  readonly lags: boolean;
}

function put(suite: Suite, { slug, title, made, lags }: Row): void {
  suite.accepts(slug, `${title}: ${lags ? 'lag, and nothing more is sent' : 'all of them are sent'}`, {
    requirements: ['SYN-022'],
    flags: ['Queue'],
    kind: 'edge',
    input: waiting(made),
  });
}

function queueBytes(suite: Suite): void {
  for (const [place, bytes] of [
    ['minus-1', QUEUE_BYTES - 1],
    ['exact', QUEUE_BYTES],
    ['plus-1', QUEUE_BYTES + 1],
  ] as const) {
    const title = `live items of ${bytes.toLocaleString('en')} bytes wait`;
    put(suite, { slug: `live-queue-bytes-limit-${place}`, title, made: queueOf(bytes), lags: bytes > QUEUE_BYTES });
  }
}

/** The last body is the one in question. If it counts when it has 65,536 bytes, these are one too many. */
function bodyBytes(suite: Suite): void {
  const long = longNotes(FULL - 1);
  const left = QUEUE_BYTES + 1 - countOf([...long, shortNote(FULL + 1, BODY_BYTES)]);
  const others = [...long, filler((length) => longNote(FULL, length), left)];
  for (const [place, bytes] of [
    ['minus-1', BODY_BYTES - 1],
    ['exact', BODY_BYTES],
    ['plus-1', BODY_BYTES + 1],
  ] as const) {
    const title = `the last of many live items has a body of ${bytes.toLocaleString('en')} bytes`;
    const made = [...others, shortNote(FULL + 1, bytes)];
    put(suite, { slug: `live-body-bytes-limit-${place}`, title, made, lags: bytes === BODY_BYTES });
  }
}

function withoutBody({ st, sig }: ValueObject): ValueObject {
  return { st: st ?? '', sig: sig ?? '' };
}

function bodiesAtHand(suite: Suite): void {
  const tooMany = queueOf(QUEUE_BYTES + 1);
  put(suite, {
    slug: 'ok-queue-body-absent',
    title: 'live items of one byte too many, were the body of the last at hand',
    made: tooMany.map((each, i) => (i === FULL ? withoutBody(each) : each)),
    lags: false,
  });
  put(suite, {
    slug: 'ok-queue-body-shared',
    title: 'live items of one byte too many, one of which came without its body, that others had brought',
    made: tooMany.map((each, i) => (i === FULL - 1 ? withoutBody(each) : each)),
    lags: true,
  });
  const long = longNotes(FULL);
  const claiming = (bytes: number): ValueObject =>
    note(FULL + 1, { claims: { dig: digestOf('x'.repeat(BODY_BYTES)), len: bytes }, body: 'x'.repeat(bytes) });
  put(suite, {
    slug: 'ok-queue-length-claimed',
    title: 'live items of as many bytes as may wait, the last of which says that a long body at hand is shorter',
    made: [...long, withoutBody(filler(claiming, QUEUE_BYTES - countOf(long)))],
    lags: false,
  });
}
