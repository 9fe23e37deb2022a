/** Users with several devices, teams and guests, with real keys. */
import {
  createSoftwareSigner,
  decodeRecord,
  encodeStatement,
  signTogether,
  statementIds,
  statementParts,
} from '@allod/core/statement';
import type { RecordStatement, Signer, Statement, StatementParts } from '@allod/core/statement';
import type { JsonObject } from '@allod/core/bytes';
import { createTeam, createUser, makeOp } from '@allod/principals';
import type { Ed25519Jwk, OpPlace, OpSaid, SigningDevice, TeamPlan, X25519Jwk } from '@allod/principals';
import { digest, now } from './people.ts';

export interface Op {
  readonly id: string;
  readonly statement: Statement;
  readonly parts: StatementParts;
}

export interface Key {
  readonly kid: string;
  readonly signer: Signer;
  readonly jwk: Ed25519Jwk;
}

export interface User extends Op {
  readonly key: Key;
}

/** The public key of an epoch; nobody opens anything here. */
export const pub = (n: number): X25519Jwk => ({
  kty: 'OKP',
  crv: 'X25519',
  x: Buffer.alloc(32, n).toString('base64url'),
});

export async function key(seed: number): Promise<Key> {
  const signer = await createSoftwareSigner(new Uint8Array(32).fill(seed));
  const x = Buffer.from(signer.publicKey).toString('base64url');
  return { kid: signer.kid, signer, jwk: { kty: 'OKP', crv: 'Ed25519', x } };
}

async function made(signing: Promise<Statement>): Promise<Op> {
  const statement = await signing;
  const [id] = await statementIds([statement]);
  return { id: id!, statement, parts: statementParts(statement) };
}

/** A user with one device, and a cold key if one is given. */
export async function user(seed: number, cold?: Key): Promise<User> {
  const own = await key(seed);
  const roots = cold === undefined ? [] : [{ kid: cold.kid, lvl: 50 as const }];
  const devices = [{ signer: own.signer, sig: own.jwk, level: 40 as const }];
  return { ...(await made(createUser(devices, { salt: new Uint8Array(16).fill(seed), t: now, roots }))), key: own };
}

export const as = ({ id, key: { signer } }: User, ...teams: readonly Op[]): SigningDevice => ({
  signer,
  by: [...teams.map((each) => each.id), id],
});

/** Heads of logs that have one op. */
export const begun = (...logs: readonly Op[]): Record<string, string[]> =>
  Object.fromEntries(logs.map(({ id }) => [id, [id]]));

export function team(members: TeamPlan['members'], users: readonly User[]): Promise<Op> {
  const signers = users.map((each) => as(each));
  return made(createTeam({ members, salt: new Uint8Array(16) }, { signers, x: begun(...users), t: now }));
}

export function op(said: OpSaid, place: Omit<OpPlace, 't' | 'par'> & { readonly par: readonly Op[] }): Promise<Op> {
  return made(makeOp(said, { ...place, par: place.par.map(({ id }) => id), t: now }));
}

/** The claims of a record with the body `{}`. */
export function claims(iss: Op, au: readonly Op[], more: JsonObject = {}): JsonObject {
  const named = { iss: iss.id, au: au.map(({ id }) => id) };
  return { ...named, col: 'v:notes', tag: 'a', dig: digest('{}'), len: 2, seq: 1, t: now, ...more };
}

export async function record(said: JsonObject, ...keys: readonly Key[]): Promise<RecordStatement> {
  const signers = keys.map(({ signer }) => signer);
  const read = decodeRecord(encodeStatement(await signTogether({ typ: 'allod-rec', claims: said }, signers)));
  if (!read.ok) throw new Error(`${read.error.code} ${read.error.requirement}`);
  return read.value.statement;
}
