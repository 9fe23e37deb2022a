// Entries of a first op that do not have the form of the table: PRN-004.
import { actor, derive, x25519Jwk } from '../actors.ts';
import type { EditPlan, Resigned } from '../fault.ts';
import type { Suite } from '../suite.ts';
import type { Value } from '../value.ts';
import { by, BY_PHONE, CLAIMS } from './init-plan.ts';
import { spoil } from './users.ts';

/** Faults are made in the second entry, so that an owner is there all the same. */
const ENTRY = `${CLAIMS}/mem/1`;
const BY_BOTH = by('alice/phone', 'alice/laptop');

const put = (name: string, value: Value): EditPlan => ({ op: 'replace', path: `${ENTRY}/${name}`, value });
const add = (name: string, value: Value): EditPlan => ({ op: 'add', path: `${ENTRY}/${name}`, value });
const drop = (name: string): EditPlan => ({ op: 'remove', path: `${ENTRY}/${name}` });

type Row = [slug: string, title: string, edit: EditPlan];

/** PRN-004 for the entries of `mem`. */
export function refusedEntries(suite: Suite): void {
  levels(suite);
  kids(suite);
  signingKeys(suite);
  encryptionKeys(suite);
  otherMembers(suite);
  roots(suite);
}

interface Place {
  base: string;
  flag: string;
  resigned: Resigned;
  /** What the faults break beside PRN-004. */
  more?: string[];
}

const DEVICE: Place = { base: 'ok-user-two-devices', flag: 'Entry', resigned: BY_BOTH };
const LEVEL: Place = { ...DEVICE, flag: 'Level' };
const ROOT: Place = { base: 'ok-user-owner-and-root', flag: 'Entry', resigned: BY_PHONE };

function refuseAll(suite: Suite, { base, flag, resigned, more = [] }: Place, rows: readonly Row[]): void {
  for (const [slug, title, edit] of rows) {
    suite.refuses(slug, `${title}: E_FORMAT`, {
      requirements: ['PRN-004', ...more],
      flags: [flag],
      code: 'E_FORMAT',
      base,
      fault: spoil({ base: suite.inputOf(base), edits: [edit], resigned }),
    });
  }
}

function levels(suite: Suite): void {
  const numbers = [0, 1, 10, 19, 21, 29, 31, 39, 41, 49, 50, 51, 60, -20];
  refuseAll(
    suite,
    LEVEL,
    numbers.map((lvl) => [lvl < 0 ? `lvl-minus-${-lvl}` : `lvl-${lvl}`, `a device of level ${lvl}`, put('lvl', lvl)]),
  );
  refuseAll(suite, LEVEL, [
    ['lvl-absent', 'a device without level', drop('lvl')],
    ['lvl-text', 'a level as text', put('lvl', '20')],
    ['lvl-name', 'a level by its name', put('lvl', 'writer')],
    ['lvl-null', 'null as level', put('lvl', null)],
    ['lvl-list', 'a list of one level', put('lvl', [20])],
  ]);
}

function kids(suite: Suite): void {
  const { kid } = actor('alice/laptop');
  refuseAll(suite, DEVICE, [['kid-absent', 'a device without kid', drop('kid')]]);
  refuseAll(suite, { ...DEVICE, more: ['CNV-006'] }, [
    ['kid-empty', 'an empty kid', put('kid', '')],
    ['kid-number', 'a number as kid', put('kid', 1)],
    ['kid-bytes-31', 'a kid of 31 bytes', put('kid', kid.slice(0, 42))],
    ['kid-bytes-33', 'a kid of 33 bytes', put('kid', `${kid.slice(0, 42)}AA`)],
    ['kid-padded', 'a kid with padding', put('kid', `${kid}=`)],
    ['kid-bit', 'a kid with a bit that stands for no byte', put('kid', `${kid.slice(0, 42)}B`)],
  ]);
}

function signingKeys(suite: Suite): void {
  const { jwk } = actor('alice/laptop');
  const card = actor('alice/card').jwk;
  const { x } = jwk;
  refuseAll(suite, DEVICE, [
    ['sig-absent', 'a device without its key', drop('sig')],
    ['sig-null', 'null as key', put('sig', null)],
    ['sig-text', 'the octets of a key in place of the JWK', put('sig', x)],
    ['sig-empty', 'a JWK without members', put('sig', {})],
    ['sig-list', 'a list of one JWK', put('sig', [{ ...jwk }])],
    ['sig-kty-absent', 'a JWK without kty', drop('sig/kty')],
    ['sig-crv-absent', 'a JWK without crv', drop('sig/crv')],
    ['sig-x-absent', 'a JWK without x', drop('sig/x')],
    ['sig-kty-small', 'kty okp', put('sig/kty', 'okp')],
    ['sig-crv-x25519', 'a key for encryption as signing key', put('sig', x25519Jwk(derive('alice/laptop/enc')))],
    ['sig-crv-ed448', 'a key of Ed448', put('sig/crv', 'Ed448')],
    ['sig-x-bytes-31', 'a key of 31 bytes', put('sig/x', x.slice(0, 42))],
    ['sig-x-bytes-33', 'a key of 33 bytes', put('sig/x', `${x.slice(0, 42)}AA`)],
    ['sig-x-bit', 'a key with a bit that stands for no byte', put('sig/x', `${x.slice(0, 42)}B`)],
    ['sig-y', 'an Ed25519 key with y', add('sig/y', x)],
    ['sig-private', 'a JWK that gives the private key away', add('sig/d', x)],
    ['sig-use', 'a JWK with use', add('sig/use', 'sig')],
    ['sig-alg', 'a JWK with alg', add('sig/alg', 'Ed25519')],
    ['sig-symmetric', 'a symmetric key', put('sig', { kty: 'oct', k: x })],
    ['sig-rsa', 'an RSA key', put('sig', { kty: 'RSA', n: x, e: 'AQAB' })],
    ['sig-p256-without-y', 'a P-256 key without y', put('sig', { kty: 'EC', crv: 'P-256', x: card.x })],
    ['sig-p384', 'a key of P-384', put('sig', { ...card, crv: 'P-384' })],
    ['sig-p256-y-bytes-31', 'a P-256 key whose y has 31 bytes', put('sig', { ...card, y: x.slice(0, 42) })],
    ['sig-p256-as-okp', 'a P-256 key of kty OKP', put('sig', { ...card, kty: 'OKP' })],
  ]);
}

function encryptionKeys(suite: Suite): void {
  const enc = x25519Jwk(derive('alice/laptop/enc'));
  const { x } = enc;
  refuseAll(suite, DEVICE, [
    ['enc-null', 'null as key for encryption', add('enc', null)],
    ['enc-text', 'the octets of a key for encryption in place of the JWK', add('enc', x)],
    ['enc-empty', 'a key for encryption without members', add('enc', {})],
    ['enc-ed25519', 'a signing key as key for encryption', add('enc', { ...actor('alice/laptop').jwk })],
    ['enc-p256', 'a P-256 key as key for encryption', add('enc', { ...actor('alice/card').jwk })],
    ['enc-kty-absent', 'a key for encryption without kty', add('enc', { crv: 'X25519', x })],
    ['enc-x-bytes-31', 'a key for encryption of 31 bytes', add('enc', { ...enc, x: x.slice(0, 42) })],
    ['enc-private', 'a key for encryption that gives its secret away', add('enc', { ...enc, d: x })],
  ]);
}

function otherMembers(suite: Suite): void {
  refuseAll(suite, DEVICE, [
    ['hw-false', 'hw = false', add('hw', false)],
    ['hw-number', 'hw = 1', add('hw', 1)],
    ['hw-text', 'hw as text', add('hw', 'true')],
    ['hw-null', 'hw = null', add('hw', null)],
    ['entry-extra', 'an entry with a name', add('name', 'laptop')],
    ['entry-extra-capital', 'an entry with Enc', add('Enc', x25519Jwk(derive('alice/laptop/enc')))],
    ['entry-extra-mark', 'an entry with !until', add('!until', 1)],
    ['entry-extra-proto', 'an entry with __proto__', add('__proto__', { hw: true })],
  ]);
}

function roots(suite: Suite): void {
  refuseAll(suite, ROOT, [
    ['root-lvl-40', 'an owner without a key', put('lvl', 40)],
    ['root-lvl-20', 'a writer without a key', put('lvl', 20)],
    ['root-lvl-absent', 'a cold key without level', drop('lvl')],
    ['root-kid-absent', 'a cold key without kid', drop('kid')],
    ['root-kid-bytes-31', 'a cold key whose kid has 31 bytes', put('kid', 'A'.repeat(42))],
    ['root-sig', 'a cold key in full', add('sig', { ...actor('erin/phone').jwk })],
    ['root-hw', 'a cold key with hw', add('hw', true)],
    ['root-enc-null', 'a cold key with null as key for encryption', add('enc', null)],
    [
      'root-enc-ed25519',
      'a cold key with a signing key as key for encryption',
      add('enc', { ...actor('erin/phone').jwk }),
    ],
    ['root-more', 'a cold key with what root entries do not have', add('name', 'safe')],
  ]);
}
