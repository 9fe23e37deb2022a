import type { Lab, Wanted } from './lab.ts';
import { takeTurns } from './measure.ts';
import { READ_BATCH } from './plan.ts';
import { makeRow } from './row.ts';
import type { Row } from './row.ts';

const ROW = 'relay-ingest-sealed';

/** What it costs a relay that records are encrypted. */
export const INGEST_MEASUREMENTS: readonly { readonly row: string; readonly run: (lab: Lab) => Promise<Row> }[] = [
  { row: ROW, run: ingestRow },
];

async function ingestRow(lab: Lab): Promise<Row> {
  const { local: records, rounds, warmUps } = lab.plan;
  const work = { records, batch: READ_BATCH, cores: 1 };
  const wanted = [
    { name: 'ours-ingest-sealed', ...work },
    { name: 'ours-ingest-plain', ...work },
  ] as const satisfies Wanted[];
  return lab.with(wanted, async ([sealed, plain]) => {
    const taken = await takeTurns({ runners: { sealed: sealed.round, plain: plain.round }, rounds, warmUps });
    await lab.profile(ROW, { sealed });
    const [value, opponent] = [taken.sealed, taken.plain].map(({ cpuSeconds }) => records / cpuSeconds);
    return makeRow({
      name: ROW,
      value: value!,
      unit: 'records/s',
      opponent: opponent!,
      goal: { atLeast: 0.9 },
      note:
        `Intake of sync (parts, admission, commit), ${READ_BATCH} statements with sealed bodies in an offer: their form, and that their epoch is fresh ` +
        'by what each record names. Opponent: ourselves, with the same payloads of 100 bytes in clear. By CPU time.',
    });
  });
}
