import { deflateRawSync } from 'node:zlib';
import { compareBytes, concatBytes } from '@allod/core/bytes';
import * as fc from 'fast-check';
import { head, RawBytes, TreeMap, writeTree } from '../cbor-tree.ts';
import type { Tree } from '../cbor-tree.ts';

const bytes = (least: number, most = least): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: least, maxLength: most }).map((each) => new Uint8Array(each));

/** Heads that a strict reader refuses, or that promise more than there is. */
const oddHead: fc.Arbitrary<Tree> = fc
  .oneof(
    fc
      .tuple(fc.nat(7), fc.constantFrom(0, 1, 23, 24, 64, 2 ** 32 - 1, 2 ** 53 - 1), fc.constantFrom(1, 2, 4, 8))
      .map(([major, argument, width]) => head(major, argument % 256 ** width, width)),
    fc.constantFrom([0x9f, 0xff], [0xbf, 0xff], [0x5f, 0xff], [0xf7], [0xf9, 0, 0], [0xc0, 0x00], [0xff], [0x1c]),
  )
  .map((each) => new RawBytes(Uint8Array.from(each)));

/** Any CBOR. */
const { anything } = fc.letrec<{ anything: Tree }>((tie) => ({
  anything: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Tree>(null, true, false, 0, -1, 23, 24, 2_047, 2_048, 2 ** 53 - 1, '', 'm', 'E_SIG'),
    bytes(0, 33),
    oddHead,
    fc.array(tie('anything'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.string({ maxLength: 3 }), tie('anything')), { maxLength: 3 })
      .map((pairs) => new TreeMap(pairs)),
  ),
}));

/** Mostly what is right, now and then anything. */
const mostly = (good: fc.Arbitrary<Tree>): fc.Arbitrary<Tree> =>
  fc.oneof({ arbitrary: good, weight: 60 }, { arbitrary: anything, weight: 1 });
const list = (each: fc.Arbitrary<Tree>, maxLength = 3): fc.Arbitrary<Tree> => mostly(fc.array(each, { maxLength }));
const row = (...each: fc.Arbitrary<Tree>[]): fc.Arbitrary<Tree> => mostly(fc.tuple(...each));
const texts = (...each: string[]): fc.Arbitrary<Tree> => mostly(fc.constantFrom(...each));

const id = mostly(bytes(32));
const cursor = mostly(bytes(24));
const number = mostly(
  fc.oneof(fc.constantFrom(0, 1, 7, 511, 1_023), fc.constantFrom(0, 24, 512, 2_047, 2_048, 2 ** 53 - 1)),
);
const flag = mostly(fc.boolean());
const yes = mostly(fc.constant(true));
const code = texts(...Array.from({ length: 9 }, () => 'E_SIG'), 'E_UNKNOWN', 'e_sig', 'E_');
const heads = list(id);
const signature = mostly(bytes(64));
const signatures = fc.oneof(
  { arbitrary: signature, weight: 4 },
  { arbitrary: row(signature, list(row(bytes(2, 9), signature))), weight: 1 },
);
const item = fc.oneof(
  row(bytes(2, 40), bytes(2, 90), signatures),
  row(bytes(2, 40), bytes(2, 90), signatures, bytes(0, 40)),
);

type Members = Readonly<Record<string, fc.Arbitrary<Tree>>>;

/** `z` and `zn` for items, right or a little wrong. */
const compressed = fc
  .tuple(fc.array(item, { minLength: 1, maxLength: 4 }), fc.constantFrom(0, 0, 0, 0, 0, 1, -1, 2 ** 22), fc.boolean())
  .map(([items, more, isCut]) => {
    const bare = writeTree(items);
    const z = deflateRawSync(bare, { level: 1 });
    return { z: new Uint8Array(isCut && more !== 0 ? z.subarray(1) : z), zn: bare.length + more };
  });

/** Members of each message: those that it must have, then those that it may have. (06 §3.2) */
const SESSION: Readonly<Record<string, readonly [Members, Members]>> = {
  hello: [
    {
      v: list(texts('allod1')),
      ft: list(texts('z', 'z', 'z', 'new', '')),
      mf: mostly(fc.constant(1_048_576)),
      wn: mostly(fc.constant(1_048_576)),
      st: mostly(bytes(8)),
    },
    {},
  ],
  open: [{ s: number, sp: id, live: flag, n: number, ce: id, heads }, { cur: cursor }],
  opened: [{ s: number, at: cursor, n: number, ce: id, heads }, { reset: yes }],
  deps: [{ s: number, l: list(row(id, number, heads)) }, {}],
  items: [{ s: number, q: number, i: list(item) }, { cur: cursor }],
  ack: [{ s: number, q: number, no: list(row(number, code)), dur: mostly(fc.nat(3)) }, {}],
  get: [{ rq: number, ids: list(id) }, { digs: list(id) }],
  got: [
    { rq: number },
    { i: list(item), bd: list(row(id, number, number, bytes(0, 20))), no: list(row(id, code)), more: yes },
  ],
  win: [{ c: number }, {}],
  fin: [{ s: number }, {}],
  done: [{ s: number, cur: cursor, n: number, heads }, {}],
  lag: [{ s: number, cur: cursor }, {}],
  ping: [{}, {}],
  pong: [{}, {}],
  bye: [{ code }, { retry: number }],
};

const PACKS: typeof SESSION = {
  pack: [{ v: mostly(fc.constant(1)), sp: list(id), made: number }, {}],
  items: SESSION['items']!,
  packend: [{ n: number, per: list(row(id, number, id, heads)), sha: id }, {}],
};

/** In the order that the profile asks for: shorter names first, then bytewise. */
function sorted(pairs: readonly (readonly [string, Tree])[]): TreeMap {
  const keyed = pairs.map((pair) => ({ pair, key: writeTree(pair[0]) }));
  return new TreeMap(keyed.toSorted((a, b) => compareBytes(a.key, b.key)).map(({ pair }) => pair));
}

const ODDITIES = [
  '',
  '',
  '',
  '',
  '',
  '',
  '',
  '',
  'extra',
  'must',
  'proto',
  'reverse',
  'twice',
  'drop',
  'z',
  'z',
  'z',
] as const;

interface Parts {
  readonly m: string;
  readonly members: Readonly<Record<string, Tree | undefined>>;
  readonly oddity: (typeof ODDITIES)[number];
  readonly small: { readonly z: Uint8Array; readonly zn: number };
  readonly other: Tree;
}

function assemble({ m, members, oddity, small, other }: Parts): TreeMap {
  const named = Object.entries(members).filter((pair): pair is [string, Tree] => pair[1] !== undefined);
  const pairs: (readonly [string, Tree])[] = [['m', m], ...named];
  switch (oddity) {
    case 'extra':
      return sorted([...pairs, ['extra', other]]);
    case 'must':
      return sorted([...pairs, ['!extra', other]]);
    case 'proto':
      return sorted([...pairs, ['__proto__', other]]);
    case 'twice':
      return sorted([...pairs, pairs.at(-1)!]);
    case 'drop':
      return sorted(pairs.slice(0, -1));
    case 'reverse':
      return new TreeMap(sorted(pairs).pairs.toReversed());
    case 'z':
      return 'i' in members
        ? sorted([...pairs.filter(([name]) => name !== 'i'), ...Object.entries(small)])
        : sorted(pairs);
    case '':
      return sorted(pairs);
  }
}

function messageOf([m, [required, optional]]: readonly [string, readonly [Members, Members]]): fc.Arbitrary<TreeMap> {
  const members = fc.record({ ...required, ...optional }, { requiredKeys: Object.keys(required) });
  return fc
    .record({ m: fc.constant(m), members, oddity: fc.constantFrom(...ODDITIES), small: compressed, other: anything })
    .map(assemble);
}

const anyOf = (shapes: typeof SESSION): fc.Arbitrary<TreeMap> => fc.oneof(...Object.entries(shapes).map(messageOf));
const sessionMessage = anyOf(SESSION);

/** Frames of one or a few messages. */
export const nearFrame: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    fc.array(sessionMessage, { minLength: 1, maxLength: 2 }),
    fc.oneof({ arbitrary: fc.constant(null), weight: 20 }, { arbitrary: oddHead, weight: 1 }),
  )
  .map(([messages, after]) => concatBytes([...messages, ...(after === null ? [] : [after])].map(writeTree)));

/** The beginning of a pack after its first eight bytes. */
export const nearSequence: fc.Arbitrary<Uint8Array> = fc
  .tuple(anyOf(PACKS), fc.constantFrom(0, 0, 0, 1, 2, 40), bytes(0, 6))
  .map(([message, missing, after]) => {
    const whole = writeTree(message);
    return missing === 0 ? concatBytes([whole, after]) : whole.slice(0, Math.max(0, whole.length - missing));
  });
