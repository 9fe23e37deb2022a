import { localScene } from '../judge.ts';
import { headsIn, areHeld, type Point } from '../selectors.ts';
import type { Log, World } from '../table.ts';
import { type Asked, endOf, type Epochs, epochsOf, isFresh } from './fresh.ts';
import { Knowledge } from './knowledge.ts';
import { findRecipientFault } from './recipients.ts';

/** An epoch of the log that is asked, or of another one. */
export interface EpochQuestion {
  readonly eid: string;
  /** The log of the epoch, if it is another one. */
  readonly of?: string;
}

/** Heads of a log, all of them when absent, and of others. */
export type AnyPoint = Pick<Point, 'log'> & { readonly [name in 'heads' | 'x']?: Point[name] | undefined };

/** How an epoch stands where it is asked for. */
export interface EpochStanding {
  readonly isFresh: boolean;
  /** When it ends. */
  readonly end?: number;
}

/** How epochs stand by what some heads know; `undefined` where a log or an op that is named is not held. (SEC-014, SEC-024, SEC-044) */
export function epochsAt(world: World, point: Point): ((question: EpochQuestion) => EpochStanding) | undefined {
  const asked = askedAt(world, point);
  if (asked === undefined) return undefined;
  // Nearly all ask for the same epoch; and of those that are fresh there are not many.
  const freshByEid = new Map<string, EpochStanding>();
  return ({ eid, of }) => {
    if (of !== undefined && of !== point.log) return standingIn(asked, world.logs.get(of), eid);
    const known = freshByEid.get(eid);
    if (known !== undefined) return known;
    const standing = standingIn(asked, asked.log, eid);
    if (standing.isFresh) freshByEid.set(eid, standing);
    return standing;
  };
}

function standingIn({ world, known }: Asked, log: Log | undefined, eid: string): EpochStanding {
  const asked = log === undefined ? undefined : { world, log, known };
  if (asked === undefined || !isFresh(asked, eid)) return NOT_FRESH;
  const end = endOf(asked, eid);
  return end === undefined ? FRESH : { isFresh: true, end };
}

const FRESH: EpochStanding = { isFresh: true };
const NOT_FRESH: EpochStanding = { isFresh: false };

/** The epochs that are fresh at all heads of a log, or at some; `undefined` where an op that is named is not an accepted one of its log. */
export function epochs(world: World, { log, heads = headsIn(world, log), x = {} }: AnyPoint): Epochs | undefined {
  const asked = askedAt(world, { log, heads, x });
  return asked === undefined ? undefined : epochsOf(asked);
}

/** Which requirement the keybox of an accepted op breaks by one of its recipients, if any. (SEC-009, SEC-020) */
export function recipientFault(world: World, id: string, kids: readonly string[]): 'SEC-009' | 'SEC-020' | undefined {
  const found = world.entries.get(id);
  if (found === undefined) return 'SEC-009';
  const { log, entry } = found;
  return findRecipientFault({ world, scene: localScene(world, log, entry).scene, entry }, kids);
}

function askedAt(world: World, point: Point): Asked | undefined {
  const log = world.logs.get(point.log);
  if (log === undefined || !areHeld(world, point)) return undefined;
  const seeds = new Map<Log, number[]>();
  for (const [id, ids] of [[point.log, point.heads] as const, ...Object.entries(point.x ?? {})])
    if (ids.length > 0)
      seeds.set(
        world.logs.get(id)!,
        ids.map((each) => world.entries.get(each)!.entry.at),
      );
  return { world, log, known: new Knowledge(world, seeds) };
}
