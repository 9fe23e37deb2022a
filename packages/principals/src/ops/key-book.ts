import type { PublicKey } from '@allod/core/verify';
import type { Op } from '../log/op.ts';
import type { ShownKeys } from './shown-keys.ts';

/** What accepted ops of a log have said about a key. */
interface Stated {
  readonly key: PublicKey;
  /** The ops that state it. */
  readonly by: string[];
}

/** The keys that accepted ops show: a device's key stands in the op that made it a member, and nowhere else. (PRN-024) */
export class KeyBook {
  readonly #statedByLog: Map<string, Map<string, Stated>> = new Map();
  readonly #inviteKeys: Map<string, PublicKey> = new Map();
  readonly #keyByKid: Map<string, PublicKey> = new Map();

  /** Notes what an accepted op shows. */
  note({ id, log }: Pick<Op, 'id' | 'log'>, { sig, key, devices }: ShownKeys): void {
    if (key !== undefined) {
      this.#inviteKeys.set(id, key);
      this.#keyByKid.set(key.kid, key);
    }
    if (sig !== undefined) this.#state(log, { id, key: sig });
    for (const device of devices.values()) this.#state(log, { id, key: device });
  }

  #state(log: string, { id, key }: { readonly id: string; readonly key: PublicKey }): void {
    this.#keyByKid.set(key.kid, key);
    const stated = this.#statedByLog.get(log) ?? new Map<string, Stated>();
    this.#statedByLog.set(log, stated);
    const before = stated.get(key.kid);
    if (before === undefined) stated.set(key.kid, { key, by: [id] });
    else before.by.push(id);
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

  /** The key of a device of a log, where an op that states it is known. */
  deviceKey(log: string, kid: string, isKnown: (op: string) => boolean): PublicKey | undefined {
    const stated = this.#statedByLog.get(log)?.get(kid);
    return stated?.by.some(isKnown) === true ? stated.key : undefined;
  }
}
