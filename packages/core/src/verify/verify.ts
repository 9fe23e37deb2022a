import { isCanonicalScalar, isStrongPoint } from '../key/ed25519-rule.ts';
import type { PublicKey } from '../key/public-key.ts';
import { accept, refuse } from '../errors/result.ts';
import type { Result } from '../errors/result.ts';
import { unknownCriticalClaims } from '../statement/claims.ts';
import { statementIds } from '../statement/id.ts';
import type { Statement } from '../statement/statement.ts';
import { platform } from '#platform';

declare const signatureHolds: unique symbol;

/** A statement whose signature holds under the key that `kid` names. Only {@link verifyStatements} makes one. */
export interface Verified extends Statement {
  readonly [signatureHolds]: true;
  /** Statement id, 43 characters. (STM-006) */
  readonly id: string;
}

/** The codes of steps 6 to 8. `E_UPGRADE` parks, the others refuse. */
export type VerifyCode = 'E_UPGRADE' | 'E_ALG' | 'E_WEAK_KEY' | 'E_SIG';

/** A statement and the key that whoever knows its `kid` has for it. */
export interface VerifyJob {
  readonly statement: Statement;
  readonly key: PublicKey;
}

/**
 * Verifies statements: steps 6 to 8 of chapter 02 §5, one outcome for each job, in order.
 * `E_UPGRADE` means *park* (CNV-021). Refuses with `E_ALG` (STM-012), `E_WEAK_KEY` (STM-013) and `E_SIG` (STM-014 to STM-017).
 */
export async function verifyStatements(jobs: readonly VerifyJob[]): Promise<Result<Verified, VerifyCode>[]> {
  const faults = jobs.map(findFault);
  const sound = jobs.filter((_, i) => faults[i] === undefined);
  const holds = await checkSignatures(sound);
  const ids = await statementIds(sound.map(({ statement }) => statement));
  let next = 0;
  return jobs.map(({ statement }, i) => {
    const fault = faults[i];
    if (fault !== undefined) return fault;
    const at = next++;
    return holds[at] === true ? accept({ ...statement, id: ids[at]! } as Verified) : refuse('E_SIG', 'STM-016');
  });
}

/** Everything that can be said before the expensive part. */
function findFault({ statement, key }: VerifyJob): ReturnType<typeof refuse<VerifyCode>> | undefined {
  const unknown = unknownCriticalClaims(statement.claims);
  if (unknown.length > 0) return refuse('E_UPGRADE', 'CNV-021', { claims: unknown });
  if (statement.header.alg !== key.alg) return refuse('E_ALG', 'STM-012');
  if (!isStrongPoint(key.bytes)) return refuse('E_WEAK_KEY', 'STM-013');
  if (statement.header.kid !== key.kid) return refuse('E_SIG', 'STM-017');
  return findSignatureFault(statement.signature);
}

function findSignatureFault(signature: Uint8Array): ReturnType<typeof refuse<'E_SIG'>> | undefined {
  if (!isStrongPoint(signature.subarray(0, 32))) return refuse('E_SIG', 'STM-014');
  return isCanonicalScalar(signature.subarray(32)) ? undefined : refuse('E_SIG', 'STM-015');
}

function checkSignatures(jobs: readonly VerifyJob[]): Promise<boolean[]> {
  const text = new TextEncoder();
  return platform.verifyEd25519(
    jobs.map(({ statement, key }) => ({
      key: key.bytes,
      cache: key.cache,
      message: text.encode(statement.st),
      signature: statement.signature,
    })),
  );
}

/**
 * Checks one raw Ed25519 signature by the rule of chapter 02 §4. `signature` has 64 bytes; another length is `E_FORMAT` (STM-005).
 * Refuses with `E_WEAK_KEY` (STM-013) and `E_SIG` (STM-014 to STM-016).
 */
export async function verifyEd25519(
  key: PublicKey,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<Result<undefined, 'E_FORMAT' | 'E_WEAK_KEY' | 'E_SIG'>> {
  if (signature.length !== 64) return refuse('E_FORMAT', 'STM-005');
  if (!isStrongPoint(key.bytes)) return refuse('E_WEAK_KEY', 'STM-013');
  const fault = findSignatureFault(signature);
  if (fault !== undefined) return fault;
  const [holds] = await platform.verifyEd25519([{ key: key.bytes, cache: key.cache, message, signature }]);
  return holds === true ? accept(undefined) : refuse('E_SIG', 'STM-016');
}
