// The attacks: each makes an honest cut, or none, and says who then strikes back and what must not change.
import type { Op, OpSigner } from '@allod/conformance-model/authority';
import { type Agent, Pen } from './agents.ts';
import type { Draw } from './draw.ts';
import type { Founded } from './founding.ts';
import { type Gang, type Kind, sybilsOf } from './gang.ts';
import {
  as,
  bare,
  deviceOf,
  type Draft,
  FOUNDERS,
  type History,
  kitOf,
  NEWCOMERS,
  SUB,
  SYBILS,
  TEAM,
  via,
} from './history.ts';

/** An attack, and whose membership it must not change. */
export interface Programme {
  readonly gang: Gang;
  /** Cuts that must live before, and must still live afterwards. */
  readonly cuts: readonly string[];
  /** Whether an attack of the kind may change a member. All others must stay as they are. */
  readonly spares: (who: string) => boolean;
  /** The rank that the chief must never have reached; absent: the programme is about somebody who did. */
  readonly below?: number;
  /** Only levels from here on are promised. */
  readonly from?: number;
}

/** A plan's history, the choices of its attack, and all that happened in order. */
export interface Stage {
  readonly founded: Founded;
  readonly draw: Draw;
}

type Make = (stage: Stage) => Programme | undefined;

/** An agent that holds everything. */
export function everything({ history }: Founded, user = 'A'): Agent {
  return {
    user,
    nth: 1,
    held: new Set(history.ops.filter(({ id }) => history.court.trial.ops.has(id)).map(({ id }) => id)),
  };
}

const pen = ({ founded }: Stage, log: string): Pen => new Pen(founded, everything(founded), log);

/** Makes an op after all others, by the first signers who may. */
function decree(
  stage: Stage,
  log: string,
  { k, tries, ...more }: Partial<Draft> & { readonly k: Op['k']; readonly tries: readonly OpSigner[][] },
): Op | undefined {
  const made = pen(stage, log);
  return made.first(tries.filter(({ length }) => length > 0).map((signers) => made.draft(k, signers, more)));
}

const isUser = (who: string): boolean => [...FOUNDERS, ...NEWCOMERS].includes(who);
const spareGang =
  (chief: string) =>
  (who: string): boolean =>
    who === chief || SYBILS.includes(who);

/** A F: a member is cut by somebody above it, in the team or in the one below. */
const cut: Make = (stage) => {
  const { founded, draw } = stage;
  const { history } = founded;
  const log = founded.paths.length > 1 && draw.isIn(20) ? SUB : TEAM;
  const { members } = history.state(log);
  const levelOf = (who: string): number => members[who]?.lvl ?? -1;
  const users = Object.keys(members).filter((who) => isUser(who) && levelOf(who) >= 20);
  const chief = draw.of([...users.filter((who) => levelOf(who) >= 30), ...users, 'B']);
  const above = Object.keys(members).filter(
    (who) => levelOf(who) > levelOf(chief) && levelOf(who) >= 30 && !(who === SUB && chief === 'E'),
  );
  const tries = above.map((who) => [isUser(who) ? as(who) : who === SUB ? via([SUB, 'E']) : bare(who)]);
  const ways = draw.below(10);
  const lvl = levelOf(chief) > 10 ? 10 : 0;
  const kinds: Partial<Draft> & { readonly k: Op['k'] } =
    ways < 6 ? { k: 'remove' } : ways < 8 ? { k: 'remove', keep: true } : { k: 'set', lvl };
  const x = decree(stage, log, { ...kinds, who: chief, tries: tries.toReversed() });
  if (x === undefined) return undefined;
  const { rank: below, isLowering = false } = history.court.trial.localOf(x.id);
  // A guest that is given other capabilities is not lowered.
  if (x.k === 'set' && !isLowering) return undefined;
  // Who is only lowered goes on to speak for the team below.
  const paths = log === TEAM && x.k === 'remove' ? founded.paths : [[]];
  const signers = paths.flatMap((path) => [1, 2].map((nth) => via([...path, chief], nth)));
  const gang: Gang = {
    history,
    log,
    chief,
    ways: [...signers.slice(0, 2), ...signers],
    sybils: sybilsOf(log, SYBILS),
    unseen: [x.id],
  };
  return { gang, cuts: [x.id], spares: spareGang(chief), below };
};

/** B: an admin of the team below is removed there, and cut through it in the team. */
const nested: Make = (stage) => {
  const { founded, draw } = stage;
  const { history } = founded;
  if (founded.paths.length < 2) return undefined;
  const chief = draw.of(['F', 'B']);
  const away = decree(stage, SUB, { k: 'remove', who: chief, tries: [[as('E')]] });
  const cutters = [[as('A')], [as('A'), as('B'), as('C')], [bare('kit')]];
  const x =
    away === undefined
      ? undefined
      : decree(stage, TEAM, { k: 'remove', who: chief, keep: true, thru: [SUB], tries: cutters });
  if (away === undefined || x === undefined) return undefined;
  const inside = draw.isIn(40);
  const ways = inside ? [as(chief), as(chief, 2)] : [via([SUB, chief]), via([SUB, chief], 2)];
  const helpers = inside ? SYBILS.map((each) => as(each)) : SYBILS.map((each) => via([SUB, each]));
  const gang: Gang = { history, log: inside ? SUB : TEAM, chief, ways, sybils: helpers, unseen: [away.id, x.id] };
  if (!inside) smuggle(gang, draw);
  const below = history.court.trial.localOf(inside ? away.id : x.id).rank;
  return {
    gang,
    cuts: inside ? [away.id] : [away.id, x.id],
    spares: (who) => spareGang(chief)(who) || who === SUB,
    below,
  };
};

/** Before the team learns of the removal, the removed admin of the team below brings in sybils there, with no sight of it. */
function smuggle({ history, chief }: Gang, draw: Draw): void {
  for (const sybil of SYBILS.slice(0, 1 + draw.below(2))) {
    const x = Object.fromEntries([chief, sybil].map((each) => [each, [each]]));
    history.offer({ k: 'add', log: SUB, par: [SUB], signers: [as(chief), as(sybil)], who: sybil, lvl: 30, x });
  }
}

/** C: a device is lost; its thief enrols others in the past, and speaks for the user in the team. */
const device: Make = (stage) => {
  const { founded, draw } = stage;
  const { history } = founded;
  const user = draw.of(['A', 'B']);
  const nth = draw.isIn(70) ? 2 : 1;
  const kid = deviceOf(user, nth);
  const lost = decree(stage, user, {
    k: 'remove',
    who: kid,
    tries: [...(nth === 2 ? [[bare(deviceOf(user))]] : []), [bare(kitOf(user))]],
  });
  if (lost === undefined) return undefined;
  const here = draw.isIn(50);
  const sybils = [bare('x9'), bare('y9')];
  if (here) {
    const gang: Gang = { history, log: user, chief: kid, ways: [bare(kid)], sybils, unseen: [lost.id] };
    const below = history.court.trial.localOf(lost.id).rank;
    return { gang, cuts: [lost.id], spares: (who) => who === kid || ['x9', 'y9'].includes(who), below };
  }
  return deviceInTeam(stage, { user, nth, lost: lost.id });
};

/** The same thief in the team, where another device of the user cuts what it does. */
function deviceInTeam(
  stage: Stage,
  { user, nth, lost }: { readonly user: string; readonly nth: number; readonly lost: string },
): Programme | undefined {
  const { history } = stage.founded;
  const kid = deviceOf(user, nth);
  const sybils = [bare('x9'), bare('y9')];
  const other = as(user, nth === 2 ? 1 : 2);
  const x = decree(stage, TEAM, {
    k: 'remove',
    who: kid,
    keep: true,
    thru: [user],
    tries: [[bare('kit')], ...(user === 'A' ? [] : [[as('A')]]), [other]],
  });
  if (x === undefined) return undefined;
  for (const { kid: sybil } of sybils)
    history.offer({ k: 'add', log: user, par: [user], signers: [bare(kid), bare(sybil)], who: sybil, lvl: 30 });
  const helpers = [...sybils.map((each) => ({ kid: each.kid, by: [user] })), as('X')];
  const gang: Gang = {
    history,
    log: TEAM,
    chief: kid,
    ways: [as(user, nth)],
    sybils: helpers,
    unseen: [lost, x.id],
  };
  return {
    gang,
    cuts: [lost, x.id],
    spares: (who) => SYBILS.includes(who),
    below: history.court.trial.localOf(x.id).rank,
  };
}

/** D: a sole owner hands over, steps down, and is cut by the new owner while that one still is one. */
const handover: Make = (stage) => {
  const { founded, draw } = stage;
  const { history, crew } = founded;
  if (Object.values(crew).filter((lvl) => lvl === 40).length !== 1) return undefined;
  const next = draw.of(['B', 'C', 'D']);
  if (history.state(TEAM).members[next]?.lvl === undefined) return undefined;
  const chosen = decree(stage, TEAM, { k: 'set', who: next, lvl: 40, tries: [[as('A')]] });
  const down = decree(
    stage,
    TEAM,
    draw.isIn(70) ? { k: 'set', who: 'A', lvl: 10, tries: [[as('A')]] } : { k: 'remove', who: 'A', tries: [[as('A')]] },
  );
  const x = decree(stage, TEAM, { k: 'remove', who: 'A', keep: true, tries: [[as(next)]] });
  if (chosen === undefined || down === undefined || x === undefined) return undefined;
  const gang: Gang = {
    history,
    log: TEAM,
    chief: 'A',
    ways: [as('A'), as('A', 2)],
    sybils: sybilsOf(TEAM, SYBILS),
    unseen: [x.id],
  };
  return { gang, cuts: [x.id], spares: spareGang('A') };
};

/** Everybody whom the team ever gave a level, or offered it. */
function everAt(history: History, level: number): string[] {
  const ops = history.of(TEAM);
  const given = ops.flatMap(({ mem = [], who = '', lvl, ref }) => [
    ...mem,
    { who, lvl: lvl ?? ops.find(({ id }) => id === ref)?.lvl },
  ]);
  return given.filter(({ lvl }) => lvl === level).map(({ who }) => who);
}

/** Whether the team ever removed somebody, or made less of an owner. */
function wasLowered(history: History, member: string): boolean {
  return history
    .of(TEAM)
    .some(
      ({ k, who, lvl = -1, keep }) =>
        who === member && ((k === 'remove' && keep !== true) || (k === 'set' && lvl < 40)),
    );
}

/** E: an owner is removed or lowered by most of the owners. */
const demoted: Make = (stage) => {
  const { founded, draw } = stage;
  const owners = Object.entries(founded.history.state(TEAM).members)
    .filter(([who, { lvl }]) => lvl === 40 && isUser(who))
    .map(([who]) => who);
  if (owners.length < 3) return undefined;
  // Cuts of one rank and peak are done together: who is above a former owner, too, strikes that one before it is struck.
  if (everAt(founded.history, 40).some((who) => !owners.includes(who) || wasLowered(founded.history, who)))
    return undefined;
  const chief = draw.of(owners);
  const signers = owners.filter((who) => who !== chief).map((who) => as(who));
  const x = decree(stage, TEAM, {
    ...(draw.isIn(50) ? { k: 'remove' } : { k: 'set', lvl: 10 }),
    who: chief,
    tries: [signers],
  });
  if (x === undefined) return undefined;
  const gang: Gang = {
    history: founded.history,
    log: TEAM,
    chief,
    ways: [as(chief), as(chief, 2)],
    sybils: sybilsOf(TEAM, SYBILS),
    unseen: [x.id],
  };
  return { gang, cuts: [x.id], spares: spareGang(chief) };
};

/** G: an invite by a key was used up and revoked; others have the key, too. */
const invite: Make = (stage) => {
  const { founded, draw } = stage;
  const { history, crew } = founded;
  const lvl = draw.of([20, 10, 30]);
  const who = draw.of(['C', 'D', 'A']);
  const offered = decree(stage, TEAM, { k: 'invite', key: 'used', uses: 1, lvl, tries: [[as(who)], [as('A')]] });
  const guest = NEWCOMERS.find((each) => history.state(TEAM).members[each] === undefined);
  if (offered === undefined || guest === undefined) return undefined;
  decree(stage, TEAM, { k: 'join', who: guest, key: 'used', ref: offered.id, tries: [[as(guest)]] });
  const above = Object.keys(crew).filter((each) => (crew[each] ?? 0) > lvl);
  const x = decree(stage, TEAM, {
    k: 'remove',
    who: offered.id,
    tries: above.map((each) => [each === 'kit' ? bare('kit') : as(each)]),
  });
  if (x === undefined || history.court.trial.localOf(x.id).rank <= lvl) return undefined;
  const sybils = sybilsOf(TEAM, SYBILS);
  const gang: Gang = { history, log: TEAM, chief: 'X', ways: sybils, sybils, unseen: [x.id], stolen: offered.id };
  return { gang, cuts: [x.id], spares: spareGang('X') };
};

/** H: an owner among owners, alone: mints, revokes and goes back in time. */
const equals: Make = ({ founded }) => {
  const { history, crew } = founded;
  const owners = Object.entries(history.state(TEAM).members)
    .filter(([, { lvl }]) => lvl === 40)
    .map(([who]) => who);
  if (!owners.includes('A') || owners.length < 3 || owners.some((who) => crew[who] !== 40)) return undefined;
  const gang: Gang = {
    history,
    log: TEAM,
    chief: 'A',
    ways: [as('A'), as('A', 2)],
    sybils: sybilsOf(TEAM, SYBILS),
    unseen: [],
  };
  return { gang, cuts: [], spares: (who) => who === 'A', from: 40 };
};

const CUTS: readonly Kind[] = ['remove', 'keep', 'set'];

/** I: an admin cuts a former owner with old parents: what that one did as an owner stays. */
const former: Make = (stage) => {
  const { founded, draw } = stage;
  const { history, crew } = founded;
  if (Object.values(crew).filter((lvl) => lvl === 40).length !== 1) return undefined;
  decree(stage, TEAM, { k: 'add', who: 'G', lvl: draw.of([20, 30]), tries: [[as('A'), as('G')]] });
  const next = decree(stage, TEAM, { k: 'set', who: 'B', lvl: 40, tries: [[as('A')]] });
  const down = decree(stage, TEAM, { k: 'set', who: 'A', lvl: 20, tries: [[as('A')]] });
  const admin = Object.entries(history.state(TEAM).members).find(([who, { lvl }]) => lvl === 30 && isUser(who))?.[0];
  if (next === undefined || down === undefined || admin === undefined) return undefined;
  const gang: Gang = {
    history,
    log: TEAM,
    chief: admin,
    ways: [as(admin)],
    sybils: [as(admin, 2)],
    unseen: [],
    targets: ['A'],
    kinds: CUTS,
  };
  return { gang, cuts: [], spares: (who) => who === 'A' };
};

/** J: somebody was promoted; who was above it then strikes from the time before. */
const promoted: Make = (stage) => {
  const { founded, draw } = stage;
  const { history, crew } = founded;
  const admin = Object.keys(crew).find((who) => crew[who] === 30);
  if (admin === undefined) return undefined;
  const asked = decree(stage, TEAM, { k: 'invite', who: 'G', lvl: 20, tries: [[as(admin)]] });
  if (
    asked === undefined ||
    decree(stage, TEAM, { k: 'join', who: 'G', ref: asked.id, tries: [[as('G')]] }) === undefined
  )
    return undefined;
  const owners = Object.keys(crew).filter((who) => crew[who] === 40);
  const lvl = draw.of([30, 40]);
  const raise = decree(stage, TEAM, { k: 'set', who: 'G', lvl, tries: [owners.map((who) => as(who))] });
  if (raise === undefined) return undefined;
  const chief = lvl === 40 && draw.isIn(50) ? (owners[0] ?? admin) : admin;
  const gang: Gang = {
    history,
    log: TEAM,
    chief,
    ways: [as(chief)],
    sybils: [as(chief, 2)],
    unseen: [raise.id],
    targets: ['G', asked.id],
    kinds: [...CUTS, 'revoke'],
  };
  return { gang, cuts: [], spares: (who) => who !== 'G' };
};

/** An attack, the crews (see the founding) and shapes that it makes sense with, and how much honest history it bears. */
export interface Attack {
  readonly name: string;
  readonly make: Make;
  readonly crews: readonly number[];
  readonly shapes: readonly number[];
  readonly steps: number;
  /** Out of 19 plans. */
  readonly share: number;
}

const ALL = [0, 1, 2, 3, 4, 5];

/** All attacks, and none. */
export const ATTACKS: readonly Attack[] = [
  { name: 'cut', make: cut, crews: ALL, shapes: ALL, steps: 20, share: 6 },
  { name: 'nested', make: nested, crews: ALL, shapes: [1, 2, 3], steps: 6, share: 2 },
  { name: 'device', make: device, crews: [0, 2, 3, 4], shapes: ALL, steps: 6, share: 2 },
  { name: 'handover', make: handover, crews: [0, 3], shapes: ALL, steps: 3, share: 1 },
  { name: 'demoted', make: demoted, crews: [1, 4], shapes: ALL, steps: 4, share: 1 },
  { name: 'invite', make: invite, crews: ALL, shapes: ALL, steps: 4, share: 1 },
  { name: 'equals', make: equals, crews: [1, 4], shapes: ALL, steps: 3, share: 1 },
  { name: 'former', make: former, crews: [0, 3], shapes: ALL, steps: 2, share: 1 },
  { name: 'peace', make: () => undefined, crews: ALL, shapes: ALL, steps: 20, share: 3 },
  { name: 'promoted', make: promoted, crews: [0, 1, 2, 3], shapes: ALL, steps: 3, share: 1 },
];
