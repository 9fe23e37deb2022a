import { isIn } from '../span.ts';
import { type Entry, type Log, NO_LOGS, withAdded, withLog, withNumber, type World } from '../table.ts';
import { mayBeExit } from './reading.ts';

/** Notes what an op means for epochs: one that it announces, an end of reading, an invite that a keybox may address. (04 §2) */
export function indexEpochs(world: World, log: Log, entry: Entry): void {
  const { op, at, closure } = entry;
  const { k, eid, key } = op;
  if (mayBeExit(entry)) log.exits = withNumber(log.exits, at);
  if (k === 'invite' && key !== undefined) log.invites = withAdded(log.invites, key, at);
  if (k !== 'epoch' || eid === undefined) return;
  log.epochs = withNumber(log.epochs, at);
  const isTopUp = log.announcers.get(eid)?.some((earlier) => isIn(closure, earlier)) === true;
  if (!isTopUp) log.announcements = withAdded(log.announcements, eid, at);
  log.announcers = withAdded(log.announcers, eid, at);
  world.announcedIn.set(eid, withLog(world.announcedIn.get(eid) ?? NO_LOGS, log));
}
