import type { Command } from 'commander';
import type { Context } from './context.ts';

/** A command line that works as it stands, once the user, the records and the relay that it speaks of are there. */
export interface Example {
  /** What it does. */
  readonly does: string;
  readonly line: string;
}

/** How a verb is called. */
export interface VerbShape<O extends object> {
  /** Its words, such as `record add`. */
  readonly path: string;
  readonly summary: string;
  readonly examples: readonly [Example, Example];
  /** Adds its arguments and options. */
  readonly shape?: (command: Command) => Command;
  /** Does it. `words` are its arguments as they were given. */
  readonly run: (context: Context, words: readonly string[], options: O) => Promise<void>;
}

/** A verb of the program. */
export interface Verb extends Omit<VerbShape<object>, 'run' | 'shape'> {
  readonly shape: (command: Command) => Command;
  readonly run: (context: Context, words: readonly string[], options: object) => Promise<void>;
}

/** A verb whose options are as its `shape` declares them. */
export function defineVerb<O extends object>(verb: VerbShape<O>): Verb {
  // The parser fills what `shape` declares; nothing else connects the two.
  return {
    shape: (command) => command,
    ...verb,
    run: (context, words, options) => verb.run(context, words, options as O),
  };
}
