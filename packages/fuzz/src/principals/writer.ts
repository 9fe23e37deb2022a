import { createPrincipals } from '@allod/principals/log';
import type { Op, OpSigner } from '@allod/principals';
import type { Principals } from '@allod/principals/log';
import { pick } from '../random.ts';
import type { Random } from '../random.ts';

/** What a plan is about: one team, teams in teams, the devices of users, or a team that quarrels, makes peace and quarrels again. */
export const SHAPES = ['team', 'nested', 'devices', 'quarrels'] as const;
export type Shape = (typeof SHAPES)[number];

export const USERS: readonly string[] = ['A', 'B', 'C', 'D', 'E', 'F'];
export const LEVELS: readonly number[] = [0, 10, 20, 30, 30, 40];

/** A device of a user, as its user has it. */
export const device = (user: string, number: number): OpSigner => ({ kid: `${user}.${number}`, by: [user] });
export const isUser = (id: string): boolean => USERS.includes(id);

/** Whether one of a hundred, or so many. */
export const isLucky = (random: Random, percent: number): boolean => random.below(100) < percent;

/** Ops being written. The resolver under test says which are accepted, so that most of a plan is not thrown away. */
export class Writer {
  readonly ops: Op[] = [];
  readonly principals: Principals = createPrincipals();
  readonly random: Random;
  readonly shape: Shape;
  readonly teams: string[] = [];
  /** Accepted ops, by log. */
  readonly #accepted = new Map<string, string[]>();
  /** How often an op follows all that there is, in percent. */
  readonly #atHeads: number;
  /** By log: how many accepted ops nobody follows any more. */
  readonly #closed = new Map<string, number>();

  constructor(random: Random, shape: Shape) {
    this.random = random;
    this.shape = shape;
    this.#atHeads = pick(random, [15, 30, 50]);
  }

  /** Adds an op to the plan, also one that is refused. */
  write(op: Op): void {
    this.ops.push(op);
    if (this.principals.add(op).state !== 'accepted') return;
    const list = this.#accepted.get(op.log);
    if (list === undefined) this.#accepted.set(op.log, [op.id]);
    else list.push(op.id);
  }

  accepts(op: Op): boolean {
    return this.principals.judge(op).state === 'accepted';
  }

  isLucky(percent: number): boolean {
    return isLucky(this.random, percent);
  }

  pick<T>(from: readonly T[]): T {
    return pick(this.random, from);
  }

  accepted(log: string): readonly string[] {
    return this.#accepted.get(log) ?? [];
  }

  heads(log: string): readonly string[] {
    return this.principals.heads(log).slice(0, 16);
  }

  /** Members of a log, at least at a level. */
  members(log: string, level = 0): string[] {
    return [...this.principals.members(log)].filter(([, { lvl }]) => lvl >= level).map(([who]) => who);
  }

  /** From now on ops follow only what comes. */
  close(log: string): void {
    this.#closed.set(log, Math.max(0, this.accepted(log).length - 1 - (this.isLucky(20) ? 3 : 0)));
  }

  /** What an op may follow: all heads, or some ops, mostly late ones. */
  some(log: string): readonly string[] {
    const all = this.accepted(log);
    const open = all.slice(this.#closed.get(log) ?? 0);
    if (this.shape === 'quarrels' && this.teams.includes(log)) return [this.pick(open), ...this.maybe(20, open)];
    if (this.isLucky(this.#atHeads)) return this.heads(log);
    const late = this.isLucky(60) ? all.slice(-4) : all;
    return [...new Set([this.pick(late), ...this.maybe(25, all)])];
  }

  /** What signers need to name of other logs, and now and then more or less than that. */
  news(signers: readonly OpSigner[], log: string): Record<string, readonly string[]> {
    const extra = this.maybe(20, [...USERS, ...this.teams]);
    const logs = new Set([...signers.flatMap(({ by }) => by), ...extra]);
    const isKnown = (id: string): boolean => id !== log && this.accepted(id).length > 0;
    return Object.fromEntries([...logs].filter(isKnown).map((id) => [id, this.wordAbout(id)]));
  }

  wordAbout(log: string): readonly string[] {
    if (this.isLucky(this.shape === 'team' ? 50 : 25)) return [log];
    return this.isLucky(50) ? this.heads(log) : this.some(log);
  }

  maybe<T>(percent: number, from: readonly T[]): T[] {
    return from.length > 0 && this.isLucky(percent) ? [this.pick(from)] : [];
  }
}
