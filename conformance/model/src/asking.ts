// Chapter 06 §4.2 and §4.3: what a peer asks for, and what it has asked for.
import type { Model } from './model.ts';
import { limit } from './registries.ts';
import type { Ask, Session, Want } from './session-state.ts';

const ASKED_BODY_BYTES = limit('askedBodyBytes');

/** Notes a body that is not here. */
export function noteBody(session: Session, want: Want): void {
  const isNoted = [...session.wants, ...session.asks.flatMap(({ bodies }) => bodies)].some(
    ({ digest }) => digest === want.digest,
  );
  if (!isNoted) session.wants.push(want);
}

/** Asks for what the last message showed to be missing. Each `get` has the number of its place in the list. */
export function askForLacking(model: Model, session: Session): void {
  const ids = model.idsToAsk(session);
  session.lackingIds = [];
  if (ids.length > 0) session.asks.push({ ids, bodies: [], isAnswered: false });
  const bodies = model.bodiesToAsk(session);
  session.wants = session.wants.filter((want) => !bodies.includes(want));
  if (bodies.length > 0) session.asks.push({ ids: [], bodies, isAnswered: false });
}

/** SYN-037: what was asked for before is not asked for again, whatever became of it. */
export function idsToAsk(_model: Model, { asks, lackingIds }: Session): string[] {
  const asked = new Set(asks.flatMap(({ ids }) => ids));
  return [...new Set(lackingIds)].filter((id) => !asked.has(id));
}

/** SYN-038: as many as fit beside those that are on their way. */
export function bodiesToAsk(_model: Model, { asks, wants }: Session): Want[] {
  let bytes = lengthOf(asks.filter(({ isAnswered }) => !isAnswered).flatMap(({ bodies }) => bodies));
  const fitting: Want[] = [];
  for (const want of wants) {
    bytes += want.length;
    if (bytes > ASKED_BODY_BYTES) break;
    fitting.push(want);
  }
  return fitting;
}

function lengthOf(bodies: Ask['bodies']): number {
  return bodies.reduce((sum, { length }) => sum + length, 0);
}
