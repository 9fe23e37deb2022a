// Chapter 03: ops, the first op of a user, and what the log of a user says.
import type { Json } from './conventions.ts';
import { Fault, type Model } from './model.ts';
import { limit } from './registries.ts';
import type { DecodedStatement, Jwk, StatementInput } from './statements.ts';

/** The ops of one log, and the id of the principal that it is said to describe. */
export interface LogInput {
  readonly log: string;
  readonly ops: readonly StatementInput[];
}

/** An entry of `mem` with a signing key: a device. */
export interface Device {
  readonly kid: string;
  readonly lvl: number;
  readonly key: Jwk;
  readonly isInHardware: boolean;
}

/** What step 8 looks at when an `init` begins a log. */
export interface Inception {
  /** The id of the principal whose log it is. */
  readonly log: string;
  /** The statement id of the op. */
  readonly id: string;
  readonly devices: Device[];
  /** The `kid` of every header, in order. */
  readonly signers: string[];
}

const OP_TYPE = 'allod-op';
const MEMBERS = limit('members');
const SALT_BYTES = 16;
const KEY_BYTES = 32;
const OWNER = 40;
const ROOT = 50;
const DEVICE_LEVELS: readonly Json[] = [20, 30, OWNER];

// §1 Principals and their logs

/** Steps 1 to 7 for an op. */
export function decodeOp(model: Model, input: StatementInput): DecodedStatement {
  const op = model.decodeStatement({ ...input, typ: OP_TYPE, shape: (claims) => model.checkOpForm(claims) });
  model.checkUpgrade(op.claimsJson); // 7 upgrade
  model.checkBatch(input);
  model.checkOpUpgrade(op.claimsJson);
  return op;
}

/** Step 5 for ops. PRN-001, and the form of an `init`. */
export function checkOpForm(model: Model, claims: Map<string, Json>): void {
  model.when('PRN-001', typeof claims.get('k') !== 'string' || !claims.has('t'), 'E_FORMAT');
  if (claims.get('k') === 'init') model.checkInitForm(claims);
}

/** Step 7 for ops. PRN-002, PRN-005. */
export function checkOpUpgrade(model: Model, claims: Map<string, Json>): void {
  model.when('PRN-002', claims.get('k') !== 'init', 'E_UPGRADE');
  model.when('PRN-005', claims.get('kind') !== 'user', 'E_UPGRADE');
}

// §2 The first op of a user

/** PRN-004, PRN-006, PRN-007. The form of another `kind` of principal is unknown: step 7 parks it. */
export function checkInitForm(model: Model, claims: Map<string, Json>): void {
  const [kind, salt, mem, sgn] = ['kind', 'salt', 'mem', 'sgn'].map((name) => claims.get(name));
  model.when('PRN-004', typeof kind !== 'string', 'E_FORMAT');
  if (kind !== 'user') return;
  model.when('PRN-004', !isBytes(model, salt, SALT_BYTES), 'E_FORMAT');
  const signers = Array.isArray(sgn) ? sgn : [];
  for (const signer of signers) model.when('PRN-004', memberOf(signer, 'by') !== undefined, 'E_FORMAT');
  const members = Array.isArray(mem) ? mem : [];
  model.when('PRN-004', members.length < 1 || members.length > MEMBERS, 'E_FORMAT');
  for (const entry of members) model.when('PRN-004', !isDevice(model, entry) && !isRoot(model, entry), 'E_FORMAT');
  const kids = members.map((entry) => memberOf(entry, 'kid'));
  model.when('PRN-006', new Set(kids).size < kids.length, 'E_FORMAT');
  model.when('PRN-007', !members.some((entry) => memberOf(entry, 'lvl') === OWNER), 'E_FORMAT');
}

function isDevice(model: Model, entry: Json): boolean {
  return (
    hasOnly(entry, ['kid', 'lvl', 'sig'], ['enc', 'hw']) &&
    isBytes(model, memberOf(entry, 'kid'), KEY_BYTES) &&
    DEVICE_LEVELS.includes(memberOf(entry, 'lvl') ?? null) &&
    (isOctetKey(model, memberOf(entry, 'sig'), 'Ed25519') || isCurveKey(model, memberOf(entry, 'sig'))) &&
    (memberOf(entry, 'enc') === undefined || isOctetKey(model, memberOf(entry, 'enc'), 'X25519')) &&
    (memberOf(entry, 'hw') === undefined || memberOf(entry, 'hw') === true)
  );
}

function isRoot(model: Model, entry: Json): boolean {
  return (
    hasOnly(entry, ['kid', 'lvl'], ['enc']) &&
    isBytes(model, memberOf(entry, 'kid'), KEY_BYTES) &&
    memberOf(entry, 'lvl') === ROOT &&
    (memberOf(entry, 'enc') === undefined || isOctetKey(model, memberOf(entry, 'enc'), 'X25519'))
  );
}

function isOctetKey(model: Model, key: Json | undefined, crv: string): boolean {
  return (
    hasOnly(key, ['kty', 'crv', 'x']) &&
    memberOf(key, 'kty') === 'OKP' &&
    memberOf(key, 'crv') === crv &&
    isBytes(model, memberOf(key, 'x'), KEY_BYTES)
  );
}

function isCurveKey(model: Model, key: Json | undefined): boolean {
  return (
    hasOnly(key, ['kty', 'crv', 'x', 'y']) &&
    memberOf(key, 'kty') === 'EC' &&
    memberOf(key, 'crv') === 'P-256' &&
    isBytes(model, memberOf(key, 'x'), KEY_BYTES) &&
    isBytes(model, memberOf(key, 'y'), KEY_BYTES)
  );
}

/** Whether an object has every member of `needed`, and none outside `needed` and `allowed`. */
function hasOnly(value: Json | undefined, needed: string[], allowed: string[] = []): boolean {
  return (
    value instanceof Map &&
    needed.every((name) => value.has(name)) &&
    [...value.keys()].every((name) => needed.includes(name) || allowed.includes(name))
  );
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  return value instanceof Map ? value.get(name) : undefined;
}

/** Whether a value is the base64url text of so many bytes. */
function isBytes(model: Model, value: Json | undefined, byteCount: number): boolean {
  if (typeof value !== 'string') return false;
  try {
    return model.decodeBase64url(value).length === byteCount;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}

/** Step 8 for an `init`. PRN-003, PRN-008 to PRN-011. */
export function checkInception(model: Model, { log, id, devices, signers }: Inception): void {
  model.when('PRN-003', id !== log, 'E_ID');
  for (const { kid, key } of devices) model.when('PRN-008', model.thumbprint(key) !== kid, 'E_ID');
  for (const { kid } of devices) model.when('PRN-009', !signers.includes(kid), 'E_POP');
  for (const signer of signers) model.when('PRN-010', !devices.some(({ kid }) => kid === signer), 'E_SIGNERS');
  for (const { key, isInHardware } of devices)
    model.when('PRN-011', model.algorithmOfKey(key) === 'ES256' && !isInHardware, 'E_ALG');
}

// §3 What the log says

/** The devices of a user: all steps for every op, of which there is one so far. */
export function resolveLog(model: Model, { log, ops }: LogInput): Device[] {
  return ops.flatMap((input) => {
    const op = model.decodeOp(input);
    const devices = model.devicesOf(op.claimsJson);
    model.checkInception({ log, id: op.id, devices, signers: op.signers.map(({ header }) => header.kid) }); // 8 key
    const keys = devices.map(({ key }) => key);
    const keyBySigner = op.signers.map(({ header }) => model.findKey(header.kid, keys));
    model.verifySigners(op, keyBySigner); // 8 key, 9 signature
    return devices;
  });
}

/** The device entries of an `init`. PRN-012. */
export function devicesOf(_model: Model, claims: Map<string, Json>): Device[] {
  const mem = claims.get('mem');
  const devices = (Array.isArray(mem) ? mem : []).filter((entry) => memberOf(entry, 'sig') !== undefined);
  return devices.map((entry) => ({
    kid: String(memberOf(entry, 'kid')),
    lvl: Number(memberOf(entry, 'lvl')),
    key: jwkOf(memberOf(entry, 'sig')),
    isInHardware: memberOf(entry, 'hw') === true,
  }));
}

function jwkOf(key: Json | undefined): Jwk {
  const members = key instanceof Map ? [...key] : [];
  return Object.fromEntries(members.map(([name, value]) => [name, String(value)]));
}
