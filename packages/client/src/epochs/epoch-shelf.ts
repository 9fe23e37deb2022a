import type { EpochSource } from '@allod/principals/secrets';
import type { Store } from '@allod/storage';
import type { Directory } from '../directory.ts';
import type { Logs } from '../logs/logs.ts';
import { epochOpsIn } from './epoch-ops.ts';
import type { KnownEpochOp } from './epoch-ops.ts';

/** What a shelf is filled from. */
export interface ShelfParts {
  readonly store: Store;
  readonly directory: Pick<Directory, 'spaces'>;
  readonly logs: Logs;
  /** Id of the user whose keys are used. */
  readonly user: string;
}

/** The epochs of the logs that are here, to look for secrets in. It is read again where something came since. */
export class EpochShelf implements EpochSource {
  revision = 0;
  readonly #parts: ShelfParts;
  readonly #opsByLog: Map<string, readonly KnownEpochOp[]> = new Map();
  readonly #headsByLog: Map<string, string> = new Map();
  readonly #digByOp: Map<string, string> = new Map();
  /** Teams, and the user himself: whoever was removed still opens what he could. */
  readonly #ways: Set<string>;
  readonly #changed: Set<string> = new Set();
  readonly #stop: () => void;
  #filling: Promise<void> = Promise.resolve();

  constructor(parts: ShelfParts) {
    this.#parts = parts;
    this.#ways = new Set([parts.user]);
    this.#stop = parts.store.watch('*', ({ space, added }) => {
      this.revision++;
      if (added.length > 0) this.#changed.add(space);
    });
  }

  /** Reads what is new of the logs that are here, and of this one. */
  fill(log: string): Promise<void> {
    const filling = this.#filling.then(() => this.#fill(log));
    this.#filling = filling.catch(() => undefined);
    return filling;
  }

  epochs(log: string): readonly KnownEpochOp[] {
    return this.#opsByLog.get(log) ?? [];
  }

  async keybox(op: string): Promise<Uint8Array | undefined> {
    const dig = this.#digByOp.get(op);
    return dig === undefined ? undefined : this.#parts.store.body(dig);
  }

  through(log: string): readonly string[] {
    return log === this.#parts.user ? [] : [...this.#ways].filter((way) => way !== log);
  }

  /** The epochs from which `back` leads to one, that one among them. */
  leadingTo(log: string, eid: string): ReadonlySet<string> {
    const above = new Map<string, string[]>();
    for (const op of this.epochs(log))
      for (const entry of op.back) above.set(entry.eid, [...(above.get(entry.eid) ?? []), op.eid]);
    const found = new Set([eid]);
    for (const each of found) for (const next of above.get(each) ?? []) found.add(next);
    return found;
  }

  /** When an epoch ends, in microseconds since 1970; `Infinity` for never. */
  endOf(eid: string): number {
    const ends = [...this.#opsByLog.values()].flat().flatMap((op) => (op.eid === eid ? (op.end ?? []) : []));
    return Math.min(Infinity, ...ends);
  }

  close(): void {
    this.#stop();
  }

  async #fill(log: string): Promise<void> {
    const { directory, logs, user } = this.#parts;
    for (const space of new Set([user, log, ...directory.spaces()])) {
      if (this.#opsByLog.has(space) && !this.#changed.has(space)) continue;
      this.#changed.delete(space);
      const view = await logs.log(space);
      if (view?.kind === 'team') this.#ways.add(space);
      // Most of what comes are records.
      const heads = view?.heads.join(' ') ?? '';
      if (heads === this.#headsByLog.get(space)) continue;
      this.#headsByLog.set(space, heads);
      const ops = await epochOpsIn(logs, space);
      if (ops.length === this.#opsByLog.get(space)?.length) continue;
      this.#opsByLog.set(space, ops);
      for (const { id, dig } of ops) if (dig !== undefined) this.#digByOp.set(id, dig);
      this.revision++;
    }
  }
}
