/** Users and teams with real keys, and what they sign. */
import type { JsonObject } from '@allod/core/bytes';
import {
  createSoftwareSigner,
  encodeStatement,
  signTogether,
  statementFromParts,
  statementIds,
  statementParts,
} from '@allod/core/statement';
import type { Signer, Statement } from '@allod/core/statement';
import type { Verdict } from '@allod/core/verify';
import { createTeam, createUser, decodeOp, makeOp } from '@allod/principals';
import type { Ed25519Jwk, OpPlace, OpSaid, SigningDevice, TeamPlan, X25519Jwk } from '@allod/principals';

export const t = 1_790_000_000_000_000;

/** A key, and how others know it. */
export interface Key {
  readonly kid: string;
  readonly signer: Signer;
  readonly jwk: Ed25519Jwk;
}

/** An op as somebody else reads it. */
export interface Made {
  readonly id: string;
  readonly statement: Statement;
}

export interface User extends Made {
  readonly keys: readonly Key[];
}

export async function key(seed: number): Promise<Key> {
  const signer = await createSoftwareSigner(new Uint8Array(32).fill(seed));
  const jwk: Ed25519Jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(signer.publicKey).toString('base64url') };
  return { kid: signer.kid, signer, jwk };
}

/** The public key of an epoch; nobody opens anything here. */
export const pub = (n: number): X25519Jwk => ({
  kty: 'OKP',
  crv: 'X25519',
  x: Buffer.alloc(32, n).toString('base64url'),
});

/** What somebody else reads. */
export async function made(statement: Statement | Promise<Statement>): Promise<Made> {
  const read = decodeOp(encodeStatement(await statement));
  if (!read.ok) throw new Error(`${read.error.code} ${read.error.requirement}`);
  const [id] = await statementIds([read.value]);
  return { id: id!, statement: read.value };
}

/** A user whose devices are owners, with a cold key if one is given. */
export async function user(seeds: readonly number[], cold?: Key): Promise<User> {
  const keys = await Promise.all(seeds.map(key));
  const devices = keys.map(({ signer, jwk }) => ({ signer, sig: jwk, level: 40 as const }));
  const roots = cold === undefined ? [] : [{ kid: cold.kid, lvl: 50 as const }];
  const init = await made(createUser(devices, { salt: new Uint8Array(16).fill(seeds[0]!), t, roots }));
  return { ...init, keys };
}

/** The first device of a user signs in the user's name. */
export function as({ id, keys }: User, ...teams: readonly string[]): SigningDevice {
  return { signer: keys[0]!.signer, by: [...teams, id] };
}

export const alone = ({ signer }: Key): SigningDevice => ({ signer });

export function team(members: TeamPlan['members'], users: readonly User[]): Promise<Made> {
  const x = Object.fromEntries(users.map(({ id }) => [id, [id]]));
  const signers = users.map((each) => as(each));
  return made(createTeam({ members, salt: new Uint8Array(16) }, { signers, x, t }));
}

/** An op after others of a log. */
export function op(
  said: OpSaid,
  [log, ...par]: readonly [Made, ...Made[]],
  signing: Partial<OpPlace> & Pick<OpPlace, 'signers'>,
): Promise<Made> {
  const parents = par.length === 0 ? [log] : par;
  return made(makeOp(said, { log: log.id, par: parents.map(({ id }) => id), t, ...signing }));
}

/** An op with claims that no maker makes. */
export function odd(claims: JsonObject, ...keys: readonly Key[]): Promise<Made> {
  const signers = keys.map(({ signer }) => signer);
  return made(signTogether({ typ: 'allod-op', claims }, signers));
}

/** The same op with a false signature of one of its signers. */
export function forged({ id, statement }: Made, at = 0): Made {
  const { claimsBytes, further = [], ...first } = statementParts(statement);
  const [head, ...rest] = [first, ...further].map((part, i) =>
    i === at ? { ...part, signature: part.signature.with(40, part.signature[40]! ^ 1) } : part,
  );
  const read = statementFromParts({ ...head!, claimsBytes, ...(rest.length > 0 && { further: rest }) });
  if (!read.ok) throw new Error(read.error.code);
  return { id, statement: read.value };
}

/** A verdict in one word: `in`, or the code and the requirement that park or refuse. */
export function word(verdict: Verdict | undefined): string {
  if (verdict?.verdict === 'admitted') return 'in';
  const error = verdict?.verdict === 'parked' ? verdict.parked.why : verdict?.error;
  return error === undefined ? 'nothing' : `${error.code} ${error.requirement}`;
}

export const statements = (ops: readonly Made[]): Statement[] => ops.map(({ statement }) => statement);
