// The model, with a memory for what is slow and depends on its arguments alone: signatures.
import {
  checkEcdsa,
  checkSignature,
  createModel,
  Fault,
  type ModelFunction,
  type ModelHooks,
  type ModelTestee,
  type SignedBytes,
} from '@allod/conformance-model';

type Check = ModelFunction<'checkSignature'>;

const faultByKey = new Map<string, Fault | undefined>();

/** Says what the model says, and sooner when a signature was seen before. Without its own checks it remembers nothing. */
export function quickModel(hooks: ModelHooks = {}): ModelTestee {
  if (['STM-014', 'STM-015', 'STM-016', 'STM-028', 'STM-029'].some((id) => hooks.skip?.has(id)))
    return createModel(hooks);
  const override = { checkSignature: remembered(checkSignature), checkEcdsa: remembered(checkEcdsa) };
  return createModel({ ...hooks, override: { ...override, ...hooks.override } });
}

function remembered(check: Check): Check {
  return (model, signed) => {
    const key = keyOf(signed);
    if (!faultByKey.has(key))
      faultByKey.set(
        key,
        faultOf(() => check(model, signed)),
      );
    const fault = faultByKey.get(key);
    if (fault !== undefined) throw fault;
  };
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

/** The key is 32 bytes or 64 and the signature 64: no two triples share a text. */
function keyOf({ key, signature, message }: SignedBytes): string {
  return [key, signature, message].map((bytes) => Buffer.from(bytes).toString('base64')).join(' ');
}
