// What may be tried at a place of a small history, and how it is written as an op.
import type { Op } from '@allod/conformance-model/authority';
import { type Act, isAboutOp, type Scope, type ScopeKind } from './scope.ts';

/** The one log of a small scope; it is that of a user, whose members are keys. */
export const LOG = 'L';
const NAMES = ['A', 'B', 'C', 'D', 'E', 'F'];
export const nameOf = (at: number): string => NAMES[at] ?? '';

/** An act without its place. */
export interface Deed extends Omit<Act, 'par'> {
  /** The id of the invite that a revocation or a join is about, whose place is then told by the history. */
  readonly invite?: string;
  /** By place in a list of deeds: the same with one fewer of those who agree. Who is added is none of them. */
  readonly lighter: readonly number[];
  readonly by: Op['signers'];
}

/** The first op of a log, with a level for each principal, or −1. */
export function initOf(founding: readonly number[]): Op {
  const mem = founding.flatMap((lvl, at) => (lvl < 0 ? [] : [{ who: nameOf(at), lvl }]));
  const signers = mem.filter(({ lvl }) => lvl < 50).map(({ who }) => ({ kid: who, by: [] }));
  return { id: LOG, k: 'init', log: LOG, kind: 'user', par: [], signers, mem };
}

/** A deed as an op. */
export function opOf({ kind, by, signers, who, lvl, invite = '' }: Deed, par: readonly string[], id: string): Op {
  if (kind === 'join') return { id, k: 'join', log: LOG, par, signers: by, who: nameOf(signers[0] ?? 0), ref: invite };
  if (kind === 'add' || kind === 'set' || kind === 'invite')
    return { id, k: kind, log: LOG, par, signers: by, who: nameOf(who), lvl };
  const target = kind === 'revoke' ? invite : nameOf(who);
  return { id, k: 'remove', log: LOG, par, signers: by, who: target, keep: kind === 'keep' };
}

const keysOf = (signers: readonly number[]): Deed['by'] => signers.map((at) => ({ kid: nameOf(at), by: [] }));

/** A deed in a history, the ids of whose ops are given by place. */
export function actOf({ kind, signers, who, lvl, invite }: Deed, par: readonly number[], ids: readonly string[]): Act {
  return { par, kind, signers, who: invite === undefined ? who : ids.indexOf(invite), lvl };
}

/** All that does not name an op. Most of it LOCAL refuses. Others agree only where a majority may be asked for. */
export function deedsOf(scope: Scope): Deed[] {
  const all = plainDeeds(scope);
  const text = ({ kind, signers, who, lvl }: PlainDeed): string => `${kind} ${signers.join('.')} ${who} ${lvl}`;
  const places = new Map(all.map((deed, at) => [text(deed), at]));
  return all.map((deed) => ({
    ...deed,
    by: keysOf(deed.signers),
    lighter: lighter(deed).flatMap((each) => places.get(text(each)) ?? []),
  }));
}

type PlainDeed = Omit<Act, 'par'>;

function plainDeeds({ kinds, levels, principals }: Scope): PlainDeed[] {
  const members = Array.from({ length: principals }, (_, at) => at);
  const [alone, many] = [members.map((at) => [at]), signersOf(members)];
  const top = levels.filter((level) => level >= 40);
  return kinds.flatMap((kind): PlainDeed[] => {
    if (isAboutOp(kind)) return [];
    const others = kind !== 'keep' && top.length > 0 ? many : alone;
    if (kind === 'keep' || kind === 'remove')
      return members.flatMap((who) => others.map((signers) => ({ kind, signers, who, lvl: -1 })));
    return members.flatMap((who) =>
      levels.flatMap((lvl) => {
        const signers = top.includes(lvl) || kind === 'set' ? others : alone;
        const all = kind === 'add' ? signers.map((each) => (each.includes(who) ? each : [...each, who])) : signers;
        return uniqueLists(all).map((each) => ({ kind, signers: each, who, lvl }));
      }),
    );
  });
}

function lighter({ signers: [first = 0, ...others], ...deed }: PlainDeed): PlainDeed[] {
  const spare = others.filter((each) => deed.kind !== 'add' || each !== deed.who);
  return spare.map((each) => ({ ...deed, signers: [first, ...others.filter((other) => other !== each)] }));
}

/** All that may be done with an invite. */
export function deedsAbout({ kinds, principals }: Scope, { id, who }: Op): Deed[] {
  const members = Array.from({ length: principals }, (_, at) => at);
  const about = (kind: ScopeKind, signers: readonly number[]): Deed => ({
    kind,
    signers,
    who: -1,
    lvl: -1,
    by: keysOf(signers),
    invite: id,
    lighter: [],
  });
  const joins = kinds.includes('join') ? [about('join', [NAMES.indexOf(who ?? '')])] : [];
  return [...joins, ...(kinds.includes('revoke') ? members.map((at) => about('revoke', [at])) : [])];
}

function uniqueLists(lists: readonly (readonly number[])[]): (readonly number[])[] {
  const sorted = lists.map(([first = 0, ...rest]) => [first, ...rest.toSorted((a, b) => a - b)]);
  return [...new Map(sorted.map((list) => [list.join('.'), list])).values()];
}

/** Each first signer with each set of others. */
function signersOf(members: readonly number[]): number[][] {
  return members.flatMap((first) => {
    let sets: number[][] = [[first]];
    for (const other of members) if (other !== first) sets = sets.flatMap((set) => [set, [...set, other]]);
    return sets;
  });
}
