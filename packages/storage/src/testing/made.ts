import { encodeBase64url } from '@allod/core/bytes';
import type { JsonObject } from '@allod/core/bytes';
import { createSoftwareSigner, signStatements, signTogether, statementIds } from '@allod/core/statement';
import type { Statement } from '@allod/core/statement';
import type { Admitted, Parked, State } from '@allod/core/verify';
import { sha256 } from '../digest.ts';

/** A text that was made from a number: the same number gives the same id. */
export function madeId(seed: number): string {
  const bytes = new Uint8Array(32);
  new DataView(bytes.buffer).setUint32(0, seed);
  return encodeBase64url(bytes);
}

/** The digest of a body. */
export async function digestOf(body: Uint8Array): Promise<string> {
  return encodeBase64url(sha256(body));
}

/** A record of space `space`, signed, with `more` over the claims that every record has. */
export async function madeRecord(space: string, more: JsonObject = {}, seed = 7): Promise<Statement> {
  const signer = await createSoftwareSigner(new Uint8Array(32).fill(seed));
  const claims = { iss: space, col: 'v:notes', tag: 'a', seq: 1, del: true, t: 1_000, au: [space], ...more };
  const [statement] = await signStatements([{ typ: 'allod-rec', claims }], signer);
  return statement!;
}

/** An op of space `space`, signed by two, with `more` claims. */
export async function madeOp(space: string, t: number, more: JsonObject = {}): Promise<Statement> {
  const signers = await Promise.all([1, 2].map((seed) => createSoftwareSigner(new Uint8Array(32).fill(seed))));
  return signTogether({ typ: 'allod-op', claims: { iss: space, t, ...more } }, signers);
}

/**
 * The statement as the rules hand it over. A store applies no rule, so its cases name states that no rule gave:
 * here alone, brands are made that `@allod/principals` and `@allod/collections` make otherwise.
 */
export async function asAdmitted(statement: Statement, space: string, state: State = 'VALID'): Promise<Admitted> {
  const [id] = await statementIds([statement]);
  return { statement: { ...statement, id }, space, state } as unknown as Admitted;
}

/** The statement as one that waits for ops, or for newer software when it waits for none. */
export async function asParked(statement: Statement, space: string, waitsFor: readonly string[]): Promise<Parked> {
  const [id] = await statementIds([statement]);
  const why =
    waitsFor.length === 0
      ? { code: 'E_UPGRADE', phase: 'shape', requirement: 'CNV-021', details: { unknown: 'q' } }
      : { code: 'E_PENDING_AUTH', phase: 'authority', requirement: 'REC-010', details: undefined };
  return { statement, id: id!, space, why, waitsFor } as unknown as Parked;
}

/** The accepted record with a signature that starts with other bytes; a store does not look whether it holds. */
export function withSignature(admitted: Admitted, first: number): Admitted {
  const [signature] = admitted.statement.signatures;
  const changed = signature!.signature.slice();
  changed[0] = first;
  const statement = { ...admitted.statement, signatures: [{ ...signature!, signature: changed }] };
  return { ...admitted, statement };
}
