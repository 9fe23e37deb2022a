// How the logs of a plan begin: users with two devices and a cold key each, and one of several teams, alone, with a team
// below it, with two below each other, or in a circle with the one below.
import { as, DEEP, deviceOf, FOUNDERS, History, kitOf, NEWCOMERS, SUB, SYBILS, TEAM, via } from './history.ts';
import type { AuthorityRule, Op } from '@allod/conformance-model/authority';

const CREWS: readonly Readonly<Record<string, number>>[] = [
  { A: 40, B: 30, C: 30, D: 20 },
  { A: 40, B: 40, C: 40, D: 30 },
  { A: 40, B: 40, C: 30, D: 20, kit: 50 },
  { A: 40, B: 30, C: 20, D: 10, kit: 50 },
  { A: 40, B: 40, C: 40, D: 40, kit: 50, safe: 50 },
];
const SHAPES = ['flat', 'nested', 'deep', 'circle', 'nested', 'flat'] as const;
const LEVELS_BELOW = [30, 20, 40];

/** How a plan begins; each number is taken modulo what there is. */
export interface Founding {
  readonly crew: number;
  readonly shape: number;
  readonly level: number;
}

/** A team, and the teams below it. */
export interface Founded {
  readonly history: History;
  /** By team: the levels that it begins with. */
  readonly crew: Readonly<Record<string, number>>;
  readonly paths: readonly (readonly string[])[];
}

/** Begins all logs. The paths are those by which somebody may act in the team, without the user at the end. */
export function begin({ crew, shape, level }: Founding, off?: ReadonlySet<AuthorityRule>): Founded {
  const history = new History(off);
  for (const user of [...FOUNDERS, ...NEWCOMERS, ...SYBILS]) foundUser(history, user);
  const levels = CREWS[crew % CREWS.length] ?? {};
  const form = SHAPES[shape % SHAPES.length] ?? 'flat';
  foundTeam(history, TEAM, levels);
  if (form === 'flat') return { history, crew: levels, paths: [[]] };
  foundTeam(history, SUB, { E: 40, F: 30, B: 20, ...(form === 'circle' ? { C: 30 } : {}) });
  const lvl = LEVELS_BELOW[level % LEVELS_BELOW.length] ?? 30;
  nest(history, { log: TEAM, team: SUB, by: Object.keys(levels).filter((who) => levels[who] === 40), lvl });
  if (form === 'deep') {
    foundTeam(history, DEEP, { F: 40, D: 30, E: 20 });
    nest(history, { log: SUB, team: DEEP, by: ['E'], lvl: 30 });
    return { history, crew: levels, paths: [[], [SUB], [SUB, DEEP]] };
  }
  if (form === 'circle') nest(history, { log: SUB, team: TEAM, by: ['E'], lvl: 30 });
  return { history, crew: levels, paths: form === 'circle' ? [[], [SUB], [SUB, TEAM, SUB]] : [[], [SUB]] };
}

function foundUser(history: History, user: string): void {
  const mem = [
    { who: deviceOf(user), lvl: 40, enc: true },
    { who: deviceOf(user, 2), lvl: 30, enc: true },
    { who: kitOf(user), lvl: 50, enc: true },
  ];
  const signers = [deviceOf(user), deviceOf(user, 2)].map((kid) => ({ kid, by: [] }));
  accept(history, { id: user, k: 'init', log: user, kind: 'user', par: [], signers, mem });
}

function foundTeam(history: History, id: string, levels: Readonly<Record<string, number>>): void {
  const mem = Object.entries(levels).map(([who, lvl]) => ({ who, lvl }));
  const users = mem.filter(({ lvl }) => lvl < 50).map(({ who }) => who);
  const x = Object.fromEntries(users.map((user) => [user, [user]]));
  accept(history, { id, k: 'init', log: id, kind: 'team', par: [], signers: users.map((user) => as(user)), mem, x });
}

/** Makes a team a member of another one; the newcomer agrees by its first owner. */
function nest(
  history: History,
  {
    log,
    team,
    by,
    lvl,
  }: { readonly log: string; readonly team: string; readonly by: readonly string[]; readonly lvl: number },
): void {
  const speaker = { [SUB]: 'E', [DEEP]: 'F', [TEAM]: 'A' }[team] ?? 'A';
  const signers = [...by.map((user) => as(user)), via([team, speaker])];
  const x = Object.fromEntries([...by, team, speaker].map((each) => [each, [each]]));
  accept(history, { id: `${log}${team}`, k: 'add', log, par: [log], signers, who: team, lvl, x });
}

function accept(history: History, op: Op): void {
  if (history.offer(op, { id: op.id }) === undefined)
    throw new TypeError(`${op.id} is refused: ${history.court.rejected.get(op.id)}`);
}
