import { derive } from '../actors.ts';
import type { FaultPlan } from '../fault.ts';
import { resolveKeys } from '../statement.ts';
import { Suite } from '../suite.ts';
import { base64url, bytesValue, join, type ValueObject } from '../value.ts';
import { kitSeed } from './kit-plan.ts';
import { notes } from './secrecy-notes.ts';
import { sha256 } from './secrecy-plan.ts';

const SECRET_KEY = derive('enclave/secret key').subarray(0, 16);

/** secrecy/enclave-user: the user of an enclave, byte for byte. */
export function enclaveUserSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'secrecy/enclave-user',
      command: 'enclave.user',
      profile: 'secrecy',
      description: 'The users that secret keys and names make.',
      notes: notes('Derivation'),
    },
    resolveKeys('public'),
  );
  const names: readonly (readonly [string, string, string])[] = [
    ['name', 'a name', 'ada'],
    ['case', 'the same name with a capital is another', 'Ada'],
    ['empty', 'no name', ''],
    ['space', 'a name with a space', 'ada lovelace'],
    ['composed', 'an accent as one character', 'zo\u00eb'],
    ['combining', 'the same with a combining accent is the same', 'zoe\u0308'],
    ['ligature', 'a ligature is two letters', '\ufb01n'],
    ['wide', 'wide letters are letters', '\uff41\uff44\uff41'],
    ['zero', 'a name with a character of value 0', 'a\0b'],
    ['astral', 'a name beyond U+FFFF', '\u{1f989}'],
  ];
  const make = (slug: string, title: string, input: ValueObject): void =>
    suite.accepts(`ok-${slug}`, title, { requirements: ['SEC-047'], flags: ['Derivation'], kind: 'edge', input });
  for (const [slug, title, name] of names) make(slug, title, { key: bytesValue(SECRET_KEY), name });
  make('zeros', 'a secret key of zeros', { key: bytesValue(new Uint8Array(16)), name: 'ada' });
  return suite;
}

/** The product in GF(2^8) with x^8 + x^4 + x^3 + x + 1. */
function product(a: number, b: number): number {
  let [sum, shifted] = [0, a];
  for (let bit = 0; bit < 8; bit++) {
    if (((b >> bit) & 1) === 1) sum ^= shifted;
    shifted = (shifted << 1) ^ (shifted > 127 ? 0x11b : 0);
  }
  return sum;
}

interface SharePlan {
  readonly needed: number;
  readonly point: number;
  /** The kit: its name, or its entropy. */
  readonly of?: string | Uint8Array;
  /** Other values than those of the polynomial. */
  readonly values?: Uint8Array;
}

/** What is split, when it has a name. */
function entropyOf(name: string): Uint8Array {
  return join(Uint8Array.of(1), kitSeed(name));
}

/** The values at a point: Horner, with the entropy as the last coefficient. */
function valuesAt({ needed, point, of = 'ann' }: SharePlan): Uint8Array {
  const label = typeof of === 'string' ? of : base64url(of);
  const coefficients = Array.from({ length: needed - 1 }, (_, i) => derive(`share/${label}/${needed}/${i}`));
  const entropy = typeof of === 'string' ? entropyOf(of) : of;
  return Uint8Array.from(entropy, (last, i) => {
    return coefficients.reduce((sum, each) => product(sum ^ (each[i] ?? 0), point), 0) ^ last;
  });
}

/** A share as it is written. */
function share(plan: SharePlan): string {
  const { needed, point, values = valuesAt(plan) } = plan;
  const check = sha256('allod1/share\0', Uint8Array.of(needed), values, Uint8Array.of(point)).subarray(0, 4);
  return `allod-share-1-${needed}-${base64url(join(values, Uint8Array.of(point), check))}`;
}

function sharesAt(needed: number, points: readonly number[]): string[] {
  return points.map((point) => share({ needed, point }));
}

/** secrecy/kit-join: kits from their shares. */
export function kitJoinSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'secrecy/kit-join',
      command: 'kit.join',
      profile: 'secrecy',
      description: 'Kits that shares give back, and shares that give none.',
      notes: notes('Form', 'Integrity', 'Limit', 'AcceptedOddity'),
    },
    resolveKeys('public'),
  );
  accepted(suite);
  refusedTexts(suite);
  refusedSets(suite);
  return suite;
}

function accepted(suite: Suite): void {
  const plan = { requirements: ['SEC-050', 'SEC-051', 'PRN-077'] };
  const sets: readonly (readonly [string, string, number, readonly number[]])[] = [
    ['two', 'two of two', 2, [1, 2]],
    ['three', 'two of three, others', 2, [2, 3]],
    ['reversed', 'two in another order', 2, [2, 1]],
    ['five', 'three of five', 3, [1, 4, 5]],
    ['points', 'the least and the greatest point', 2, [1, 255]],
    ['sixteen', 'sixteen of sixteen', 16, Array.from({ length: 16 }, (_, i) => 16 * i + 5)],
  ];
  for (const [slug, title, needed, points] of sets)
    suite.accepts(`ok-${slug}`, title, { ...plan, input: { shares: sharesAt(needed, points) } });
  suite.accepts('ok-more', 'one more than is needed', {
    ...plan,
    flags: ['AcceptedOddity'],
    kind: 'edge',
    input: { shares: sharesAt(2, [7, 9, 11]) },
  });
}

/** SEC-050. */
function refusedTexts(suite: Suite): void {
  const good = share({ needed: 2, point: 2 });
  const data = Buffer.from(good.slice('allod-share-1-2-'.length), 'base64url');
  const flipped = (at: number): string => `allod-share-1-2-${base64url(data.with(at, (data[at] ?? 0) ^ 1))}`;
  const rows: readonly (readonly [string, string, string])[] = [
    ['empty', 'an empty text', ''],
    ['words', 'a word of a kit', 'absurd'],
    ['capitals', 'a share in capitals', good.toUpperCase()],
    ['version', 'a share of another version', good.replace('-1-2-', '-2-2-')],
    ['number-1', 'one that is needed', share({ needed: 1, point: 2, values: valuesAt({ needed: 2, point: 2 }) })],
    ['number-17', 'seventeen that are needed', share({ needed: 17, point: 2 })],
    ['number-zero', 'a number with a zero before it', good.replace('-2-', '-02-')],
    ['number-other', 'another number than was written', good.replace('-1-2-', '-1-3-')],
    ['number-absent', 'no number', good.replace('-1-2-', '-1-')],
    ['short', 'a share of 36 bytes', `allod-share-1-2-${base64url(data.subarray(0, 36))}`],
    ['long', 'a share of 38 bytes', `allod-share-1-2-${base64url(join(data, Uint8Array.of(0)))}`],
    ['padding', 'padding', `${good}==`],
    ['bit', 'a bit that stands for no byte', good.replace(/.$/, (last) => String.fromCharCode(last.charCodeAt(0) + 1))],
    ['value', 'one bit of a value', flipped(0)],
    ['point', 'one bit of the point', flipped(32)],
    ['check', 'one bit of the check', flipped(36)],
    ['point-zero', 'the point 0, where the kit itself is', share({ needed: 2, point: 0 })],
    ['inside', 'a space inside', `${good.slice(0, 30)} ${good.slice(30)}`],
  ];
  for (const [slug, title, text] of rows)
    suite.refuses(`text-${slug}`, `${title}: E_KIT`, {
      requirements: ['SEC-050'],
      flags: ['Form'],
      code: 'E_KIT',
      base: 'ok-two',
      fault: { op: 'replace', path: '/shares/1', value: text },
    });
}

/** SEC-051, and what comes out. */
function refusedSets(suite: Suite): void {
  const put = (at: number, value: string): FaultPlan => ({ op: 'replace', path: `/shares/${at}`, value });
  const rows: readonly (readonly [string, string, string, FaultPlan])[] = [
    ['few', 'one of two', 'ok-two', { op: 'remove', path: '/shares/1' }],
    ['few-five', 'two of three', 'ok-five', { op: 'remove', path: '/shares/0' }],
    ['few-sixteen', 'fifteen of sixteen', 'ok-sixteen', { op: 'remove', path: '/shares/15' }],
    ['twice', 'a share twice', 'ok-two', put(1, share({ needed: 2, point: 1 }))],
    ['twice-point', 'two shares of one point', 'ok-two', put(1, share({ needed: 2, point: 1, of: 'bob' }))],
    ['numbers', 'a share of which three are needed', 'ok-two', put(1, share({ needed: 3, point: 2 }))],
    ['beside', 'a third one of another kit', 'ok-more', put(2, share({ needed: 2, point: 11, of: 'bob' }))],
  ];
  for (const [slug, title, base, fault] of rows)
    suite.refuses(`set-${slug}`, `${title}: E_KIT`, {
      requirements: ['SEC-051'],
      flags: ['Integrity'],
      code: 'E_KIT',
      base,
      fault,
    });
  suite.refuses('set-none', 'no shares: E_KIT', {
    requirements: ['SEC-051'],
    flags: ['Integrity'],
    kind: 'edge',
    code: 'E_KIT',
    input: { shares: [] },
  });
  const newer = join(Uint8Array.of(2), kitSeed('ann'));
  suite.refuses('version', 'shares of a kit of another version: E_KIT', {
    requirements: ['PRN-077'],
    flags: ['Integrity'],
    kind: 'edge',
    code: 'E_KIT',
    input: { shares: [1, 2].map((point) => share({ needed: 2, point, of: newer })) },
  });
}
