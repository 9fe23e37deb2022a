/** Users with devices, teams and nested teams, whose epochs are made as chapter 04 asks; who may read what is kept apart, by policy alone. */
import { createKeyring, planEpoch, planTopUps } from '@allod/principals/secrets';
import type { EpochDraft, EpochOp, EpochSource, Keyring, Random, Recipient, Secret } from '@allod/principals/secrets';
import { deviceOf, idOf, randomOf } from './craft.ts';
import type { TestDevice } from './craft.ts';

/** What one log is. */
interface Log {
  readonly id: string;
  readonly isUser: boolean;
  readonly history: 'all' | 'joined';
  /** Names of the devices of a user; of a team its users and teams. */
  readonly members: Set<string>;
  readonly ops: EpochOp[];
  /** By epoch: when it was announced, and its secret, which only the test has. */
  readonly epochs: Map<string, { readonly at: number; readonly es: Secret }>;
  /** When the last one joined. */
  joined: number;
}

/** An epoch, and to whom an op of it was addressed: device names, or epochs of members. */
interface Given {
  readonly log: string;
  readonly eid: string;
  readonly to: ReadonlySet<string>;
}

export class World {
  readonly logs = new Map<string, Log>();
  readonly devices = new Map<string, TestDevice>();
  readonly #boxes = new Map<string, Uint8Array>();
  readonly #given: Given[] = [];
  readonly #random: Random;
  #time = 0;

  constructor(seed: string) {
    this.#random = randomOf(seed);
  }

  /** A user with one device of his name. */
  async addUser(name: string): Promise<void> {
    this.#addLog(name, { isUser: true, history: 'all' });
    await this.addDevice(name, `${name}/0`);
  }

  async addDevice(user: string, name: string): Promise<void> {
    this.devices.set(name, await deviceOf(name));
    await this.#join(user, name);
  }

  async addTeam(name: string, history: 'all' | 'joined', first: string): Promise<void> {
    this.#addLog(name, { isUser: false, history });
    await this.#join(name, first);
  }

  async addMember(team: string, member: string): Promise<void> {
    await this.#join(team, member);
  }

  /** Ends a membership, and gives every log a new epoch that has to have one. */
  async remove(log: string, member: string): Promise<void> {
    this.#log(log).members.delete(member);
    if (this.#log(log).members.size === 0) return;
    for (const each of this.#ripple(log)) await this.rotate(each);
  }

  /** Announces an epoch, or several that do not know each other. */
  async rotate(log: string, beside = 1): Promise<void> {
    const { id, epochs, ops } = this.#log(log);
    const keyring = await this.keyringOf(this.#writerOf(log));
    const back = await keyring.back(id, (eid) => this.#isAllowed(log, epochs.get(eid)!.at));
    const recipients = this.#recipientsOf(log);
    const drafts: { readonly es: Secret; readonly eid: string; readonly ops: readonly EpochDraft[] }[] = [];
    for (let at = 0; at < beside; at++) {
      const made = await planEpoch({ log: id, recipients: recipients.map(({ to }) => to), back: back }, this.#random);
      if (!made.ok) throw new TypeError('this generator works');
      drafts.push(made.value);
    }
    for (const made of drafts) {
      epochs.set(made.eid, { at: this.#tick(), es: made.es });
      ops.push(...this.#publish(log, made));
      this.#given.push({ log, eid: made.eid, to: new Set(recipients.map(({ name }) => name)) });
    }
  }

  /** What somebody has who was handed every op and every keybox, and whose paths are these. */
  keyringOf(device: string): Promise<Keyring> {
    const { store } = this.devices.get(device)!;
    return createKeyring({ source: this.source(), stores: [store], now: () => 0 });
  }

  source(): EpochSource {
    const byId = new Map([...this.logs].map(([name, log]) => [log.id, { name, log }]));
    return {
      revision: this.#time,
      epochs: (id) => byId.get(id)?.log.ops ?? [],
      keybox: (op) => Promise.resolve(this.#boxes.get(op)),
      // All that there are: whoever was removed looks there, too.
      through: (id) => (byId.get(id)?.log.isUser === true ? [] : [...byId.keys()].filter((other) => other !== id)),
    };
  }

  /** Whether a device may open an epoch: by whom ops were addressed to, and what the policy of each log opens from there. */
  mayOpen(device: string, log: string, eid: string): boolean {
    const { epochs, history } = this.#log(log);
    const wanted = epochs.get(eid)!.at;
    return this.#given.some((given) => {
      if (given.log !== log || !this.#isAddressed(device, given)) return false;
      const at = epochs.get(given.eid)!.at;
      if (given.eid === eid) return true;
      return (
        wanted < at && this.#reaches(log, given.eid, eid) && (history === 'all' || !this.#hasJoined(log, wanted, at))
      );
    });
  }

  /** Whether an op is addressed to the device, or to an epoch of a member that it may open. */
  #isAddressed(device: string, { to }: Given): boolean {
    if (to.has(device)) return true;
    return [...this.logs].some(([name, { epochs }]) =>
      [...epochs.keys()].some((eid) => to.has(eid) && this.mayOpen(device, name, eid)),
    );
  }

  readonly #joins = new Map<string, number[]>();
  readonly #seen = new Map<string, ReadonlySet<string>>();

  /** An epoch reaches all that its writer had seen. */
  #reaches(log: string, from: string, to: string): boolean {
    return this.#seen.get(`${log} ${from}`)?.has(to) === true;
  }

  #hasJoined(log: string, from: number, to: number): boolean {
    return (this.#joins.get(log) ?? []).some((at) => at > from && at < to);
  }

  #isAllowed(log: string, announced: number): boolean {
    const { history, joined } = this.#log(log);
    return history === 'all' || announced > joined;
  }

  async #join(log: string, member: string): Promise<void> {
    const target = this.#log(log);
    const isFirst = target.members.size === 0;
    const writer = isFirst ? undefined : this.#writerOf(log);
    target.members.add(member);
    target.joined = this.#tick();
    this.#joins.set(log, [...(this.#joins.get(log) ?? []), target.joined]);
    if (writer === undefined || target.history === 'joined') return this.rotate(log);
    const [recipient] = this.#recipientsOf(log).filter(({ member: each }) => each === member);
    // Also those that were announced beside the newest, which nothing leads back to yet.
    const tops = await (await this.keyringOf(writer)).back(target.id, () => true);
    for (const { eid, es } of tops) {
      const drafts = await planTopUps({ log: target.id, es, recipients: [recipient!.to] }, this.#random);
      if (!drafts.ok) throw new TypeError('this generator works');
      target.ops.push(...this.#publish(log, { eid, ops: drafts.value }));
      this.#given.push({ log, eid, to: new Set([recipient!.name]) });
    }
    return undefined;
  }

  /** The log itself, and every team in which its principal stands, level by level. */
  #ripple(log: string): readonly string[] {
    const found = new Set([log]);
    for (const each of found) for (const [name, { members }] of this.logs) if (members.has(each)) found.add(name);
    return [...found];
  }

  /** A device that is in a log now, through whomever. */
  #writerOf(log: string): string {
    const [member] = this.#log(log).members;
    if (member === undefined) throw new TypeError(`nobody is in ${log}`);
    return this.logs.has(member) ? this.#writerOf(member) : member;
  }

  #recipientsOf(log: string): readonly { readonly to: Recipient; readonly name: string; readonly member: string }[] {
    return [...this.#log(log).members].flatMap((member) => {
      const device = this.devices.get(member);
      if (device !== undefined) return [{ to: { kid: device.kid, jwk: device.jwk }, name: member, member }];
      const op = this.#log(member).ops.findLast(({ eid }) => eid === [...this.#log(member).epochs.keys()].at(-1));
      return op === undefined || this.#log(member).members.size === 0
        ? []
        : [{ to: { kid: op.eid, jwk: op.pub }, name: op.eid, member }];
    });
  }

  #publish(
    log: string,
    { eid, ops }: { readonly eid: string; readonly ops: readonly EpochDraft[] },
  ): readonly EpochOp[] {
    this.#seen.set(`${log} ${eid}`, this.#seen.get(`${log} ${eid}`) ?? new Set(this.#log(log).ops.map((op) => op.eid)));
    return ops.map(({ pub, back = [], body }) => {
      const id = idOf(`op ${this.#tick()}`);
      if (body !== undefined) this.#boxes.set(id, body);
      return { id, eid, pub, back, by: this.#writerOf(log) };
    });
  }

  #addLog(name: string, { isUser, history }: Pick<Log, 'isUser' | 'history'>): void {
    const log = { id: idOf(name), isUser, history, members: new Set<string>(), ops: [], epochs: new Map(), joined: 0 };
    this.logs.set(name, log);
  }

  #log(name: string): Log {
    const log = this.logs.get(name);
    if (log === undefined) throw new RangeError(`there is no log ${name}`);
    return log;
  }

  #tick(): number {
    return (this.#time += 1);
  }
}
