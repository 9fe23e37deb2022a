import type { Cells } from './output/table.ts';

/** Words of a line of the page. */
const COLUMNS = 4;

/** Words with their places, as they go on paper. */
export function wordRows(words: readonly string[]): Cells[] {
  const cells = words.map((word, i) => `${String(i + 1).padStart(2)} ${word}`);
  return Array.from({ length: Math.ceil(cells.length / COLUMNS) }, (_, i) =>
    cells.slice(i * COLUMNS, (i + 1) * COLUMNS),
  );
}
