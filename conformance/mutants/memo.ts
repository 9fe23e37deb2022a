import {
  Fault,
  checkCurvePoint,
  checkEcdsa,
  checkSignature,
  checkStrength,
  decodeBase64url,
  decodeUtf8,
} from '@allod/conformance-model';
import type { ModelHooks, SignedBytes } from '@allod/conformance-model';
import type { Mutant } from './mutant.ts';

/** The requirements that each remembered function checks: a mutant that switches one of them off gets the original. */
const CHECKED_BY = {
  decodeBase64url: ['CNV-002', 'CNV-003', 'CNV-004'],
  decodeUtf8: ['CNV-007'],
  checkStrength: ['STM-013'],
  checkSignature: ['STM-014', 'STM-015', 'STM-016'],
  checkCurvePoint: ['STM-027'],
  checkEcdsa: ['STM-028', 'STM-029'],
} as const;

type Outcome<T> = { readonly value: T } | { readonly fault: Fault };

/**
 * Remembers, from one mutant to the next, what the slow functions of the model gave for equal arguments. They call no other
 * function of the model, so a mutation elsewhere cannot change them. Were a check missing in the table above, the mutant
 * without it would survive and be reported: the mistake cannot hide one.
 */
export function createMemo(): (mutant: Mutant) => ModelHooks {
  const bytesByText = new Map<string, Outcome<Uint8Array>>();
  const textByBytes = new Map<string, Outcome<string>>();
  const [strength, signature, point, ecdsa] = [newVerdicts(), newVerdicts(), newVerdicts(), newVerdicts()];
  const remembered: Required<Pick<NonNullable<ModelHooks['override']>, keyof typeof CHECKED_BY>> = {
    decodeBase64url: (model, text) => remember(bytesByText, text, () => decodeBase64url(model, text)),
    decodeUtf8: (model, bytes) => remember(textByBytes, keyOf([bytes]), () => decodeUtf8(model, bytes)),
    checkStrength: (model, key) => remember(strength, keyOf([key]), () => checkStrength(model, key)),
    checkSignature: (model, signed) => remember(signature, keyOfSigned(signed), () => checkSignature(model, signed)),
    checkCurvePoint: (model, key) => remember(point, keyOf([key]), () => checkCurvePoint(model, key)),
    checkEcdsa: (model, signed) => remember(ecdsa, keyOfSigned(signed), () => checkEcdsa(model, signed)),
  };
  return ({ hooks }) => {
    const skipped = hooks.skip ?? new Set<string>();
    const untouched = Object.entries(remembered).filter(([name]) => !checksOf(name).some((id) => skipped.has(id)));
    return { ...hooks, override: { ...Object.fromEntries(untouched), ...hooks.override } };
  };
}

function checksOf(name: string): readonly string[] {
  return Object.entries(CHECKED_BY).find(([each]) => each === name)?.[1] ?? [];
}

function newVerdicts(): Map<string, Outcome<void>> {
  return new Map();
}

function keyOfSigned({ message, key, signature }: SignedBytes): string {
  return keyOf([message, key, signature]);
}

/** Lengths stand in the key, so that no two lists of byte strings share one. */
function keyOf(parts: readonly Uint8Array[]): string {
  return parts.map((part) => `${part.length}:${Buffer.from(part).toString('latin1')}`).join('');
}

function remember<T>(outcomeByKey: Map<string, Outcome<T>>, key: string, run: () => T): T {
  const outcome = outcomeByKey.get(key) ?? outcomeOf(run);
  outcomeByKey.set(key, outcome);
  if ('fault' in outcome) throw outcome.fault;
  return outcome.value;
}

function outcomeOf<T>(run: () => T): Outcome<T> {
  try {
    return { value: run() };
  } catch (error) {
    if (error instanceof Fault) return { fault: error };
    throw error;
  }
}
