// The mistakes of the designed mutants of chapter 06 §3 and §4: each a replacement of one function of the model.
import {
  Fault,
  ackOf,
  countInQueue,
  judgeItem,
  missingHeads,
  namedMembers,
  park,
  positionOf,
  type Holdings,
  type ModelFunction,
} from '@allod/conformance-model';

/** Bytes of a generation, and of the position behind it. */
const [GENERATION, POSITION] = [8, 8];

/** What may wait in a queue, and the longest body that counts there, in bytes. */
const [QUEUE_BYTES, QUEUED_BODY_BYTES] = [4_194_304, 65_536];

/** Microseconds ahead of the clock after which a record is HELD. */
const AHEAD = 300_000_000;

/** Takes every member that the schema does not name for a fault. */
export const refuseUnknownMembers: ModelFunction<'namedMembers'> = (model, map, shape) => {
  const named = namedMembers(model, map, shape);
  if (named.size < map.size) throw new Fault('E_FRAME', 'SYN-008');
  return named;
};

/** Compares how many there are, and the log. */
export const compareCounts: ModelFunction<'areEqual'> = (_model, a, b) =>
  a.n === b.n && String(a.heads) === String(b.heads);

/** Reads the position of any cursor, whichever store made it. */
export const trustAnyStore: ModelFunction<'positionOf'> = (model, holdings, { space, cursor }) =>
  positionOf(model, holdings, { space, cursor: Buffer.concat([holdings.generation, cursor.subarray(GENERATION)]) });

/** Reads generation and position, and not the id that is there to be sure. */
export const trustPosition: ModelFunction<'positionOf'> = (_model, holdings, { space, cursor }) => {
  if (Buffer.compare(cursor.subarray(0, GENERATION), holdings.generation) !== 0) return undefined;
  const position = positionIn(cursor);
  return position <= (holdings.heldBySpace.get(space)?.length ?? 0) ? position : undefined;
};

/** Answers a position after the last with what comes after it: nothing. */
export const trustFarPosition: ModelFunction<'positionOf'> = (model, holdings, { space, cursor }) => {
  const position = positionIn(cursor);
  const isOwn = Buffer.compare(cursor.subarray(0, GENERATION), holdings.generation) === 0;
  const isFar = position > (holdings.heldBySpace.get(space)?.length ?? 0);
  return isOwn && isFar ? position : positionOf(model, holdings, { space, cursor });
};

function positionIn(cursor: Uint8Array): number {
  const octets = cursor.subarray(GENERATION, GENERATION + POSITION);
  return Number(BigInt(`0x0${Buffer.from(octets).toString('hex')}`));
}

/** Sends the newest first. */
export const newestFirst: ModelFunction<'inCatchUpOrder'> = (_model, held) => held.toReversed();

/** Sends what is shown. */
export const serveShown: ModelFunction<'isServed'> = (_model, { claims }, now) =>
  Number(claims.get('t')) - now <= AHEAD;

/** Sends at once what becomes durable. */
export const sendAtOnce: ModelFunction<'isAtOnce'> = () => true;

/** Sends what has waited in the order of its time. */
export const sortByTime: ModelFunction<'inLiveOrder'> = (_model, held) =>
  held.toSorted((a, b) => Number(a.claims.get('t')) - Number(b.claims.get('t')));

/** Sends what has waited from the top of a stack. */
export const takeFromTop: ModelFunction<'inLiveOrder'> = (_model, held) => held.toReversed();

/** Gives a queue up when it is full, and not only when more comes. */
export const isFull: ModelFunction<'isOverfull'> = (_model, { queue }) =>
  queue.reduce((sum, { counts }) => sum + counts, 0) >= QUEUE_BYTES;

/** Lets wait what comes. */
export const waitForEver: ModelFunction<'isOverfull'> = () => false;

/** Counts statements, and no bodies. */
export const countStatements: ModelFunction<'countInQueue'> = (_model, _holdings, { input }) => input.st.length;

/** Counts every body that is at hand, however long it is. */
export const countAllBodies: ModelFunction<'countInQueue'> = (model, holdings, held) => {
  const body = holdings.bodyByDigest.get(String(held.claims.get('dig')));
  return Math.max(countInQueue(model, holdings, held), held.input.st.length + (body?.length ?? 0));
};

/** Counts what a record says of its body, whether that is there or not. */
export const countClaims: ModelFunction<'countInQueue'> = (_model, _holdings, { claims, input }) => {
  const length = Number(claims.get('len') ?? 0);
  return input.st.length + (length <= QUEUED_BODY_BYTES ? length : 0);
};

/** Counts the octets that a message carries in place of the characters of `st`. */
export const countOctets: ModelFunction<'countInQueue'> = (model, holdings, held) => {
  const { st } = held.input;
  const octets = st.split('.').reduce((sum, part) => sum + Buffer.from(part, 'base64url').length, 0);
  return countInQueue(model, holdings, held) - st.length + octets;
};

/** Sends everything to everybody. */
export const echo: ModelFunction<'isEcho'> = () => false;

/** Names the first fault. */
export const nameFirst: ModelFunction<'ackOf'> = (model, place, verdicts) => {
  const ack = ackOf(model, place, verdicts);
  return { ...ack, no: ack.no.slice(0, 1) };
};

/** Names what is refused, and not what waits. */
export const nameRefused: ModelFunction<'ackOf'> = (model, place, verdicts) => {
  const ack = ackOf(model, place, verdicts);
  return { ...ack, no: ack.no.filter(([, code]) => code !== 'E_PENDING_AUTH' && code !== 'E_UPGRADE') };
};

/** Names every item of a message in which one is at fault. */
export const nameAll: ModelFunction<'ackOf'> = (_model, { s, q }, verdicts) => {
  const code = verdicts.find((verdict) => verdict.code !== undefined)?.code;
  return { s, q, no: code === undefined ? [] : verdicts.map((_verdict, index) => [index, code] as const) };
};

const refusedIds = new WeakMap<Holdings, Map<string, string>>();

/** Remembers the ids of what was refused, and refuses them again without a look. */
export const rememberRefused: ModelFunction<'judgeItem'> = (model, holdings, input) => {
  const verdict = judgeItem(model, holdings, input);
  const known = refusedIds.get(holdings) ?? new Map<string, string>();
  refusedIds.set(holdings, known);
  const code = known.get(verdict.id);
  if (code !== undefined) return { ...verdict, verdict: 'refused', code };
  if (verdict.verdict === 'refused') known.set(verdict.id, String(verdict.code));
  return verdict;
};

/** Parks one copy of a statement: the first. */
export const parkFirst: ModelFunction<'park'> = (model, holdings, copy) => {
  if (!holdings.parked.some(({ id }) => id === copy.id)) park(model, holdings, copy);
};

/** Asks for the log of the owner, and not for the others that a record names. */
export const askForOwnLog: ModelFunction<'missingHeads'> = (model, holdings, verdict) => {
  const claims = new Map([...verdict.claims].filter(([name]) => name !== 'ax'));
  return missingHeads(model, holdings, { ...verdict, claims });
};

/** Asks for the log by its owner, whatever heads the item names. */
export const askForOwner: ModelFunction<'missingHeads'> = (_model, _holdings, { claims }) => [
  String(claims.get('iss') ?? claims.get('log')),
];

/** Asks for nothing that it has parked: that is here. */
export const askForStrangers: ModelFunction<'missingHeads'> = (model, holdings, verdict) => {
  const parked = new Set(holdings.parked.map(({ id }) => id));
  return missingHeads(model, holdings, verdict).filter((id) => !parked.has(id));
};

/** Keeps in mind what it accepted, and nothing of what it refused. */
export const forgetRefused: ModelFunction<'judgeItem'> = (model, holdings, input) => {
  holdings.refusedById.clear();
  return judgeItem(model, holdings, input);
};

/** Asks for whatever the last message showed to be missing. */
export const askAgain: ModelFunction<'idsToAsk'> = (_model, { lackingIds }) => [...new Set(lackingIds)];

/** Asks for every body at once. */
export const askForAllBodies: ModelFunction<'bodiesToAsk'> = (_model, { wants }) => [...wants];

/** Says `done` once everything was sent. */
export const endWhenSent: ModelFunction<'isDue'> = () => true;

/** Leaves what waits alone: it comes again some day. */
export const leaveParked: ModelFunction<'judgeAgain'> = () => ({ added: [], refused: 0 });
