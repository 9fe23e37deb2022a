import type { PackContents, Packs } from '@allod/client';
import { encodeBase64url } from '@allod/core/bytes';
import { ERROR_CODES } from '@allod/core/errors';
import type { ErrorCode } from '@allod/core/errors';
import { EXIT } from './errors/exit-codes.ts';
import { Failure } from './errors/failure.ts';
import type { Output } from './output/output.ts';
import type { Cells } from './output/table.ts';
import { Reported } from './reported.ts';

/** What reading a pack came to. */
export type PackReport = Awaited<ReturnType<Packs['import']>>;

/** The numbers of a report, one on each line. */
export function packRows({ items, accepted, refused, parked }: PackReport): Cells[] {
  return [
    ['items', String(items)],
    ['accepted', String(accepted)],
    ['refused', String(refused.length)],
    ['waiting', String(parked.length)],
  ];
}

/** The spaces of a pack with what is in them, one line for each collection. */
export function contentRows({ contents }: PackContents): Cells[] {
  return contents.flatMap(({ space, count, collections }) => [
    ['space', space, `${count} statements`],
    ...collections.map(({ col, records }) => ['collection', col, `${records} records`]),
  ]);
}

/** Prints a report, and throws {@link Reported} when anything of the pack was not right. */
export async function tellPack(output: Output, report: PackReport, rows: readonly Cells[]): Promise<void> {
  const failure = packFailure(report);
  const per = report.per.map(({ certificate, ...each }) => ({ ...each, certificate: encodeBase64url(certificate) }));
  const document = { ...report, per, ...(failure === undefined ? {} : { error: failure.toJSON() }) };
  await output.result(document, { heading: [], rows });
  if (failure !== undefined) throw new Reported(failure);
}

/** The fault at which reading ended; else the first refusal. */
function packFailure({ fault, refused }: PackReport): Failure | undefined {
  const details = { refused: refused.length };
  if (fault !== undefined) return new Failure(fault.code, { details });
  const [first] = refused;
  if (first === undefined) return undefined;
  const code: ErrorCode = ERROR_CODES.find((each) => each === first.code) ?? 'E_PACK';
  const data = `${refused.length} of the items were refused and not stored; the first is item ${first.index}. The others are right.`;
  return new Failure(code, { data, details: { ...details, index: first.index }, exit: EXIT.refused });
}
