import type { Admitted, Judged } from '@allod/core/verify';
import type { Commit } from '@allod/storage';
import { wantName } from './meta.ts';
import type { Want } from './meta.ts';

/** A verdict on something that is accepted. */
export type Accepted = Extract<Judged, { readonly verdict: 'admitted' }>;
/** A verdict on something that waits. */
export type Waiting = Extract<Judged, { readonly verdict: 'parked' }>;

/** What one commit is to do. */
export interface Plan {
  readonly space: string;
  readonly origin: number;
  readonly ops: Admitted[];
  readonly records: Admitted[];
  readonly park: Waiting[];
  readonly bodies: (readonly [dig: string, bytes: Uint8Array])[];
  readonly wants: Want[];
  readonly drop: string[];
  /** Ids of those whose bodies are refused, though they came before. */
  readonly release: string[];
}

/** What the commits of an offer are to do, for each space and origin. */
export class PlanBook {
  readonly #plans: Map<string, Plan> = new Map();
  /** Most of an offer belongs together. */
  #latest: Plan | undefined;

  /** Takes what is accepted, with its body, and notes the body that it lacks. */
  put({ admitted, id, space, body }: Accepted, { origin, lacks }: { origin: number; lacks: string | undefined }): void {
    const plan = this.#plan(space, origin);
    if (isOp(admitted)) plan.ops.push(admitted);
    else plan.records.push(admitted);
    const { dig } = admitted.statement.claims;
    if (body?.ok === true && typeof dig === 'string') plan.bodies.push([dig, body.value]);
    if (lacks !== undefined) plan.wants.push({ dig: lacks, id });
  }

  /** Takes what waited; a body that is refused now goes. */
  putAgain(accepted: Accepted, how: { origin: number; lacks: string | undefined }): void {
    this.put(accepted, how);
    if (accepted.body?.ok === false) this.#plan(accepted.space, how.origin).release.push(accepted.id);
  }

  /** Takes what waits, with its body. */
  park(waiting: Waiting, origin: number): void {
    const plan = this.#plan(waiting.space, origin);
    plan.park.push(waiting);
    const { parked, body } = waiting;
    const { dig } = parked.statement.claims;
    if (body?.ok === true && typeof dig === 'string') plan.bodies.push([dig, body.value]);
  }

  drop(id: string, space: string): void {
    this.#plan(space, 0).drop.push(id);
  }

  /** Leaves statements that are held already as they are. */
  unpark(held: ReadonlySet<string>): void {
    for (const { park } of this.#plans.values()) {
      const left = park.filter(({ id }) => !held.has(id));
      park.splice(0, park.length, ...left);
    }
  }

  list(): Plan[] {
    return [...this.#plans.values()];
  }

  /** Ids of the ops that are accepted. */
  ops(): string[] {
    return this.list().flatMap(({ ops }) => ops.map(({ statement }) => statement.id));
  }

  #plan(space: string, origin: number): Plan {
    const latest = this.#latest;
    if (latest !== undefined && latest.space === space && latest.origin === origin) return latest;
    const key = `${space} ${origin}`;
    const plan = this.#plans.get(key) ?? emptyPlan(space, origin);
    this.#plans.set(key, plan);
    this.#latest = plan;
    return plan;
  }
}

/** Whether an accepted statement is an op. */
export function isOp({ statement }: Admitted): boolean {
  return statement.header.typ === 'allod-op';
}

/** A plan that does nothing yet. */
export function emptyPlan(space: string, origin: number): Plan {
  return { space, origin, ops: [], records: [], park: [], bodies: [], wants: [], drop: [], release: [] };
}

/** Ops get the first positions: who sends in the order of positions sends them before what they allow. (SYN-014) */
export function commitOf(plan: Plan, meta: NonNullable<Commit['meta']>): Commit {
  const { space, origin, ops, records, park, bodies, wants, drop, release } = plan;
  return {
    space,
    origin,
    put: ops.length === 0 ? records : [...ops, ...records],
    park: park.map(({ parked }) => parked),
    bodies,
    drop,
    release,
    meta: [...wants.map((want) => [wantName(space, want), new Uint8Array()] as const), ...meta],
  };
}
