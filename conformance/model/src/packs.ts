// Chapter 06 §5: packs.
import { createHash } from 'node:crypto';
import { attempt, Ended, type Cbor } from './cbor.ts';
import { statementOf, type Message } from './frames.ts';
import {
  emptyHoldings,
  findHeld,
  headsAmong,
  inWorkableOrder,
  spaceOf,
  summaryOf,
  takeIn,
  type Holdings,
  type SpaceSummary,
  type Verdict,
} from './intake.ts';
import { Fault, type Model } from './model.ts';
import type { RecordInput } from './records.ts';
import { limit } from './registries.ts';
import { PACK_SHAPES } from './shapes.ts';
import type { SetItem } from './sync.ts';

/** A pack as it is read. */
export interface Pack {
  readonly spaces: readonly string[];
  readonly holdings: Holdings;
  /** What was said of each item, in order, and what its encoding was. */
  readonly verdicts: Verdict[];
  readonly items: { readonly verdict: Verdict; readonly claims: Uint8Array; readonly space: string | undefined }[];
}

/** What a pack made of an empty store. */
export interface PackReport {
  readonly n: number;
  readonly per: readonly { readonly space: string; readonly summary: SpaceSummary }[];
  readonly refused: readonly (readonly [index: number, code: string])[];
}

/** What `packend` says, and the bytes before it. */
export interface PackEnd {
  readonly message: Message;
  readonly before: Uint8Array;
}

interface Step {
  readonly message: Message;
  readonly end: number;
}

const MESSAGE_BYTES = limit('packMessageBytes');
const MAGIC = Buffer.from('ALLODPK1');

/** STO-020 to STO-024. */
export function importPack(model: Model, bytes: Uint8Array, now: number): PackReport {
  const isBeginning = bytes.length < MAGIC.length && Buffer.compare(bytes, MAGIC.subarray(0, bytes.length)) === 0;
  model.when('STO-021', isBeginning, 'E_PACK_TRUNCATED');
  model.when('STO-022', Buffer.compare(bytes.subarray(0, MAGIC.length), MAGIC) !== 0, 'E_PACK');
  let step = model.readPackMessage(bytes, MAGIC.length);
  model.when('STO-022', step.message.get('m') !== 'pack', 'E_PACK');
  const pack = newPack(model, step.message, now);
  let start = step.end;
  for (step = model.readPackMessage(bytes, start); step.message.get('m') === 'items';) {
    model.importItems(pack, step.message);
    start = step.end;
    step = model.readPackMessage(bytes, start);
  }
  model.checkPackEnd(pack, { message: step.message, before: bytes.subarray(0, start) });
  model.when('STO-022', step.end < bytes.length, 'E_PACK');
  return reportOf(model, pack);
}

/** STO-021, and of STO-022 what one message can break. */
export function readPackMessage(model: Model, bytes: Uint8Array, at: number): Step {
  try {
    const read = attempt(() => model.readValue({ bytes, at, depth: 1 }));
    model.when('STO-021', read instanceof Ended, 'E_PACK_TRUNCATED');
    if (read instanceof Ended) return { message: new Map(), end: bytes.length };
    model.when('STO-022', !(read.value instanceof Map), 'E_PACK');
    model.when('STO-022', read.end - at > MESSAGE_BYTES, 'E_PACK');
    const map = read.value instanceof Map ? read.value : new Map<string, Cbor>();
    return { message: model.checkMessage(map, PACK_SHAPES), end: read.end };
  } catch (error) {
    if (!(error instanceof Fault) || error.code.startsWith('E_PACK')) throw error;
    model.when('STO-022', true, 'E_PACK');
    return { message: new Map(), end: bytes.length };
  }
}

function newPack(model: Model, message: Message, now: number): Pack {
  const sp = message.get('sp');
  const spaces = (Array.isArray(sp) ? sp : []).map((space) => model.encodeBase64url(space as Uint8Array));
  return { spaces, holdings: emptyHoldings(new Uint8Array(8), now), verdicts: [], items: [] };
}

/** STO-023: each item gets the verdict of a session, once it is where it belongs. */
export function importItems(model: Model, pack: Pack, message: Message): void {
  const space = pack.spaces[Number(message.get('s'))];
  model.when('STO-022', space === undefined, 'E_PACK');
  const items = message.get('i');
  const all = (Array.isArray(items) ? items : []).map((item) => ({ item, input: statementOf(model, item) }));
  const verdictByInput = new Map<RecordInput, Verdict>();
  const inputs = all.map(({ input }) => input);
  for (const input of inWorkableOrder(model, pack.holdings, inputs)) {
    const { verdict } = takeIn(model, pack.holdings, { input, origin: 'link' });
    const own = spaceOf(model, verdict, input);
    model.when('STO-022', own !== undefined && own !== space, 'E_PACK');
    verdictByInput.set(input, verdict);
  }
  for (const { item, input } of all) {
    const verdict = verdictByInput.get(input);
    if (verdict === undefined) throw new TypeError('every item has a verdict');
    const own = spaceOf(model, verdict, input);
    pack.verdicts.push(verdict);
    pack.items.push({ verdict, claims: (item as Uint8Array[])[1] ?? new Uint8Array(0), space: own ?? space });
  }
}

/** STO-022: `packend` is there, and agrees with what the pack holds. */
export function checkPackEnd(model: Model, pack: Pack, { message, before }: PackEnd): void {
  model.when('STO-022', message.get('m') !== 'packend', 'E_PACK');
  const [n, sha, rows] = [message.get('n'), message.get('sha'), message.get('per')];
  model.when('STO-022', n !== pack.verdicts.length, 'E_PACK');
  const stated = (Array.isArray(rows) ? rows : []).map((row) => rowText(model, row as Row));
  const content = pack.spaces.map((space) => rowText(model, contentRow(model, pack, space)));
  model.when('STO-022', String(stated.toSorted()) !== String(content.toSorted()), 'E_PACK');
  const digest = createHash('sha256').update(before).digest();
  model.when('STO-022', !(sha instanceof Uint8Array) || Buffer.compare(sha, digest) !== 0, 'E_PACK');
}

type Row = [space: Uint8Array, n: number, certificate: Uint8Array, heads: Uint8Array[]];

function rowText(model: Model, [space, n, certificate, heads]: Row): string {
  const [name, cert, ...ids] = [space, certificate, ...heads].map((bytes) => model.encodeBase64url(bytes));
  return JSON.stringify([name, n, cert, ids]);
}

/** What the pack holds of a space, whatever became of it. */
function contentRow(model: Model, { items }: Pack, space: string): Row {
  const here = items.filter((each) => hasPlace(each.verdict) && each.space === space);
  const set = here.map(({ verdict: { typ, id }, claims }): SetItem => ({ typ, id, claims }));
  const { n, cert } = model.summarise(set);
  const ops = here.flatMap(({ verdict }) => (verdict.typ === 'allod-op' ? [verdict] : []));
  const heads = headsAmong(ops).map((id) => model.parseId(id));
  return [model.parseId(space), n, cert, heads.toSorted(Buffer.compare)];
}

/** Whether a statement says enough to have an order key. */
function hasPlace({ typ, claims }: Verdict): boolean {
  return typeof claims.get('t') === 'number' && (typ === 'allod-op' || typeof claims.get('col') === 'string');
}

/** STO-024. */
function reportOf(model: Model, { spaces, holdings, verdicts }: Pack): PackReport {
  const cameLater = ({ id, verdict }: Verdict): boolean => verdict === 'parked' && findHeld(holdings, id) !== undefined;
  const refused = verdicts.flatMap((each, index) =>
    each.code === undefined || cameLater(each) ? [] : [[index, each.code] as const],
  );
  const per = spaces.map((space) => ({ space, summary: summaryOf(model, holdings, space) }));
  return { n: verdicts.length, per, refused };
}
