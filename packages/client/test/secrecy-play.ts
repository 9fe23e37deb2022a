/** Plays a plan in a world, and writes down for the oracle what happened, and who had heard of what. */
import type { Client } from '@allod/client';
import { assert } from 'vitest';
import { cameIn, NOTES, openWorld, pairDevice, pastOf } from './secrecy-base.ts';
import type { Base, Device } from './secrecy-base.ts';
import { ADMIN, Knowledge, WRITER } from './secrecy-oracle.ts';
import type { Turn, Written } from './secrecy-oracle.ts';
import type { Person, Step, Which } from './secrecy-plan.ts';
import { valueOf } from './scratch.ts';
import type { World } from './world.ts';

/** With these codes a step is refused that its author cannot take any more, or not yet. */
const IDLE_CODES = ['E_NOT_AUTHORIZED', 'E_NOT_FOUND', 'E_INVITE', 'E_INPUT', 'E_PENDING_AUTH'];

/** A link that somebody got. */
interface Invited extends Pick<Turn, 'log' | 'link'> {
  readonly whom: Person;
  readonly text: string;
  readonly inviter: string;
  isTaken?: true;
}

/** A removal, and the records of which its author had heard. */
interface Removal {
  readonly turn: Turn;
  readonly seen: ReadonlySet<string>;
}

type Of<D extends Step['does']> = Step & { readonly does: D };
type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: { readonly code: string } };

/** What came of something that may be refused for who asks, and for nothing else. */
function done<T>(outcome: Outcome<T>): T | undefined {
  if (outcome.ok) return outcome.value;
  assert.include(IDLE_CODES, outcome.error.code);
  return undefined;
}

/** A plan under way. */
export class Play {
  readonly at: World;
  readonly base: Base;
  readonly turns: Turn[];
  readonly written: Written[];
  readonly removals: Removal[] = [];
  readonly devices: Device[] = [];
  /** Those in the wrong hands. */
  readonly lost: Set<Device> = new Set();
  readonly #soil: Base['soil'];
  readonly #invited: Invited[] = [];

  constructor(at: World, base: Base, soil: Base['soil']) {
    this.at = at;
    this.base = base;
    this.#soil = soil;
    this.turns = [...base.turns];
    this.written = [...base.written];
  }

  /** Begins where the base ended. */
  static async begin(base: Base): Promise<Play> {
    const soil = await base.soil.copy('play');
    const play = new Play(await openWorld(soil.ground), base, soil);
    for (const device of base.devices) await play.#open(device);
    return play;
  }

  async end(): Promise<void> {
    for (const { client } of this.devices) await client.close();
    await this.at.relay.close();
  }

  async take(step: Step): Promise<unknown> {
    switch (step.does) {
      case 'write':
        return this.#write(step);
      case 'rotate':
        return done(await this.#on(step.by).client.keys.rotate(this.#place(step)));
      case 'invite':
        return this.#invite(step);
      case 'join':
        return this.#join(step.by);
      case 'remove':
        return this.#remove(step);
      case 'leave':
        return this.#leave(step);
      case 'nest':
        return this.#nest(step.by);
      case 'unnest': {
        const { inner, outer } = this.base.teamIds;
        return this.#ended(this.#on(step.by), { log: outer, who: inner }, (client) =>
          client.teams.remove(outer, inner),
        );
      }
      case 'pair':
        return this.#pair(step);
      case 'lose':
        return this.#lose(step.by);
      case 'sync':
        return this.at.sync(this.#on(step.by).client);
      case 'pack': {
        const [from, to] = [this.#on(step.by), this.#on(step.to)];
        if (from === to) return;
        const { refused } = await to.client.packs.import(from.client.packs.export());
        return assert.deepEqual(refused, []);
      }
    }
  }

  /** The device that is meant, or the laptop where the phone is gone. */
  #on({ of, on }: Which): Device {
    const own = this.devices.filter((device) => device.of === of && !this.lost.has(device));
    return own.find((device) => device.on === on) ?? own[0]!;
  }

  #laptop(of: Person): Device {
    return this.#on({ of, on: 'laptop' });
  }

  #userOf(of: Person): string {
    return this.#laptop(of).client.me.user;
  }

  #place({ in: where, by }: Of<'write'> | Of<'rotate'>): string {
    return where === 'own' ? this.#userOf(by.of) : this.base.teamIds[where];
  }

  async #open(device: Pick<Device, 'name' | 'of' | 'on'>): Promise<Device> {
    const opened = { ...device, client: await this.at.open(device.name), store: await this.#soil.storeOf(device.name) };
    this.devices.push(opened);
    return opened;
  }

  /** Of which of these a device has heard. */
  async #heard({ store }: Pick<Device, 'store'>, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const found = await store.items(ids);
    return new Set(ids.filter((_, i) => found[i] !== undefined));
  }

  /** The turns, and invites by link, of which a device has heard. */
  known(device: Pick<Device, 'store'>): Promise<ReadonlySet<string>> {
    const links = [...this.turns, ...this.#invited].flatMap(({ link }) => link ?? []);
    return this.#heard(device, [...this.turns.map(({ id }) => id), ...links]);
  }

  async #write(step: Of<'write'>): Promise<void> {
    const device = this.#on(step.by);
    const owner = this.#place(step);
    const known = await this.known(device);
    const text = `${this.written.length}`;
    const added = await device.client.records.add(NOTES, { json: text }, { owner });
    const isMember = new Knowledge(this, known).isIn(owner, device.client.me.kid);
    assert.equal(added.ok, isMember, `${device.name} writes in ${owner}`);
    const record = done(added);
    if (record !== undefined) this.written.push({ id: record.id, owner, text, by: device.name, known });
  }

  async #invite({ by, whom, in: team, givesKeys, atOnce }: Of<'invite'>): Promise<void> {
    const log = this.base.teamIds[team];
    const { client, store } = this.#laptop(by);
    const user = this.#userOf(whom);
    const known = await this.known({ store });
    // By a link for anybody nobody comes back.
    const wasOut = this.turns.some(({ id, who, is }) => who === user && is === 'out' && known.has(id));
    const { url } = this.at.relay;
    const whose = wasOut || !givesKeys ? { to: user } : { givesKeys };
    const made = done(await client.teams.invite(log, { ...whose, relays: [url] }));
    if (made === undefined) return;
    valueOf(await client.sync(url, { spaces: [log] }));
    const link = 'to' in whose ? {} : { link: made.id };
    this.#invited.push({ whom, log, text: made.link, inviter: client.me.user, ...link });
    if (atOnce) await this.#join(whom);
  }

  async #join(by: Person): Promise<void> {
    const last = this.#invited.findLast(({ whom, isTaken }) => whom === by && isTaken !== true);
    const { client, store } = this.#laptop(by);
    if (last === undefined) return;
    last.isTaken = true;
    const { log, text, inviter, link } = last;
    const joined = done(await valueOf(await client.open(text)).accept());
    if (joined === undefined) return;
    const id = joined.ops[0]!;
    const past = await pastOf(store, log, id);
    const who = client.me.user;
    this.turns.push({
      id,
      log,
      who,
      is: 'in',
      lvl: WRITER,
      by: who,
      inviter,
      past,
      ...(link === undefined ? {} : { link }),
    });
  }

  #remove({ by, whom, in: team }: Of<'remove'>): Promise<boolean> {
    const [log, who] = [this.base.teamIds[team], this.#userOf(whom)];
    return this.#ended(this.#laptop(by), { log, who }, (client) => client.teams.remove(log, who));
  }

  #leave({ by, in: team }: Of<'leave'>): Promise<boolean> {
    const [log, who] = [this.base.teamIds[team], this.#userOf(by)];
    return this.#ended(this.#laptop(by), { log, who }, (client) => client.teams.leave(log));
  }

  async #nest(by: Which): Promise<void> {
    const { inner, outer } = this.base.teamIds;
    const { client, store } = this.#on(by);
    const added = done(await client.teams.add(outer, inner, 'writer'));
    if (added === undefined) return;
    this.turns.push(await cameIn(store, { log: outer, who: inner, lvl: WRITER, inviter: client.me.user }));
  }

  async #pair({ by, givesKeys }: Of<'pair'>): Promise<void> {
    const owner = this.#laptop(by);
    if (this.#on({ of: by, on: 'phone' }) !== owner) return;
    const name = `${by} phone ${this.devices.length}`;
    const { offer, kid } = await pairDevice(this.at, owner.client, { name, givesKeys });
    const phone = await this.#open({ name, of: by, on: 'phone' });
    const link = givesKeys ? { link: offer } : {};
    const log = owner.client.me.user;
    this.turns.push(await cameIn(phone.store, { log, who: kid, lvl: ADMIN, inviter: owner.client.me.kid, ...link }));
    await this.at.sync(phone.client);
  }

  async #lose(by: Person): Promise<void> {
    const [laptop, phone] = [this.#laptop(by), this.#on({ of: by, on: 'phone' })];
    const { user, kid } = phone.client.me;
    if (phone === laptop) return;
    const isDone = await this.#ended(laptop, { log: user, who: kid }, (client) => client.devices.remove(kid));
    if (isDone) this.lost.add(phone);
  }

  /** Lets somebody be removed, and notes it, unless it may not be. */
  async #ended(
    { client, store }: Device,
    { log, who }: Pick<Turn, 'log' | 'who'>,
    remove: (client: Client) => Promise<Outcome<{ readonly ops: readonly string[] }>>,
  ): Promise<boolean> {
    const seen = await this.#heard(
      { store },
      this.written.map(({ id }) => id),
    );
    const removed = done(await remove(client));
    if (removed === undefined) return false;
    const id = removed.ops[0]!;
    const { user, kid } = client.me;
    const by = log === user ? kid : user;
    const turn: Turn = { id, log, who, is: 'out', lvl: 0, by, past: await pastOf(store, log, id) };
    this.turns.push(turn);
    this.removals.push({ turn, seen });
    return true;
  }
}
