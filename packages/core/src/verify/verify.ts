import { falseSignature, findKeyFault, findSignatureFault } from '../key/key-rule.ts';
import type { PublicKey } from '../key/public-key.ts';
import { accept, refuse } from '../errors/result.ts';
import type { ProtocolError, Result } from '../errors/result.ts';
import { statementIds } from '../statement/id.ts';
import type { Signature, Statement } from '../statement/statement.ts';
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

type Fault = { readonly ok: false; readonly error: ProtocolError<VerifyCode> };

/**
 * Verifies statements: steps 7 to 9 of chapter 02 §8, one outcome for each job, in order.
 * `E_UPGRADE` means *park* (CNV-021, STM-026, and the rules of the place). Refuses with `E_ALG` (STM-012), `E_WEAK_KEY`
 * (STM-013, STM-027) and `E_SIG` (STM-014 to STM-017, STM-025, STM-028, STM-029).
 * Throws `RangeError` unless a job has as many keys as its statement has signatures.
 */
export async function verifyStatements(jobs: readonly VerifyJob[]): Promise<Result<Verified, VerifyCode>[]> {
  const faults = jobs.map(findFault);
  const sound = jobs.filter((_, i) => faults[i] === undefined);
  const forged = await findForgeries(sound);
  const ids = await statementIds(sound.map(({ statement }) => statement));
  let next = 0;
  return jobs.map(({ statement }, i) => {
    if (faults[i] !== undefined) return faults[i];
    const at = next++;
    return forged[at] ?? accept({ ...statement, id: ids[at]! } as Verified);
  });
}

/** Everything that can be said before the expensive part. */
function findFault({ statement, keys }: VerifyJob): Fault | undefined {
  const { upgrade, signatures } = statement;
  if (upgrade !== undefined) return { ok: false, error: upgrade };
  if (keys.length !== signatures.length)
    throw new RangeError(`${signatures.length} signers need as many keys, got ${keys.length}`);
  const weak = firstFault(signatures, ({ header }, i) => findKeyFault(keys[i]!, header.alg));
  return weak ?? firstFault(signatures, (signature, i) => findLooks(signature, keys[i]!));
}

function firstFault(
  signatures: readonly Signature[],
  find: (signature: Signature, i: number) => Fault | undefined,
): Fault | undefined {
  for (const [i, signature] of signatures.entries()) {
    const fault = find(signature, i);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function findLooks({ header, signature }: Signature, key: PublicKey): Fault | undefined {
  if (header.kid !== key.kid) return refuse('E_SIG', 'STM-017');
  return findSignatureFault(signature, header.alg);
}

/** For each job the refusal of its first false signature, or `undefined` when all hold. */
async function findForgeries(jobs: readonly VerifyJob[]): Promise<(Fault | undefined)[]> {
  const text = new TextEncoder();
  const checks = jobs.flatMap(({ statement, keys }) =>
    statement.signatures.map(({ header, input, signature }, i) => ({
      alg: header.alg,
      key: keys[i]!.bytes,
      cache: keys[i]!.cache,
      message: text.encode(input),
      signature,
    })),
  );
  const holds = (await platform.verify(checks)).values();
  return jobs.map(({ statement }) => {
    const verdicts = statement.signatures.map(() => holds.next().value === true);
    const wrong = verdicts.indexOf(false);
    return wrong === -1 ? undefined : falseSignature(statement.signatures[wrong]!.header.alg, verdicts.length > 1);
  });
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
