import { localScene } from '../judge.ts';
import { headsIn, type Point, sceneAt } from '../selectors.ts';
import type { World } from '../table.ts';
import { endOf, type Epochs, epochsOf, isFresh } from './fresh.ts';
import { type Past, pastKnown, pastOf } from './past.ts';
import { findRecipientFault } from './recipients.ts';

/** An epoch of a log that is asked, or of one that it knows of. */
export interface EpochQuestion {
  readonly eid: string;
  /** The log of the epoch, if it is another one. */
  readonly of?: string;
}

/** How an epoch stands where it is asked for. */
export interface EpochStanding {
  readonly isFresh: boolean;
  /** When it is deleted. */
  readonly end?: number;
}

/** How epochs stand after some heads; `undefined` where a log or an op that is named is not held. */
export function epochsAt(world: World, point: Point): ((question: EpochQuestion) => EpochStanding) | undefined {
  const past = pastAt(world, point);
  return past === undefined ? undefined : (question) => epochIn(world, past, question);
}

/** Not fresh where the log is not known. (SEC-014, SEC-024, SEC-044) */
function epochIn(world: World, past: Past, { eid, of }: EpochQuestion): EpochStanding {
  const asked = of === undefined || of === past.field.log.id ? past : knownPast(world, past, of);
  if (asked === undefined || !isFresh(world, asked, eid)) return NOT_FRESH;
  const end = endOf(asked, eid);
  return end === undefined ? FRESH : { isFresh: true, end };
}

const FRESH: EpochStanding = { isFresh: true };
const NOT_FRESH: EpochStanding = { isFresh: false };

function knownPast(world: World, past: Past, id: string): Past | undefined {
  const log = world.logs.get(id);
  const known = log === undefined ? undefined : past.knownOf(log);
  return log === undefined || known === undefined ? undefined : pastKnown(world, log, known);
}

/** The epochs that are fresh at all heads of a log, or at some; `undefined` where one is not an accepted op of it. */
export function epochs(world: World, id: string, heads: readonly string[] = headsIn(world, id)): Epochs | undefined {
  const past = pastAt(world, { log: id, heads });
  return past === undefined ? undefined : epochsOf(world, past);
}

/** Which requirement the keybox of an accepted op breaks by one of its recipients, if any. (SEC-009, SEC-020) */
export function recipientFault(world: World, id: string, kids: readonly string[]): 'SEC-009' | 'SEC-020' | undefined {
  const found = world.entries.get(id);
  if (found === undefined) return 'SEC-009';
  const { log, entry } = found;
  return findRecipientFault(world, { past: pastOf(localScene(world, log, entry).scene), entry }, kids);
}

function pastAt(world: World, point: Point): Past | undefined {
  const scene = sceneAt(world, point, []);
  return scene === undefined ? undefined : pastOf(scene);
}
