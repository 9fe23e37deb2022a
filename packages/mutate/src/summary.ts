/** What is kept of the mutator's report, and how it is told. */

/** A place in a file, both counted from 1. */
interface Place {
  readonly line: number;
  readonly column: number;
}

/** The mutator's report (mutation-testing-report-schema), as far as it is read. */
export interface MutatorReport {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: string;
        readonly mutants: readonly {
          readonly mutatorName: string;
          readonly replacement?: string;
          readonly location: { readonly start: Place; readonly end: Place };
          readonly status: string;
        }[];
      }
    >
  >;
}

/** Counts of one file. `killed` includes mutants that hang. `score`: killed in percent of all that could be killed. */
export interface FileSummary {
  readonly file: string;
  readonly killed: number;
  readonly survived: number;
  readonly noCoverage: number;
  readonly score: number;
}

/** A mutant that no test saw. `covered`: some test ran it all the same. */
export interface Survivor extends Place {
  readonly file: string;
  readonly covered: boolean;
  readonly mutator: string;
  readonly from: string;
  readonly to: string;
}

/** reports/mutation.json */
export interface Summary {
  readonly files: readonly FileSummary[];
  readonly survivors: readonly Survivor[];
}

/** Summarises reports of packages, given by the package's folder relative to the root. Files and survivors are in order. */
export function summaryOf(reports: ReadonlyMap<string, MutatorReport>): Summary {
  const all = [...reports].flatMap(([dir, { files }]) =>
    Object.entries(files).map(([name, found]) => ({ file: `${dir}/${name}`, ...found })),
  );
  all.sort((a, b) => (a.file < b.file ? -1 : 1));
  return { files: all.map(countsOf), survivors: all.flatMap(survivorsOf) };
}

type FileReport = MutatorReport['files'][string] & { readonly file: string };

function countsOf({ file, mutants }: FileReport): FileSummary {
  const count = (...statuses: readonly string[]): number =>
    mutants.filter(({ status }) => statuses.includes(status)).length;
  const [killed, survived, noCoverage] = [count('Killed', 'Timeout'), count('Survived'), count('NoCoverage')];
  const total = killed + survived + noCoverage;
  return { file, killed, survived, noCoverage, score: total === 0 ? 100 : Math.round((1000 * killed) / total) / 10 };
}

function survivorsOf({ file, source, mutants }: FileReport): Survivor[] {
  return mutants
    .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
    .map(({ mutatorName, replacement = '', location: { start, end }, status }) => ({
      file,
      line: start.line,
      column: start.column,
      covered: status === 'Survived',
      mutator: mutatorName,
      from: textBetween(source, start, end),
      to: replacement,
    }))
    .toSorted((a, b) => a.line - b.line || a.column - b.column);
}

function textBetween(source: string, start: Place, end: Place): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines.push(lines.pop()!.slice(0, end.column - 1));
  return [lines[0]!.slice(start.column - 1), ...lines.slice(1)].join('\n');
}

/** The longest piece of code that a line of {@link tell} shows. */
const SHOWN = 70;

/** The summary as lines: a table of the files, then the survivors, each with its change. */
export function tell({ files, survivors }: Summary): string[] {
  const width = Math.max(4, ...files.map(({ file }) => file.length));
  const row = (file: string, cells: readonly (string | number)[]): string =>
    `${file.padEnd(width)} ${cells.map((cell) => String(cell).padStart(11)).join('')}`;
  const short = (code: string): string => {
    const line = code.replaceAll(/\s+/g, ' ');
    return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
  };
  return [
    row('file', ['killed', 'survived', 'no coverage', 'score']),
    ...files.map(({ file, killed, survived, noCoverage, score }) =>
      row(file, [killed, survived, noCoverage, `${score.toFixed(1)} %`]),
    ),
    ...survivors.map(
      ({ file, line, column, covered, from, to }) =>
        `${file}:${line}:${column} ${covered ? '' : 'runs in no test: '}${short(from)} → ${short(to)}`,
    ),
  ];
}
