import type { Round } from './contender.ts';
import type { ContenderName } from './contenders.ts';
import type { Lab, Wanted } from './lab.ts';
import { takeTurns } from './measure.ts';
import { READ_BATCH } from './plan.ts';
import { makeRow } from './row.ts';
import type { Row } from './row.ts';

const MEBIBYTE = 1_048_576;
const PER_RECORD = 'bytes/record';

interface Pulled {
  readonly ours: Round;
  readonly floor: Round;
  readonly weighed: Round;
}

/** The rows of a pull: time, memory, and bytes on the wire and in the store. */
export async function pullRows(lab: Lab): Promise<Row[]> {
  const { pull: records } = lab.plan;
  const servers = [
    { name: 'relay', records, batch: READ_BATCH },
    { name: 'floor-server', records, batch: READ_BATCH },
  ] as const satisfies Wanted[];
  const pulled = await lab.with(servers, async ([relay, floorServer]) => {
    const once = (name: ContenderName, url: string): Promise<Round> =>
      lab.with([{ name, records, batch: READ_BATCH, url }] as const, ([client]) => client.round());
    const [ourUrl, floorUrl] = [relay.facts.url!, floorServer.facts.url!];
    const weighed = await once('ours-pull-weighed', ourUrl);
    await once('floor-pull', floorUrl);
    const taken = await takeTurns({
      runners: { ours: () => once('ours-pull', ourUrl), floor: () => once('floor-pull', floorUrl) },
      rounds: lab.plan.pullRounds,
      warmUps: 0,
    });
    if (lab.isProfiling) {
      const client = { name: 'ours-pull', records, batch: READ_BATCH, url: ourUrl } as const;
      await lab.with([client] as const, ([ours]) => lab.profile('cold-pull-100k', { client: ours, relay }));
    }
    return { ...taken, weighed };
  });
  return rowsOf(pulled, records);
}

function rowsOf({ ours, floor, weighed }: Pulled, records: number): Row[] {
  const perRecord = (bytes: number): number => bytes / records;
  const plain = Math.round(perRecord(weighed.plainBytes!));
  return [
    makeRow({
      name: 'cold-pull-100k',
      value: ours.seconds,
      unit: 's',
      floor: floor.seconds,
      goal: { atMost: 1.2 },
      note:
        `sync of the client through a relay process, ${records} records, into an empty store; sodium-native verifies. Floor: a process streams frames of ` +
        `${READ_BATCH} records, another verifies and puts each frame, one flush for each. ${Math.round(perRecord(ours.wireBytes!))} wire bytes a record; CPU of the client ${ours.cpuSeconds.toFixed(1)} s ` +
        `against ${floor.cpuSeconds.toFixed(1)} s.`,
    }),
    memoryRow(ours, records),
    makeRow({
      name: 'bytes-wire',
      value: perRecord(ours.wireBytes!),
      unit: PER_RECORD,
      floor: perRecord(floor.wireBytes!),
      note: `Frames of the pull, compressed; ${plain} without compression. Floor: header, claims, signature and body as they are.`,
    }),
    makeRow({
      name: 'bytes-stored',
      value: perRecord(ours.storedBytes!),
      unit: PER_RECORD,
      floor: perRecord(floor.storedBytes!),
      note: 'data.mdb of the client after the pull: statements, bodies and every index. Floor: its data.mdb, one row a record.',
    }),
  ];
}

function memoryRow({ earlyRss, lateRss, earlyOwn, lateOwn }: Round, records: number): Row {
  const own = [earlyOwn!, lateOwn!];
  const resident = [earlyRss!, lateRss!];
  // Where the system does not tell pages of files apart, all that is resident stands for it.
  const [early, late] = (own.includes(0) ? resident : own).map((bytes) => bytes / MEBIBYTE);
  const [first, last] = resident.map((bytes) => (bytes / MEBIBYTE).toFixed(0));
  return makeRow({
    name: 'memory-100k',
    value: late!,
    unit: 'MiB',
    opponent: early!,
    goal: { atMost: 1.3 },
    note:
      `The client's own memory near the end of the pull of ${records} records. Opponent: around a fifth of it. With the pages of the ` +
      `store's file, which the system takes back at will and which grow with the store: ${last} and ${first} MiB.`,
  });
}
