import { Bits } from '../bits.ts';
import { joinKnown, knownFrom, knownIn } from '../known.ts';
import { outcomeOf } from '../resolve.ts';
import { isIn } from '../span.ts';
import type { Known, Log, World } from '../table.ts';
import type { Field } from '../view.ts';

/** Ops of some logs, by their numbers there. */
export type Seeds = ReadonlyMap<Log, readonly number[]>;

/** All that one reaches from some ops over what ops name, in any log. (04 §2.4) */
export class Knowledge {
  readonly #world: World;
  readonly #knownByLog: Map<Log, Known> = new Map();
  readonly #fieldByLog: Map<Log, Field> = new Map();
  /** By log and epoch, what was found out so far; and by log whom it reaches. */
  readonly freshness: Map<Log, Map<string, boolean>> = new Map();
  readonly reach: Map<Log, ReadonlySet<Log>> = new Map();

  constructor(world: World, seeds: Seeds) {
    this.#world = world;
    const open = new Set<Log>();
    for (const [log, ats] of seeds) this.#learn(log, knownFrom(log, ats), open);
    // A log that is put in again while the others wait comes once more: of it more is known then.
    for (const log of open) {
      open.delete(log);
      this.#follow(log, open);
    }
  }

  /** Whether nobody can be dead in any log of which something is known. */
  get isQuiet(): boolean {
    for (const { isTroubled } of this.#knownByLog.keys()) if (isTroubled) return false;
    return true;
  }

  /** The logs of which something is known. */
  logs(): Iterable<Log> {
    return this.#knownByLog.keys();
  }

  /** What is known of a log. */
  of(log: Log): Known | undefined {
    return this.#knownByLog.get(log);
  }

  /** The same, and which of it is dead. */
  field(log: Log): Field | undefined {
    const found = this.#fieldByLog.get(log);
    const known = this.#knownByLog.get(log);
    if (found !== undefined || known === undefined) return found;
    const field: Field = { log, span: known.span, below: Infinity, dead: this.dead(log) };
    this.#fieldByLog.set(log, field);
    return field;
  }

  /** What is dead of it, by RESOLVE over what is known of it. */
  dead(log: Log): Bits {
    const known = this.#knownByLog.get(log);
    return known === undefined ? Bits.NONE : outcomeOf(this.#world, log, known.heads).dead;
  }

  #follow(log: Log, open: Set<Log>): void {
    const { span } = this.#knownByLog.get(log)!;
    for (const id of log.namers.keys()) {
      const other = this.#world.logs.get(id);
      const named = other === undefined ? undefined : knownIn({ log, span, below: Infinity }, other);
      if (other !== undefined && named !== undefined) this.#learn(other, named, open);
    }
  }

  #learn(log: Log, news: Known, open: Set<Log>): void {
    const before = this.#knownByLog.get(log);
    if (before !== undefined && news.heads.every((at) => isIn(before.span, at))) return;
    this.#knownByLog.set(log, before === undefined ? news : joinKnown(log, [before, news]));
    open.add(log);
  }
}
