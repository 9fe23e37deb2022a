// frames/decode: the shape of items, and items that are compressed.
import { cbor, longHead, Raw, type Cbor } from '../cbor.ts';
import { fixed, stored } from '../deflate.ts';
import type { CasePlan, Suite } from '../suite.ts';
import { acceptAll, frame, MESSAGES, refuseAll, SHORTEST, type FrameRow } from './frame-plan.ts';

const shape = { requirements: ['SYN-008'], flags: ['Item'] } as const;

/** The cases. */
export function itemCases(suite: Suite): void {
  shapes(suite);
  bodies(suite);
  compressed(suite);
  misfits(suite);
  contents(suite);
  sizes(suite);
  ratios(suite);
}

function itemsFrame(...i: readonly Cbor[]): Uint8Array {
  return frame({ m: 'items', s: 0, q: 1, i });
}

const [P, C, S] = [Buffer.from('{}'), Buffer.from('{}'), Buffer.alloc(64)];
const PAIR: Cbor = [P, S];

function shapes(suite: Suite): void {
  acceptAll(suite, { ...shape, requirements: ['SYN-008', 'SYN-004'] }, [
    ['ok-item', 'an item without a body', itemsFrame([P, C, S])],
    ['ok-item-body', 'an item with its body', itemsFrame([P, C, S, Buffer.from('body')])],
    ['ok-item-signers', 'an item of two signers', itemsFrame([P, C, [S, [PAIR]]])],
    ['ok-item-signers-body', 'an item of three signers with its body', itemsFrame([P, C, [S, [PAIR, PAIR]], P])],
  ]);
  acceptAll(suite, { ...shape, kind: 'edge' }, [
    ['item-header-long', 'a header of 512 bytes', itemsFrame([Buffer.alloc(512, 0x20), C, S])],
    ['item-claims-long', 'claims of 65,536 bytes', itemsFrame([P, Buffer.alloc(65_536, 0x20), S])],
    ['item-body-empty', 'an empty body', itemsFrame([P, C, S, new Uint8Array(0)])],
    ['item-signers-eight', 'eight signers', itemsFrame([P, C, [S, Array.from({ length: 7 }, () => PAIR)]])],
    ['item-two', 'an item with a body and one without', itemsFrame([P, C, S, P], [P, C, S])],
    ['item-no-json', 'bytes that are no JSON: whether they are is asked later', itemsFrame([S, S, S])],
  ]);
  const plan = { ...shape, code: 'E_FRAME' } as const;
  refuseAll(suite, { ...plan, base: 'ok-item' }, shapeFaults());
  refuseAll(suite, { ...plan, base: 'ok-item-body' }, [
    ['item-five', 'an item of five', itemsFrame([P, C, S, Buffer.from('body'), 0])],
    ['item-body-text', 'a body as text', itemsFrame([P, C, S, 'body'])],
    ['item-body-null', 'a body that is null', itemsFrame([P, C, S, null])],
  ]);
  refuseAll(suite, { ...plan, base: 'item-header-long' }, [
    ['item-header-513', 'a header of 513 bytes', itemsFrame([Buffer.alloc(513, 0x20), C, S])],
  ]);
  refuseAll(suite, { ...plan, base: 'item-claims-long' }, [
    ['item-claims-65537', 'claims of 65,537 bytes', itemsFrame([P, Buffer.alloc(65_537, 0x20), S])],
  ]);
  refuseAll(suite, { ...plan, base: 'ok-item-signers' }, signerFaults());
  const nine: Cbor = [S, Array.from({ length: 8 }, () => PAIR)];
  refuseAll(suite, { ...plan, base: 'item-signers-eight' }, [
    ['item-signers-nine', 'nine signers', itemsFrame([P, C, nine])],
  ]);
}

function shapeFaults(): FrameRow[] {
  const one = Buffer.from('{');
  return [
    ['item-signature-63', 'a signature of 63 bytes', itemsFrame([P, C, S.subarray(1)])],
    ['item-signature-65', 'a signature of 65 bytes', itemsFrame([P, C, Buffer.alloc(65)])],
    ['item-signature-none', 'a signature of no bytes', itemsFrame([P, C, new Uint8Array(0)])],
    ['item-signature-text', 'a signature as text', itemsFrame([P, C, S.toString('base64url')])],
    ['item-header-short', 'a header of one byte', itemsFrame([one, C, S])],
    ['item-header-text', 'a header as text', itemsFrame(['{}', C, S])],
    ['item-header-map', 'a header as a map', itemsFrame([{}, C, S])],
    ['item-claims-short', 'claims of one byte', itemsFrame([P, one, S])],
    ['item-claims-text', 'claims as text', itemsFrame([P, '{}', S])],
    ['item-pair', 'an item without a signature', itemsFrame([P, C])],
    ['item-map', 'an item as a map', itemsFrame({ p: P, c: C, s: S })],
    ['item-bytes', 'an item as bytes', itemsFrame(cbor(SHORTEST))],
    ['item-flat', 'an item where a list of items belongs', frame({ m: 'items', s: 0, q: 0, i: [P, C, S] })],
    ['item-second', 'a second item without a signature', itemsFrame([P, C, S], [P, C])],
  ];
}

function signerFaults(): FrameRow[] {
  const signed = (s: Cbor): Uint8Array => itemsFrame([P, C, s]);
  return [
    ['item-signers-none', 'a list of no further signers', signed([S, []])],
    ['item-signers-alone', 'a list of one signature', signed([S])],
    ['item-signers-three', 'a list of three', signed([S, [PAIR], 0])],
    ['item-signers-flat', 'a further signer that stands in no list', signed([S, PAIR])],
    ['item-signers-first-63', 'a first signature of 63 bytes', signed([S.subarray(1), [PAIR]])],
    ['item-signers-next-63', 'a second signature of 63 bytes', signed([S, [[P, S.subarray(1)]]])],
    ['item-signers-next-header', 'a second header of one byte', signed([S, [[Buffer.from('{'), S]]])],
    ['item-signers-next-alone', 'a second header without a signature', signed([S, [[P]]])],
    ['item-signers-next-more', 'a second signer of three', signed([S, [[P, S, 0]]])],
  ];
}

function bodies(suite: Suite): void {
  const withBody = (length: number): Uint8Array => itemsFrame([P, C, S, Buffer.alloc(length, 0x78)]);
  acceptAll(suite, { ...shape, kind: 'edge', asked: 'verdict' }, [
    ['item-body-long', 'a body of 1,048,576 bytes', withBody(1_048_576)],
  ]);
  refuseAll(suite, { ...shape, code: 'E_FRAME', base: 'item-body-long' }, [
    ['item-body-1048577', 'a body of 1,048,577 bytes', withBody(1_048_577)],
  ]);
}

const LIST = cbor([SHORTEST, [P, C, S, Buffer.from('body')]]);

function zFrame(z: Cbor, zn: Cbor = LIST.length): Uint8Array {
  return frame({ m: 'items', s: 0, q: 0, z, zn });
}

// What a common compressor makes of LIST, with codes of its own for the block.
const DYNAMIC = Buffer.from('BcGxDcAgDAAwn4YijmBG3ZlRlAU4vPa5kRVZowEAAAAAAAAAvMiKrNEAAAAAAAAAAPpc3_4B', 'base64url');

const zPlan = { requirements: ['SYN-009'], flags: ['Compressed'] } as const;

function compressed(suite: Suite): void {
  acceptAll(suite, zPlan, [
    ['ok-z-stored', 'items in a block that is not compressed', zFrame(stored(LIST))],
    ['ok-z-fixed', 'items with the fixed codes', zFrame(fixed(LIST))],
    ['ok-z-dynamic', 'items with codes of their own', zFrame(DYNAMIC)],
    ['ok-z-got', 'compressed items in an answer', frame({ m: 'got', rq: 0, z: fixed(LIST), zn: LIST.length })],
  ]);
  const two = Buffer.concat([stored(LIST.subarray(0, 20), { final: false }), fixed(LIST.subarray(20))]);
  const none = Buffer.concat([stored(new Uint8Array(0), { final: false }), stored(LIST)]);
  acceptAll(suite, { ...zPlan, kind: 'edge' }, [
    ['z-two-blocks', 'items in two blocks of two kinds', zFrame(two)],
    ['z-empty-block', 'a block with nothing in it before that of the items', zFrame(none)],
    ['z-one', 'one item', zFrame(stored(cbor([SHORTEST])), cbor([SHORTEST]).length)],
  ]);
}

function misfits(suite: Suite): void {
  const plan = { ...zPlan, code: 'E_FRAME' } as const;
  const [plain, codes] = [stored(LIST), fixed(LIST)];
  const zlib = Buffer.concat([Uint8Array.of(0x78, 0x01), plain]);
  const unfinished = stored(LIST, { final: false });
  const lengthOff = Buffer.from(plain);
  lengthOff[3] = (lengthOff[3] ?? 0) ^ 1;
  refuseAll(suite, { ...plan, base: 'ok-z-stored' }, [
    ['z-cut', 'a last byte that is missing', zFrame(plain.subarray(0, -1))],
    ['z-more', 'a byte behind the last block', zFrame(Buffer.concat([plain, Uint8Array.of(0)]))],
    ['z-twice', 'everything twice', zFrame(Buffer.concat([plain, plain]))],
    ['z-unfinished', 'no last block', zFrame(unfinished)],
    [
      'z-block-type',
      'a block of a kind that does not exist',
      zFrame(Buffer.concat([Uint8Array.of(0x07), plain.subarray(1)])),
    ],
    ['z-block-length', 'a length of the block that contradicts itself', zFrame(lengthOff)],
    ['z-zlib', 'the header of zlib in front', zFrame(zlib)],
    ['z-plain', 'items that are not compressed', zFrame(LIST)],
    ['zn-less', 'N117a zn is one less than it is', zFrame(plain, LIST.length - 1)],
    ['zn-more', 'N117a zn is one more than it is', zFrame(plain, LIST.length + 1)],
    ['zn-one', 'zn is 1', zFrame(plain, 1)],
  ]);
  refuseAll(suite, { ...plan, base: 'ok-z-fixed' }, [
    ['z-fixed-cut', 'fixed codes without their end', zFrame(codes.subarray(0, -1))],
    ['z-fixed-more', 'a byte behind the fixed codes', zFrame(Buffer.concat([codes, Uint8Array.of(0)]))],
    ['z-fixed-less', 'fixed codes, zn is one less', zFrame(codes, LIST.length - 1)],
  ]);
  const shapePlan = { requirements: ['SYN-008'], flags: ['Compressed'], code: 'E_FRAME' } as const;
  refuseAll(suite, { ...shapePlan, base: 'ok-z-stored' }, [
    ['z-alone', 'z without zn', frame({ m: 'items', s: 0, q: 0, z: plain })],
    ['zn-alone', 'zn without z', frame({ m: 'items', s: 0, q: 0, zn: LIST.length })],
    [
      'z-and-i',
      'items twice, once compressed',
      frame({ m: 'items', s: 0, q: 0, i: [SHORTEST], z: plain, zn: LIST.length }),
    ],
    ['z-empty', 'z of no bytes', zFrame(new Uint8Array(0))],
    ['z-text', 'z as text', zFrame(Buffer.from(plain).toString('base64url'))],
    ['zn-zero', 'zn is 0', zFrame(plain, 0)],
  ]);
  refuseAll(suite, { ...shapePlan, base: 'ok-items' }, [
    ['zn-and-i', 'items that are not compressed, and zn', frame({ ...MESSAGES.items, zn: 1 })],
  ]);
  refuseAll(suite, { ...shapePlan, base: 'ok-z-got' }, [
    ['z-got-alone', 'an answer with z and without zn', frame({ m: 'got', rq: 0, z: fixed(LIST) })],
    [
      'z-got-and-i',
      'an answer with items twice',
      frame({ m: 'got', rq: 0, i: [SHORTEST], z: fixed(LIST), zn: LIST.length }),
    ],
  ]);
}

/** What is compressed, in a frame. */
function zOf(content: Uint8Array): Uint8Array {
  return zFrame(stored(content), content.length);
}

function contents(suite: Suite): void {
  const longList = Buffer.concat([longHead('list', 2, 1), LIST.subarray(1)]);
  const badTwo: Cbor = [P, C, S.subarray(1)];
  const rows: FrameRow[] = [
    ['z-in-none', 'no items', zOf(cbor([]))],
    ['z-in-map', 'a map instead of a list', zOf(cbor({ i: [SHORTEST] }))],
    ['z-in-item', 'an item instead of a list of items', zOf(cbor(SHORTEST))],
    ['z-in-bytes', 'a list of items inside bytes', zOf(cbor(LIST))],
    ['z-in-after', 'a byte behind the list', zOf(Buffer.concat([LIST, Uint8Array.of(0)]))],
    ['z-in-cut', 'a list that ends inside an item', zOf(LIST.subarray(0, -1))],
    ['z-in-long', 'a list whose length is longer than needed', zOf(longList)],
    ['z-in-indefinite', 'a list of indefinite length', zOf(cbor(new Raw(0x9f, cbor(SHORTEST), 0xff)))],
    ['z-in-tag', 'a tag in front of the list', zOf(Buffer.concat([Uint8Array.of(0xc1), LIST]))],
    ['z-in-63', 'an item with a signature of 63 bytes', zOf(cbor([SHORTEST, badTwo]))],
    ['z-in-five', 'an item of five', zOf(cbor([[P, C, S, P, P]]))],
    ['z-in-null', 'null instead of a list', zOf(cbor(null))],
  ];
  refuseAll(suite, { ...zPlan, code: 'E_FRAME', base: 'ok-z-stored' }, rows);
  const many = (count: number): Uint8Array => zOf(cbor(Array.from({ length: count }, () => SHORTEST)));
  acceptAll(suite, { ...zPlan, kind: 'edge', asked: 'verdict' }, [['z-in-512', '512 items', many(512)]]);
  refuseAll(suite, { ...zPlan, code: 'E_FRAME', base: 'z-in-512' }, [['z-in-513', '513 items', many(513)]]);
}

const INFLATED = 4_194_304;

/** A list of items of so many bytes: five bodies, of which the last is as long as needed. */
function listOf(length: number): Uint8Array {
  const item = (body: number): Cbor => [P, C, S, Buffer.alloc(body, 0x78)];
  const most = 1_048_000;
  const others = [item(most), item(most), item(most), item(most)];
  const without = cbor([...others, item(0)]).length;
  // Two bytes more stand in front of a body of this length than in front of an empty one.
  return cbor([...others, item(length - without - 2)]);
}

/** A body in the clear, and the rest in codes: long enough for the ratio, and short enough for a file. */
function mixed(bytes: Uint8Array, clear: number): Uint8Array {
  return Buffer.concat([stored(bytes.subarray(0, clear), { final: false }), fixed(bytes.subarray(clear))]);
}

function sizes(suite: Suite): void {
  const large = (length: number): Uint8Array => zFrame(mixed(listOf(length), 64_000), length);
  const plan: CasePlan = { requirements: ['SYN-009', 'SYN-008'], flags: ['Bomb'] };
  acceptAll(suite, { ...plan, kind: 'edge', asked: 'verdict' }, [
    ['inflated-bytes-limit-minus-1', '4,194,303 bytes', large(INFLATED - 1)],
    ['inflated-bytes-limit-exact', '4,194,304 bytes', large(INFLATED)],
  ]);
  refuseAll(suite, { ...plan, code: 'E_FRAME', base: 'inflated-bytes-limit-exact' }, [
    ['inflated-bytes-limit-plus-1', '4,194,305 bytes', large(INFLATED + 1)],
  ]);
}

const RATIO = 64;

function ratios(suite: Suite): void {
  const at = (difference: number): Uint8Array => {
    const { z, zn } = withRatio(difference);
    return zFrame(z, zn);
  };
  const plan: CasePlan = { requirements: ['SYN-009'], flags: ['Bomb'] };
  acceptAll(suite, { ...plan, kind: 'edge', asked: 'verdict' }, [
    ['inflation-ratio-limit-minus-1', 'one byte less than 64 times the length of z', at(-1)],
    ['inflation-ratio-limit-exact', '64 times the length of z', at(0)],
  ]);
  refuseAll(suite, { ...plan, code: 'E_FRAME', base: 'inflation-ratio-limit-exact' }, [
    ['inflation-ratio-limit-plus-1', 'one byte more than 64 times the length of z', at(1)],
  ]);
  const bomb = cbor([[P, C, S, Buffer.alloc(1_000_000)]]);
  refuseAll(suite, { ...plan, code: 'E_FRAME', base: 'inflation-ratio-limit-exact' }, [
    ['inflation-bomb', 'a million zeros', zFrame(fixed(bomb), bomb.length)],
  ]);
}

/** Compressed items of which `zn` differs by so much from 64 times the length of `z`. */
function withRatio(difference: number): { z: Uint8Array; zn: number } {
  for (let clear = 100; clear < 300; clear++) {
    // The list grows faster than what it is measured by, so that this comes close from below.
    for (let body = 1000, lacking = 1; lacking > 0; body += Math.max(1, lacking - 1)) {
      const list = cbor([[P, C, S, Buffer.alloc(body, 0x78)]]);
      const z = mixed(list, clear);
      lacking = RATIO * z.length + difference - list.length;
      if (lacking === 0) return { z, zn: list.length };
    }
  }
  throw new RangeError('no body gives this ratio');
}
