/**
 * The forms of the ops, a row for each kind, and of snapshots. They are written here, and not made from the schemas, because code
 * that is made from a schema is ten times as long; a test holds both against each other.
 */
import type { JsonObject } from '@allod/core/bytes';
import { amongst, bytesOf, either, exact, has, id, list, mapOf, matching, time } from './checks.ts';
import type { Check, Members } from './checks.ts';

/** Greatest number of parents of an op. (PRN-016) */
export const MAX_PARENTS = 16;

/** Greatest number of epochs that one leads back to. (SEC-001) */
export const MAX_BACK = 64;

/** Greatest length of a keybox, in bytes. (SEC-003) */
export const MAX_KEYBOX_BYTES = 65_536;

/** What a kind asks for: claims that have to be there, claims that may be, and what holds between them. */
interface Form {
  readonly needs: Members;
  readonly may?: Members;
  readonly holds?: (claims: JsonObject) => boolean;
}

const GUEST = 0;
const ROOT = 50;
const MAX_USES = 65_535;
const COLLECTION = /^[a-z]:[A-Za-z0-9._-]{1,128}$/;
const FIELD = /^[a-z]{1,16}$/;
const SALT = /^[A-Za-z0-9_-]{21}[AQgw]$/;

const isTrue = amongst(true);
const anything: Check = () => true;
const ids = (max: number): Check => list(id, { max, isSet: true });
const path = list(id, { max: 8 });
const heads = mapOf(id, ids(16), { min: 0, max: 16 });
const ed25519 = exact({ kty: amongst('OKP'), crv: amongst('Ed25519'), x: id });
const p256 = exact({ kty: amongst('EC'), crv: amongst('P-256'), x: id, y: id });
const x25519 = exact({ kty: amongst('OKP'), crv: amongst('X25519'), x: id });
const signing = either(ed25519, p256);
const policyText = matching(/^[^]{1,64}$/u);
/** Fields of a policy. */
export const policy: Check = (value) =>
  mapOf(matching(FIELD), policyText, { max: 16 })(value) &&
  (!Object.hasOwn(value as JsonObject, 'admit') || amongst('open', 'quorum')((value as JsonObject).admit!));
const isDo: Check = (value) => Array.isArray(value) && ['r', 'w', 'r,w'].includes(value.join()) && value.every(isVerb);
const isVerb = amongst('r', 'w');
const capability = exact(
  { do: isDo, col: matching(COLLECTION) },
  { tag: matching(/^[^]{1,128}$/u), nbf: time, exp: time },
);
const caps = list(capability, { max: 16 });
const tips = mapOf(matching(COLLECTION), mapOf(id, ids(8)));
const given = amongst(0, 10, 20, 30, 40);
const positive: Check = (value) => time(value) && value !== 0;
const link = exact({ eid: id, w: bytesOf(40) });
/** What an epoch leads back to, no epoch twice. */
const earlier: Check = (value) =>
  list(link, { max: MAX_BACK })(value) &&
  new Set((value as readonly JsonObject[]).map(({ eid }) => eid)).size === (value as readonly JsonObject[]).length;

/** How many signers there are is a rule for all statements. (STM-020) */
const signers = (may: Members): Check => list(exact({ kid: id }, may), { min: 0 });
const signs = { by: path, x: heads, sgn: signers({ by: path }) };
const device = { sig: signing, enc: x25519, hw: isTrue };

/** Capabilities stand beside the level of a guest, and nowhere else. */
const hasGuestsCaps = (claims: JsonObject): boolean => (claims.lvl === GUEST) === (claims.caps !== undefined);

/** A key lives in hardware only where there is one; a cold key is known by its thumbprint alone. */
const hasDeviceKeys = ({ lvl, sig, hw }: JsonObject): boolean => (sig === undefined ? hw === undefined : lvl !== ROOT);

const isNewMember = (claims: JsonObject): boolean => hasGuestsCaps(claims) && hasDeviceKeys(claims);

const FORM_BY_KIND: ReadonlyMap<string, Form> = new Map<string, Form>([
  ['add', { needs: { who: id, lvl: amongst(0, 10, 20, 30, 40, 50) }, may: { caps, ...device }, holds: isNewMember }],
  [
    'invite',
    {
      needs: { lvl: given },
      may: {
        who: id,
        key: ed25519,
        caps,
        uses: (value) => positive(value) && Number(value) <= MAX_USES,
        enc: x25519,
        exp: time,
      },
      holds: (claims) => hasGuestsCaps(claims) && isForOne(claims),
    },
  ],
  ['join', { needs: { who: id, ref: id }, may: { lvl: given, ...device }, holds: hasDeviceKeys }],
  ['set', { needs: { who: id, lvl: given }, may: { caps, last: tips }, holds: hasGuestsCaps }],
  [
    'remove',
    {
      needs: { who: id },
      may: { keep: isTrue, thru: list(id, { max: 7 }), why: amongst('lost', 'retired'), last: tips },
      holds: ({ keep, thru }) => thru === undefined || keep === true,
    },
  ],
  ['bound', { needs: { last: tips } }],
  [
    'epoch',
    {
      needs: { pub: x25519 },
      may: { dig: id, len: positive, back: earlier, end: positive },
      // Both or none. (SEC-001)
      holds: ({ dig, len }) => (dig === undefined) === (len === undefined),
    },
  ],
  ['pol', { needs: { pol: policy } }],
]);

const FURTHER: Form = {
  needs: { log: id, par: list(id, { isSet: true }), t: time },
  may: { ...signs, keys: list(signing, { max: 8 }) },
  holds: isSignedOnce,
};

const member = exact({ who: id, lvl: amongst(10, 20, 30, 40) });
const root = exact({ kid: id, lvl: amongst(ROOT) }, { enc: x25519, thr: anything, of: anything });
const TEAM: Form = {
  needs: { salt: matching(SALT), mem: list(either(member, root), { max: 16 }), t: time },
  may: { ...signs, pol: policy },
  holds: isSignedOnce,
};

const firstDevice = exact({ kid: id, lvl: amongst(20, 30, 40), sig: signing }, { enc: x25519, hw: isTrue });
const USER: Form = {
  needs: { salt: matching(SALT), mem: list(either(firstDevice, root), { max: 16 }), t: time },
  may: { sgn: signers({}), pol: policy },
};

const SNAPSHOT: Form = {
  needs: { log: id, heads: ids(16), n: positive, state: id, t: time },
  may: signs,
  holds: isSignedOnce,
};

/** Whether an op of a good form says of a cold key what is reserved. (PRN-092) */
export function hasReservedRoot({ k, lvl, mem, ...claims }: JsonObject): boolean {
  if (k === 'add' && lvl === ROOT) return isReserved(claims);
  return k === 'init' && Array.isArray(mem) && mem.some((entry) => isReserved(entry as JsonObject));
}

function isReserved(entry: JsonObject): boolean {
  return Object.hasOwn(entry, 'thr') || Object.hasOwn(entry, 'of');
}

/** Whether an op that does not begin a log is of a kind that is known. */
export function isFurtherKind(k: string): boolean {
  return FORM_BY_KIND.has(k);
}

/** Whether the claims of an op of a known kind other than `init` have what all of them have. (PRN-015) */
export function hasFurtherForm(claims: JsonObject): boolean {
  return fits(claims, FURTHER);
}

/** Whether they have what their kind has. (PRN-015, SEC-001) */
export function hasKindForm(claims: JsonObject): boolean {
  const form = FORM_BY_KIND.get(String(claims.k));
  return form !== undefined && fits(claims, form);
}

/** Whether the claims of the first op of a team have the form of the table. (PRN-013) */
export function hasTeamForm(claims: JsonObject): boolean {
  return fits(claims, TEAM);
}

/** Whether the claims of the first op of a user have the form of the table. (PRN-004) */
export function hasUserForm(claims: JsonObject): boolean {
  return fits(claims, USER);
}

/** Whether the claims of a snapshot have the form of the table. (PRN-093) */
export function hasSnapshotForm(claims: JsonObject): boolean {
  return fits(claims, SNAPSHOT);
}

function fits(claims: JsonObject, { needs, may, holds }: Form): boolean {
  return has(claims, needs, may) && (holds === undefined || holds(claims));
}

/** The path of the signer stands in `by`, or the paths of several beside their names in `sgn`. */
function isSignedOnce({ by, sgn }: JsonObject): boolean {
  return by === undefined || sgn === undefined;
}

/** An offer is to a principal, once, or to whoever has the key. */
function isForOne({ who, key, uses, enc }: JsonObject): boolean {
  return (
    (who === undefined) !== (key === undefined) && (key !== undefined || (uses === undefined && enc === undefined))
  );
}
