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
    goal: { atMost: 0.1 },
    note: `One team of 100 people. ${RELOAD}`,
  },
  {
    row: 'team-reload-small',
    ours: 'ours-team-reload',
    theirs: 'auth-reload',
    people: ({ teams }) => teams.few,
    teams: ({ teams }) => teams.small,
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
  const work = { records: duel.people(lab.plan), batch: duel.teams?.(lab.plan) ?? 1, cores: 1 };
  const [ours, theirs] = [
    { name: duel.ours, ...work },
    { name: duel.theirs, ...work },
  ];
  const { rounds, warmUps } = lab.plan;
  const obstacle = await lab.findObstacle('localfirst-auth');
  if (obstacle !== undefined) {
    return lab.with([ours], async ([mine]) => {
      const taken = await takeTurns({ runners: { mine: mine.round }, rounds, warmUps });
      return rowOf(duel, taken, `The opponent did not take part: ${obstacle}.`);
    });
  }
  return lab.with([ours, theirs] as const, async ([mine, other]) => {
    const taken = await takeTurns({ runners: { mine: mine.round, other: other.round }, rounds, warmUps });
    await lab.profile(duel.row, { mine });
    return rowOf(duel, taken, '');
  });
}

interface Taken {
  readonly mine: Round;
  readonly other?: Round;
}

function rowOf({ row, goal, note }: Duel, { mine, other }: Taken, remark: string): Row {
  return makeRow({
    name: row,
    value: mine.cpuSeconds,
    unit: 's',
    ...(other === undefined ? {} : { opponent: other.cpuSeconds }),
    ...(goal === undefined ? {} : { goal }),
    note: `${note} By CPU time.${remark === '' ? '' : ` ${remark}`}`,
  });
}
