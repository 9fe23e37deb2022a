// Scenarios: logs by names. Users and teams, ops with their parents by name, and what follows from them, written by hand.
import { NOW } from '../statement.ts';
import { base64url, octets, type Value, type ValueObject } from '../value.ts';
import { epochNamed } from './epoch-keys.ts';
import { keyNamed, statedDevice } from './log-keys.ts';
import { idOf, saltOf } from './users.ts';

/** How an op is made. What is not given: after all heads of its log, and with all news of the logs on its paths. */
export interface OpPlan {
  /** The log by name; absent: the team `team`. */
  readonly in?: string;
  /**
   * Who signs: `bob` in a team is Bob's phone for Bob, `bob/laptop` another device, `sales>bob` somebody in a member that is a
   * team; `kit:bob` is a cold key and `key:link` the key of an invite, and `=bob` a key without a path; `bob@carol/phone` is Carol's
   * phone on Bob's path. Who acts comes first.
   */
  readonly by: readonly string[];
  /** The parents by name. */
  readonly after?: readonly string[];
  /** Of other logs, what it names instead of their heads. */
  readonly x?: Readonly<Record<string, readonly string[]>>;
  /** The claim `thru`, by names. */
  readonly through?: readonly string[];
  /** Claims that are otherwise; `undefined` leaves one out. */
  readonly claims?: Readonly<Record<string, Value | undefined>>;
}

/** A signer: its key, and the names on its path. */
interface Signer {
  readonly key: string;
  readonly path: readonly string[];
}

/** Who gets which level. */
type Grant = readonly [who: string, lvl: number];

interface Made {
  readonly name: string;
  readonly log: string;
  readonly par: readonly string[];
  readonly x: Readonly<Record<string, readonly string[]>>;
  readonly statement: ValueObject;
}

/** Histories under construction. */
export class Plan {
  readonly #made: Made[] = [];
  readonly #idByName = new Map<string, string>();
  readonly #kindByLog = new Map<string, 'user' | 'team'>();

  /** Users, each with a phone as owner. */
  users(...names: readonly string[]): this {
    for (const name of names) this.user(name, { [`${name}/phone`]: 40 });
    return this;
  }

  /** A user with other devices; the devices all sign. */
  user(name: string, levels: Readonly<Record<string, number>>, claims: ValueObject = {}): this {
    const mem = Object.entries(levels).map(([key, lvl]): ValueObject => {
      const { kid } = keyNamed(key);
      return lvl === 50 ? { kid, lvl } : { kid, lvl, ...statedDevice(key) };
    });
    const by = Object.keys(levels).filter((key) => levels[key] !== 50);
    this.#kindByLog.set(name, 'user');
    const all = { k: 'init', kind: 'user', salt: saltOf(name), mem, t: NOW, ...claims };
    return this.#put(
      { name, log: name, par: [], x: {} },
      { signers: by.map((key) => ({ key, path: [] })), claims: all },
    );
  }

  /** A team of users and teams; of a team that is a member, `sales>bob` says who signs for it. */
  team(members: Readonly<Record<string, number>>, plan: Partial<OpPlan> & { readonly name?: string } = {}): this {
    const { name = 'team', claims = {} } = plan;
    this.#kindByLog.set(name, 'team');
    const paths = Object.entries(members);
    const mem = paths.map(([path, lvl]): ValueObject => {
      const [entry = ''] = path.split('>');
      return path.startsWith('kit:') ? { kid: keyNamed(path).kid, lvl } : { who: this.id(entry), lvl };
    });
    const signers = (plan.by ?? paths.flatMap(([path]) => (path.startsWith('kit:') ? [] : [path]))).map((text) =>
      this.#signer(name, text),
    );
    const x = this.#news(name, { signers, past: [], given: plan.x ?? {} });
    const all = { k: 'init', kind: 'team', salt: saltOf(name), mem, ...this.#xClaim(x), t: NOW, ...claims };
    return this.#put({ name, log: name, par: [], x }, { signers, claims: all });
  }

  /** An op. */
  op(name: string, k: string, plan: OpPlan): this {
    const log = plan.in ?? 'team';
    const par = plan.after ?? this.headsOf(log);
    const signers = plan.by.map((text) => this.#signer(log, text));
    const x = this.#news(log, { signers, past: par, given: plan.x ?? {} });
    const claims = {
      k,
      log: this.id(log),
      par: par.map((each) => this.id(each)),
      ...this.#xClaim(x),
      t: NOW + this.#made.length,
      ...this.#shownKeys(k, signers),
      ...(k === 'epoch' ? { pub: epochNamed(log, name).pub } : {}),
      ...(plan.through === undefined ? {} : { thru: plan.through.map((each) => this.id(each)) }),
      ...plan.claims,
    };
    return this.#put({ name, log, par, x }, { signers, claims });
  }

  /** Takes in a principal, or a device in the log of a user. A newcomer that does not sign yet signs last. */
  add(name: string, [who, lvl]: Grant, plan: OpPlan & { readonly consent?: string }): this {
    const { consent = who, ...rest } = plan;
    const isOwn = this.#kindByLog.get(plan.in ?? 'team') === 'user';
    const isCold = who.startsWith('kit:');
    const by = isCold || consent === '' ? plan.by : [...plan.by, isOwn ? `=${consent}` : consent];
    const device = isOwn && !isCold ? statedDevice(who) : {};
    return this.op(name, 'add', { ...rest, by, claims: { who: this.id(who), lvl, ...device, ...plan.claims } });
  }

  /** An offer to somebody, or, with `key:…`, to whoever has that key. */
  invite(name: string, [who, lvl]: Grant, plan: OpPlan): this {
    const offered = who.startsWith('key:') ? { key: keyNamed(who).jwk } : { who: this.id(who) };
    return this.op(name, 'invite', { ...plan, claims: { ...offered, lvl, ...plan.claims } });
  }

  /** An offer is taken. The invite is a parent unless others are given. */
  join(name: string, [who, ref]: readonly [who: string, invite: string], plan: Partial<OpPlan> = {}): this {
    const isOwn = this.#kindByLog.get(plan.in ?? 'team') === 'user';
    const device = isOwn ? statedDevice(who) : {};
    const by = plan.by ?? [isOwn ? `=${who}` : who];
    return this.op(name, 'join', {
      ...plan,
      by,
      claims: { who: this.id(who), ref: this.id(ref), ...device, ...plan.claims },
    });
  }

  /** Another level. */
  set(name: string, [who, lvl]: Grant, plan: OpPlan): this {
    return this.op(name, 'set', { ...plan, claims: { who: this.id(who), lvl, ...plan.claims } });
  }

  /** The end of a membership or of an invite. */
  remove(name: string, who: string, plan: OpPlan): this {
    return this.op(name, 'remove', { ...plan, claims: { who: this.id(who), ...plan.claims } });
  }

  /** A snapshot: `says` is its count and its digest, `after` its heads. */
  snapshot(says: ValueObject, plan: OpPlan): ValueObject {
    const log = plan.in ?? 'team';
    const heads = plan.after ?? this.headsOf(log);
    const signers = plan.by.map((text) => this.#signer(log, text));
    const x = this.#news(log, { signers, past: heads, given: plan.x ?? {} });
    const named = { log: this.id(log), heads: heads.map((each) => this.id(each)), ...says };
    const claims = { ...named, ...this.#xClaim(x), t: NOW, ...plan.claims };
    return this.#sign(signers, { claims, typ: 'allod-snap' });
  }

  /** The id behind a name: of an op, of a principal, or of a key. */
  id(name: string): string {
    const id = this.#idByName.get(name);
    if (id !== undefined) return id;
    if (/[:/]/.test(name)) return keyNamed(name).kid;
    throw new RangeError(`nothing is called ${name}`);
  }

  /** The ops of a log that no other op of it follows. */
  headsOf(log: string): string[] {
    const own = this.#made.filter((each) => each.log === log);
    return own.map(({ name }) => name).filter((name) => !own.some(({ par }) => par.includes(name)));
  }

  /** The names of the ops of a log. */
  namesIn(log: string): string[] {
    return this.#made.filter((each) => each.log === log).map(({ name }) => name);
  }

  /** The names of all logs, in the order in which they began. */
  get logs(): string[] {
    return [...this.#kindByLog.keys()];
  }

  /** The statement of an op. */
  statementOf(name: string): ValueObject {
    const made = this.#made.find((each) => each.name === name);
    if (made === undefined) throw new RangeError(`there is no op ${name}`);
    return made.statement;
  }

  #signer(log: string, text: string): Signer {
    const steps = text.split('>');
    const last = steps.at(-1) ?? '';
    if (text.startsWith('=')) return { key: last.slice(1), path: [] };
    const [claimed = '', device] = last.split('@');
    if (device !== undefined) return { key: device, path: [...steps.slice(0, -1), claimed] };
    if (last.includes(':')) return { key: last, path: steps.slice(0, -1) };
    const [user = ''] = last.split('/');
    return { key: last, path: log === user && steps.length === 1 ? [] : [...steps.slice(0, -1), user] };
  }

  /** The heads of the logs on the paths, where the past does not name them already. */
  #news(
    log: string,
    plan: { readonly signers: readonly Signer[]; readonly past: readonly string[]; readonly given: OpPlan['x'] },
  ): Record<string, readonly string[]> {
    const { signers, past, given = {} } = plan;
    const named = [...new Set(signers.flatMap(({ path }) => path))].filter((each) => each !== log);
    const found = named.filter((each) => this.#kindByLog.has(each)).map((each) => [each, this.headsOf(each)] as const);
    const all = Object.entries({ ...Object.fromEntries(found), ...given });
    return Object.fromEntries(
      all.filter(([other, heads]) => {
        const known = this.#known(past, other);
        return Object.hasOwn(given, other) ? heads.length > 0 : !heads.every((head) => known.has(head));
      }),
    );
  }

  /** What some ops and their pasts name of a log, with the pasts of that. */
  #known(ops: readonly string[], log: string): Set<string> {
    const named = [...this.#closure(ops)].flatMap(
      (name) => this.#made.find((each) => each.name === name)?.x[log] ?? [],
    );
    return this.#closure(named);
  }

  #closure(names: readonly string[], seen: Set<string> = new Set()): Set<string> {
    for (const name of names) {
      if (seen.has(name)) continue;
      seen.add(name);
      this.#closure(this.#made.find((each) => each.name === name)?.par ?? [], seen);
    }
    return seen;
  }

  #xClaim(x: Readonly<Record<string, readonly string[]>>): ValueObject {
    const entries = Object.entries(x).map(
      ([log, heads]) => [this.id(log), heads.map((head) => this.id(head))] as const,
    );
    return entries.length === 0 ? {} : { x: Object.fromEntries(entries) };
  }

  /** The public keys of the cold keys that sign. */
  #shownKeys(k: string, signers: readonly Signer[]): ValueObject {
    const cold = signers.filter(({ key }) => key.startsWith('kit:')).map(({ key }) => keyNamed(key).jwk);
    return cold.length === 0 || k === 'init' ? {} : { keys: cold };
  }

  #put(
    made: Omit<Made, 'statement'>,
    {
      signers,
      claims,
    }: { readonly signers: readonly Signer[]; readonly claims: Readonly<Record<string, Value | undefined>> },
  ): this {
    if (this.#idByName.has(made.name)) throw new RangeError(`${made.name} is there twice`);
    const statement = this.#sign(signers, { claims });
    this.#idByName.set(made.name, idOf(statement));
    this.#made.push({ ...made, statement });
    return this;
  }

  #sign(
    signers: readonly Signer[],
    {
      claims,
      typ = 'allod-op',
    }: { readonly claims: Readonly<Record<string, Value | undefined>>; readonly typ?: string },
  ): ValueObject {
    const listed = signers.map(({ key, path }): ValueObject => {
      const by = path.map((name) => this.id(name));
      return { kid: keyNamed(key).kid, ...(by.length === 0 ? {} : { by }) };
    });
    const [only] = listed;
    const path: ValueObject = only?.['by'] === undefined ? {} : { by: only['by'] };
    const whole = { ...claims, ...(listed.length > 1 ? { sgn: listed } : path) };
    const stated = Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined));
    const text = base64url(octets(JSON.stringify(stated)));
    const signed = signers.map(({ key }) => {
      const { kid, alg, sign } = keyNamed(key);
      const h = base64url(octets(`{"alg":"${alg}","kid":"${kid}","typ":"${typ}"}`));
      return { h, s: sign(`${h}.${text}`) };
    });
    const [first, ...sigs] = signed;
    if (first === undefined) throw new RangeError('a statement has a signer');
    return { st: `${first.h}.${text}`, sig: first.s, ...(sigs.length > 0 ? { sigs } : {}) };
  }
}

/** A team of users with levels, after whose first op things stand beside each other. */
export const crew = (levels: Readonly<Record<string, number>>): Plan =>
  new Plan().users(...Object.keys(levels).filter((name) => !name.includes(':'))).team(levels);

/** The only parent: the first op of the team. */
export const after: readonly string[] = ['team'];
