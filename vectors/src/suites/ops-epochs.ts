// principals/forms-epochs: the claims of an epoch. Chapter 04 §2.1.
import * as ed25519 from '@allod/conformance-model/ed25519';
import { answer, derive } from '../actors.ts';
import type { EditPlan } from '../fault.ts';
import { NOW } from '../statement.ts';
import type { Suite } from '../suite.ts';
import { base64url, bytesValue, type Value, type ValueObject } from '../value.ts';
import { FEW_NO_IDS, FOREIGN, foreignTo, refusedCommon, SHOWN } from './ops-faults.ts';
import { add, drop, op, opsSuite, put, refuseOps, world, type FormRow, type Target } from './ops-plan.ts';
import { agreementJwk, deviceJwk, eidOf, jwkOfEpoch, WEAK_POINTS } from './secrecy-plan.ts';
import { strangerJwk } from '../craft.ts';
import { BOB, digestOf, idOf } from './users.ts';

const KEYBOX = { dig: digestOf('a keybox'), len: 700 };
const FULL: Target = { base: 'ok-back', by: ['bob/phone'], at: '/ops/2' };
const MOST_KEYBOX_BYTES = 65_536;
const MOST_EARLIER = 64;

/** epoch, claim by claim. */
export function formsOfEpochsSuite(): Suite {
  const suite = opsSuite('principals/forms-epochs', 'Logs of a user with epochs, one of which is judged by its form.', [
    'Form',
    'Beside',
    'Limit',
    'AcceptedOddity',
  ]);
  accepted(suite);
  refusedCommon(suite, 'epoch', FULL);
  refusedKeys(suite);
  refusedKeyboxes(suite);
  refusedBack(suite);
  refusedEnds(suite);
  weakKeys(suite);
  limits(suite);
  return suite;
}

/** The secret of an epoch by its number. */
function secret(number: number): Uint8Array {
  return derive(`epoch/form/${number}`);
}

/** An epoch behind these ops of Bob's log. */
function epoch(number: number, par: string, more: ValueObject = {}): ValueObject {
  return op({ k: 'epoch', log: BOB.id, par: [par], pub: jwkOfEpoch(secret(number)), ...more, t: NOW }, 'bob/phone');
}

/** So many epochs, one behind the other. */
function chain(count: number): ValueObject[] {
  const ops: ValueObject[] = [];
  for (let i = 0; i < count; i++) ops.push(epoch(i, i === 0 ? BOB.id : idOf(ops[i - 1] ?? {})));
  return ops;
}

/** What leads from one epoch to another. */
function earlier(number: number, later: number): ValueObject {
  return answer('back.wrap', { es: bytesValue(secret(later)), earlier: bytesValue(secret(number)) });
}

/** A chain, and behind it one epoch with these claims. */
function behind(count: number, more: ValueObject): ValueObject {
  const before = chain(count);
  return world(BOB, [...before, epoch(count, idOf(before.at(-1) ?? {}), more)]);
}

function accepted(suite: Suite): void {
  const plan = { requirements: ['PRN-002', 'SEC-001', 'SEC-002', 'SEC-003'] };
  suite.accepts('ok-epoch', 'an epoch with its public key alone', { ...plan, input: world(BOB, chain(1)) });
  suite.accepts('ok-keybox', 'an epoch with a keybox', { ...plan, input: world(BOB, [epoch(0, BOB.id, KEYBOX)]) });
  suite.accepts('ok-back', 'an epoch that leads back to one, with a keybox', {
    ...plan,
    input: behind(1, { ...KEYBOX, back: [earlier(0, 1)] }),
  });
  suite.accepts('ok-end', 'an epoch that ends', {
    ...plan,
    input: world(BOB, [epoch(0, BOB.id, { ...KEYBOX, end: 1 })]),
  });
  const odd = { ...plan, kind: 'edge', flags: ['AcceptedOddity'] } as const;
  suite.accepts('odd-len-1', 'a keybox of one byte, whatever that may be', {
    ...odd,
    input: world(BOB, [epoch(0, BOB.id, { ...KEYBOX, len: 1 })]),
  });
  suite.accepts('odd-end-greatest', 'the greatest time as end', {
    ...odd,
    input: world(BOB, [epoch(0, BOB.id, { end: Number.MAX_SAFE_INTEGER })]),
  });
  suite.accepts('odd-w', 'a way back that leads nowhere: nobody sees it without a key', {
    ...odd,
    input: behind(1, { back: [{ ...earlier(0, 1), w: 'A'.repeat(54) }] }),
  });
  suite.accepts('odd-foreign-to-epoch', 'claims that no epoch has are ignored', {
    ...FOREIGN,
    input: world(BOB, [epoch(0, BOB.id, foreignTo([]))]),
  });
}

function refuse(suite: Suite, rows: readonly FormRow[], flag = 'Form'): void {
  refuseOps(suite, { target: FULL, requirements: ['SEC-001'], flag }, rows);
}

function refusedKeys(suite: Suite): void {
  const pub = jwkOfEpoch(secret(1));
  const keys: readonly (readonly [string, string, Value])[] = [
    ['null', 'null', null],
    ['text', 'the octets of a key', String(pub['x'])],
    ['empty', 'a JWK without members', {}],
    ['ed25519', 'a key for signatures', SHOWN],
    ['p256', 'a key on another curve', strangerJwk()],
    ['private', 'a JWK that gives the private key away', { ...pub, d: 'A'.repeat(43) }],
    ['eid', 'a JWK with a name', { ...pub, kid: eidOf(secret(1)) }],
    ['kty', 'a JWK of another type', { ...pub, kty: 'EC' }],
    ['x-short', 'a key of 31 bytes', { ...pub, x: 'A'.repeat(42) }],
    ['x-long', 'a key of 33 bytes', { ...pub, x: 'A'.repeat(44) }],
    ['x-bit', 'a key with a bit that stands for no byte', { ...pub, x: `${'A'.repeat(42)}B` }],
  ];
  refuse(suite, [
    ['pub-absent', 'an epoch without its public key', drop('pub')],
    ...keys.map(([slug, words, value]): FormRow => [`pub-${slug}`, `${words} as public key`, put('pub', value)]),
  ]);
}

function refusedKeyboxes(suite: Suite): void {
  const lengths: readonly (readonly [string, Value])[] = [
    ['0', 0],
    ['negative', -1],
    ['text', '700'],
    ['null', null],
    ['list', [700]],
  ];
  refuse(suite, [
    ...FEW_NO_IDS.map(([slug, words, value]): FormRow => [`dig-${slug}`, `${words} as digest`, put('dig', value)]),
    ...lengths.map(([slug, value]): FormRow => [
      `len-${slug}`,
      `${JSON.stringify(value)} as length`,
      put('len', value),
    ]),
  ]);
  refuse(
    suite,
    [
      ['dig-alone', 'a digest without a length', drop('len')],
      ['len-alone', 'a length without a digest', drop('dig')],
    ],
    'Beside',
  );
}

function refusedBack(suite: Suite): void {
  const entry = earlier(0, 1);
  const { eid = '', w = '' } = entry;
  const values: readonly (readonly [string, string, Value])[] = [
    ['empty', 'an empty list', []],
    ['null', 'null', null],
    ['object', 'an entry in place of a list', entry],
    ['text', 'a list of ids', [eid]],
    ['of-null', 'null in a list', [null]],
    ['twice', 'an epoch twice', [entry, entry]],
    ['twice-w', 'an epoch twice, with two secrets', [entry, { eid, w: 'A'.repeat(54) }]],
    ['eid-absent', 'an entry without its epoch', [{ w }]],
    ['w-absent', 'an entry without a secret', [{ eid }]],
    ['more', 'an entry with a further member', [{ ...entry, es: 'A'.repeat(43) }]],
    ['eid-text', 'an entry whose epoch is no id', [{ ...entry, eid: 'epoch' }]],
    ['eid-null', 'an entry with null as epoch', [{ ...entry, eid: null }]],
    ['w-39', 'a secret in 39 bytes', [{ ...entry, w: 'A'.repeat(52) }]],
    ['w-41', 'a secret in 41 bytes', [{ ...entry, w: 'A'.repeat(55) }]],
    ['w-32', 'a secret that is not wrapped', [{ ...entry, w: base64url(secret(0)) }]],
    ['w-bit', 'a secret with a bit that stands for no byte', [{ ...entry, w: `${'A'.repeat(53)}B` }]],
    ['w-padded', 'a secret with padding', [{ ...entry, w: `${String(w)}==` }]],
    ['w-null', 'null as secret', [{ ...entry, w: null }]],
  ];
  refuse(
    suite,
    values.map(([slug, words, value]): FormRow => [`back-${slug}`, `${words} as way back`, put('back', value)]),
  );
}

function refusedEnds(suite: Suite): void {
  const values: readonly (readonly [string, Value])[] = [
    ['0', 0],
    ['negative', -1],
    ['text', '1'],
    ['null', null],
    ['true', true],
  ];
  refuse(
    suite,
    values.map(([slug, value]): FormRow => {
      const edit: EditPlan = { ...add('end', value) };
      return [`end-${slug}`, `${JSON.stringify(value)} as end`, edit];
    }),
  );
}

/** SEC-002. */
function weakKeys(suite: Suite): void {
  const x = ed25519.integerOf(Buffer.from(String(deviceJwk('bob/phone')['x']), 'base64url'));
  const others: readonly (readonly [string, string, bigint])[] = [
    ['above', 'u = p + 9, which is the base point', ed25519.P + 9n],
    ['greatest-below-top', 'u = 2^255 − 1, which is 18', (1n << 255n) - 1n],
    ['top', 'a key with the top bit', x | (1n << 255n)],
    ['ones', '32 times 255', (1n << 256n) - 1n],
  ];
  const rows = [
    ...WEAK_POINTS.map(({ slug, title, bytes }) => [slug, title, bytes] as const),
    ...others.map(([slug, title, u]) => [slug, title, ed25519.bytesOf(u)] as const),
  ];
  refuseOps(
    suite,
    { target: FULL, requirements: ['SEC-002'], code: 'E_WEAK_KEY' },
    rows.map(([slug, title, bytes]): FormRow => [
      `weak-${slug}`,
      `a public key with ${title}`,
      put('pub', agreementJwk(bytes)),
    ]),
  );
  const plan = { requirements: ['SEC-002'], flags: ['AcceptedOddity'], kind: 'edge' } as const;
  for (const [slug, title, u] of [
    ['base', 'the base point as public key', 9n],
    ['two', 'u = 2, which is on the twist', 2n],
    ['greatest', 'the greatest u below p that is not of small order', ed25519.P - 2n],
  ] as const)
    suite.accepts(`odd-pub-${slug}`, title, {
      ...plan,
      input: world(BOB, [epoch(0, BOB.id, { pub: agreementJwk(ed25519.bytesOf(u)) })]),
    });
}

/** SEC-003, and how many epochs one leads back to. */
function limits(suite: Suite): void {
  const keybox = (len: number): ValueObject => behind(1, { ...KEYBOX, len });
  const back = (count: number, most: number): Value[] =>
    Array.from({ length: count }, (_, i) => ({ eid: eidOf(secret(i)), w: String(earlier(i, most)['w']) }));
  const meet = (
    slug: string,
    requirement: string,
    what: { most: number; words: string; at: (count: number) => ValueObject },
  ): void => {
    const { most, words, at } = what;
    const plan = { requirements: [requirement], flags: ['Limit'], kind: 'edge' } as const;
    suite.accepts(`${slug}-limit-minus-1`, `${words}, one less than the most`, { ...plan, input: at(most - 1) });
    suite.accepts(`${slug}-limit-exact`, `${words}, the most`, { ...plan, input: at(most) });
  };
  meet('keybox-bytes', 'SEC-003', { most: MOST_KEYBOX_BYTES, words: 'bytes of a keybox', at: keybox });
  const target = { ...FULL, base: 'keybox-bytes-limit-exact' };
  refuseOps(suite, { target, requirements: ['SEC-003'], code: 'E_SIZE', flag: 'Limit' }, [
    ['keybox-bytes-limit-plus-1', 'a keybox of 65,537 bytes', put('len', MOST_KEYBOX_BYTES + 1)],
  ]);
  const most = MOST_EARLIER;
  meet('earlier-epochs', 'SEC-001', {
    most,
    words: 'epochs to which one leads back',
    at: (count) => behind(most + 1, { back: back(count, most + 1) }),
  });
  const long = { ...FULL, base: 'earlier-epochs-limit-exact', at: `/ops/${most + 2}` };
  refuseOps(suite, { target: long, requirements: ['SEC-001'], flag: 'Limit' }, [
    ['earlier-epochs-limit-plus-1', 'an epoch that leads back to 65', put('back', back(most + 1, most + 1))],
  ]);
}
