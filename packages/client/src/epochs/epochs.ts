import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { epochKeys, epochPublicKey, wipeKeys } from '@allod/core/open';
import type { EpochKeys, EpochPublicKey } from '@allod/core/open';
import type { Statement } from '@allod/core/statement';
import type { KnownHeads, PrincipalLog } from '@allod/principals';
import { createKeyring } from '@allod/principals/secrets';
import type { FoundSecret, Keyring, KeyStore, MissingSecret, Recipient } from '@allod/principals/secrets';
import type { DeviceKeys } from '../device-keys.ts';
import { knownWith } from '../logs/known-with.ts';
import type { Known } from '../logs/known-with.ts';
import { bestWay } from '../logs/ways.ts';
import { storeOps } from '../logs/write-ops.ts';
import { levelOfRole } from '../teams/role.ts';
import type { Surroundings } from '../surroundings.ts';
import { EpochShelf } from './epoch-shelf.ts';
import type { ShelfParts } from './epoch-shelf.ts';
import { exitNews } from './exit-news.ts';
import { lookBackIn } from './look-back.ts';
import { makeEpoch, makeTopUps } from './make-epoch.ts';
import type { EpochOps, Making, Signatories } from './make-epoch.ts';
import { recipientsOf } from './recipients.ts';
import type { Candidate } from './recipients.ts';
import { missingTopUps } from './top-ups.ts';
import type { TopUps } from './top-ups.ts';

/** The keys of an epoch, or why they cannot be had. */
export type FoundKeys =
  | { readonly ok: true; readonly keys: EpochKeys }
  | { readonly ok: false; readonly missing: MissingSecret };

/** Heads that somebody names: of a log, all of them when absent, and of others. */
export interface NamedHeads {
  readonly heads?: readonly string[];
  readonly x?: KnownHeads['x'];
}

/** A new epoch that nobody has stored yet. It goes into one commit with what follows it. */
export interface Announced extends EpochOps {
  readonly eid: string;
  /** To seal with. They stay those of `Epochs`, which wipes them. */
  readonly keys: EpochKeys;
}

/** Of what an epoch is made. */
export interface Announcing {
  /** Ops of the same log that were made and not stored: the epoch comes after them, and by what they say. */
  readonly after?: readonly Statement[];
  /** Who signs, if it is not this device for its user, by his best way. */
  readonly signing?: Signatories;
}

/** The codes with which no epoch is made: a log that is not here, one in which this user may not write, and a machine without random numbers. */
export type AnnounceCode = 'E_NOT_FOUND' | 'E_NOT_AUTHORIZED' | 'E_RANDOM' | 'E_LOCKED';

/** Epochs as one device has them: their secrets, which of them is in use, and new ones. Chapter 04 §2. */
export interface Epochs {
  /** The secret of an epoch of a log, by the keys of this device, through nested teams and back from later epochs. It is not the caller's to wipe. */
  secretOf(log: string, eid: string): Promise<FoundSecret>;
  /** The keys of an epoch, to seal and to open with. They are not the caller's to wipe. */
  keysOf(log: string, eid: string): Promise<FoundKeys>;
  /** The epoch under which a record is sealed that names these heads; `undefined` where there is none. (SEC-015) */
  current(log: string, at?: NamedHeads): Promise<EpochPublicKey | undefined>;
  /** Whether somebody here knows of a removal, in whatever log, that the epoch in use at these heads does not know: then nobody who is here writes under it. */
  isOutrun(log: string, at: NamedHeads): Promise<boolean>;
  /**
   * Makes a new epoch for all who read, which leads back to all earlier ones that it may. Nothing is stored. Refuses with `E_NOT_FOUND`,
   * `E_NOT_AUTHORIZED` (PRN-047), `E_RANDOM` (SEC-039) and `E_LOCKED` (SEC-053). (SEC-013, SEC-016, SEC-022)
   */
  announce(log: string, options?: Announcing): Promise<Result<Announced, AnnounceCode>>;
  /**
   * Ops that bring epochs of a log to members who have no keybox of them yet, or a new epoch where newcomers may not have the one in use; none
   * where everybody has what he may. Nothing is stored. Refuses as `announce` does.
   */
  topUp(log: string): Promise<Result<TopUps, AnnounceCode>>;
  /**
   * Ops that bring the epoch in use to whoever has the link of an invite, which may be among `after`; or a new one where there is none, or
   * newcomers may not read under it. Nothing is stored. Refuses as `announce` does. (SEC-013, SEC-020)
   */
  giveTo(log: string, recipient: Recipient, options?: Announcing): Promise<Result<EpochOps, AnnounceCode>>;
  /** Opens keyboxes with these keys as well from now on, such as those of an invite. */
  use(store: KeyStore): void;
  /** Forgets the secrets of epochs that have ended. (SEC-026) */
  expire(): void;
  /** Forgets all secrets and locks the keys: nothing is opened any more. (SEC-053) */
  lock(): Promise<void>;
}

/** What epochs are found and made with. */
export interface EpochsParts extends Omit<ShelfParts, 'user'>, Known, Pick<Surroundings, 'now' | 'random'> {
  /** Whose epochs they are, and his device: others, once it goes on as a new one. */
  readonly me: { readonly user: string; readonly keys: DeviceKeys };
  /** Further keys that open keyboxes, such as those of a kit. */
  readonly stores?: readonly KeyStore[];
}

const WRITER = levelOfRole('writer');
/** Heads at which it is remembered which epoch is in use. */
const MAX_PLACES = 64;
const NOTHING: TopUps = { ops: [], ids: [], bodies: [], whom: [] };

/** Puts epochs together. */
export function createEpochs(parts: EpochsParts): Epochs {
  return new DeviceEpochs(parts);
}

class DeviceEpochs implements Epochs {
  readonly #parts: EpochsParts;
  readonly #shelf: EpochShelf;
  /** Stores that were in use: what they open, they open until the end. */
  readonly #stores: Set<KeyStore>;
  #keyring: Promise<Keyring> | undefined;
  readonly #keysByEid: Map<string, Promise<EpochKeys>> = new Map();
  /** By log and heads, the epoch in use there. */
  readonly #currentByPlace: Map<string, string> = new Map();
  #isLocked = false;
  /** By log, how it and the logs of its members stood when nobody lacked anything. */
  readonly #provided: Map<string, string> = new Map();

  constructor(parts: EpochsParts) {
    const { store, directory, logs, me, stores = [] } = parts;
    this.#parts = parts;
    this.#shelf = new EpochShelf({ store, directory, logs, user: me.user });
    this.#stores = new Set(stores);
  }

  async secretOf(log: string, eid: string): Promise<FoundSecret> {
    const keyring = await this.#ring();
    await this.#shelf.fill(log);
    const found = await keyring.open(log, eid);
    if (!found.ok) await this.#drop(eid);
    return found;
  }

  async keysOf(log: string, eid: string): Promise<FoundKeys> {
    const found = await this.secretOf(log, eid);
    if (!found.ok) return found;
    const held = this.#keysByEid.get(eid) ?? keysFrom(found.secret.bytes());
    this.#keysByEid.set(eid, held);
    return { ok: true, keys: await held };
  }

  async current(log: string, at: NamedHeads = {}): Promise<EpochPublicKey | undefined> {
    const eid = await this.#currentAt(log, at);
    if (eid === undefined) return undefined;
    await this.#shelf.fill(log);
    const op = this.#shelf.epochs(log).find((each) => each.eid === eid);
    const pub = op === undefined ? undefined : epochPublicKey({ ...op.pub });
    return pub?.ok === true ? pub.value : undefined;
  }

  async isOutrun(log: string, at: NamedHeads): Promise<boolean> {
    const exits = await exitNews(this.#parts.logs, log);
    return exits !== undefined && (await this.#currentAt(log, { ...at, x: { ...exits, ...at.x } })) === undefined;
  }

  announce(log: string, options: Announcing = {}): Promise<Result<Announced, AnnounceCode>> {
    return this.#announce(log, options, []);
  }

  async giveTo(
    log: string,
    recipient: Recipient,
    { after = [], signing }: Announcing = {},
  ): Promise<Result<EpochOps, AnnounceCode>> {
    const also = [{ who: recipient.kid, recipient }];
    const known = await knownWith(this.#parts, { log, ops: after });
    const { allows } = await lookBackIn(known.logs, log);
    const current = (await known.admission.epochs(log))?.current;
    const found = current === undefined || !allows(current) ? undefined : await this.secretOf(log, current);
    if (found?.ok !== true) return this.#announce(log, { after, ...(signing === undefined ? {} : { signing }) }, also);
    const making = await this.#making(known, log, signing);
    return making.ok ? makeTopUps(making.value, { candidates: also, es: found.secret }) : making;
  }

  use(store: KeyStore): void {
    this.#stores.add(store);
    this.#keyring = undefined;
  }

  async #announce(
    log: string,
    { after = [], signing }: Announcing,
    also: readonly Candidate[],
  ): Promise<Result<Announced, AnnounceCode>> {
    if (signing === undefined) await this.#keepUpBelow(log);
    const known = after.length === 0 ? this.#parts : await knownWith(this.#parts, { log, ops: after });
    const making = await this.#making(known, log, signing);
    if (!making.ok) return making;
    const { allows } = await lookBackIn(known.logs, log);
    await this.#shelf.fill(log);
    const back = await (await this.#ring()).back(log, (eid) => allows(eid));
    const candidates = [...(await recipientsOf(known, making.value.view)), ...also];
    const made = await makeEpoch(making.value, { candidates, back });
    if (!made.ok) return made;
    const { es, ...ops } = made.value;
    const keys = keysFrom(es.bytes());
    es.wipe();
    this.#keysByEid.set(ops.eid, keys);
    return accept({ ...ops, keys: await keys });
  }

  async topUp(log: string): Promise<Result<TopUps, AnnounceCode>> {
    const making = await this.#making(this.#parts, log);
    if (!making.ok) return making;
    const state = await stateOf(this.#parts, making.value.view);
    if (this.#provided.get(log) === state) return accept(NOTHING);
    await this.#shelf.fill(log);
    const keyring = await this.#ring();
    const missing = await missingTopUps(making.value, { keyring, shelf: this.#shelf });
    if (!missing.ok) return missing;
    if (missing.value === 'announce') {
      const announced = await this.announce(log);
      return announced.ok ? accept({ ...announced.value, whom: [] }) : announced;
    }
    if (missing.value === undefined) this.#provided.set(log, state);
    return accept(missing.value ?? NOTHING);
  }

  expire(): void {
    void this.#keyring?.then((keyring) => keyring.expire());
    const now = this.#parts.now();
    for (const eid of this.#keysByEid.keys()) if (this.#shelf.endOf(eid) <= now) void this.#drop(eid);
  }

  async lock(): Promise<void> {
    this.#isLocked = true;
    this.#shelf.close();
    await (await this.#ring()).lock();
    for (const eid of this.#keysByEid.keys()) await this.#drop(eid);
  }

  /** What heads know is for ever the same, and most records name the same ones as the one before. */
  async #currentAt(log: string, at: NamedHeads): Promise<string | undefined> {
    const place = JSON.stringify([log, at]);
    const known = this.#currentByPlace.get(place);
    if (known !== undefined) return known;
    const eid = (await this.#parts.admission.epochs(log, at))?.current;
    if (eid === undefined || at.heads === undefined) return eid;
    if (this.#currentByPlace.size >= MAX_PLACES) this.#currentByPlace.clear();
    this.#currentByPlace.set(place, eid);
    return eid;
  }

  /**
   * Sees to it that this user, and the teams through which he is in another, have epochs which he can open: what is announced above them is
   * encrypted to those.
   */
  async #keepUpBelow(log: string): Promise<void> {
    const { logs, me, admission, store } = this.#parts;
    if (log === me.user) return;
    const { via = [] } = (await bestWay(logs, log, me.user)) ?? {};
    for (const below of [me.user, ...via.toReversed()]) {
      const x = await exitNews(logs, below);
      const current = (await admission.epochs(below, x === undefined ? {} : { x }))?.current;
      if (current !== undefined && (await this.secretOf(below, current)).ok) continue;
      const announced = await this.announce(below);
      if (announced.ok) await storeOps({ admission, store }, below, announced.value);
    }
  }

  /** Who writes into a log, and how it stands. */
  async #making(
    known: Known,
    log: string,
    signing?: Signatories,
  ): Promise<Result<Making, 'E_NOT_FOUND' | 'E_NOT_AUTHORIZED' | 'E_LOCKED'>> {
    const { now, random, me } = this.#parts;
    if (this.#isLocked) return refuse('E_LOCKED', 'SEC-053');
    const view = await known.logs.log(log);
    if (view === undefined) return refuse('E_NOT_FOUND', '');
    if (signing !== undefined) return accept({ known, view, now, random, ...signing });
    const { signer } = me.keys;
    if (log === me.user) {
      const lvl = view.memberById.get(signer.kid)?.lvl ?? -1;
      return lvl < WRITER ? NOT_WRITER : accept({ known, view, now, random, signers: [{ signer }] });
    }
    const way = await bestWay(known.logs, log, me.user);
    if (way === undefined || way.lvl < WRITER) return NOT_WRITER;
    return accept({ known, view, now, random, signers: [{ signer, by: [...way.via, me.user] }] });
  }

  /** The keyring over all keys that are in use, or were. */
  #ring(): Promise<Keyring> {
    const { me, now } = this.#parts;
    const { store } = me.keys;
    if (this.#keyring === undefined || !this.#stores.has(store)) {
      this.#stores.add(store);
      this.#keyring = createKeyring({ source: this.#shelf, stores: [...this.#stores], now });
    }
    return this.#keyring;
  }

  async #drop(eid: string): Promise<void> {
    const held = this.#keysByEid.get(eid);
    this.#keysByEid.delete(eid);
    if (held === undefined) return;
    const { secret, private: own, back } = await held;
    wipeKeys([secret, own, back]);
  }
}

/** How a log stands, and those of its members. */
async function stateOf({ logs }: Known, { heads, memberById }: PrincipalLog): Promise<string> {
  const members = await Promise.all([...memberById.keys()].map(async (who) => (await logs.log(who))?.heads ?? []));
  return JSON.stringify([heads, ...members]);
}

const NOT_WRITER = refuse('E_NOT_AUTHORIZED', 'PRN-047');

async function keysFrom(secret: Uint8Array): Promise<EpochKeys> {
  const keys = await epochKeys(secret);
  secret.fill(0);
  return keys;
}
