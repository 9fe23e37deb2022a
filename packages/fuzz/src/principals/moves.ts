import type { Op, OpSigner } from '@allod/principals';
import { agreeingFor } from './founding.ts';
import { device, isUser, LEVELS, USERS, type Writer } from './writer.ts';

/** What an op has before its kind is known. */
export interface Draft {
  readonly id: string;
  readonly log: string;
  readonly par: readonly string[];
  readonly signers: readonly OpSigner[];
  readonly t: number;
}

type Move = (writer: Writer, draft: Draft) => Op;

/** All that somebody may try in a log; what comes twice is tried twice as often. */
export const MOVES: readonly Move[] = [
  [add, add, set, set, set, remove, remove, remove, cut, inviteSomebody, inviteByKey, join, join, join],
  [revoke, leave, stepDown, epoch, setPolicy, cutThrough, bound],
].flat();

export function epoch(_: Writer, draft: Draft): Op {
  return { ...draft, k: 'epoch' };
}

function add(writer: Writer, draft: Draft): Op {
  const who = somebody(writer, draft.log);
  const signers = writer.isLucky(90) ? withConsent(writer, draft, who) : draft.signers;
  return { ...draft, signers, k: 'add', who, ...level(writer, writer.isLucky(5) ? 50 : 40) };
}

function set(writer: Writer, draft: Draft): Op {
  return { ...draft, k: 'set', who: somebody(writer, draft.log), ...level(writer, writer.isLucky(5) ? 50 : 40) };
}

function remove(writer: Writer, draft: Draft): Op {
  return { ...draft, k: 'remove', who: somebody(writer, draft.log) };
}

function cut(writer: Writer, draft: Draft): Op {
  const who = writer.isLucky(80) ? somebody(writer, draft.log) : `${writer.pick(USERS)}.1`;
  return { ...draft, k: 'remove', who, keep: true };
}

function cutThrough(writer: Writer, draft: Draft): Op {
  const [hop = writer.pick([...writer.teams, ...USERS])] = draft.signers[0]?.by ?? [];
  const thru = [hop, ...writer.maybe(30, [...writer.teams, ...USERS])];
  const last = thru.at(-1) ?? hop;
  const x = { ...writer.news(draft.signers, draft.log), ...(last === draft.log ? {} : { [last]: writer.heads(last) }) };
  const who = writer.isLucky(70) ? writer.pick(USERS) : `${writer.pick(USERS)}.${1 + writer.random.below(2)}`;
  return { ...draft, k: 'remove', who, keep: true, thru, x };
}

function inviteSomebody(writer: Writer, draft: Draft): Op {
  const who = isUser(draft.log) ? somebody(writer, draft.log) : writer.pick([...USERS, ...writer.teams]);
  return {
    ...draft,
    k: 'invite',
    who,
    ...level(writer, 40),
    ...(writer.isLucky(20) ? { exp: writer.random.below(10) } : {}),
  };
}

function inviteByKey(writer: Writer, draft: Draft): Op {
  const uses = 1 + writer.random.below(3);
  return { ...draft, k: 'invite', key: `key${writer.random.below(2)}`, uses, ...level(writer, 40) };
}

function join(writer: Writer, draft: Draft): Op {
  const [invite] = writer.maybe(100, invitesOf(writer, draft.log));
  if (invite === undefined) return epoch(writer, draft);
  const who = invite.who ?? somebody(writer, draft.log);
  const signers = withConsent(writer, { ...draft, signers: [] }, who);
  const par = writer.isLucky(90) ? [...new Set([...draft.par, invite.id])].slice(0, 16) : draft.par;
  const key = invite.key === undefined ? {} : { key: writer.isLucky(90) ? invite.key : 'another' };
  return {
    ...draft,
    par,
    signers: signers.length > 0 ? signers : draft.signers,
    k: 'join',
    who,
    ref: invite.id,
    ...key,
  };
}

function revoke(writer: Writer, draft: Draft): Op {
  const [invite] = writer.maybe(100, invitesOf(writer, draft.log));
  if (invite === undefined) return epoch(writer, draft);
  const par = [...new Set([...draft.par, invite.id])].slice(0, 16);
  return { ...draft, par, k: 'remove', who: invite.id, ...(writer.isLucky(30) ? { keep: true } : {}) };
}

function leave(_: Writer, draft: Draft): Op {
  return { ...draft, k: 'remove', who: ownEntry(draft) };
}

function stepDown(writer: Writer, draft: Draft): Op {
  return { ...draft, k: 'set', who: ownEntry(draft), ...level(writer, 40) };
}

function setPolicy(writer: Writer, draft: Draft): Op {
  const value = writer.pick(['quorum', 'open']);
  return { ...draft, k: 'pol', pol: { [writer.pick(['admit', 'admit', 'del'])]: value } };
}

function bound(writer: Writer, draft: Draft): Op {
  const user = draft.signers[0]?.by.at(-1) ?? 'A';
  return { ...draft, k: 'bound', kids: [`${user}.${1 + writer.random.below(3)}`] };
}

function ownEntry({ signers: [first] }: Draft): string {
  return first?.by[0] ?? first?.kid ?? 'A';
}

function invitesOf({ ops }: Writer, log: string): Op[] {
  return ops.filter((op) => op.k === 'invite' && op.log === log);
}

function level(writer: Writer, most: number): Pick<Op, 'lvl' | 'caps'> {
  const lvl = most > 40 ? most : writer.pick(LEVELS);
  const caps = lvl > 0 || writer.isLucky(40) ? {} : { caps: [writer.pick(['r', 'w']), ...writer.maybe(50, ['x'])] };
  return { lvl, ...caps };
}

/** A member mostly, else whoever might become one. */
function somebody(writer: Writer, log: string): string {
  if (isUser(log)) return `${log}.${writer.pick([1, 2, 3, 4, 'kit'])}`;
  const [member] = writer.maybe(70, writer.members(log));
  return member ?? writer.pick([...USERS, ...writer.teams, 'another.kit']);
}

function withConsent(writer: Writer, { log, signers }: Draft, who: string): readonly OpSigner[] {
  const own = isUser(log)
    ? { kid: who, by: [] }
    : isUser(who)
      ? device(who, writer.pick([1, 1, 2]))
      : agreeingFor(writer, who);
  return own === undefined || signers.some(({ kid }) => kid === own.kid) ? signers : [...signers, own];
}
