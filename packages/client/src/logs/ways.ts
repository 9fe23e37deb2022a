import type { Logs } from './logs.ts';

/** Principals on a way, the team itself among them. (03 §5.1) */
const MAX_STEPS = 8;

/** A way from a principal down to somebody in it. */
export interface Way {
  /** The teams between, from the top. */
  readonly via: readonly string[];
  readonly who: string;
  /** The level of the last step. */
  readonly own: number;
  /** The least level on the way. */
  readonly lvl: number;
  readonly kind: 'user' | 'team' | 'key' | 'unknown';
}

/** Ways that are looked at, at most: teams in each other can have more than anybody could list. */
const MAX_WAYS = 10_000;

/**
 * Everybody in a team, also through others; those on shorter ways first. Into a team that is there by several ways only those are followed that lead to
 * more than the ones before; `all` follows every way, as far as they are not more than 10,000.
 */
export async function waysInto(
  logs: Logs,
  team: string,
  { all = false }: { readonly all?: boolean } = {},
): Promise<Way[]> {
  const found: Way[] = [];
  const open: { readonly at: string; readonly via: readonly string[]; readonly lvl: number }[] = [
    { at: team, via: [], lvl: Infinity },
  ];
  const best = new Map<string, number>([[team, Infinity]]);
  for (const { at, via, lvl } of open) {
    for (const [who, member] of (await logs.log(at))?.memberById ?? []) {
      if (found.length === MAX_WAYS) return found;
      const kind = await kindOf(logs, who, member.lvl);
      const least = Math.min(lvl, member.lvl);
      found.push({ via, who, own: member.lvl, lvl: least, kind });
      const isNew = who !== team && !via.includes(who) && (all || least > (best.get(who) ?? NOBODY));
      if (kind !== 'team' || !isNew || via.length + 2 > MAX_STEPS) continue;
      best.set(who, least);
      open.push({ at: who, via: [...via, who], lvl: least });
    }
  }
  return found;
}

async function kindOf(logs: Logs, who: string, lvl: number): Promise<Way['kind']> {
  if (lvl === ROOT) return 'key';
  return (await logs.log(who))?.kind ?? 'unknown';
}

const ROOT = 50;
const NOBODY = -1;

/** The way on which somebody can do the most in a team, the shortest of several; `undefined` when he is not in it. */
export async function bestWay(logs: Logs, team: string, who: string): Promise<Way | undefined> {
  const ways = (await waysInto(logs, team)).filter((way) => way.who === who);
  return ways.reduce<Way | undefined>(
    (best, way) => (best === undefined || way.lvl > best.lvl ? way : best),
    undefined,
  );
}

/**
 * Heads of other logs that an op or record of `log` has to name: those of which nothing that its log has seen names all. (03 §5.2)
 * `undefined` when there is no news.
 */
export async function newsFor(
  logs: Logs,
  log: string | undefined,
  others: Iterable<string>,
): Promise<Readonly<Record<string, readonly string[]>> | undefined> {
  const named = log === undefined ? new Map<string, ReadonlySet<string>>() : await headsNamedIn(logs, log);
  const news: Record<string, readonly string[]> = {};
  for (const other of new Set(others)) {
    const { heads = [] } = (await logs.log(other)) ?? {};
    if (other !== log && heads.some((head) => named.get(other)?.has(head) !== true))
      news[other] = heads.slice(0, MAX_HEADS);
  }
  return Object.keys(news).length === 0 ? undefined : news;
}

/** The ops of other logs that a log names. */
export async function headsNamedIn(logs: Logs, log: string): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const named = new Map<string, Set<string>>();
  for (const { claims } of await logs.ops(log))
    for (const [other, heads] of Object.entries(claims.x ?? {})) {
      const known = named.get(other) ?? new Set();
      for (const head of heads) known.add(head);
      named.set(other, known);
    }
  return named;
}

/** Heads that an op names of one log, and parents that it has. (PRN-016) */
export const MAX_HEADS = 16;
/** Other logs that an op names. (PRN-015) */
export const MAX_LOGS_NAMED = 16;
