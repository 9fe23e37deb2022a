import { LEVEL } from '../op.ts';
import { knownTo } from '../known.ts';
import { here, type Scene, there } from '../scene.ts';
import { isIn } from '../span.ts';
import { type Log, REFUSED, type Place, type Standing, entryAt, type World } from '../table.ts';
import type { Span } from '../span.ts';

interface Cut {
  readonly me: number;
  readonly who: string;
  readonly thru: readonly string[];
}

/** A cut below somebody who was once a direct member: from above it, or by any writer once the log down there has ended the membership. (design 3.4) */
export function rankThru(scene: Scene, { me, who, thru }: Cut): Standing {
  const wasMember = scene.place.peakThru >= LEVEL.guest;
  if (wasMember && me >= LEVEL.admin && me > here(scene, thru[0] ?? '')) return { rank: me };
  if (me < LEVEL.writer) return REFUSED;
  const id = thru.at(-1) ?? '';
  const { log } = scene.field;
  const isOver = wasKnownGranted(scene.world, { log, place: scene.place }, { id, who }) && there(scene, id, who) < 0;
  return isOver ? { rank: me } : REFUSED;
}

/** Whether what an op knows of a log once made somebody a member of it. */
export function wasKnownGranted(
  { logs }: World,
  { log, place }: { readonly log: Log; readonly place: Place },
  { id, who }: { readonly id: string; readonly who: string },
): boolean {
  if (id === log.id) return wasGranted(log, { span: place.closure, below: place.at }, who);
  const other = logs.get(id);
  const known = other === undefined ? undefined : knownTo(log, place, other);
  return other !== undefined && known !== undefined && wasGranted(other, { span: known.span, below: Infinity }, who);
}

/** Whether some ops once made somebody a member, dead or alive. */
function wasGranted(log: Log, { span, below }: { readonly span: Span; readonly below: number }, who: string): boolean {
  for (const at of log.speakers.get(who) ?? []) {
    if (at >= below) return false;
    if (isIn(span, at) && entryAt(log, at).op.k !== 'remove') return true;
  }
  return false;
}
