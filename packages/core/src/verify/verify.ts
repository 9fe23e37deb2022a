import { falseSignature, findKeyFault, findSignatureFault } from '../key/key-rule.ts';
import type { PublicKey } from '../key/public-key.ts';
import { accept, refuse } from '../errors/result.ts';
import type { ProtocolError, Result } from '../errors/result.ts';
import { statementIds } from '../statement/id.ts';
import { isOwnSignature } from '../statement/made.ts';
import type { Signature, Statement } from '../statement/statement.ts';
import type { SignatureJob } from '../platform/platform.ts';
import { asciiBytes } from '#base64';
import { platform } from '#platform';

declare const signatureHolds: unique symbol;

/** A statement of which every signature holds under the key that its header names. Only {@link verifyStatements} makes one. */
export interface Verified extends Statement {
  readonly [signatureHolds]: true;
  /** Statement id, 43 characters. (STM-006) */
  readonly id: string;
}

/** The codes of steps 7 to 9. `E_UPGRADE` parks, the others refuse. */
export type VerifyCode = 'E_UPGRADE' | 'E_ALG' | 'E_WEAK_KEY' | 'E_SIG';

/** A statement, and the key that somebody who knows has for each of its signers, in their order. */
export interface VerifyJob {
  readonly statement: Statement;
  readonly keys: readonly PublicKey[];
}

/** The check of one signature of the job at place `at`. */
interface Check extends SignatureJob {
  readonly at: number;
}

type Fault = { readonly ok: false; readonly error: ProtocolError<VerifyCode> };

/**
 * Verifies statements: steps 7 to 9 of chapter 02 §8, one outcome for each job, in order.
 * `E_UPGRADE` means *park* (CNV-021, STM-026, and the rules of the place). Refuses with `E_ALG` (STM-012), `E_WEAK_KEY`
 * (STM-013, STM-027) and `E_SIG` (STM-014 to STM-017, STM-025, STM-028, STM-029).
 * Throws `RangeError` unless a job has as many keys as its statement has signatures.
 */
export async function verifyStatements(jobs: readonly VerifyJob[]): Promise<Result<Verified, VerifyCode>[]> {
  const faults: (Fault | undefined)[] = [];
  const checks: Check[] = [];
  for (const [at, job] of jobs.entries()) {
    const fault = findFault(job);
    faults.push(fault);
    if (fault === undefined) pushChecks(checks, job, at);
  }
  const holds = checks.length === 0 ? [] : await platform.verify(checks);
  for (const [i, { alg, at }] of checks.entries()) {
    if (holds[i] !== true) faults[at] ??= falseSignature(alg, jobs[at]!.statement.signatures.length > 1);
  }
  const held = jobs.filter((_, i) => faults[i] === undefined);
  const ids = await statementIds(held.map(({ statement }) => statement));
  let next = 0;
  return jobs.map(({ statement }, i) => faults[i] ?? accept(verified(statement, ids[next++]!)));
}

function verified({ st, header, claims, claimsBytes, signatures }: Statement, id: string): Verified {
  return { st, header, claims, claimsBytes, signatures, id } as Omit<Verified, symbol> as Verified;
}

/** Everything that can be said before the expensive part. */
function findFault({ statement, keys }: VerifyJob): Fault | undefined {
  const { upgrade, signatures } = statement;
  if (upgrade !== undefined) return { ok: false, error: upgrade };
  if (keys.length !== signatures.length)
    throw new RangeError(`${signatures.length} signers need as many keys, got ${keys.length}`);
  for (const [i, { header }] of signatures.entries()) {
    const weak = findKeyFault(keys[i]!, header.alg);
    if (weak !== undefined) return weak;
  }
  for (const [i, signature] of signatures.entries()) {
    const fault = findLooks(signature, keys[i]!);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function findLooks({ header, signature }: Signature, key: PublicKey): Fault | undefined {
  if (header.kid !== key.kid) return refuse('E_SIG', 'STM-017');
  return findSignatureFault(signature, header.alg);
}

/** The equations that have to hold for a job: of every signature that this process did not make itself for this very statement. */
function pushChecks(checks: Check[], { statement, keys }: VerifyJob, at: number): void {
  for (const [i, part] of statement.signatures.entries()) {
    const key = keys[i]!;
    if (isOwnSignature(statement, part, key)) continue;
    const { header, input, signature } = part;
    checks.push({ alg: header.alg, key: key.bytes, cache: key.cache, message: asciiBytes(input), signature, at });
  }
}

/**
 * Checks one raw Ed25519 signature by the rule of chapter 02 §4.1. `signature` has 64 bytes; another length is `E_FORMAT` (STM-005).
 * Refuses with `E_ALG` for another key (STM-012), `E_WEAK_KEY` (STM-013) and `E_SIG` (STM-014 to STM-016).
 */
export async function verifyEd25519(
  key: PublicKey,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<Result<undefined, 'E_FORMAT' | 'E_ALG' | 'E_WEAK_KEY' | 'E_SIG'>> {
  if (signature.length !== 64) return refuse('E_FORMAT', 'STM-005');
  const fault = findKeyFault(key, 'Ed25519') ?? findSignatureFault(signature, 'Ed25519');
  if (fault !== undefined) return fault;
  const [holds] = await platform.verify([{ alg: 'Ed25519', key: key.bytes, cache: key.cache, message, signature }]);
  return holds === true ? accept(undefined) : falseSignature('Ed25519');
}
