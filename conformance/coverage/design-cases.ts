/** The numbered rows of the design: each that a requirement answers is a vector under its number. */
import type { DesignRow, MappedRow } from './design-map.ts';
import type { VectorCase } from './evidence.ts';
import type { Failure } from './failure.ts';

/** What the numbers are judged from. */
export interface DesignCasesInput {
  readonly rows: readonly DesignRow[];
  readonly map: readonly MappedRow[];
  readonly cases: readonly Pick<VectorCase, 'id' | 'title' | 'requirements'>[];
  /** Requirement id → why no vector shows it. */
  readonly waivers: ReadonlyMap<string, string>;
}

const numberPattern = /^N\d+[a-z]?$/;

/** The number that a title begins with. */
function numberOf({ title }: Pick<VectorCase, 'title'>): string | undefined {
  const [first = ''] = title.split(' ');
  return numberPattern.test(first) ? first : undefined;
}

/** A row counts as shown when a case under its number cites a requirement that answers it, or when no vector can show any of these. */
function isShown({ row, maps }: MappedRow, { cases, waivers }: DesignCasesInput): boolean {
  if (maps.every((id) => waivers.has(id))) return true;
  return cases.some((vector) => numberOf(vector) === row && vector.requirements.some((id) => maps.includes(id)));
}

/** Joins the numbered rows with the titles of the cases. Whether a case passes is judged with the evidence. */
export function judgeDesignCases(input: DesignCasesInput): Failure[] {
  const { rows, map, cases } = input;
  const open = map.filter((row) => numberPattern.test(row.row) && row.maps.length > 0 && !isShown(row, input));
  const known = new Set(rows.map(({ row }) => row));
  const odd = cases.filter((vector) => {
    const number = numberOf(vector);
    return number !== undefined && !known.has(number);
  });
  return [
    ...open.map(({ row, maps }) => `${row}: no case whose title begins with it cites ${maps.join(' or ')}`),
    ...odd.map(({ id, title }) => `${id}: the design has no row for its title, "${title}"`),
  ].map((message): Failure => ({ reason: 'design-case', message }));
}
