/** What a decoder can do wrong. */
export type Oracle =
  | 'throws'
  | 'code'
  | 'verdict'
  | 'value'
  | 'inverse'
  | 'limit'
  | 'agreement'
  | 'prefix'
  | 'forged'
  | 'pollution'
  | 'memory'
  | 'hang'
  | 'blind';

/** A decoder did what no decoder may do. */
export class Fault extends Error {
  readonly oracle: Oracle;

  constructor(oracle: Oracle, words: string) {
    super(words);
    this.oracle = oracle;
  }
}

/** Throws a {@link Fault} unless something holds. */
export function demand(holds: boolean, oracle: Oracle, words: string): asserts holds {
  if (!holds) throw new Fault(oracle, words);
}
