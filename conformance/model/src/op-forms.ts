// Chapter 03 §3 and §4: the form of ops, claim by claim. Step 5 of chapter 02 §8.
import type { Json } from './conventions.ts';
import { Fault, type Model } from './model.ts';
import { limit } from './registries.ts';

type Claims = Map<string, Json>;
type Form = (model: Model, value: Json | undefined) => boolean;

/** What a table says of one kind of op. Claims that it does not name are none of its business (CNV-020). */
interface Table {
  readonly needed: Readonly<Record<string, Form>>;
  readonly allowed: Readonly<Record<string, Form>>;
  /** Which claims stand beside which. */
  readonly isConsistent?: (claims: Claims) => boolean;
}

const SALT_BYTES = 16;
const KEY_BYTES = 32;
const WRAPPED_BYTES = 40;
const OWNER = 40;
const ROOT = 50;
const GUEST = 0;
const MEMBER_LEVELS: readonly Json[] = [10, 20, 30, OWNER];
const OFFERED_LEVELS: readonly Json[] = [GUEST, ...MEMBER_LEVELS];
const LEVELS: readonly Json[] = [...OFFERED_LEVELS, ROOT];

const isTrue: Form = (_model, value) => value === true;
const isAnything: Form = () => true;
const isLevelOf =
  (levels: readonly Json[]): Form =>
  (_model, value) =>
    value !== undefined && levels.includes(value);
const isId: Form = (model, value) => model.isId(value);
const isTime: Form = (_model, value) => isInteger(value, 0, limit('integerMax'));
const isPath: Form = (model, value) => isIdList(model, value, limit('pathSteps'));
const isThru: Form = (model, value) => isIdList(model, value, limit('thruSteps'));
/** The greatest number of parents is a matter of PRN-016. */
const isParents: Form = (model, value) => isIdList(model, value, Infinity) && isWithoutDoubles(value);
const isColdKeys: Form = (model, value) =>
  isListOf(value, limit('coldKeys')) && value.every((key) => isSigningKey(model, key));
const isEncryptionKey: Form = (model, value) => isOctetKey(model, value, 'X25519');
const isInviteKey: Form = (model, value) => isOctetKey(model, value, 'Ed25519');
const isUses: Form = (_model, value) => isInteger(value, 1, limit('inviteUses'));
const isLength: Form = (_model, value) => isInteger(value, 1, limit('integerMax'));
/** Earlier epochs, none twice, each with its secret as AES Key Wrap makes it. */
const isWayBack: Form = (model, value) =>
  isListOf(value, limit('earlierEpochs')) &&
  value.every((each) => isExactly(model, each, EARLIER)) &&
  isWithoutDoubles(value.map((each) => memberOf(each, 'eid') ?? null));
const isReason: Form = (_model, value) => value === 'lost' || value === 'retired';
const isDeed: Form = (_model, value) => Array.isArray(value) && DEEDS.includes(JSON.stringify(value));
const isCollection: Form = (_model, value) => typeof value === 'string' && COLLECTION.test(value);
const isTag: Form = (_model, value) => isText(value, limit('tagCharacters'));

const COLLECTION = new RegExp(`^[a-z]:[A-Za-z0-9._-]{1,${limit('collectionNameCharacters')}}$`);
const FIELD_NAME = new RegExp(`^[a-z]{1,${limit('policyNameCharacters')}}$`);
const DEEDS = ['["r"]', '["w"]', '["r","w"]'];
const ADMISSIONS: readonly Json[] = ['open', 'quorum'];

/** Heads of other logs, by log. */
const isHeads: Form = (model, value) =>
  value instanceof Map &&
  value.size <= limit('furtherLogs') &&
  [...value].every(([log, heads]) => model.isId(log) && isIdSet(model, heads, limit('heads')));

/** The last records, by collection and device. */
const isTips: Form = (model, value) =>
  isFilled(value) &&
  [...value].every(
    ([collection, tips]) =>
      isCollection(model, collection) &&
      isFilled(tips) &&
      [...tips].every(([kid, records]) => model.isId(kid) && isIdSet(model, records, limit('tips'))),
  );

const CAPABILITY: Table = {
  needed: { do: isDeed, col: isCollection },
  allowed: { tag: isTag, nbf: isTime, exp: isTime },
};

const EARLIER: Table = {
  needed: { eid: isId, w: (model, value) => isBytes(model, value, WRAPPED_BYTES) },
  allowed: {},
};

const isCapabilities: Form = (model, value) =>
  isListOf(value, limit('capabilities')) && value.every((each) => isExactly(model, each, CAPABILITY));

/** Fields of a policy with their texts. */
export function isPolicy(_model: Model, value: Json | undefined): boolean {
  return (
    isFilled(value) &&
    value.size <= limit('policyFields') &&
    [...value].every(([name, text]) => FIELD_NAME.test(name) && isText(text, limit('policyCharacters'))) &&
    (!value.has('admit') || ADMISSIONS.includes(value.get('admit') ?? null))
  );
}

// §4 The other ops

const COMMON: Table = {
  needed: { log: isId, par: isParents },
  allowed: { by: isPath, x: isHeads, keys: isColdKeys },
  isConsistent: hasOnePlaceForPaths,
};

/** Chapter 04 §2.1. How long a keybox may be is a matter of SEC-003. */
const EPOCH: Table = {
  needed: { pub: isEncryptionKey },
  allowed: { dig: isId, len: isLength, back: isWayBack, end: isLength },
  isConsistent: (claims) => claims.has('dig') === claims.has('len'),
};

const DEVICE = { sig: isSigningKey, enc: isEncryptionKey, hw: isTrue };

const KINDS: ReadonlyMap<Json | undefined, Table> = new Map<Json, Table>([
  [
    'add',
    {
      needed: { who: isId, lvl: isLevelOf(LEVELS) },
      allowed: { caps: isCapabilities, ...DEVICE },
      isConsistent: (claims) =>
        hasCapabilitiesOfGuest(claims) &&
        isHardwareOfDevice(claims) &&
        !(claims.has('sig') && claims.get('lvl') === ROOT),
    },
  ],
  [
    'invite',
    {
      needed: { lvl: isLevelOf(OFFERED_LEVELS) },
      allowed: { who: isId, key: isInviteKey, caps: isCapabilities, uses: isUses, enc: isEncryptionKey, exp: isTime },
      isConsistent: (claims) =>
        claims.has('who') !== claims.has('key') &&
        (claims.has('key') || !(claims.has('uses') || claims.has('enc'))) &&
        hasCapabilitiesOfGuest(claims),
    },
  ],
  [
    'join',
    {
      needed: { who: isId, ref: isId },
      allowed: { lvl: isLevelOf(OFFERED_LEVELS), ...DEVICE },
      isConsistent: isHardwareOfDevice,
    },
  ],
  [
    'set',
    {
      needed: { who: isId, lvl: isLevelOf(OFFERED_LEVELS) },
      allowed: { caps: isCapabilities, last: isTips },
      isConsistent: hasCapabilitiesOfGuest,
    },
  ],
  [
    'remove',
    {
      needed: { who: isId },
      allowed: { keep: isTrue, thru: isThru, why: isReason, last: isTips },
      isConsistent: (claims) => claims.has('keep') || !claims.has('thru'),
    },
  ],
  ['bound', { needed: { last: isTips }, allowed: {} }],
  ['epoch', EPOCH],
  ['pol', { needed: { pol: isPolicy }, allowed: {} }],
]);

/** The kinds of ops that this version of the spec has, apart from `init`. */
export const LATER_KINDS: readonly (Json | undefined)[] = [...KINDS.keys()];

/** Step 5 for every op of a known kind but `init`: PRN-015, PRN-016. The form of an unknown kind is unknown. */
export function checkOpClaims(model: Model, claims: Claims): void {
  const table = KINDS.get(claims.get('k'));
  if (table === undefined) return;
  const isEpoch = claims.get('k') === 'epoch';
  model.when('PRN-015', !hasForm(model, claims, COMMON), 'E_FORMAT');
  model.when(isEpoch ? 'SEC-001' : 'PRN-015', !hasForm(model, claims, table), 'E_FORMAT');
  const par = claims.get('par');
  model.when('PRN-016', Array.isArray(par) && par.length > limit('parents'), 'E_SIZE');
  model.when('SEC-003', isEpoch && Number(claims.get('len') ?? 0) > limit('keyboxBytes'), 'E_SIZE');
}

/** By one signer in `by`, by several in `sgn`. */
function hasOnePlaceForPaths(claims: Claims): boolean {
  return !(claims.has('by') && claims.has('sgn'));
}

/** Capabilities stand beside the level of a guest and nowhere else. */
function hasCapabilitiesOfGuest(claims: Claims): boolean {
  return claims.has('caps') === (claims.get('lvl') === GUEST);
}

/** `hw` says where the key in `sig` lives. */
function isHardwareOfDevice(claims: Claims): boolean {
  return claims.has('sig') || !claims.has('hw');
}

// §3 The first op of a team

const TEAM: Table = {
  needed: {
    salt: (model, value) => isBytes(model, value, SALT_BYTES),
    mem: (model, value) =>
      isListOf(value, limit('members')) && value.every((entry) => isMember(model, entry) || isRoot(model, entry)),
  },
  allowed: { by: isPath, x: isHeads, pol: isPolicy },
  isConsistent: hasOnePlaceForPaths,
};

/** Step 5 for the first op of a team: PRN-013, PRN-006, PRN-007. */
export function checkTeamForm(model: Model, claims: Claims): void {
  model.when('PRN-013', !hasForm(model, claims, TEAM), 'E_FORMAT');
  checkMembers(model, claims.get('mem'));
}

/** PRN-006, PRN-007: nobody twice, and an owner. */
export function checkMembers(model: Model, mem: Json | undefined): void {
  const entries = Array.isArray(mem) ? mem : [];
  const names = entries.map((entry) => memberOf(entry, 'kid') ?? memberOf(entry, 'who'));
  model.when('PRN-006', new Set(names).size < names.length, 'E_FORMAT');
  model.when('PRN-007', !entries.some((entry) => memberOf(entry, 'lvl') === OWNER), 'E_FORMAT');
}

function isMember(model: Model, entry: Json): boolean {
  return isExactly(model, entry, { needed: { who: isId, lvl: isLevelOf(MEMBER_LEVELS) }, allowed: {} });
}

// §6.7 Snapshots

const SNAPSHOT: Table = {
  needed: {
    log: isId,
    heads: (model, value) => isIdSet(model, value, limit('heads')),
    n: (_model, value) => isInteger(value, 1, limit('integerMax')),
    state: isId,
    t: isTime,
  },
  allowed: { by: isPath, x: isHeads },
  isConsistent: hasOnePlaceForPaths,
};

/** Step 5 for a snapshot: PRN-093. */
export function checkSnapshotForm(model: Model, claims: Claims): void {
  model.when('PRN-093', !hasForm(model, claims, SNAPSHOT), 'E_FORMAT');
}

// §4: a claim that the table does not give to a kind is unknown there and ignored

const USER_CLAIMS = ['kind', 'salt', 'mem', 'pol'];
const NO_TABLE: Table = { needed: {}, allowed: {} };

/** The claims of an op that the table of its kind names, and those that every statement may have. */
export function claimsOfKind(claims: Claims): Claims {
  const names = new Set(['k', 't', 'sgn', ...namesFor(claims)]);
  return new Map([...claims].filter(([name]) => names.has(name)));
}

function namesFor(claims: Claims): string[] {
  if (claims.get('k') !== 'init') return [COMMON, KINDS.get(claims.get('k')) ?? NO_TABLE].flatMap(namesIn);
  return claims.get('kind') === 'team' ? ['kind', ...namesIn(TEAM)] : USER_CLAIMS;
}

function namesIn({ needed, allowed }: Table): string[] {
  return [...Object.keys(needed), ...Object.keys(allowed)];
}

// Parts of claims

/** Whether it is the entry of a cold key. */
export function isRoot(model: Model, entry: Json): boolean {
  const root: Table = {
    needed: { kid: isId, lvl: isLevelOf([ROOT]) },
    allowed: { enc: isEncryptionKey, thr: isAnything, of: isAnything },
  };
  return isExactly(model, entry, root);
}

/** Whether it is the entry of a device of level 20, 30 or 40. */
export function isDevice(model: Model, entry: Json): boolean {
  const lvl = isLevelOf([20, 30, OWNER]);
  const device: Table = {
    needed: { kid: isId, lvl, sig: isSigningKey },
    allowed: { enc: isEncryptionKey, hw: isTrue },
  };
  return isExactly(model, entry, device);
}

/** Whether it is the JWK of a public key for signatures. */
function isSigningKey(model: Model, key: Json | undefined): boolean {
  return isOctetKey(model, key, 'Ed25519') || isCurveKey(model, key);
}

function isOctetKey(model: Model, key: Json | undefined, crv: string): boolean {
  const x: Form = (_model, value) => isBytes(model, value, KEY_BYTES);
  return isExactly(model, key, { needed: { kty: isConstant('OKP'), crv: isConstant(crv), x }, allowed: {} });
}

function isCurveKey(model: Model, key: Json | undefined): boolean {
  const x: Form = (_model, value) => isBytes(model, value, KEY_BYTES);
  return isExactly(model, key, { needed: { kty: isConstant('EC'), crv: isConstant('P-256'), x, y: x }, allowed: {} });
}

function isConstant(wanted: string): Form {
  return (_model, value) => value === wanted;
}

/** Whether the members that a table names have its forms. */
function hasForm(model: Model, value: Claims, { needed, allowed, isConsistent }: Table): boolean {
  return (
    Object.entries(needed).every(([name, isFine]) => isFine(model, value.get(name))) &&
    Object.entries(allowed).every(([name, isFine]) => !value.has(name) || isFine(model, value.get(name))) &&
    (isConsistent?.(value) ?? true)
  );
}

/** Whether it is an object as a table says, without further members. */
function isExactly(model: Model, value: Json | undefined, table: Table): boolean {
  return (
    value instanceof Map &&
    hasForm(model, value, table) &&
    [...value.keys()].every((name) => Object.hasOwn(table.needed, name) || Object.hasOwn(table.allowed, name))
  );
}

function isListOf(value: Json | undefined, most: number): value is Json[] {
  return Array.isArray(value) && value.length >= 1 && value.length <= most;
}

function isIdList(model: Model, value: Json | undefined, most: number): boolean {
  return isListOf(value, most) && value.every((id) => model.isId(id));
}

function isIdSet(model: Model, value: Json | undefined, most: number): boolean {
  return isIdList(model, value, most) && isWithoutDoubles(value);
}

function isWithoutDoubles(value: Json | undefined): boolean {
  return Array.isArray(value) && new Set(value).size === value.length;
}

function isFilled(value: Json | undefined): value is Claims {
  return value instanceof Map && value.size >= 1;
}

/** A text of 1 to `most` characters: Unicode scalar values. */
function isText(value: Json | undefined, most: number): boolean {
  const size = typeof value === 'string' ? [...value].length : 0;
  return size >= 1 && size <= most;
}

function isInteger(value: Json | undefined, least: number, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

/** A member of what may be an object. */
export function memberOf(value: Json | undefined, name: string): Json | undefined {
  return value instanceof Map ? value.get(name) : undefined;
}

/** Whether a value is the base64url text of so many bytes. */
export function isBytes(model: Model, value: Json | undefined, byteCount: number): boolean {
  if (typeof value !== 'string') return false;
  try {
    return model.decodeBase64url(value).length === byteCount;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}
