import type { ProposedOp } from './ballot.ts';

const NOBODY = -1;
const GUEST = 0;
const ADMIN = 30;
const OWNER = 40;

/** The team as the reader has it. */
export interface BallotPlace {
  /** Its members and their levels, cold keys among them. */
  readonly members: ReadonlyMap<string, { readonly lvl: number }>;
  /** The field `admit` of its policy. */
  readonly admit?: string | undefined;
}

/** A vote for the proposal that is counted. */
export interface CastVote {
  /** Id of its record. */
  readonly id: string;
  /** The member that it stands for: the first step of the path of its signer. */
  readonly entry: string;
  /** EFF of its signer, as the logs stand now; −1 for nobody. */
  readonly lvl: number;
  readonly yes: boolean;
  /** By the clock of who voted, in microseconds since 1970. */
  readonly t: number;
}

/** How a proposal stands at one of its levels. */
export interface Tally<V extends CastVote = CastVote> {
  readonly lvl: 30 | 40;
  /** Members at or above the level, up to owner. */
  readonly of: number;
  readonly needed: number;
  /** The votes that count, one for each entry, by id. */
  readonly yes: readonly V[];
  readonly no: readonly V[];
}

/** The count of a proposal. */
export interface Count<V extends CastVote = CastVote> {
  /** At each of its levels; none for a proposal that nobody could make an op. */
  readonly levels: readonly Tally<V>[];
  readonly state: 'open' | 'passed' | 'refused';
}

/** Counts the votes for a proposal. (PRN-104 to PRN-107) */
export function countBallot<V extends CastVote>(op: ProposedOp, place: BallotPlace, votes: readonly V[]): Count<V> {
  const { levels, least } = askOf(op, place);
  const target = op.k !== 'pol' && isAgainst(op, place) ? op.who : undefined;
  const tallies = levels.map((lvl) => tallyAt(lvl, { place, votes, least, target }));
  if (tallies.some(({ yes, needed }) => yes.length >= needed)) return { levels: tallies, state: 'passed' };
  const isHopeless = ({ lvl, of, no, needed }: Tally): boolean => {
    const isBarred = target !== undefined && isAt(place, target, lvl) && !no.some(({ entry }) => entry === target);
    return of - no.length - (isBarred ? 1 : 0) < needed;
  };
  return { levels: tallies, state: tallies.every(isHopeless) ? 'refused' : 'open' };
}

/** At which levels a proposal is decided, and by how many: a majority of so many at least, or one. */
interface Ask {
  readonly levels: readonly (30 | 40)[];
  readonly least: number | 'one';
}

const BY_NOBODY: Ask = { levels: [], least: 1 };
const BY_ONE_ADMIN: Ask = { levels: [ADMIN], least: 'one' };
const BY_ONE_OWNER: Ask = { levels: [OWNER], least: 'one' };

/** The table of 03 §9.2, which says what RANK asks for. (PRN-106) */
function askOf(op: ProposedOp, place: BallotPlace): Ask {
  if (op.k === 'pol') return BY_ONE_OWNER;
  const cur = levelIn(place, op.who);
  if (!canBe(op, cur)) return BY_NOBODY;
  if (isAgainst(op, place)) {
    if (cur === OWNER) return { levels: [OWNER], least: 2 };
    return cur === ADMIN ? BY_ONE_OWNER : BY_ONE_ADMIN;
  }
  if (op.k !== 'remove' && op.lvl === OWNER) return { levels: [OWNER], least: 1 };
  if (place.admit === 'quorum' && (op.k === 'invite' || cur === GUEST)) return { levels: [OWNER, ADMIN], least: 1 };
  return BY_ONE_ADMIN;
}

/** Whether an op could say it, whoever signs. */
function canBe(op: Exclude<ProposedOp, { readonly k: 'pol' }>, cur: number): boolean {
  if (op.k === 'invite') return cur === NOBODY;
  return cur >= GUEST && cur <= OWNER && (op.k === 'remove' || op.lvl !== cur);
}

/** Whether somebody is to lose by it. */
function isAgainst(op: ProposedOp, place: BallotPlace): boolean {
  return op.k === 'remove' || (op.k === 'set' && op.lvl < levelIn(place, op.who));
}

interface Poll<V> {
  readonly place: BallotPlace;
  readonly votes: readonly V[];
  readonly least: Ask['least'];
  readonly target: string | undefined;
}

function tallyAt<V extends CastVote>(lvl: 30 | 40, { place, votes, least, target }: Poll<V>): Tally<V> {
  const last = new Map<string, V>();
  for (const vote of votes) {
    if (vote.lvl < lvl || !isAt(place, vote.entry, lvl) || (vote.yes && vote.entry === target)) continue;
    const other = last.get(vote.entry);
    if (other === undefined || isAfter(vote, other)) last.set(vote.entry, vote);
  }
  const of = [...place.members.keys()].filter((who) => isAt(place, who, lvl)).length;
  const needed = least === 'one' ? 1 : Math.max(least, Math.floor(of / 2) + 1);
  const counted = [...last.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return { lvl, of, needed, yes: counted.filter(({ yes }) => yes), no: counted.filter(({ yes }) => !yes) };
}

/** Of one entry the last vote counts. (PRN-105) */
function isAfter(a: CastVote, b: CastVote): boolean {
  return a.t > b.t || (a.t === b.t && a.id > b.id);
}

/** Whether somebody is a member at or above a level, up to owner. */
function isAt(place: BallotPlace, who: string, lvl: number): boolean {
  const level = levelIn(place, who);
  return level >= lvl && level <= OWNER;
}

function levelIn({ members }: BallotPlace, who: string): number {
  return members.get(who)?.lvl ?? NOBODY;
}
