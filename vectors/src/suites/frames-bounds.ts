// frames/decode: the bounds of the schemas, each met exactly and passed by one.
import type { Cbor } from '../cbor.ts';
import type { Suite } from '../suite.ts';
import {
  anyBytes,
  changed,
  frame,
  frameInput,
  idBytes,
  manyIds,
  MESSAGES,
  SHORTEST,
  spliceBetween,
  type MessageName,
} from './frame-plan.ts';

/** A bound: the message, the member that meets it exactly, and the same one beyond. */
interface Bound {
  readonly name: MessageName;
  readonly slug: string;
  readonly title: string;
  readonly exact: Members;
  readonly beyond: Members;
  /** The result is long and says nothing more than that it is one. */
  readonly isLong?: boolean;
  /** A bound with a name in the registry of limits has cases with that name; the value below it stands here. */
  readonly limit?: { readonly name: string; readonly below: Members };
}

/** Members instead of the plain ones. */
type Members = Readonly<Record<string, Cbor | undefined>>;

const MOST = Number.MAX_SAFE_INTEGER;

/** The cases. */
export function boundCases(suite: Suite): void {
  // A plain message may meet a bound as it is, and then its case is there already.
  const slugByFrame = new Map(Object.entries(MESSAGES).map(([name, message]) => [hex(frame(message)), `ok-${name}`]));
  for (const bound of [...numbers(), ...lengths(), ...lists(), ...codes()]) put(suite, slugByFrame, bound);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function put(suite: Suite, slugByFrame: Map<string, string>, bound: Bound): void {
  const { name, slug, title, exact, beyond, isLong = false, limit } = bound;
  const plan = { requirements: ['SYN-008'], flags: ['Bound'] };
  const accepted = { ...plan, kind: 'edge', asked: isLong ? 'verdict' : 'all' } as const;
  const base = frame(changed(MESSAGES[name], exact));
  const [exactSlug, beyondSlug] = limit === undefined ? [`bound-${slug}`, `beyond-${slug}`] : limitSlugs(limit.name);
  const known = slugByFrame.get(hex(base));
  slugByFrame.set(hex(base), known ?? exactSlug);
  if (known === undefined) suite.accepts(exactSlug, `${name}: ${title}`, { ...accepted, input: frameInput(base) });
  if (limit !== undefined) {
    const below = frame(changed(MESSAGES[name], limit.below));
    suite.accepts(`${limit.name}-limit-minus-1`, `${name}: one below: ${title}`, {
      ...accepted,
      input: frameInput(below),
    });
  }
  suite.refuses(beyondSlug, `${name}: beyond: ${title}`, {
    ...plan,
    code: 'E_FRAME',
    base: known ?? exactSlug,
    fault: spliceBetween('/bytes', base, frame(changed(MESSAGES[name], beyond))),
  });
}

function limitSlugs(name: string): [string, string] {
  return [`${name}-limit-exact`, `${name}-limit-plus-1`];
}

function numbers(): Bound[] {
  const rows: [MessageName, string, number, number][] = [
    ['hello', 'mf', 131_072, 1_048_576],
    ['hello', 'wn', 131_072, 16_777_216],
    ['open', 's', 0, 2047],
    ['open', 'n', 0, MOST],
    ['opened', 's', 0, 2047],
    ['opened', 'n', 0, MOST],
    ['deps', 's', 0, 2047],
    ['items', 's', 0, 2047],
    ['items', 'q', 0, MOST],
    ['ack', 's', 0, 2047],
    ['ack', 'q', 0, MOST],
    ['ack', 'dur', 0, 2],
    ['get', 'rq', 0, MOST],
    ['got', 'rq', 0, MOST],
    ['win', 'c', 1, 16_777_216],
    ['fin', 's', 0, 2047],
    ['done', 's', 0, 2047],
    ['done', 'n', 0, MOST],
    ['lag', 's', 0, 2047],
    ['bye', 'retry', 0, 86_400],
  ];
  return rows.flatMap(([name, member, least, most]) => [
    both([name, `${member}-least`, `the least ${member}`], [{ [member]: least }, { [member]: least - 1 }]),
    // One more than the greatest number of all is no number of a message, by another rule.
    ...(most === MOST
      ? []
      : [both([name, `${member}-most`, `the greatest ${member}`], [{ [member]: most }, { [member]: most + 1 }])]),
  ]);
}

type Named = readonly [name: MessageName, slug: string, title: string];

function both([name, slug, title]: Named, [exact, beyond]: readonly [Members, Members]): Bound {
  return { name, slug: `${name}-${slug}`, title, exact, beyond };
}

function lengths(): Bound[] {
  const fixed: [MessageName, string, number][] = [
    ['hello', 'st', 8],
    ['open', 'sp', 32],
    ['open', 'ce', 32],
    ['opened', 'at', 24],
    ['opened', 'ce', 32],
    ['items', 'cur', 24],
    ['done', 'cur', 24],
    ['lag', 'cur', 24],
  ];
  const bytes = (member: string, length: number): Members => ({ [member]: anyBytes(length) });
  return [
    ...fixed.flatMap(([name, member, length]) => [
      both(
        [name, `${member}-short`, `${member} has ${length} bytes`],
        [bytes(member, length), bytes(member, length - 1)],
      ),
      both(
        [name, `${member}-long`, `${member} has ${length} bytes`],
        [bytes(member, length), bytes(member, length + 1)],
      ),
    ]),
    // Whether a cursor in `open` is one is asked later (SYN-013).
    both(['open', 'cur-long', '64 bytes as a cursor'], [bytes('cur', 64), bytes('cur', 65)]),
    both(['hello', 'v-text-long', 'a version of 16 characters'], [{ v: ['v'.repeat(16)] }, { v: ['v'.repeat(17)] }]),
    both(
      ['hello', 'v-text-astral', 'a version of 16 characters beyond the first plane'],
      [{ v: ['\u{1f600}'.repeat(16)] }, { v: ['\u{1f600}'.repeat(17)] }],
    ),
    both(['hello', 'v-text-short', 'a version of one character'], [{ v: ['v'] }, { v: [''] }]),
    both(['hello', 'ft-text-long', 'a feature of 16 characters'], [{ ft: ['f'.repeat(16)] }, { ft: ['f'.repeat(17)] }]),
    both(['hello', 'ft-text-short', 'a feature of one character'], [{ ft: ['f'] }, { ft: [''] }]),
  ];
}

function lists(): Bound[] {
  const of = <T>(count: number, value: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => value(i));
  const rows: [MessageName, string, number, number, (count: number) => readonly Cbor[]][] = [
    ['hello', 'v', 1, 8, (count) => of(count, (i) => `v${i}`)],
    ['hello', 'ft', 0, 32, (count) => of(count, (i) => `f${i}`)],
    ['open', 'heads', 0, 64, manyIds],
    ['opened', 'heads', 0, 64, manyIds],
    ['done', 'heads', 0, 64, manyIds],
    ['deps', 'l', 1, 256, (count) => of(count, () => [idBytes('log'), 1, []])],
    ['ack', 'no', 0, 1024, (count) => of(count, () => [0, 'E_SIG'])],
    ['get', 'ids', 1, 256, (count) => of(count, () => idBytes('one'))],
    ['get', 'digs', 1, 256, (count) => of(count, () => idBytes('digest'))],
    ['got', 'bd', 1, 256, (count) => of(count, () => [idBytes('digest'), 0, 0, new Uint8Array(0)])],
    ['got', 'no', 1, 512, (count) => of(count, () => [idBytes('one'), 'E_SIG'])],
    ['got', 'i', 1, 512, (count) => of(count, () => SHORTEST)],
  ];
  const bounds = rows.flatMap(([name, member, least, most, make]): Bound[] => [
    ...(least === 0
      ? [both([name, `${member}-none`, `no ${member}`], [{ [member]: [] }, { [member]: false }])]
      : [both([name, `${member}-least`, `one in ${member}`], [{ [member]: make(1) }, { [member]: [] }])]),
    {
      ...both(
        [name, `${member}-most`, `${most} in ${member}`],
        [{ [member]: make(most) }, { [member]: make(most + 1) }],
      ),
      isLong: most > 64,
    },
  ]);
  const items = (count: number): Members => ({ i: of(count, () => SHORTEST) });
  const limit = { name: 'items-per-message', below: items(511) };
  return [
    ...bounds,
    { ...both(['items', 'i-most', '512 items'], [items(512), items(513)]), isLong: true, limit },
    both(['items', 'i-least', 'one item'], [items(1), items(0)]),
  ];
}

function codes(): Bound[] {
  const bye = (slug: string, title: string, [exact, beyond]: [string, string]): Bound =>
    both(['bye', slug, title], [{ code: exact }, { code: beyond }]);
  const ack = (exact: Cbor, beyond: Cbor): [Members, Members] => [{ no: [exact] }, { no: [beyond] }];
  const dep = (exact: Cbor, beyond: Cbor): [Members, Members] => [{ l: [exact] }, { l: [beyond] }];
  const [id, body] = [idBytes('log'), Buffer.from('{}')];
  const part = (exact: Cbor, beyond: Cbor): [Members, Members] => [{ bd: [exact] }, { bd: [beyond] }];
  return [
    bye('code-long', 'a code of 42 characters', [`E_${'X'.repeat(40)}`, `E_${'X'.repeat(41)}`]),
    bye('code-short', 'a code of three characters', ['E_X', 'E_']),
    bye('code-case', 'a code of capitals', ['E_ABC', 'E_ABc']),
    bye('code-begin', 'a code that begins with E_', ['E_A_1', 'X_A_1']),
    bye('code-line', 'a code without an end of line', ['E_AB', 'E_AB\n']),
    both(['ack', 'index-most', 'the last index'], ack([511, 'E_SIG'], [512, 'E_SIG'])),
    both(['ack', 'index-least', 'the first index'], ack([0, 'E_SIG'], [-1, 'E_SIG'])),
    both(['ack', 'row-long', 'a row of two'], ack([1, 'E_SIG'], [1, 'E_SIG', 0])),
    both(['ack', 'row-short', 'a row of an index and a code'], ack([2, 'E_SIG'], [2])),
    both(['ack', 'row-code', 'a row with a code'], ack([4, 'E_SIG'], [4, 'e_sig'])),
    both(['deps', 'row-long', 'a row of three'], dep([id, 1, []], [id, 1, [], 0])),
    both(['deps', 'row-short', 'a row of a log, a count and heads'], dep([id, 2, []], [id, 2])),
    both(['deps', 'row-count', 'a count of zero'], dep([id, 0, []], [id, -1, []])),
    both(['deps', 'row-id', 'a log of 32 bytes'], dep([anyBytes(32), 1, []], [anyBytes(31), 1, []])),
    both(['deps', 'row-heads', '64 heads'], dep([id, 1, manyIds(64)], [id, 1, manyIds(65)])),
    both(['got', 'part-offset-most', 'the greatest offset'], part([id, 1_048_576, 2, body], [id, 1_048_577, 2, body])),
    both(['got', 'part-offset-least', 'the least offset'], part([id, 0, 3, body], [id, -1, 3, body])),
    both(['got', 'part-length-most', 'the greatest length'], part([id, 0, 1_048_576, body], [id, 0, 1_048_577, body])),
    both(['got', 'part-row', 'a part of four'], part([id, 0, 4, body], [id, 0, 4, body, 0])),
    both(['opened', 'reset-true', 'reset'], [{ reset: true }, { reset: false }]),
    both(['got', 'more-true', 'more'], [{ more: true }, { more: false }]),
    both(
      ['get', 'nothing', 'a request for something'],
      [
        { ids: undefined, x: 1 },
        { ids: undefined, digs: undefined, x: 1 },
      ],
    ),
  ];
}
