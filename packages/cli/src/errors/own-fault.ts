import type { Output } from '../output/output.ts';
import type { FailureJson } from './failure.ts';

/** What is printed of a failure. */
export interface Shown {
  readonly code: FailureJson['code'];
  readonly message: string;
  readonly hint: string;
  toJSON(): object;
}

/** A fault of the program itself. Where it comes from is printed for those who ask for more. */
export function ownFault(fault: unknown, output: Pick<Output, 'detail'>): Shown {
  const reason = fault instanceof Error ? fault.message : String(fault);
  if (fault instanceof Error && fault.stack !== undefined) output.detail(fault.stack);
  const message = `The program itself has a fault: ${reason.replace(/\.?$/, '.')} What was stored before is kept.`;
  const hint = 'Run `allod doctor`. If it finds nothing, report this, with what --verbose prints.';
  const code = 'E_INTERNAL';
  return { code, message, hint, toJSON: () => ({ code, message, hint, requirement: '', details: {} }) };
}
