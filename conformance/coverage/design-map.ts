/** The design map: no row of the design is lost on its way into the spec. */
import type { Failure } from './failure.ts';
import { isRecord, recordsOf, textOf, textsOf } from './json.ts';
import type { Json } from './json.ts';

/** One row of `spec/design-rows.json`: a row the design has, and the chapter that has to answer it. */
export interface DesignRow {
  readonly row: string;
  readonly chapter: string;
  readonly says: string;
}

/** One row of `spec/design-map.json`: the requirements that answer a design row, or one line why none does. */
export interface MappedRow {
  readonly row: string;
  readonly maps: readonly string[];
  readonly not: string;
}

/** Outcome of the map: unmapped rows of written chapters fail; rows of later chapters are only listed. */
export interface DesignMapVerdict {
  readonly total: number;
  readonly mapped: number;
  readonly unmapped: readonly DesignRow[];
  readonly later: readonly DesignRow[];
  readonly failures: readonly Failure[];
}

/** What the map is judged from. */
export interface DesignMapInput {
  readonly rows: readonly DesignRow[];
  readonly map: readonly MappedRow[];
  readonly requirementIds: ReadonlySet<string>;
  /** Numbers of the chapters that exist. */
  readonly writtenChapters: ReadonlySet<string>;
}

/** The rows of a parsed `spec/design-rows.json`. */
export function designRowsOf(file: Json): DesignRow[] {
  const rows = isRecord(file) ? recordsOf(file['rows']) : [];
  return rows.map((row) => ({ row: textOf(row['row']), chapter: textOf(row['chapter']), says: textOf(row['says']) }));
}

/** The rows of a parsed `spec/design-map.json`. */
export function mappedRowsOf(file: Json): MappedRow[] {
  const rows = isRecord(file) ? recordsOf(file['rows']) : [];
  return rows.map((row) => ({ row: textOf(row['row']), maps: textsOf(row['maps']), not: textOf(row['not']).trim() }));
}

function faultsOfRow(mapped: MappedRow, input: DesignMapInput): string[] {
  const unknown = mapped.maps.filter((id) => !input.requirementIds.has(id));
  const faults = unknown.map((id) => `maps to ${id}, which no chapter has`);
  if (!input.rows.some(({ row }) => row === mapped.row)) faults.push('is not in spec/design-rows.json');
  if (mapped.maps.length === 0 && mapped.not === '') faults.push('has neither requirements nor a reason');
  if (mapped.maps.length > 0 && mapped.not !== '') faults.push('has both requirements and a reason why none');
  if (mapped.not.includes('\n')) faults.push('has a reason of more than one line');
  return faults;
}

/** Joins the design's rows with the map. */
export function judgeDesignMap(input: DesignMapInput): DesignMapVerdict {
  const known = new Set(input.map.map(({ row }) => row));
  const open = input.rows.filter(({ row }) => !known.has(row));
  const unmapped = open.filter(({ chapter }) => input.writtenChapters.has(chapter));
  const later = open.filter(({ chapter }) => !input.writtenChapters.has(chapter));
  const faults = input.map.flatMap((mapped, index) => [
    ...faultsOfRow(mapped, input).map((fault) => `${mapped.row} ${fault}`),
    ...(input.map.findIndex(({ row }) => row === mapped.row) < index ? [`${mapped.row} is mapped twice`] : []),
  ]);
  const failures = [...faults, ...unmapped.map(({ row, says }) => `${row} is unmapped: ${says}`)].map(
    (message): Failure => ({ reason: 'design-map', message }),
  );
  return { total: input.rows.length, mapped: input.rows.length - open.length, unmapped, later, failures };
}
