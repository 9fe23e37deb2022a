import { Fault, ORIGINALS } from '@allod/conformance-model';
import type { AuthorityRule, Model, ModelHooks } from '@allod/conformance-model';

/** The model under observation. */
export interface Watch {
  readonly hooks: ModelHooks;
  /** The functions that were called, the requirements and codes of the faults they raised, and the rules asked for, since the last call. */
  take(): ReadonlySet<string>;
}

type AnyFunction = (model: Model, ...args: unknown[]) => unknown;

/** Watches the model with these hooks and changes nothing. */
export function createWatch(hooks: ModelHooks): Watch {
  let seen = new Set<string>();
  const watched = (name: string, run: AnyFunction): AnyFunction => {
    return (model, ...args) => {
      seen.add(name);
      try {
        return run(model, ...args);
      } catch (error) {
        if (error instanceof Fault) seen.add(error.requirement).add(error.code);
        throw error;
      }
    };
  };
  const functions = Object.entries({ ...ORIGINALS, ...hooks.override } as Record<string, AnyFunction>);
  const override = Object.fromEntries(functions.map(([name, run]) => [name, watched(name, run)]));
  const off = new AskedRules((rule) => seen.add(rule));
  return {
    hooks: { ...hooks, override, off },
    take: () => {
      const taken = seen;
      seen = new Set();
      return taken;
    },
  };
}

/** No rule is off, and somebody hears which ones were asked for. */
class AskedRules extends Set<AuthorityRule> {
  readonly #hear: (rule: AuthorityRule) => void;

  constructor(hear: (rule: AuthorityRule) => void) {
    super();
    this.#hear = hear;
  }

  override has(rule: AuthorityRule): boolean {
    this.#hear(rule);
    return false;
  }
}

/** Whether a run that made the model do these things can differ under these hooks. A fault that never arose cannot be missed. */
export function isTouched(
  seen: ReadonlySet<string>,
  { skip = new Set(), override = {}, off = new Set() }: ModelHooks,
): boolean {
  return [...skip, ...Object.keys(override), ...off].some((name) => seen.has(name));
}
