// The model, with a memory for what is slow and depends on its arguments alone: signatures.
import {
  checkCurvePoint,
  checkEcdsa,
  checkSignature,
  checkStrength,
  createModel,
  Fault,
  type ModelFunction,
  type ModelHooks,
  type ModelTestee,
  type SignedBytes,
} from '@allod/conformance-model';

const REMEMBERED = ['STM-013', 'STM-014', 'STM-015', 'STM-016', 'STM-027', 'STM-028', 'STM-029'];

const faultByKey = new Map<string, Fault | undefined>();

/** Says what the model says, and sooner when it was asked before. Where one of the checks is off it remembers nothing. */
export function quickModel(hooks: ModelHooks = {}): ModelTestee {
  if (REMEMBERED.some((id) => hooks.skip?.has(id))) return createModel(hooks);
  const ofKey = (name: string, check: ModelFunction<'checkStrength'>): ModelFunction<'checkStrength'> => {
    return (model, key) => remember(`${name} ${textOf(key)}`, () => check(model, key));
  };
  const ofSigned = (name: string, check: ModelFunction<'checkSignature'>): ModelFunction<'checkSignature'> => {
    return (model, signed) => remember(`${name} ${keyOf(signed)}`, () => check(model, signed));
  };
  const override = {
    checkStrength: ofKey('strength', checkStrength),
    checkCurvePoint: ofKey('point', checkCurvePoint),
    checkSignature: ofSigned('ed25519', checkSignature),
    checkEcdsa: ofSigned('ecdsa', checkEcdsa),
  };
  return createModel({ ...hooks, override: { ...override, ...hooks.override } });
}

function remember(key: string, run: () => void): void {
  if (!faultByKey.has(key)) faultByKey.set(key, faultOf(run));
  const fault = faultByKey.get(key);
  if (fault !== undefined) throw fault;
}

function faultOf(run: () => void): Fault | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

function keyOf({ key, signature, message }: SignedBytes): string {
  return [key, signature, message].map(textOf).join(' ');
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
