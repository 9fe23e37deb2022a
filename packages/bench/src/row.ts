/** What a ratio has to be. */
export type Goal = { readonly atLeast: number } | { readonly atMost: number };

/** One line of the report. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The same figure of the shortest honest code, measured in the same run. */
  readonly floor: number | null;
  /** The same figure of whoever else the note names, measured in the same run. */
  readonly opponent: number | null;
  /** `value` divided by `floor`, or by `opponent` where there is no floor. */
  readonly ratio: number | null;
  /** What `ratio` has to be, such as `>= 0.5`. */
  readonly goal: string | null;
  /** Whether the goal is met; true where there is none. */
  readonly ok: boolean;
  /** What was measured, and how. */
  readonly note: string;
}

/** What a row is made of. */
export interface Figures extends Pick<Row, 'name' | 'value' | 'unit' | 'note'> {
  readonly floor?: number;
  readonly opponent?: number;
  readonly goal?: Goal;
}

/** Puts a row together. A goal without a ratio is missed: nothing was shown. */
export function makeRow({ name, value, unit, floor, opponent, goal, note }: Figures): Row {
  const base = floor ?? opponent;
  const ratio = base === undefined ? null : value / base;
  return {
    name,
    value: rounded(value),
    unit,
    floor: floor === undefined ? null : rounded(floor),
    opponent: opponent === undefined ? null : rounded(opponent),
    ratio: ratio === null ? null : Math.round(ratio * 1000) / 1000,
    goal: goal === undefined ? null : wordsOf(goal),
    ok: goal === undefined || (ratio !== null && meets(ratio, goal)),
    note,
  };
}

/** Four digits: what lies behind them is chance. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

function meets(ratio: number, goal: Goal): boolean {
  return 'atLeast' in goal ? ratio >= goal.atLeast : ratio <= goal.atMost;
}

function wordsOf(goal: Goal): string {
  return 'atLeast' in goal ? `>= ${goal.atLeast}` : `<= ${goal.atMost}`;
}

/** The rows as a table for a terminal, each note below its row. */
export function tableOf(rows: readonly Row[]): string {
  const head = ['', 'value', 'unit', 'floor', 'opponent', 'ratio', 'goal', ''];
  const lines = rows.map(({ name, value, unit, floor, opponent, ratio, goal, ok }) =>
    [name, value, unit, floor, opponent, ratio, goal, goal === null ? '' : ok ? 'met' : 'MISSED'].map((cell) =>
      String(cell ?? '-'),
    ),
  );
  const widths = head.map((title, i) => Math.max(title.length, ...lines.map((line) => line[i]!.length)));
  const laid = [head, ...lines].map((line) =>
    line
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd(),
  );
  return laid.map((line, i) => (i === 0 ? line : `${line}\n    ${rows[i - 1]!.note}`)).join('\n');
}
