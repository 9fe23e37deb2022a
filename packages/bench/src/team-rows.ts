import type { Round } from './contender.ts';
import type { Lab, Wanted } from './lab.ts';
import { takeTurns } from './measure.ts';
import type { Plan } from './plan.ts';
import { makeRow } from './row.ts';
import type { Goal, Row } from './row.ts';

interface Duel {
  readonly row: string;
  readonly ours: Wanted['name'];
  readonly theirs: Wanted['name'];
  /** How many people come into the team, or found one. */
  readonly people: (plan: Plan) => number;
  /** How many teams; one when absent. */
  readonly teams?: (plan: Plan) => number;
  /** Whether ours checks a signature for each thing that was said. */
  readonly hasSignatures?: boolean;
  readonly goal?: Goal;
  readonly note: string;
}

const RELOAD =
  'From its bytes: people were invited by link and came in, one in four was removed, and the team got a name. Ours: frames, ' +
  'statements, rules, and every signature: one of each op and of the log that each person has, two of a join. Opponent: loadTeam, which opens a ' +
  'box of each link under the keys of the team, is told these keys, finds no device of those who came in, and reads the keys that it made anew at each removal; it has no signatures.';

const DUELS: readonly Duel[] = [
  {
    row: 'team-create',
    ours: 'ours-team-create',
    theirs: 'auth-create',
    people: ({ teams }) => teams.people,
    note:
      'People with a device and a team each, 100 of them. Ours: a key, and two ops that are signed and judged. Opponent: createUser, createDevice and createTeam, ' +
      'which also make keys to encrypt with, for the user, the device, the team and its admins.',
  },
  {
    row: 'team-invite',
    ours: 'ours-team-invite',
    theirs: 'auth-invite',
    people: ({ teams }) => teams.people,
    note:
      'A team invites 100 people, and they come in. Ours: invite, and a join that the newcomer signs with the seed of the link; the founder checks it and the log of the newcomer. ' +
      'Opponent: inviteMember, generateProof and admitMember, which also hands over the keys of the team, and keeps the keys of a seed for the second who needs them.',
  },
  {
    row: 'team-remove',
    ours: 'ours-team-remove',
    theirs: 'auth-remove',
    people: ({ teams }) => teams.people,
    note:
      'One in four of these people is removed. Ours: an op that is signed and judged; there are no keys to encrypt with yet. Opponent: remove, most of which is ' +
      'new keys, and a box with them for each who stays: another thing, and so there is no goal.',
  },
  {
    row: 'team-reload',
    ours: 'ours-team-reload',
    theirs: 'auth-reload',
    people: ({ teams }) => teams.people,
    hasSignatures: true,
    goal: { atMost: 0.1 },
    note: `One team of 100 people. ${RELOAD}`,
  },
  {
    row: 'team-reload-small',
    ours: 'ours-team-reload',
    theirs: 'auth-reload',
    people: ({ teams }) => teams.few,
    teams: ({ teams }) => teams.small,
    hasSignatures: true,
    goal: { atMost: 0.1 },
    note: `Ten teams of 20 people, one after the other. ${RELOAD}`,
  },
  {
    row: 'team-restore',
    ours: 'ours-team-restore',
    theirs: 'auth-reload',
    people: ({ teams }) => teams.people,
    goal: { atMost: 0.1 },
    note:
      'The same team of 100 people. Ours: from the JSON of a snapshot, which says how ops were judged; no signature is checked, and whoever loads it believes who made it. ' +
      'Opponent: loadTeam as above, for it has nothing like that.',
  },
];

/** What it takes to work with a team whose members have real keys, beside `@localfirst/auth`. */
export const TEAM_MEASUREMENTS: readonly { readonly row: string; readonly run: (lab: Lab) => Promise<Row> }[] =
  DUELS.map((duel) => ({ row: duel.row, run: (lab: Lab): Promise<Row> => duelRow(lab, duel) }));

async function duelRow(lab: Lab, duel: Duel): Promise<Row> {
  const { rounds, warmUps } = lab.plan;
  const [people, teams] = [duel.people(lab.plan), duel.teams?.(lab.plan) ?? 1];
  const work = { records: people, batch: teams, cores: 1 };
  const obstacle = await lab.findObstacle('localfirst-auth');
  const signatures = duel.hasSignatures === true ? teams * signaturesOf(people) : 0;
  const wanted: Readonly<Record<string, Wanted>> = {
    ours: { name: duel.ours, ...work },
    ...(obstacle === undefined ? { theirs: { name: duel.theirs, ...work } } : {}),
    ...(signatures > 0 ? { bare: { ...work, name: 'floor-signatures', records: signatures } } : {}),
  };
  return lab.with(Object.values(wanted), async (started) => {
    const rows = Object.keys(wanted).map((name, at) => [name, started[at]!] as const);
    const runners = Object.fromEntries(rows.map(([name, { round }]) => [name, round]));
    const { ours, theirs, bare } = await takeTurns({ runners, rounds, warmUps });
    await lab.profile(duel.row, { ours: started[0]! });
    return rowOf(duel, ours!, {
      ...(theirs === undefined ? {} : { theirs }),
      remarks: [
        'By CPU time.',
        ...(bare === undefined
          ? []
          : [`The ${signatures} signatures alone take node:crypto ${bare.cpuSeconds.toPrecision(3)} s.`]),
        ...(obstacle === undefined ? [] : [`The opponent did not take part: ${obstacle}.`]),
      ],
    });
  });
}

/** Of a team into which so many were invited: of the founder, the team and its name; of invites, people and joins; of removals. */
function signaturesOf(people: number): number {
  return 3 + 4 * people + Math.ceil(people / 4);
}

interface Beside {
  readonly theirs?: Round;
  readonly remarks: readonly string[];
}

function rowOf({ row, goal, note }: Duel, ours: Round, { theirs, remarks }: Beside): Row {
  return makeRow({
    name: row,
    value: ours.cpuSeconds,
    unit: 's',
    ...(theirs === undefined ? {} : { opponent: theirs.cpuSeconds }),
    ...(goal === undefined ? {} : { goal }),
    note: [note, ...remarks].join(' '),
  });
}
