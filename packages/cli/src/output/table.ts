/** One line of a table. */
export type Cells = readonly string[];

/** Text in columns: aligned under a heading on a terminal, parted by tabs and without one elsewhere. */
export interface Table {
  /** Empty when the columns need no names. */
  readonly heading: Cells;
  readonly rows: readonly Cells[];
}

/** The lines of a table for people. */
export function alignedTable({ heading, rows }: Table, faint: (text: string) => string): string[] {
  const all = heading.length === 0 ? rows : [heading, ...rows];
  const widths = (all[0] ?? []).map((_, i) => Math.max(...all.map((row) => widthOf(row[i] ?? ''))));
  const lines = all.map((cells) =>
    cells
      .map((cell, i) => pad(cell, widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return heading.length === 0 ? lines : [faint(lines[0] ?? ''), ...lines.slice(1)];
}

/** A line of a table for programs. */
export function tabbedLine(cells: Cells): string {
  return cells.join('\t');
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Characters as people count them. */
function widthOf(text: string): number {
  return [...text].length;
}
