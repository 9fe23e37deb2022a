import { Bits } from './bits.ts';
import { headsOf, joinKnown, knownFrom, knownIn } from './known.ts';
import { NOBODY, type Op } from './op.ts';
import { isIn, NO_SPAN, type Span, spanWith, unionOf } from './span.ts';
import { type Entry, entryAt, type Known, type Log, type Place, saysOf, type World } from './table.ts';
import { lastOf } from './view.ts';

/** Finds the place of an op in its log. All that it names was accepted. */
export function placeOf(world: World, log: Log, op: Op): Place {
  const parents = headsOf(
    log,
    op.par.map((id) => numberOf(world, id)),
  );
  const past = pastOf(log, parents);
  const at = log.entries.length;
  const inPast = (id: string | undefined): Entry | undefined => {
    const found = id === undefined ? undefined : world.entries.get(id);
    return found?.log === log && found.entry.op.k === 'invite' && isIn(past, found.entry.at) ? found.entry : undefined;
  };
  const invite = op.k === 'join' ? inPast(op.ref) : undefined;
  return {
    op,
    at,
    closure: spanWith(past, at),
    parents,
    invite,
    target: op.k === 'remove' && op.keep !== true ? inPast(op.who) : undefined,
    known: knownBy(world, { log, op, past }),
    peak: peakOf(log, past, op.who),
    peakThru: peakOf(log, past, op.thru?.[0]),
    says: levelSaid(op, invite),
  };
}

function pastOf(log: Log, [first, ...others]: readonly number[]): Span {
  if (first === undefined) return NO_SPAN;
  return others.map((at) => entryAt(log, at).closure).reduce(unionOf, entryAt(log, first).closure);
}

function numberOf({ entries }: World, id: string): number {
  const found = entries.get(id);
  if (found === undefined) throw new RangeError(`${id} was not accepted`);
  return found.entry.at;
}

function knownBy(
  world: World,
  { log, op: { x }, past }: { readonly log: Log; readonly op: Op; readonly past: Span },
): ReadonlyMap<string, Known> | undefined {
  if (x === undefined) return undefined;
  const named = Object.entries(x).filter(([, ids]) => ids.length > 0);
  if (named.length === 0) return undefined;
  return new Map(
    named.map(([id, ids]) => {
      const other = world.logs.get(id);
      if (other === undefined) throw new RangeError(`${id} is no log`);
      const news = knownFrom(
        other,
        ids.map((each) => numberOf(world, each)),
      );
      const before = knownIn({ log, span: past, below: Infinity }, other);
      return [id, before === undefined ? news : joinKnown(other, [before, news])];
    }),
  );
}

/** PEAK: the highest level that any of some ops ever gave a member, dead or alive. Each op has kept it for its own target. */
function peakOf(log: Log, span: Span, who: string | undefined): number {
  if (who === undefined) return NOBODY;
  let peak = NOBODY;
  for (const at of lastOf({ log, span, below: Infinity, dead: Bits.NONE }, log.speakers.get(who))) {
    const entry = entryAt(log, at);
    peak = Math.max(peak, saysOf(log, entry, who) ?? NOBODY, entry.peak);
  }
  return peak;
}

function levelSaid({ k, lvl, keep }: Op, invite: Entry | undefined): number | undefined {
  if (k === 'add' || k === 'set') return lvl;
  if (k === 'join') return invite?.op.lvl;
  return k === 'remove' && keep !== true ? NOBODY : undefined;
}
