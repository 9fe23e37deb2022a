/**
 * Who may open what, and who has to, from nothing but who let whom in and out, and what the writer of a record had heard of. It shares no code with
 * what it judges, and has of chapter 03 §6 only what can happen here: roles are owner, admin and writer, and nobody is raised or lowered.
 */
import type { History } from './secrecy-plan.ts';

export const OWNER = 40;
export const ADMIN = 30;
export const WRITER = 20;
const NOBODY = -1;

/** Somebody came into a log, or went: a principal in that of a team, a device in that of a user. */
export interface Turn {
  /** Id of the op. */
  readonly id: string;
  readonly log: string;
  readonly who: string;
  readonly is: 'in' | 'out';
  /** Of who comes. */
  readonly lvl: number;
  /** Whoever signed for it: himself, or who removes him. */
  readonly by: string;
  /** Who invited him; absent for whoever was there first. */
  readonly inviter?: string;
  /** The invite by whose link he could read before he came, if there is one. */
  readonly link?: string;
  /** All ops of the log before it. */
  readonly past: ReadonlySet<string>;
}

/** Turns of one log, each behind those that it has in its past. */
type Turns = readonly Turn[];

/** A record, as far as it matters who reads it. */
export interface Written {
  readonly id: string;
  readonly owner: string;
  readonly text: string;
  /** The device on which it was written. */
  readonly by: string;
  /** The turns, and invites by link, of which that device had heard. */
  readonly known: ReadonlySet<string>;
}

/** Everything that happened, and what is true in the end. */
interface Story {
  readonly turns: Turns;
  /** The turns of which everybody has heard in the end. */
  readonly heard: ReadonlySet<string>;
  readonly historyOf: (log: string) => History;
}

/** The level of somebody over turns that count: the last word about him, and the least of several beside each other. */
function levelIn(turns: Turns, who: string): number {
  const about = turns.filter((turn) => turn.who === who);
  const last = about.filter(({ id }) => about.every(({ past }) => !past.has(id)));
  return last.length === 0 ? NOBODY : Math.min(...last.map(({ is, lvl }) => (is === 'in' ? lvl : NOBODY)));
}

function isBeside(a: Turn, b: Turn): boolean {
  return a.id !== b.id && !a.past.has(b.id) && !b.past.has(a.id);
}

/** The turns that count, without those that were struck: each by somebody who could do it. */
function fold(turns: Turns, struck: ReadonlySet<string>): Turns {
  const counting: Turn[] = [];
  for (const turn of turns) {
    const before = counting.filter(({ id }) => turn.past.has(id));
    if (!struck.has(turn.id) && mayBe(turn, before)) counting.push(turn);
  }
  return counting;
}

function mayBe({ is, who, by, inviter }: Turn, before: Turns): boolean {
  if (is === 'in') return inviter === undefined || (levelIn(before, inviter) >= ADMIN && levelIn(before, who) < 0);
  const level = levelIn(before, by);
  return who === by || (level >= ADMIN && level > levelIn(before, who));
}

/** The rank of a turn, by what it knew. */
function rankOf({ is, lvl, by, past }: Turn, turns: Turns): number {
  return is === 'in' ? lvl : levelIn(resolve(turns.filter(({ id }) => past.has(id))), by);
}

/** The turns of one log that count: whoever is removed does nothing beside that, and lets nobody in, but what he outranks. */
export function resolve(turns: Turns): Turns {
  const struck = new Set<string>();
  const done = new Set<string>();
  for (;;) {
    const counting = fold(turns, struck);
    const strikes = counting.filter(({ id, is, who, by }) => is === 'out' && who !== by && !done.has(id));
    const highest = Math.max(...strikes.map((strike) => rankOf(strike, turns)));
    if (strikes.length === 0) return counting;
    for (const strike of strikes.filter((each) => rankOf(each, turns) === highest)) {
      done.add(strike.id);
      for (const turn of turns) {
        const isHis =
          turn.by === strike.who || turn.inviter === strike.who || (turn.is === 'in' && turn.who === strike.who);
        if (isHis && isBeside(turn, strike) && rankOf(turn, turns) <= highest) struck.add(turn.id);
      }
    }
  }
}

/** What somebody knows who has heard of these turns. */
export class Knowledge {
  readonly #story: Pick<Story, 'turns'>;
  readonly #heard: ReadonlySet<string>;
  readonly #countingByLog: Map<string, Turns> = new Map();

  constructor(story: Pick<Story, 'turns'>, heard: ReadonlySet<string>) {
    this.#story = story;
    this.#heard = heard;
  }

  /** The turns of a log that count. */
  counting(log: string): Turns {
    const held =
      this.#countingByLog.get(log) ??
      resolve(this.#story.turns.filter((turn) => turn.log === log && this.#heard.has(turn.id)));
    this.#countingByLog.set(log, held);
    return held;
  }

  /** Those who are in a log. */
  members(log: string): ReadonlySet<string> {
    const turns = this.counting(log);
    return new Set(turns.map(({ who }) => who).filter((who) => levelIn(turns, who) >= 0));
  }

  /** Whether somebody is in a log, also through others. */
  isIn(log: string, who: string): boolean {
    const members = this.members(log);
    return members.has(who) || [...members].some((member) => this.isIn(member, who));
  }
}

/** Judges who reads what. */
export class Oracle {
  readonly #story: Story;
  readonly #end: Knowledge;

  constructor(story: Story) {
    this.#story = story;
    this.#end = new Knowledge(story, story.heard);
  }

  /** What is true in the end. */
  get end(): Knowledge {
    return this.#end;
  }

  /**
   * Whether a device may be able to open a record: it was in by what the writer knew, or came in by what he did not know of, and the policy of the log gives
   * that to newcomers. Whoever comes into a member of the log reads what that member reads. (04 §1, §2.5)
   */
  mayOpen({ owner, known }: Written, device: string): boolean {
    const knowledge = new Knowledge(this.#story, known);
    return this.#reaches({ log: owner, isOwner: true, device }, { knowledge, known });
  }

  #reaches(
    { log, isOwner, device }: { readonly log: string; readonly isOwner: boolean; readonly device: string },
    at: { readonly knowledge: Knowledge; readonly known: ReadonlySet<string> },
  ): boolean {
    const { turns, historyOf } = this.#story;
    const here = turns.filter((turn) => turn.log === log);
    const members = at.knowledge.members(log);
    for (const who of new Set(here.map((turn) => turn.who))) {
      const about = here.filter((turn) => turn.who === who);
      const wasIn = members.has(who) || about.some(({ link = '' }) => at.known.has(link));
      const cameLater = about.some(({ is, id }) => is === 'in' && !at.known.has(id));
      // A removal that the writer knew of came to nothing.
      const isRestored = about.some(({ is, id }) => is === 'out' && at.known.has(id) && !this.#counts(log, id));
      const isAllowed = wasIn || isRestored || (cameLater && (!isOwner || historyOf(log) === 'all'));
      if (isAllowed && (who === device || this.#reaches({ log: who, isOwner: false, device }, at))) return true;
    }
    return false;
  }

  #counts(log: string, id: string): boolean {
    return this.#end.counting(log).some((turn) => turn.id === id);
  }

  /** Whether a device has to be able to open a record in the end: it is in, and the policy gives the record to whoever lets it in. (04 §1, §2.5) */
  mustOpen({ owner, known }: Written, device: string): boolean {
    const then = new Knowledge(this.#story, known).members(owner);
    const turns = this.#end.counting(owner);
    return [...this.#end.members(owner)].some((member) => {
      const isGiven =
        this.#story.historyOf(owner) === 'all' ||
        (then.has(member) && turns.every(({ who, is, id }) => who !== member || is === 'out' || known.has(id)));
      return isGiven && (member === device || this.#end.isIn(member, device));
    });
  }
}
