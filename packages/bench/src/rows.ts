import { BODY_MEASUREMENTS } from './body-rows.ts';
import type { Crypto, Lab, Wanted } from './lab.ts';
import type { Round } from './contender.ts';
import { INGEST_MEASUREMENTS } from './ingest-rows.ts';
import { LOG_MEASUREMENTS } from './log-rows.ts';
import { takeTurns } from './measure.ts';
import { pullRows } from './pull-rows.ts';
import { READ_BATCH, WRITE_BATCH } from './plan.ts';
import type { Plan } from './plan.ts';
import { makeRow } from './row.ts';
import type { Row } from './row.ts';
import { ROTATION_MEASUREMENTS } from './rotation-rows.ts';
import { TEAM_MEASUREMENTS } from './team-rows.ts';

/** Rows that come out of one measurement. */
export interface Measurement {
  readonly rows: readonly string[];
  /** Records that it needs the corpus to have. */
  readonly records: (plan: Plan) => number;
  readonly run: (lab: Lab) => Promise<Row[]>;
}

const ONE = 'verify-persist-one-thread';
const TWO = 'verify-persist-two-threads';
const JOSE = 'jose-verify';

/** The name of the same row without libsodium. */
function onNode(row: string): string {
  return `${row}-node-crypto`;
}

const WITH: Readonly<Record<Crypto, string>> = { sodium: 'sodium-native verifies', node: 'node:crypto verifies' };

/** Every measurement, in the order in which they are made. */
export const MEASUREMENTS: readonly Measurement[] = [
  { rows: ['sign-persist-one'], records: ({ single }) => single, run: signOne },
  { rows: ['sign-persist-batch'], records: ({ local }) => local, run: signBatch },
  { rows: [ONE, TWO], records: ({ local }) => local, run: (lab) => verifyRows(lab, 'sodium') },
  { rows: [ONE, TWO].map(onNode), records: ({ local }) => local, run: (lab) => verifyRows(lab, 'node') },
  { rows: [JOSE], records: ({ local }) => local, run: (lab) => joseRow(lab, 'sodium') },
  { rows: [onNode(JOSE)], records: ({ local }) => local, run: (lab) => joseRow(lab, 'node') },
  {
    rows: ['cold-pull-100k', 'memory-100k', 'bytes-wire', 'bytes-stored'],
    records: ({ pull }) => pull,
    run: pullRows,
  },
  ...[...INGEST_MEASUREMENTS, ...LOG_MEASUREMENTS, ...TEAM_MEASUREMENTS, ...BODY_MEASUREMENTS].map(
    ({ row, run }): Measurement => ({
      rows: [row],
      records: () => 1,
      run: async (lab) => [await run(lab)],
    }),
  ),
  ...ROTATION_MEASUREMENTS.map((each): Measurement => ({ ...each, records: () => 1 })),
];

const PER_SECOND = 'records/s';

async function signOne(lab: Lab): Promise<Row[]> {
  const name = 'sign-persist-one';
  const { ours, floor, cpu } = await signing(lab, { name, records: lab.plan.single, batch: 1 });
  const note = `records.add of the client, one awaited call after the other. Floor: sign, put and flush each record. ${cpu}`;
  return [makeRow({ name, value: ours, unit: PER_SECOND, floor, note })];
}

async function signBatch(lab: Lab): Promise<Row[]> {
  const name = 'sign-persist-batch';
  const { ours, floor, cpu } = await signing(lab, { name, records: lab.plan.local, batch: WRITE_BATCH });
  const note = `records.addAll of the client, ${WRITE_BATCH} records a call. Floor: sign and put them, one flush for as many. ${cpu}`;
  return [makeRow({ name, value: ours, unit: PER_SECOND, floor, goal: { atLeast: 0.5 }, note })];
}

async function signing(
  lab: Lab,
  { name, records, batch }: { readonly name: string; readonly records: number; readonly batch: number },
): Promise<{ readonly ours: number; readonly floor: number; readonly cpu: string }> {
  const wanted = [
    { name: 'ours-sign', records, batch },
    { name: 'floor-sign', records, batch },
  ] as const satisfies Wanted[];
  return lab.with(wanted, async ([ours, floor]) => {
    const { rounds, warmUps } = lab.plan;
    const taken = await takeTurns({ runners: { ours: ours.round, floor: floor.round }, rounds, warmUps });
    await lab.profile(name, { ours });
    const cpu = cpuWords(records, taken.ours, taken.floor);
    return { ours: records / taken.ours.seconds, floor: records / taken.floor.seconds, cpu };
  });
}

async function verifyRows(lab: Lab, crypto: Crypto): Promise<Row[]> {
  const { local: records, rounds, warmUps } = lab.plan;
  const work = { records, batch: READ_BATCH };
  const wanted = [
    { name: 'ours-verify', ...work, cores: 1, crypto },
    { name: 'floor-verify', ...work, cores: 1 },
    { name: 'ours-verify', ...work, cores: 2, crypto },
  ] as const satisfies Wanted[];
  return lab.with(wanted, async ([ours, floor, two]) => {
    const runners = { ours: ours.round, floor: floor.round, two: two.round };
    const taken = await takeTurns({ runners, rounds, warmUps });
    const [one, bare, both] = [taken.ours, taken.floor, taken.two].map(({ seconds }) => records / seconds);
    const [oneName, twoName] = crypto === 'node' ? [onNode(ONE), onNode(TWO)] : [ONE, TWO];
    await lab.profile(oneName, { ours });
    await lab.profile(twoName, { two });
    const path =
      `Intake of sync (parts, admission, commit), ${READ_BATCH} statements with bodies in an offer, the next offered before the last is ` +
      'committed, as a session does';
    return [
      makeRow({
        name: oneName,
        value: one!,
        unit: PER_SECOND,
        floor: bare!,
        goal: { atLeast: 0.8 },
        note: `${path}; ${WITH[crypto]}, ${kept(lab, 1)}. Floor: node:crypto verify and put, one flush for as many. ${cpuWords(records, taken.ours, taken.floor)}`,
      }),
      makeRow({
        name: twoName,
        value: both!,
        unit: PER_SECOND,
        opponent: one!,
        goal: { atLeast: 1.4 },
        note: `The same, ${WITH[crypto]}; ${kept(lab, 2)}. Opponent: ourselves with one core, the row above. ${cpuWords(records, taken.two, taken.ours)}`,
      }),
    ];
  });
}

async function joseRow(lab: Lab, crypto: Crypto): Promise<Row[]> {
  const { local: records, rounds, warmUps } = lab.plan;
  const work = { records, batch: READ_BATCH, cores: 1 };
  const wanted = [
    { name: 'ours-decode-verify', ...work, crypto },
    { name: 'jose-verify', ...work },
    { name: 'jose-verify', ...work, batch: 1 },
  ] as const satisfies Wanted[];
  return lab.with(wanted, async ([ours, jose, single]) => {
    const runners = { ours: ours.round, jose: jose.round, single: single.round };
    const taken = await takeTurns({ runners, rounds, warmUps });
    const [mine, theirs, alone] = [taken.ours, taken.jose, taken.single].map(({ seconds }) => records / seconds);
    const name = crypto === 'node' ? onNode(JOSE) : JOSE;
    await lab.profile(name, { ours });
    return [
      makeRow({
        name,
        value: mine!,
        unit: PER_SECOND,
        opponent: Math.max(theirs!, alone!),
        goal: { atLeast: 1.5 },
        note:
          `decodeRecord and verifyStatements; ${WITH[crypto]}, ${kept(lab, 1)}. Opponent: flattenedVerify of jose, which reads no claims: the better of ` +
          `${READ_BATCH} promises at once (${theirs!.toFixed(0)}) and one (${alone!.toFixed(0)}). ` +
          cpuWords(records, taken.ours, theirs! > alone! ? taken.jose : taken.single),
      }),
    ];
  });
}

/** The time of all cores that one record takes: on a machine with others on it, truer than the time that passes. */
function cpuWords(records: number, ours: Round, other: Round): string {
  const [mine, theirs] = [ours, other].map(({ cpuSeconds }) => ((cpuSeconds / records) * 1_000_000).toFixed(0));
  return `CPU ${mine} us a record against ${theirs}.`;
}

/** What is said of the cores that a figure was taken on. */
function kept(lab: Lab, count: number): string {
  const cores = count === 1 ? 'one core' : `${count} cores`;
  return lab.canKeepOn(count) ? `pinned to ${cores}` : `UNPINNED, for processes cannot be kept on ${cores} here`;
}
