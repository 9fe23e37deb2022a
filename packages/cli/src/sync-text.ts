import type { SyncReport } from '@allod/client';
import { ERROR_CODES } from '@allod/core/errors';
import { EXIT } from './errors/exit-codes.ts';
import { Failure } from './errors/failure.ts';
import type { Output } from './output/output.ts';
import { printable } from './output/printable.ts';
import { Reported } from './reported.ts';

/**
 * Prints what a sync came to, and throws {@link Reported} when anything of what came was refused. `codes` are those with which it was
 * refused here, in their order.
 */
export async function tellSync(output: Output, report: SyncReport, codes: readonly string[]): Promise<void> {
  const { received, sent, refused, parked, held, equal } = report;
  const failure = refused === 0 ? undefined : refusal(refused, codes);
  const rows = [
    ['received', String(received)],
    ['sent', String(sent)],
    ['refused', String(refused)],
    ['waiting', String(parked)],
    ['held', String(held)],
    ['equal', equal ? 'yes' : 'not known yet'],
  ];
  const error = failure === undefined ? {} : { error: failure.toJSON() };
  await output.result({ ...report, ...error }, { heading: [], rows });
  for (const says of report.upkeep) output.note(printable(says));
  if (held > 0)
    output.note(
      `${held} of the records here have a time that has not come yet by the clock here. They are stored, and shown when it has come.`,
    );
  if (failure !== undefined) throw new Reported(failure);
}

/** Under the code of the first that was refused. */
function refusal(count: number, codes: readonly string[]): Failure {
  const code = ERROR_CODES.find((each) => each === codes[0]) ?? 'E_ABUSE';
  const data = `${count} of what came was refused and not stored. The rest is stored.`;
  return new Failure(code, { data, details: { refused: count }, exit: EXIT.refused });
}
