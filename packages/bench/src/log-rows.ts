import type { Lab, Wanted } from './lab.ts';
import { takeTurns } from './measure.ts';
import type { Plan } from './plan.ts';
import { makeRow, type Goal, type Row } from './row.ts';

/** Ops of the logs that a row is about. */
type Size = (plan: Plan) => number;

interface Rate {
  readonly row: string;
  readonly name: Wanted['name'];
  readonly records: Size;
  readonly batch?: Size;
  readonly unit: string;
  readonly goal?: Goal;
  readonly note: string;
}

const SIZES = ['small', 'middle', 'large'] as const;
const NAME_OF_SIZE = { small: '1k', middle: '10k', large: '60k' } as const;

const SIGNATURES = 'Floor: node:crypto checks one Ed25519 signature of 500 bytes for each.';

const RATES: readonly Rate[] = [
  ...SIZES.map((size): Rate => ({
    row: `log-replay-${NAME_OF_SIZE[size]}`,
    name: 'ours-replay',
    records: ({ logs }) => logs[size],
    unit: 'ops/s',
    goal: { atLeast: 1 },
    note: `A quiet team of 50 from its first op on, and its members; no signature is checked. ${SIGNATURES}`,
  })),
  {
    row: 'log-load-10k',
    name: 'ours-load',
    records: ({ logs }) => logs.middle,
    unit: 'ops/s',
    goal: { atLeast: 0.5 },
    note: `The same ops, signed, from the bytes of frames: statements, rules, and 11,457 signatures. ${SIGNATURES}`,
  },
  {
    row: 'log-append',
    name: 'ours-append',
    records: ({ logs }) => logs.small,
    batch: ({ logs }) => logs.middle,
    unit: 'ops/s',
    goal: { atLeast: 1 },
    note: `After all of 10,000 ops. ${SIGNATURES}`,
  },
  {
    row: 'log-authority',
    name: 'ours-check',
    records: ({ logs }) => logs.middle,
    batch: ({ logs }) => logs.middle,
    unit: 'records/s',
    goal: { atLeast: 20 },
    note: `What the signer of a record may do at the head that it names, the last of 10,000 ops or an older one. ${SIGNATURES}`,
  },
];

async function rateRow(lab: Lab, { row, name, unit, note, goal, ...sizes }: Rate): Promise<Row> {
  const { plan } = lab;
  const records = sizes.records(plan);
  const work = { records, batch: sizes.batch?.(plan) ?? 1, cores: 1 };
  const wanted = [
    { name, ...work },
    { name: 'floor-signatures', ...work },
  ] as const satisfies Wanted[];
  return lab.with(wanted, async ([ours, floor]) => {
    const { rounds, warmUps } = plan;
    const taken = await takeTurns({ runners: { ours: ours.round, floor: floor.round }, rounds, warmUps });
    await lab.profile(row, { ours });
    const [value, bare] = [taken.ours, taken.floor].map(({ cpuSeconds }) => records / cpuSeconds);
    const figures = { name: row, value: value!, unit, floor: bare!, note: `${note} By CPU time.` };
    return makeRow(goal === undefined ? figures : { ...figures, goal });
  });
}

interface Contest {
  readonly row: string;
  readonly ours: Wanted['name'];
  readonly other: Wanted['name'];
  readonly records: Size;
  readonly goal: Goal;
  readonly note: string;
}

const CONTESTS: readonly Contest[] = [
  ...SIZES.map((size): Contest => ({
    row: `log-restore-${NAME_OF_SIZE[size]}`,
    ours: 'ours-restore',
    other: 'ours-replay',
    records: ({ logs }) => logs[size],
    goal: { atMost: 1 },
    note: 'The same state from a snapshot, its JSON read already. Opponent: ourselves, from all ops.',
  })),
  {
    row: 'log-cut-10k',
    ours: 'ours-cut',
    other: 'ours-replay',
    records: ({ logs }) => logs.middle,
    goal: { atMost: 0.5 },
    note: 'An admin is removed beside the later 5,000 of 10,000 ops, of which it signed 700; and the members then. Opponent: replay of all.',
  },
  {
    row: 'log-beside-1200',
    ours: 'ours-beside',
    other: 'ours-uncontended',
    records: ({ logs }) => logs.crafted,
    goal: { atMost: 10 },
    note: '1,200 cuts beside each other, owners of admins and admins of writers. Opponent: the same cuts, each after the one before.',
  },
  {
    row: 'log-woven-1200',
    ours: 'ours-woven',
    other: 'ours-uncontended',
    records: ({ logs }) => logs.crafted,
    goal: { atMost: 10 },
    note: '1,200 cuts on sixteen branches, each after three others: 1,200 different pasts. Opponent: the same cuts, each after the one before.',
  },
];

async function contestRow(lab: Lab, { row, ours, other, goal, note, records }: Contest): Promise<Row> {
  const work = { records: records(lab.plan), batch: 1, cores: 1 };
  const wanted = [
    { name: ours, ...work },
    { name: other, ...work },
  ] as const satisfies Wanted[];
  return lab.with(wanted, async ([mine, theirs]) => {
    const { rounds, warmUps } = lab.plan;
    const taken = await takeTurns({ runners: { mine: mine.round, theirs: theirs.round }, rounds, warmUps });
    await lab.profile(row, { mine });
    const [value, opponent] = [taken.mine, taken.theirs].map(({ cpuSeconds }) => cpuSeconds);
    return makeRow({ name: row, value: value!, unit: 's', opponent: opponent!, goal, note: `${note} By CPU time.` });
  });
}

const MIB = 1024 * 1024;

const MEMORY_ROW = 'log-memory-1000-teams';

/** What logs cost that nobody quarrels in, beside the check of as many signatures; that somebody does, beside ourselves; and their memory. */
export const LOG_MEASUREMENTS: readonly { readonly row: string; readonly run: (lab: Lab) => Promise<Row> }[] = [
  ...RATES.map((rate) => ({ row: rate.row, run: (lab: Lab): Promise<Row> => rateRow(lab, rate) })),
  ...CONTESTS.map((contest) => ({ row: contest.row, run: (lab: Lab): Promise<Row> => contestRow(lab, contest) })),
  { row: MEMORY_ROW, run: memoryRow },
];

/** The memory of many teams at once. */
async function memoryRow(lab: Lab): Promise<Row> {
  const wanted = [
    { name: 'ours-teams', records: lab.plan.logs.teams, batch: 1, weighs: true },
  ] as const satisfies Wanted[];
  return lab.with(wanted, async ([ours]) => {
    const { teams } = await takeTurns({ runners: { teams: ours.round }, rounds: 1, warmUps: 0 });
    const each = (teams['bytes']! / 1024 / lab.plan.logs.teams).toFixed(0);
    return makeRow({
      name: MEMORY_ROW,
      value: teams['bytes']! / MIB,
      unit: 'MiB',
      floor: teams['textBytes']! / MIB,
      goal: { atMost: 8 },
      note: `Heap of 1,000 teams of eight users and 60 ops, 68,000 ops in 9,000 logs, the ops themselves among it: ${each} KiB a team. Floor: their JSON.`,
    });
  });
}
