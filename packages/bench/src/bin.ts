// `npm run bench [-- NAME…]`: measures, prints a table, and writes the report.
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findCores } from './cores.ts';
import { writeCorpus } from './corpus.ts';
import { Lab } from './lab.ts';
import { FULL, QUICK } from './plan.ts';
import { tableOf } from './row.ts';
import type { Row } from './row.ts';
import { MEASUREMENTS } from './rows.ts';

const REPORTS = fileURLToPath(new URL('../../../reports', import.meta.url));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Tiny sizes: shows that everything runs, and measures nothing. */
    quick: { type: 'boolean', default: false },
    /** Profiles one more round of each measurement, and prints what cost most. */
    profile: { type: 'boolean', default: false },
    /** Another file for the report. */
    report: { type: 'string' },
  },
});

const names = MEASUREMENTS.flatMap(({ rows }) => rows);
const unknown = positionals.filter((name) => namesFor(name).length === 0);
const file =
  values.report === undefined
    ? join(REPORTS, values.quick ? 'bench.quick.json' : 'bench.json')
    : resolve(values.report);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** The row of a name; where there is none, those whose names begin with it and a dash. */
function namesFor(name: string): readonly string[] {
  return names.includes(name) ? [name] : names.filter((each) => each.startsWith(`${name}-`));
}

/** Runs what was asked for, in a folder on the disk of the report: what is flushed there is really flushed. */
async function run(wanted: ReadonlySet<string>): Promise<Row[]> {
  const measurements = MEASUREMENTS.filter(({ rows }) => rows.some((name) => wanted.has(name)));
  const plan = values.quick ? QUICK : FULL;
  await mkdir(dirname(file), { recursive: true });
  const folder = await mkdtemp(join(dirname(file), 'bench-'));
  process.once('SIGINT', () => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(130);
  });
  try {
    const corpus = join(folder, 'corpus');
    const records = Math.max(...measurements.map((each) => each.records(plan)));
    say(`Writing ${records} records to measure with`);
    await writeCorpus(corpus, records);
    const profiles = values.profile ? { profiles: join(dirname(file), 'bench-profiles') } : {};
    const lab = new Lab({ plan, folder, corpus, cores: findCores(), mayInstall: !values.quick, say, ...profiles });
    const rows: Row[] = [];
    for (const each of measurements) {
      say(`Measuring ${each.rows.join(', ')}`);
      rows.push(...(await each.run(lab)).filter(({ name }) => wanted.has(name)));
    }
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (unknown.length > 0) {
  process.stderr.write(`There is no row "${unknown.join('", "')}". The rows are: ${names.join(', ')}\n`);
  process.exitCode = 2;
} else {
  try {
    const rows = await run(new Set(positionals.length === 0 ? names : positionals.flatMap(namesFor)));
    await writeFile(file, `${JSON.stringify(rows, undefined, 2)}\n`);
    say(`\n${tableOf(rows)}\n\n${file}`);
  } catch (fault) {
    process.stderr.write(`No report was written: ${fault instanceof Error ? fault.message : String(fault)}\n`);
    process.exitCode = 1;
  }
}
