import { ERROR_CODES, PHASE_BY_CODE } from '@allod/core/errors';
import type { ProtocolError } from '@allod/core/errors';
import type * as fc from 'fast-check';
import { demand } from './fault.ts';
import type { Input } from './input.ts';

/** What {@link Target.judge} says of an input that was accepted. */
export const ACCEPTED = 'accepted';

/** A decoder, what it is fed, and what must hold whatever it is fed. */
export interface Target {
  readonly name: string;
  /** Valid values and known bad ones, which mutants come from. */
  readonly corpus: readonly Input[];
  /** Inputs near the grammar. */
  readonly grammar: fc.Arbitrary<Input>;
  /** {@link ACCEPTED} or the code of the refusal. Throws a `Fault` when the decoder is wrong. */
  readonly judge: (input: Input) => string | Promise<string>;
  /** Makes a mutant fit again where a checksum would stop nearly all of them at the same place. */
  readonly mend?: (input: Input) => Input;
}

/** The code of a refusal, which must be one that the decoder declares, and registered. */
export function codeOf(error: ProtocolError, declared: readonly string[]): string {
  const { code, phase, requirement } = error;
  demand(declared.includes(code), 'code', `${code} is not a code that this decoder declares`);
  demand((ERROR_CODES as readonly string[]).includes(code), 'code', `${code} is not registered`);
  demand(phase === PHASE_BY_CODE[code], 'code', `${code} says it is of phase ${phase}`);
  demand(/^[A-Z]{3}-\d{3}$/.test(requirement), 'code', `${code} cites "${requirement}"`);
  return code;
}
