import { DUE_REASONS, idAt, tagHash } from './index-rows.ts';
import { decodeAccepted } from './item-row.ts';
import { after, idKey, keyOf, readUint, SOFTWARE, TABLE, uint } from './keys.ts';
import type { Table } from './keys.ts';
import type { KeyValue, KeyValuePair } from './key-value.ts';
import { orderBounds, ORDER_KEY_AT } from './fold.ts';
import { metaKey } from './meta.ts';
import { collectionHash, idBytes } from './order.ts';
import { pairs } from './pairs.ts';
import type { Row, Scan } from './port.ts';

interface Plan {
  readonly bounds: readonly [lo: Uint8Array, hi: Uint8Array];
  readonly reverse?: boolean;
  read(pair: KeyValuePair): Row;
}

/** The number of a space in 4 bytes, `undefined` when nothing was stored of it. */
export async function spaceNumber(kv: KeyValue, space: string): Promise<Uint8Array | undefined> {
  const [row] = await kv.get([idKey(TABLE.space, space)]);
  return row?.subarray(0, 4);
}

/** The rows that a query asks for. */
export async function* scanRows(kv: KeyValue, query: Scan): AsyncGenerator<Row> {
  const plan = await planOf(kv, query);
  if (plan === undefined) return;
  for await (const pair of pairs(kv, plan.bounds, plan.reverse)) yield plan.read(pair);
}

async function planOf(kv: KeyValue, query: Scan): Promise<Plan | undefined> {
  if (query.by === 'parked') return parkedPlan(query.waitsFor);
  if (query.by === 'due') return duePlan(query.until);
  if (query.by === 'meta') return metaPlan(query.prefix);
  const space = await spaceNumber(kv, query.space);
  if (space === undefined) return undefined;
  if (query.by === 'key') return keyPlan(space, query);
  if (query.by === 'pos') return positionPlan(space, query.after ?? 0);
  return query.by === 'tag' ? tagPlan(space, query) : tipPlan(space, query);
}

function within(table: Table, ...parts: readonly Uint8Array[]): readonly [Uint8Array, Uint8Array] {
  const prefix = keyOf(table, ...parts);
  return [prefix, after(prefix)];
}

function keyPlan(space: Uint8Array, { range = {}, reverse = false }: Extract<Scan, { by: 'key' }>): Plan {
  return {
    bounds: orderBounds(space, range),
    reverse,
    read: ([key]) => ({ by: 'key', id: idAt(key, ORDER_KEY_AT + 16), key: key.slice(ORDER_KEY_AT) }),
  };
}

function positionPlan(space: Uint8Array, pos: number): Plan {
  const [, hi] = within(TABLE.position, space);
  return {
    bounds: [keyOf(TABLE.position, space, uint(pos + 1, 6)), hi],
    read: ([key, value]) => ({ by: 'pos', pos: readUint(key, ORDER_KEY_AT, 6), ...decodeAccepted(value) }),
  };
}

function tagPlan(space: Uint8Array, { col, tag }: Extract<Scan, { by: 'tag' }>): Plan {
  const bounds = within(TABLE.tag, space, collectionHash(col), tagHash(tag));
  const at = bounds[0].length;
  return {
    bounds,
    read: ([key, value]) => ({ by: 'tag', id: idAt(key, at + 8), t: readUint(key, at, 8), del: value[0] === 1 }),
  };
}

function tipPlan(space: Uint8Array, { kid, col }: Extract<Scan, { by: 'tip' }>): Plan {
  const bounds = within(TABLE.tip, space, idBytes(kid), collectionHash(col));
  const at = bounds[0].length;
  return {
    bounds,
    reverse: true,
    read: ([key]) => ({ by: 'tip', id: idAt(key, at + 8), seq: readUint(key, at, 8) }),
  };
}

function parkedPlan(waitsFor: string | undefined): Plan {
  const head = waitsFor === undefined ? SOFTWARE : idBytes(waitsFor);
  return { bounds: within(TABLE.waiting, head), read: ([key]) => ({ by: 'parked', id: idAt(key, 33) }) };
}

function duePlan(until: number): Plan {
  return {
    bounds: [keyOf(TABLE.due), keyOf(TABLE.due, uint(until + 1, 8))],
    read: ([key]) => ({
      by: 'due',
      id: idAt(key, 10),
      due: readUint(key, 1, 8),
      why: DUE_REASONS[readUint(key, 9, 1)] ?? 'held',
    }),
  };
}

function metaPlan(prefix: string): Plan {
  const lo = metaKey(prefix);
  return {
    bounds: [lo, after(lo)],
    read: ([key, value]) => ({ by: 'meta', name: new TextDecoder().decode(key.subarray(1)), value }),
  };
}
