import type { PublicKey } from '@allod/core/verify';
import type { Op } from '../log/op.ts';
import type { ShownKeys } from './shown-keys.ts';

const ROOT = 50;

/** Where ops name what they know. */
export interface Knowledge {
  /** Whether one of these ops, of the log `log`, is known. */
  knows(log: string, ops: readonly string[]): boolean;
}

/** What accepted ops of a log have said about a key. */
interface Stated {
  readonly key: PublicKey;
  /** The ops that state it. */
  readonly by: string[];
}

/** The keys that accepted ops show: a device's key stands in the op that made it a member, and nowhere else. (PRN-024) */
export class KeyBook {
  readonly #statedByLog: Map<string, Map<string, Stated>> = new Map();
  readonly #coldByLog: Map<string, Set<string>> = new Map();
  readonly #inviteKeys: Map<string, PublicKey> = new Map();
  readonly #keyByKid: Map<string, PublicKey> = new Map();

  /** Notes what an accepted op shows. */
  note({ id, k, log, who, lvl, mem }: Op, { sig, key, devices }: ShownKeys): void {
    if (key !== undefined) {
      this.#inviteKeys.set(id, key);
      this.#keyByKid.set(key.kid, key);
    }
    if (sig !== undefined) this.#state(log, { id, key: sig });
    else if (k === 'add' && lvl === ROOT) this.#noteCold(log, who!);
    if (k !== 'init') return;
    for (const [place, entry] of mem!.entries()) {
      const device = devices.get(place);
      if (device !== undefined) this.#state(log, { id, key: device });
      else if (entry.lvl === ROOT) this.#noteCold(log, entry.who);
    }
  }

  #state(log: string, { id, key }: { readonly id: string; readonly key: PublicKey }): void {
    this.#keyByKid.set(key.kid, key);
    const stated = this.#statedByLog.get(log) ?? new Map<string, Stated>();
    this.#statedByLog.set(log, stated);
    const before = stated.get(key.kid);
    if (before === undefined) stated.set(key.kid, { key, by: [id] });
    else before.by.push(id);
  }

  #noteCold(log: string, kid: string): void {
    const cold = this.#coldByLog.get(log) ?? new Set<string>();
    this.#coldByLog.set(log, cold.add(kid));
  }

  /** The one-time key of an accepted invite. */
  inviteKey(id: string | undefined): PublicKey | undefined {
    return id === undefined ? undefined : this.#inviteKeys.get(id);
  }

  /** The key with an id that anybody has shown. */
  anyKey(kid: string): PublicKey | undefined {
    return this.#keyByKid.get(kid);
  }

  /** The keys that the ops of a log state of its devices. */
  devicesOf(log: string): ReadonlyMap<string, PublicKey> {
    return new Map([...(this.#statedByLog.get(log) ?? [])].map(([kid, { key }]) => [kid, key]));
  }

  /**
   * The key of a signer in the log where it is a device. A member was let in by an op that is known and that states its key; unless it was
   * a cold key as well, and is known as that alone.
   */
  deviceKey(
    { log, kid, isMember }: { readonly log: string; readonly kid: string; readonly isMember: boolean },
    { knows }: Knowledge,
  ): PublicKey | undefined {
    const stated = this.#statedByLog.get(log)?.get(kid);
    if (stated === undefined) return undefined;
    const isCertain = isMember && this.#coldByLog.get(log)?.has(kid) !== true;
    return isCertain || knows(log, stated.by) ? stated.key : undefined;
  }
}
