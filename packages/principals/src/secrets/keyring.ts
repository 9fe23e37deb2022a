import { accept } from '@allod/core/errors';
import { readKeybox } from '../keybox/form.ts';
import type { Secret } from '../kit/secret.ts';
import { openBack } from './back.ts';
import type { BackEntry, NamedSecret } from './back.ts';
import { epochPrivateKey } from './epoch.ts';
import { epochsAbove, indexEpochs } from './epoch-index.ts';
import type { EpochIndex, EpochOp } from './epoch-index.ts';
import { agreeWith, openKeybox } from './keybox.ts';
import type { Agree, OpenKeyboxCode } from './keybox.ts';
import type { KeyStore } from './key-store.ts';

/** Where a keyring learns of epochs. What it gives was judged: ops stand in their logs, and no keybox is one that a verifier refuses. */
export interface EpochSource {
  /** Another number whenever anything that this gives is another. */
  readonly revision: number;
  /** The `epoch` ops of a log, each after all that it names. */
  epochs(log: string): readonly EpochOp[];
  /** The keybox of an op; `undefined` when it is not here. */
  keybox(op: string): Promise<Uint8Array | undefined>;
  /** The members of a log through which the owner of the keys belongs to it: himself, or nested teams. None in his own log. */
  through(log: string): readonly string[];
}

/** What a keyring is made of. */
export interface KeyringParts {
  readonly source: EpochSource;
  /** All stores with keys of this user: of his device, and of a kit or an invite while he uses one. */
  readonly stores: readonly KeyStore[];
  /** The clock, in microseconds since 1970. */
  readonly now: () => number;
}

/** Why a secret cannot be had, and what would help. */
export interface MissingSecret {
  /** `locked`: unlock · `ended`: nobody has it any more · `unknown`: no op here announces it · `not-given`: ask somebody. */
  readonly why: 'locked' | 'ended' | 'unknown' | 'not-given';
  /** Who had the secret, whoever showed it last first: users, or keys in the log of a user. */
  readonly ask: readonly string[];
  /** Keyboxes for us that do not open. Whoever made one is to be asked last, and a writer announces an epoch of his own. (SEC-016) */
  readonly bad: readonly BadKeybox[];
}

/** A keybox that is addressed to us and of no use. */
export interface BadKeybox {
  /** Id of its op. */
  readonly op: string;
  readonly by: string;
  readonly code: OpenKeyboxCode;
}

/** The secret of an epoch, or why it cannot be had. */
export type FoundSecret =
  | { readonly ok: true; readonly secret: Secret }
  | { readonly ok: false; readonly missing: MissingSecret };

/** The secrets of epochs that somebody can open: with his keys, through nested teams, and back to earlier epochs. */
export interface Keyring {
  /** The secret of an epoch of a log. It stays the keyring's, which wipes it: copies are the caller's to wipe. (SEC-021, SEC-026) */
  open(log: string, eid: string): Promise<FoundSecret>;
  /**
   * What `back` of a new epoch of a log names: the epochs that can be opened, are `allowed`, do not end, and are not reached from another of them; the
   * newest first. Whether `history` allows one is said by the rules for logs. (SEC-022) Who joins where `history` is `all` needs top-ups of these very epochs.
   */
  back(log: string, allowed: (eid: string) => boolean): Promise<readonly NamedSecret[]>;
  /** Wipes the secrets of epochs that have ended. (SEC-026) */
  expire(): void;
  /** Wipes all secrets and locks all stores. It opens nothing any more: whoever unlocks makes another one. (SEC-053) */
  lock(): Promise<void>;
}

/** Steps that a path has at most. (03 §5.1) */
const MAX_DEPTH = 8;

/** Makes a keyring. It holds one secret of 32 bytes for each epoch that it opened on the way, and no more than the logs have epochs. */
export async function createKeyring({ source, stores, now }: KeyringParts): Promise<Keyring> {
  const storeByKid = new Map<string, KeyStore>();
  for (const store of stores)
    for (const { kid, enc } of await store.describe()) if (enc !== undefined) storeByKid.set(kid, store);
  return new Ring({ source, stores, now }, storeByKid);
}

/** One question, through nested logs: which epochs are being opened, and what was found on the way. */
interface Search {
  readonly path: ReadonlySet<string>;
  readonly found: { readonly bad: BadKeybox[]; isLocked: boolean };
}

class Ring implements Keyring {
  readonly #parts: KeyringParts;
  readonly #storeByKid: ReadonlyMap<string, KeyStore>;
  readonly #secrets = new Map<string, { readonly es: Secret; readonly end: number }>();
  /** By `w` whether it leads where its entry says. */
  readonly #steps = new Map<string, boolean>();
  /** What is known of a log at a revision of the source. */
  #indexes = new Map<string, EpochIndex>();
  #misses = new Map<string, MissingSecret>();
  #revision = -1;
  #isLocked = false;

  constructor(parts: KeyringParts, storeByKid: ReadonlyMap<string, KeyStore>) {
    this.#parts = parts;
    this.#storeByKid = storeByKid;
  }

  async open(log: string, eid: string): Promise<FoundSecret> {
    this.expire();
    if (this.#isLocked) return missing('locked');
    const found = { bad: [], isLocked: false };
    const es = await this.#find(log, eid, { path: new Set(), found });
    if (this.#isLocked || (es === undefined && found.isLocked)) return missing('locked');
    return es === undefined ? { ok: false, missing: this.#explain(log, eid, found.bad) } : { ok: true, secret: es };
  }

  async back(log: string, allowed: (eid: string) => boolean): Promise<readonly NamedSecret[]> {
    const { opsByEid, placeByEid } = this.#index(log);
    const newestFirst = [...opsByEid.keys()].toSorted((a, b) => placeByEid.get(b)! - placeByEid.get(a)!);
    const named = new Map<string, Secret>();
    const reached = new Set<string>();
    for (const eid of newestFirst) {
      if (reached.has(eid) || !allowed(eid) || opsByEid.get(eid)!.some(({ end }) => end !== undefined)) continue;
      const found = await this.open(log, eid);
      if (!found.ok) continue;
      for (const below of await this.#descend(log, { eid, es: found.secret })) {
        reached.add(below);
        // A top-up can lead from an older epoch to one that was named as newer.
        if (below !== eid) named.delete(below);
      }
      named.set(eid, found.secret);
    }
    return [...named].map(([eid, es]) => ({ eid, es }));
  }

  expire(): void {
    const now = this.#parts.now();
    for (const [eid, { es, end }] of this.#secrets) {
      if (end > now) continue;
      es.wipe();
      this.#secrets.delete(eid);
    }
  }

  async lock(): Promise<void> {
    this.#isLocked = true;
    for (const { es } of this.#secrets.values()) es.wipe();
    this.#secrets.clear();
    await Promise.all(this.#parts.stores.map((store) => store.lock()));
  }

  async #find(log: string, eid: string, search: Search): Promise<Secret | undefined> {
    const known = this.#secrets.get(eid)?.es;
    const index = this.#index(log);
    if (known !== undefined || this.#misses.has(eid) || !index.opsByEid.has(eid)) return known;
    if (search.path.has(eid) || search.path.size >= MAX_DEPTH) return undefined;
    const inner = { ...search, path: new Set(search.path).add(eid) };
    const own = await this.#openBoxes(log, eid, inner);
    if (own !== undefined) return own;
    for (const above of epochsAbove(index, eid)) {
      const es = this.#secrets.get(above)?.es ?? (await this.#openBoxes(log, above, inner));
      if (es !== undefined) await this.#descend(log, { eid: above, es }, eid);
      const found = this.#secrets.get(eid)?.es;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Opens what `back` leads to from an epoch, until that is found which is wanted, and says what it reached. (SEC-021) */
  async #descend(log: string, from: NamedSecret, wanted?: string): Promise<ReadonlySet<string>> {
    const { backByEid } = this.#index(log);
    const reached = new Set([from.eid]);
    for (const eid of reached) {
      const es = eid === from.eid ? from.es : this.#secrets.get(eid)?.es;
      if (es === undefined) continue;
      for (const entry of backByEid.get(eid) ?? []) {
        if (reached.has(entry.eid) || !(await this.#step(log, es, entry))) continue;
        reached.add(entry.eid);
        if (entry.eid === wanted) return reached;
      }
    }
    return reached;
  }

  /** Whether an entry of `back` leads where it says; then the secret there is kept. Each is tried once. */
  async #step(log: string, es: Secret, entry: BackEntry): Promise<boolean> {
    const known = this.#steps.get(entry.w);
    if (known !== undefined && (!known || this.#secrets.has(entry.eid))) return known;
    const earlier = this.#isLocked ? undefined : await openBack(es, entry);
    if (this.#isLocked) return false;
    this.#steps.set(entry.w, earlier !== undefined);
    if (earlier !== undefined) this.#keep(log, entry.eid, earlier);
    return earlier !== undefined;
  }

  /** Opens an epoch by a keybox of it that is for us. */
  async #openBoxes(log: string, eid: string, search: Search): Promise<Secret | undefined> {
    const ops = this.#index(log).opsByEid.get(eid) ?? [];
    // Also an op without an end: an epoch ends by any of its ops. (SEC-026)
    if (this.#hasEnded(ops)) return undefined;
    for (const op of ops) {
      const body = await this.#parts.source.keybox(op.id);
      const box = body === undefined ? undefined : readKeybox(body);
      if (body === undefined || box?.ok !== true) continue;
      for (const { header } of box.value.recipients) {
        const { kid } = header;
        const agree = await this.#agreeAs(log, kid, search);
        if (agree === undefined) continue;
        const opened = await openKeybox({ body, log, pub: op.pub, kid }, agree);
        if (opened.ok) return this.#keep(log, eid, opened.value);
        search.found.isLocked ||= opened.error.code === 'E_LOCKED';
        search.found.bad.push({ op: op.id, by: op.by, code: opened.error.code });
      }
    }
    return undefined;
  }

  /** How a recipient agrees, if that is one of our keys, or an epoch through which we belong to the log and that we can open. */
  async #agreeAs(log: string, kid: string, search: Search): Promise<Agree | undefined> {
    const store = this.#storeByKid.get(kid);
    if (store !== undefined) return (publicKey) => agreeIn(store, kid, publicKey);
    for (const member of this.#parts.source.through(log)) {
      if (!this.#index(member).opsByEid.has(kid)) continue;
      const es = await this.#find(member, kid, search);
      if (es !== undefined && !this.#isLocked) return agreeWith(epochPrivateKey(es.bytes()));
    }
    return undefined;
  }

  /** Keeps a secret, unless the keyring was locked meanwhile. */
  #keep(log: string, eid: string, es: Secret): Secret | undefined {
    const known = this.#secrets.get(eid)?.es;
    if (this.#isLocked || known !== undefined) {
      es.wipe();
      return known;
    }
    const ends = (this.#index(log).opsByEid.get(eid) ?? []).map(({ end }) => end ?? Infinity);
    this.#secrets.set(eid, { es, end: Math.min(Infinity, ...ends) });
    return es;
  }

  #hasEnded(ops: readonly EpochOp[]): boolean {
    return ops.some(({ end }) => end !== undefined && end <= this.#parts.now());
  }

  #explain(log: string, eid: string, bad: readonly BadKeybox[]): MissingSecret {
    const known = this.#misses.get(eid);
    if (known !== undefined) return known;
    const index = this.#index(log);
    const ops = index.opsByEid.get(eid);
    if (ops === undefined) return { why: 'unknown', ask: [], bad };
    if (this.#hasEnded(ops)) return { why: 'ended', ask: [], bad };
    const liars = new Set(bad.map(({ by }) => by));
    const all = [...epochsAbove(index, eid), eid].flatMap((each) => (index.opsByEid.get(each) ?? []).toReversed());
    const ask = [...new Set(all.map(({ by }) => by))];
    const told: MissingSecret = {
      why: 'not-given',
      ask: [...ask.filter((by) => !liars.has(by)), ...ask.filter((by) => liars.has(by))],
      bad,
    };
    this.#misses.set(eid, told);
    return told;
  }

  #index(log: string): EpochIndex {
    const { source } = this.#parts;
    if (this.#revision !== source.revision) {
      this.#revision = source.revision;
      this.#indexes = new Map();
      this.#misses = new Map();
    }
    const index = this.#indexes.get(log) ?? indexEpochs(source.epochs(log));
    this.#indexes.set(log, index);
    return index;
  }
}

async function agreeIn(store: KeyStore, kid: string, publicKey: Uint8Array): ReturnType<Agree> {
  const shared = await store.derive(kid, [publicKey]);
  return shared.ok ? accept(shared.value[0]) : shared;
}

function missing(why: MissingSecret['why']): FoundSecret {
  return { ok: false, missing: { why, ask: [], bad: [] } };
}
