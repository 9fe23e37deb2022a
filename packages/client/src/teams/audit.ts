import type { ClientContext } from '../context.ts';
import type { LogOp } from '../logs/logs.ts';
import type { Named } from '../outcome.ts';
import { readNames } from '../people/names.ts';
import type { NameBook } from '../people/names.ts';
import type { AuditEntry } from './audit-entry.ts';
import { roleOfLevel } from './role.ts';

/** Enough of an id to tell it from others on a screen. */
const SHOWN = 8;

/** Somebody as a word in a sentence. */
export function wordFor({ id, name, isOwnWord }: Named): string {
  if (name === undefined) return `${id.slice(0, SHOWN)}…`;
  return isOwnWord === true ? `“${name}”` : name;
}

/** What was done in a log, oldest first. */
export async function auditLog(context: ClientContext, log: string, since: number): Promise<AuditEntry[]> {
  const ops = await context.logs.ops(log);
  const names = await readNames(context);
  const byId = new Map(ops.map((op) => [op.id, op]));
  return ops.filter(({ t }) => t >= since).map((op) => entryOf(op, { names, byId }));
}

interface Telling {
  readonly names: NameBook;
  readonly byId: ReadonlyMap<string, LogOp>;
}

function entryOf(op: LogOp, telling: Telling): AuditEntry {
  const { id, k, t, isAlive, cuts, signers } = op;
  const { names } = telling;
  const [first, ...others] = signers;
  const { kid, by } = first!;
  return {
    id,
    k,
    says: sayOp(op, telling),
    who: names.of(by.at(-1) ?? kid),
    device: names.of(kid),
    cosigners: others.map((each) => names.of(each.by.at(-1) ?? each.kid)),
    t,
    isAlive,
    ...(isAlive ? {} : { struck: whyStruck(op, telling), struckBy: cuts }),
  };
}

/** What an op does, as a sentence. */
export function sayOp({ id, claims, signers, k, log }: LogOp, { names, byId }: Telling): string {
  const actor = wordFor(names.of(signers[0]!.by.at(-1) ?? signers[0]!.kid));
  const { who, lvl, caps, keep, thru, why, ref, pol = {}, uses = 1 } = claims;
  const target = who === undefined ? '' : wordFor(names.of(who));
  const invite = byId.get(ref ?? who ?? '');
  const given = roleOfLevel(lvl ?? invite?.claims.lvl ?? -1) ?? 'member';
  const team = wordFor(names.of(log));
  switch (k) {
    case 'init':
      return `${actor} began ${team}.`;
    case 'add':
      return `${actor} added ${target} as ${given}.`;
    case 'invite':
      return who === undefined
        ? `${actor} made a link with which ${uses === 1 ? 'one' : uses} can join as ${given}.`
        : `${actor} invited ${target} as ${given}.`;
    case 'join':
      return `${target} joined as ${given}, by an invite of ${wordFor(inviterOf(invite, names))}.`;
    case 'set':
      if (signers[0]!.by[0] === who) return `${actor} stepped down to ${given}.`;
      return `${actor} made ${target} ${given}${caps === undefined ? '' : ` with ${caps.length} right(s)`}.`;
    case 'remove':
      if (invite?.k === 'invite') return `${actor} took an invite back.`;
      if (thru !== undefined)
        return `${actor} closed what ${target} could still do through ${wordFor(names.of(thru.at(-1)!))}.`;
      if (keep === true) return `${actor} closed what ${target} could still do with an earlier role.`;
      if (signers[0]!.by[0] === who || signers[0]!.kid === who) return `${actor} left.`;
      return `${actor} removed ${target}${why === undefined ? '' : `, which was ${why}`}.`;
    case 'pol':
      return `${actor} set ${Object.entries(pol)
        .map(([field, value]) => `${field} to ${value}`)
        .join(', ')}.`;
    case 'bound':
      return `${actor} said which late work stands.`;
    case 'epoch':
      return isTopUp(id, byId) ? `${actor} gave keys to those who came later.` : `${actor} made new keys.`;
  }
}

/** Whether an op brings an epoch to more recipients that another one before it has announced. */
function isTopUp(id: string, byId: ReadonlyMap<string, LogOp>): boolean {
  const same = [...byId.values()].filter(({ claims }) => claims.pub?.x === byId.get(id)?.claims.pub?.x);
  return same[0]?.id !== id;
}

function inviterOf(invite: LogOp | undefined, names: NameBook): Named {
  const signer = invite?.signers[0];
  return signer === undefined ? { id: '' } : names.of(signer.by.at(-1) ?? signer.kid);
}

/** Why an op does not count, as a sentence. */
function whyStruck({ cuts, supports, logs, k }: LogOp, { names, byId }: Telling): string {
  const what = k === 'join' ? 'This does not count' : 'It does not count';
  const cut = cuts.map((id) => byId.get(id)).find((op) => op !== undefined);
  if (cut !== undefined) {
    const says = sayOp(cut, { names, byId });
    return `${what}: beside it, and without knowing of it, ${says.replace(/\.$/, '')}.`;
  }
  if (supports.length > 0) return `${what}: what it stood on does not count either.`;
  if (logs.length > 0)
    return `${what}: whoever signed had his standing from ${logs.map((id) => wordFor(names.of(id))).join(', ')}, where it was taken away.`;
  return `${what}: whoever signed had lost the right to it.`;
}
