/** Users and what they say, with real keys and signatures. */
import type { Offered } from '@allod/collections';
import { createSoftwareSigner, signStatements, statementIds, statementParts } from '@allod/core/statement';
import type { Signer, StatementParts, StatementType } from '@allod/core/statement';
import type { JsonObject } from '@allod/core/bytes';
import { createUser } from '@allod/principals';
import { createHash } from 'node:crypto';

export const now = 1_790_000_000_000_000;

export interface Person {
  readonly id: string;
  readonly signer: Signer;
  /** The first op of its log. */
  readonly init: StatementParts;
}

export async function person(seed: number): Promise<Person> {
  const signer = await createSoftwareSigner(new Uint8Array(32).fill(seed));
  const sig = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(signer.publicKey).toString('base64url') } as const;
  const op = await createUser([{ signer, sig, level: 40 }], { salt: new Uint8Array(16).fill(seed), t: now });
  const [id] = await statementIds([op]);
  return { id: id!, signer, init: statementParts(op) };
}

export async function say(
  signer: Signer,
  claims: JsonObject,
  typ: StatementType = 'allod-rec',
): Promise<StatementParts> {
  const [made] = await signStatements([{ typ, claims }], signer);
  return statementParts(made!);
}

export const bodyBytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** The claims of a record with the body `{}`. */
export function claimsOf({ id }: Person, more: JsonObject = {}): JsonObject {
  return { iss: id, col: 'v:notes', tag: 'a', dig: digest('{}'), len: 2, seq: 1, t: now, au: [id], ...more };
}

/** The same statement with a false signature. */
export function forge(parts: StatementParts): StatementParts {
  const signature = parts.signature.slice();
  signature[40]! ^= 1;
  return { ...parts, signature };
}

/** A log as a store would give it, for the people whose log is held. */
export function logsOf(people: readonly Person[]): (space: string) => Promise<StatementParts[]> {
  return async (space) => people.filter(({ id }) => id === space).map(({ init }) => init);
}

export const bare = (parts: StatementParts): Offered => ({ parts });
