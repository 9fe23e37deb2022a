import { isDeepStrictEqual } from 'node:util';
import { inflateRawSync } from 'node:zlib';
import { equalBytes } from '@allod/core/bytes';
import { MAX_CBOR_DEPTH, MAX_INFLATED_BYTES, MAX_INFLATION_RATIO, MAX_ITEMS } from '@allod/transport/frames';
import { TreeMap } from '../cbor-tree.ts';
import type { ReadTree, Tree } from '../cbor-tree.ts';
import { demand } from '../fault.ts';

/** The codes of frames and of messages in a pack. */
export const FRAME_CODES: readonly string[] = ['E_FRAME', 'E_MESSAGE'];

/** A message that was accepted, and the CBOR that it came from. */
export interface AcceptedMessage {
  readonly message: { readonly m: string };
  readonly read: ReadTree;
}

/** The map behind a message. */
function mapOf({ tree }: ReadTree): TreeMap {
  demand(tree instanceof TreeMap, 'verdict', 'a message that is no map');
  return tree;
}

/** Whether nothing of the map was ignored or inflated: then there is one encoding for it. (SYN-004, SYN-007) */
export function isWhole({ message, read }: AcceptedMessage): boolean {
  const names = mapOf(read).pairs.map(([key]) => key);
  return names.every((name) => typeof name === 'string' && Object.hasOwn(message, name));
}

/** Limits of the map and of what it holds compressed. (SYN-004, SYN-008, SYN-009) */
export function assertLimits({ message, read }: AcceptedMessage): void {
  const map = mapOf(read);
  demand(read.depth <= MAX_CBOR_DEPTH, 'limit', `nested ${read.depth} deep`);
  const names = map.pairs.map(([key]) => key);
  demand(new Set(names).size === names.length, 'verdict', 'a name that occurs twice');
  demand(map.get('m') === message.m, 'value', 'm is not what was sent');
  const { i } = message as { readonly i?: readonly unknown[] };
  demand((i?.length ?? 0) <= MAX_ITEMS, 'limit', `${i?.length} items`);
  if (!('z' in message) && map.get('z') !== undefined && isCompressible(message.m)) assertInflated(map, i);
}

const isCompressible = (m: string): boolean => m === 'items' || m === 'got';

function assertInflated(map: TreeMap, i: readonly unknown[] | undefined): void {
  const z = map.get('z');
  const zn = map.get('zn');
  demand(z instanceof Uint8Array && typeof zn === 'number', 'verdict', 'z or zn of another kind');
  demand(zn <= MAX_INFLATED_BYTES && zn <= MAX_INFLATION_RATIO * z.length, 'limit', `${zn} bytes from ${z.length}`);
  demand(inflateRawSync(z, { maxOutputLength: MAX_INFLATED_BYTES }).length === zn, 'limit', 'zn is not what z holds');
  demand(i !== undefined && i.length > 0, 'value', 'z gave no items');
}

/** That encoding a message and reading that again gives what was there, byte for byte where there is one encoding only. */
export function assertInverse(
  accepted: readonly AcceptedMessage[],
  { bytes, encoded, again }: { readonly bytes: Uint8Array; readonly encoded: Uint8Array; readonly again: unknown },
): void {
  for (const [index, { message, read }] of accepted.entries()) assertMembers(message, { map: mapOf(read), index });
  demand(!accepted.every(isWhole) || equalBytes(encoded, bytes), 'inverse', 'encoding what was read gives other bytes');
  const messages = accepted.map(({ message }) => message);
  demand(isDeepStrictEqual(again, messages), 'inverse', 'what was encoded again reads otherwise');
}

function assertMembers(message: object, { map, index }: { readonly map: TreeMap; readonly index: number }): void {
  for (const [name, value] of Object.entries(message)) {
    if (name === 'i' && map.get('z') !== undefined) continue;
    const sent = map.get(name);
    demand(sent !== undefined && isSame(value, sent), 'value', `${name} of message ${index} is not what was sent`);
  }
}

/** Whether a member says what the tree says; numbers, texts and byte strings alike. */
function isSame(value: unknown, tree: Tree): boolean {
  if (value instanceof Uint8Array) return tree instanceof Uint8Array && equalBytes(value, tree);
  if (Array.isArray(value))
    return (
      Array.isArray(tree) && value.length === tree.length && value.every((each, i) => isSame(each, tree[i] as Tree))
    );
  return value === tree;
}
