// Faults that claims of several kinds of ops share.
import { actor, derive, x25519Jwk, type Label } from '../actors.ts';
import type { Suite } from '../suite.ts';
import type { Value, ValueObject } from '../value.ts';
import { add, drop, put, refuseOps, type FormRow, type Target } from './ops-plan.ts';
import { BOB, idOfNothing } from './users.ts';

/** Values that are no id, with slugs and words. */
export const NO_IDS: readonly [slug: string, words: string, value: Value][] = [
  ['null', 'null', null],
  ['number', 'a number', 1],
  ['list', 'a list of one id', [BOB.id]],
  ['empty', 'an empty text', ''],
  ['bytes-31', 'a text of 31 bytes', BOB.id.slice(0, 42)],
  ['bytes-33', 'a text of 33 bytes', `${BOB.id.slice(0, 42)}AA`],
  ['padded', 'an id with padding', `${BOB.id}=`],
  ['bit', 'a text with a bit that stands for no byte', `${BOB.id.slice(0, 42)}B`],
];

/** Some of them. */
export const FEW_NO_IDS: typeof NO_IDS = NO_IDS.filter(([slug]) => ['null', 'list', 'bytes-31'].includes(slug));

/** A public key that nobody needs. */
export const SHOWN: ValueObject = { ...actor('erin/phone').jwk };

/** JWKs that are no public keys for signatures, with slugs and words. */
export const NO_KEYS: readonly [slug: string, words: string, value: Value][] = [
  ['null', 'null', null],
  ['text', 'the octets of a key', jwkX('erin/phone')],
  ['empty', 'a JWK without members', {}],
  ['x25519', 'a key for encryption', x25519Jwk(derive('erin/phone/enc'))],
  ['private', 'a JWK that gives the private key away', { ...SHOWN, d: jwkX('erin/phone') }],
  ['x-short', 'a key of 31 bytes', { ...SHOWN, x: jwkX('erin/phone').slice(0, 42) }],
  ['p256-without-y', 'half a P-256 key', { kty: 'EC', crv: 'P-256', x: jwkX('alice/card') }],
];

function jwkX(label: Label): string {
  return actor(label).jwk.x;
}

/** A key for encryption. */
export const ENC: ValueObject = { ...x25519Jwk(derive('bob/laptop/enc')) };

/** What a claim is evidence for whose value is no id. */
export const AS_ID: readonly string[] = ['PRN-015', 'CNV-006'];

/** Capabilities of somebody who is no guest. */
export const CAPS: Value = [{ do: ['r'], col: 'v:com.example.notes' }];

/** Claims of which each kind of op has some: to the others they say nothing, whatever their form. */
const OF_SOME_KIND: ValueObject = {
  kind: 'team',
  mem: [],
  kid: idOfNothing('kid'),
  who: idOfNothing('who'),
  lvl: 99,
  caps: {},
  ref: idOfNothing('ref'),
  sig: { ...actor('erin/phone').jwk },
  enc: null,
  hw: false,
  key: 7,
  uses: 0,
  exp: -1,
  keep: true,
  thru: [],
  why: '',
  last: null,
  pol: { admit: 'quorum' },
};

/** Claims that a kind of op does not have: nobody waits for what they name, nor does what they say. */
export function foreignTo(own: readonly string[]): ValueObject {
  return Object.fromEntries(Object.entries(OF_SOME_KIND).filter(([name]) => !own.includes(name)));
}

/** What accepted cases with such claims are evidence for. */
export const FOREIGN: { requirements: string[]; flags: string[]; kind: 'edge' } = {
  requirements: ['CNV-020', 'PRN-015', 'PRN-019'],
  flags: ['AcceptedOddity'],
  kind: 'edge',
};

/** What every kind of op refuses alike, in few words. */
export function refusedCommon(suite: Suite, kind: string, target: Target): void {
  const { id } = BOB;
  refuseOps(suite, { target }, [
    [`${kind}-log-absent`, `${kind} without log`, drop('log')],
    [`${kind}-log-null`, `null as log of ${kind}`, put('log', null)],
    [`${kind}-par-absent`, `${kind} without par`, drop('par')],
    [`${kind}-par-empty`, `${kind} with an empty list of parents`, put('par', [])],
    [`${kind}-par-twice`, `${kind} with one parent twice`, put('par', [id, id])],
    [`${kind}-keys-empty`, `${kind} with an empty list of keys`, add('keys', [])],
    [`${kind}-x-list`, `${kind} with heads in a list`, add('x', [id])],
  ]);
  refuseOps(suite, { target, requirements: ['CNV-018'] }, [
    [`${kind}-t-negative`, `${kind} with t = −1`, put('t', -1)],
  ]);
  refuseOps(suite, { target, flag: target.by.length > 1 ? 'Beside' : 'Form' }, [
    target.by.length > 1
      ? [`${kind}-by-and-sgn`, `${kind} with a path outside the list of signers`, add('by', [id])]
      : [`${kind}-by-empty`, `${kind} with an empty path`, add('by', [])],
  ]);
}

/** A claim that is absent, or no id. */
export function ids(kind: string, name: string): FormRow[] {
  return [
    [`${kind}-${name}-absent`, `${kind} without ${name}`, drop(name)],
    ...FEW_NO_IDS.map(([slug, words, value]): FormRow => [
      `${kind}-${name}-${slug}`,
      `${words} as ${name} of ${kind}`,
      put(name, value),
    ]),
  ];
}

const NO_LEVELS: readonly [slug: string, words: string, value: Value][] = [
  ['null', 'null', null],
  ['text', 'a level as text', '20'],
  ['name', 'a level by its name', 'writer'],
  ['list', 'a list of one level', [20]],
  ['minus-10', 'level −10', -10],
  ['1', 'level 1', 1],
  ['25', 'level 25', 25],
  ['60', 'level 60', 60],
];

/** Values that are no level. */
export function levels(kind: string, edit: (value: Value) => FormRow[2]): FormRow[] {
  return NO_LEVELS.map(([slug, words, value]) => [`${kind}-lvl-${slug}`, `${words} in ${kind}`, edit(value)]);
}

/** What says more of a device: its key for encryption, and where its key lives. */
export function encAndHardware(kind: string, edit: typeof put): FormRow[] {
  return [
    [`${kind}-enc-null`, `null as key for encryption of ${kind}`, edit('enc', null)],
    [`${kind}-enc-ed25519`, `a signing key as key for encryption of ${kind}`, edit('enc', SHOWN)],
    [`${kind}-enc-use`, `a key for encryption with use in ${kind}`, edit('enc', { ...ENC, use: 'enc' })],
    [`${kind}-hw-false`, `hw = false in ${kind}`, edit('hw', false)],
    [`${kind}-hw-null`, `hw = null in ${kind}`, edit('hw', null)],
    [`${kind}-hw-1`, `hw = 1 in ${kind}`, edit('hw', 1)],
  ];
}

/** A signing key that is none. */
export function signingKeys(kind: string): FormRow[] {
  return NO_KEYS.map(([slug, words, value]) => [
    `${kind}-sig-${slug}`,
    `${words} as signing key of ${kind}`,
    put('sig', value),
  ]);
}
