// Chapter 03 §1 to §4: the form of ops and the first op of a log. What logs say of each other is in op-judge.ts.
import type { Json } from './conventions.ts';
import type { Model } from './model.ts';
import { checkMembers, isBytes, isDevice, isPolicy, isRoot, LATER_KINDS, memberOf } from './op-forms.ts';
import type { Device, StatedOp } from './op-read.ts';
import { limit } from './registries.ts';
import type { DecodedStatement, StatementInput } from './statements.ts';

/** An op that begins a log. */
export interface Inception {
  /** The id of the principal whose log it is said to begin. */
  readonly log: string;
  readonly stated: StatedOp;
}

type Claims = Map<string, Json>;

const OP_TYPE = 'allod-op';
const MEMBERS = limit('members');
const SALT_BYTES = 16;
const ROOT = 50;

/** Steps 1 to 7 for an op. */
export function decodeOp(model: Model, input: StatementInput): DecodedStatement {
  const op = model.decodeStatement({ ...input, typ: OP_TYPE, shape: (claims) => model.checkOpForm(claims) });
  model.checkUpgrade(op.claimsJson); // 7 upgrade
  model.checkBatch(input);
  model.checkOpUpgrade(op.claimsJson);
  return op;
}

/** Step 5 for ops: PRN-001, and the form of its kind. The form of another kind of op or principal is unknown. */
export function checkOpForm(model: Model, claims: Claims): void {
  model.when('PRN-001', typeof claims.get('k') !== 'string' || !claims.has('t'), 'E_FORMAT');
  if (claims.get('k') !== 'init') return model.checkOpClaims(claims);
  model.when('PRN-004', typeof claims.get('kind') !== 'string', 'E_FORMAT');
  if (claims.get('kind') === 'user') model.checkInitForm(claims);
  if (claims.get('kind') === 'team') model.checkTeamForm(claims);
}

/** Step 7 for ops: PRN-002, PRN-005, PRN-092. */
export function checkOpUpgrade(model: Model, claims: Claims): void {
  const [k, kind] = [claims.get('k'), claims.get('kind')];
  model.when('PRN-002', k !== 'init' && !LATER_KINDS.includes(k), 'E_UPGRADE');
  model.when('PRN-005', k === 'init' && kind !== 'user' && kind !== 'team', 'E_UPGRADE');
  model.when('PRN-092', hasReserved(claims), 'E_UPGRADE');
}

/** Whether an op says of a cold key what is reserved. */
function hasReserved(claims: Claims): boolean {
  const isReserved = (entry: Json): boolean => ['thr', 'of'].some((name) => memberOf(entry, name) !== undefined);
  if (claims.get('k') === 'add') return claims.get('lvl') === ROOT && isReserved(claims);
  const mem = claims.get('k') === 'init' ? claims.get('mem') : [];
  return Array.isArray(mem) && mem.some(isReserved);
}

/** The form of the first op of a user: PRN-004, PRN-006, PRN-007. */
export function checkInitForm(model: Model, claims: Claims): void {
  const [salt, mem, sgn, pol] = ['salt', 'mem', 'sgn', 'pol'].map((name) => claims.get(name));
  model.when('PRN-004', !isBytes(model, salt, SALT_BYTES), 'E_FORMAT');
  const signers = Array.isArray(sgn) ? sgn : [];
  for (const signer of signers) model.when('PRN-004', memberOf(signer, 'by') !== undefined, 'E_FORMAT');
  const members = Array.isArray(mem) ? mem : [];
  model.when('PRN-004', members.length < 1 || members.length > MEMBERS, 'E_FORMAT');
  for (const entry of members) model.when('PRN-004', !isDevice(model, entry) && !isRoot(model, entry), 'E_FORMAT');
  model.when('PRN-004', claims.has('pol') && !isPolicy(model, pol), 'E_FORMAT');
  checkMembers(model, mem);
}

/** Step 8 for an op that begins a log: PRN-003, PRN-008 to PRN-011. */
export function checkInception(model: Model, { log, stated }: Inception): void {
  const { op, devices } = stated;
  const signed = op.signers.map(({ kid, by }) => by[0] ?? kid);
  const listed = (op.mem ?? []).filter(({ lvl }) => lvl !== ROOT).map(({ who }) => who);
  model.when('PRN-003', op.id !== log, 'E_ID');
  model.checkStatedDevices(devices);
  for (const { kid } of devices) model.when('PRN-009', !signed.includes(kid), 'E_POP');
  for (const entry of signed) model.when('PRN-010', !listed.includes(entry), 'E_SIGNERS');
}

/** Step 8 for the devices that any op states: PRN-008, PRN-011. */
export function checkStatedDevices(model: Model, devices: readonly Device[]): void {
  for (const { kid, key } of devices) model.when('PRN-008', model.thumbprint(key) !== kid, 'E_ID');
  for (const { key, isInHardware } of devices)
    model.when('PRN-011', model.algorithmOfKey(key) === 'ES256' && !isInHardware, 'E_ALG');
}
