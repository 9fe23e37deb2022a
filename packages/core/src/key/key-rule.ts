import { isCanonicalScalar, isStrongPoint } from './ed25519-rule.ts';
import { isLowS, isOnP256 } from './p256-rule.ts';
import type { PublicKey } from './public-key.ts';
import type { Algorithm } from '../statement/header.ts';
import { refuse } from '../errors/result.ts';

type Refusal<C extends 'E_WEAK_KEY' | 'E_SIG'> = ReturnType<typeof refuse<C>>;

/** What an algorithm asks of keys and signatures before the platform computes. A signature has 64 bytes. */
interface KeyRule {
  readonly isSoundKey: (bytes: Uint8Array) => boolean;
  readonly weakness: string;
  readonly findSignatureFault: (signature: Uint8Array) => Refusal<'E_SIG'> | undefined;
  /** What a signature breaks that the platform finds false. */
  readonly equation: string;
}

const RULE_BY_ALGORITHM: Readonly<Record<Algorithm, KeyRule>> = {
  Ed25519: {
    isSoundKey: isStrongPoint,
    weakness: 'STM-013',
    findSignatureFault: (signature) => {
      if (!isStrongPoint(signature.subarray(0, 32))) return refuse('E_SIG', 'STM-014');
      return isCanonicalScalar(signature.subarray(32)) ? undefined : refuse('E_SIG', 'STM-015');
    },
    equation: 'STM-016',
  },
  ES256: {
    isSoundKey: isOnP256,
    weakness: 'STM-027',
    findSignatureFault: (signature) => (isLowS(signature.subarray(32)) ? undefined : refuse('E_SIG', 'STM-028')),
    equation: 'STM-029',
  },
};

/** Why a key may not be used with `alg`, if it may not: its algorithm, then its strength. */
export function findKeyFault(
  key: PublicKey,
  alg: Algorithm,
): ReturnType<typeof refuse<'E_ALG' | 'E_WEAK_KEY'>> | undefined {
  if (key.alg !== alg) return refuse('E_ALG', 'STM-012');
  const { isSoundKey, weakness } = RULE_BY_ALGORITHM[alg];
  key.cache.isSound ??= isSoundKey(key.bytes);
  return key.cache.isSound ? undefined : refuse('E_WEAK_KEY', weakness);
}

/** What can be said against a signature by looking at its bytes. */
export function findSignatureFault(signature: Uint8Array, alg: Algorithm): Refusal<'E_SIG'> | undefined {
  return RULE_BY_ALGORITHM[alg].findSignatureFault(signature);
}

/** The refusal of a signature that the platform finds false. `isFurther`: the statement has several signers. (STM-025) */
export function falseSignature(alg: Algorithm, isFurther = false): Refusal<'E_SIG'> {
  return refuse('E_SIG', isFurther ? 'STM-025' : RULE_BY_ALGORITHM[alg].equation);
}
