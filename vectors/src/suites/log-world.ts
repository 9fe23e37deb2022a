// Logs that come over a link: how the requests of sync/receive-logs are written.
import type { Suite } from '../suite.ts';
import { fromBase64url, type ValueObject } from '../value.ts';
import { crew, type Plan } from './log-plan.ts';
import { arrives, commits, HELLO, item, items, open, receiveInput } from './session-plan.ts';

/** A case by its steps. */
export type Row = readonly [slug: string, title: string, steps: readonly ValueObject[], without?: readonly string[]];

/** A history, the records beside it, and how it comes over a link. */
export class World {
  readonly #plan: Plan;
  readonly #recordByName: ReadonlyMap<string, ValueObject>;

  constructor(plan: Plan, recordByName: Readonly<Record<string, ValueObject>> = {}) {
    this.#plan = plan;
    this.#recordByName = new Map(Object.entries(recordByName));
  }

  /** The statement behind a name: an op, a record, and with `~` in front a copy of it with the signature of another op. */
  made(name: string): ValueObject {
    if (name.startsWith('~')) return { ...this.made(name.slice(1)), sig: this.made('team')['sig'] ?? '' };
    return this.#recordByName.get(name) ?? this.#plan.statementOf(name);
  }

  /** The team is opened by somebody who says that he has nothing. */
  begin(): ValueObject {
    return arrives(HELLO, open({ user: { id: this.#plan.id('team'), ops: [] } }));
  }

  /** A message of items. */
  items(q: number, ...names: readonly string[]): ValueObject {
    return arrives(
      items(
        q,
        names.map((name) => this.made(name)),
      ),
    );
  }

  /** An answer to the question of this number. */
  got(rq: number, ...names: readonly string[]): ValueObject {
    return arrives({ m: 'got', rq, i: names.map((name) => item(this.made(name))) });
  }

  /** An answer that there is no such op. */
  unknown(rq: number, name: string): ValueObject {
    return arrives({ m: 'got', rq, no: [[fromBase64url(this.#plan.id(name)), 'E_UNKNOWN']] });
  }

  /** The store's own. */
  commits(...names: readonly string[]): ValueObject {
    return commits(...names.map((name) => this.made(name)));
  }

  /** The logs of the users and whatever else is held before. */
  held(names: readonly string[]): ValueObject[] {
    return names.map((name) => this.made(name));
  }
}

/** Cases of a world: what is held before, and the steps behind the opening of the team. */
export function putAll(
  suite: Suite,
  plan: { readonly requirements: string[]; readonly flags: string[]; readonly world: World; readonly held: string[] },
  rows: readonly Row[],
): void {
  const { world, held, ...rest } = plan;
  for (const [slug, title, steps] of rows)
    suite.accepts(slug, title, {
      ...rest,
      input: receiveInput({ held: world.held(held), steps: [world.begin(), ...steps] }),
    });
}

/** What is held before: the logs of the users. */
export const USERS: string[] = ['alice', 'bob', 'carol'];
/** And the first op of the team. */
export const WITH_TEAM: string[] = [...USERS, 'team'];

/** Bob adds Carol, Alice raises her, and Carol says something: each after the other. */
export const chain = (): Plan =>
  crew({ alice: 40, bob: 30 })
    .users('carol')
    .add('add', ['carol', 20], { by: ['bob'] })
    .set('set', ['carol', 30], { by: ['alice'] })
    .op('last', 'epoch', { by: ['carol'] });
