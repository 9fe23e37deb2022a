import { createHash } from 'node:crypto';
import { concatBytes } from '@allod/core/bytes';
import * as fc from 'fast-check';
import { readTree, TreeMap, writeTree } from '../cbor-tree.ts';
import type { Tree } from '../cbor-tree.ts';
import { MAGIC_BYTES, messagesOfPack } from '../corpus/pack-messages.ts';

/** How `packend` begins, whose last 32 bytes are the digest of all before it. */
const END = Buffer.from('a4616d677061636b656e64', 'hex');
const DIGEST_BYTES = 32;

/** The same pack with the digest that belongs to its bytes, if it has an end. */
export function withDigest(pack: Uint8Array): Uint8Array {
  const at = Buffer.from(pack.buffer, pack.byteOffset, pack.length).lastIndexOf(END);
  if (at < 0 || pack.length - at < END.length + DIGEST_BYTES) return pack;
  const digest = createHash('sha256').update(pack.subarray(0, at)).digest();
  return concatBytes([pack.subarray(0, pack.length - DIGEST_BYTES), new Uint8Array(digest)]);
}

type Edit =
  | { readonly kind: 'drop' | 'repeat' | 'swap'; readonly at: number }
  | { readonly kind: 'member'; readonly at: number; readonly member: number; readonly value: Tree }
  | { readonly kind: 'items'; readonly at: number; readonly from: number; readonly count: number };

const place = fc.nat(5);
const value: fc.Arbitrary<Tree> = fc.oneof(
  fc.constantFrom<Tree>(
    0,
    1,
    2,
    3,
    100,
    2 ** 53 - 1,
    null,
    true,
    '',
    'items',
    [],
    [[]],
    new Uint8Array(32),
    new TreeMap([]),
  ),
  fc.nat(20),
);
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constantFrom('drop' as const, 'repeat' as const, 'swap' as const), at: place }),
  fc.record({ kind: fc.constant('member' as const), at: place, member: fc.nat(4), value }),
  fc.record({ kind: fc.constant('items' as const), at: place, from: fc.nat(4), count: fc.nat(3) }),
);

/** Packs whose messages are those of packs that hold, somewhat changed, with an end that has the right digest. */
export function nearPack(packs: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const bases = packs.map((pack) => ({
    magic: pack.subarray(0, MAGIC_BYTES),
    trees: messagesOfPack(pack).map((message) => readTree(message).tree),
  }));
  return fc
    .record({
      base: fc.constantFrom(...bases),
      edits: fc.array(edit, { maxLength: 2 }),
      hasDigest: fc.constantFrom(true, true, true, true, true, true, true, false),
      missing: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 50),
    })
    .map(({ base, edits, hasDigest, missing }) => {
      const trees = edits.reduce<readonly Tree[]>(apply, base.trees);
      const pack = concatBytes([base.magic, ...trees.map(writeTree)]);
      const whole = hasDigest ? withDigest(pack) : pack;
      return missing === 0 ? whole : whole.slice(0, Math.max(0, whole.length - missing));
    });
}

function apply(trees: readonly Tree[], each: Edit): readonly Tree[] {
  const at = each.at % Math.max(1, trees.length);
  const tree = trees[at];
  if (tree === undefined) return trees;
  switch (each.kind) {
    case 'drop':
      return trees.toSpliced(at, 1);
    case 'repeat':
      return trees.toSpliced(at, 0, tree);
    case 'swap':
      return [...trees.toSpliced(at, 1), tree];
    case 'member':
      return tree instanceof TreeMap ? trees.with(at, withMember(tree, each)) : trees;
    case 'items':
      return tree instanceof TreeMap ? trees.with(at, withItems(tree, each)) : trees;
  }
}

function withMember({ pairs }: TreeMap, { member, value: other }: Extract<Edit, { readonly kind: 'member' }>): TreeMap {
  const at = member % Math.max(1, pairs.length);
  return new TreeMap(pairs.map((pair, i) => (i === at ? [pair[0], other] : pair)));
}

/** Fewer items, or some of them twice. */
function withItems({ pairs }: TreeMap, { from, count }: Extract<Edit, { readonly kind: 'items' }>): TreeMap {
  return new TreeMap(
    pairs.map(([name, list]) =>
      name === 'i' && Array.isArray(list) ? [name, [...list.slice(from), ...list.slice(0, count)]] : [name, list],
    ),
  );
}
