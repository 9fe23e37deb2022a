import type { ClientContext } from '../context.ts';
import type { LogOp, Logs } from '../logs/logs.ts';
import { readNames } from '../people/names.ts';
import { roleNamed } from './members.ts';
import { levelOfRole } from './role.ts';
import type { Role } from './role.ts';
import type { InviteStatus } from './teams.ts';

const ADMIN = levelOfRole('admin');

/** An invite, and what became of it. */
export interface InviteState {
  readonly op: LogOp;
  readonly uses: number;
  /** Alive joins by it. */
  readonly used: number;
  readonly state: InviteStatus['state'];
}

/** All invites of a log, oldest first. An invite is void once whoever made it could not make it any more. (PRN-057) */
export async function invitesIn(logs: Logs, log: string, now: number): Promise<InviteState[]> {
  const ops = await logs.ops(log);
  const members = (await logs.log(log))?.memberById;
  return ops
    .filter(({ k }) => k === 'invite')
    .map((op) => {
      const { uses = 1, exp = Infinity } = op.claims;
      const used = ops.filter(({ k, claims, isAlive }) => k === 'join' && isAlive && claims.ref === op.id).length;
      const isRevoked = ops.some(({ k, claims, isAlive }) => k === 'remove' && isAlive && claims.who === op.id);
      const { kid, by } = op.signers[0]!;
      const isVoid = (members?.get(by[0] ?? kid)?.lvl ?? -1) < Math.max(ADMIN, op.claims.lvl ?? 0);
      const found = { isRevoked, isVoid: isVoid || !op.isAlive, isUsed: used >= uses, isOver: exp <= now };
      return { op, uses, used, state: stateOf(found) };
    });
}

/** The open offers of a log with which several people can join: with the link of one, whoever was removed could come back. */
export async function openToMany({ logs, now }: ClientContext, log: string): Promise<LogOp[]> {
  const invites = await invitesIn(logs, log, now());
  return invites
    .filter(({ op, uses, state }) => state === 'open' && uses > 1 && op.claims.key !== undefined)
    .map(({ op }) => op);
}

function stateOf(found: {
  readonly isRevoked: boolean;
  readonly isVoid: boolean;
  readonly isUsed: boolean;
  readonly isOver: boolean;
}): InviteStatus['state'] {
  if (found.isUsed) return 'used';
  if (found.isRevoked) return 'revoked';
  if (found.isVoid) return 'void';
  return found.isOver ? 'expired' : 'open';
}

/** All invites of a log for people, newest first. */
export async function listInvites(context: ClientContext, log: string): Promise<InviteStatus[]> {
  const names = await readNames(context);
  const invites = await invitesIn(context.logs, log, context.now());
  return invites.toReversed().map(({ op: { id, claims, signers, t }, uses, used, state }) => ({
    id,
    role: roleNamed(claims.lvl!) as Role,
    ...(claims.who === undefined ? {} : { to: names.of(claims.who) }),
    by: names.of(signers[0]!.by.at(-1) ?? signers[0]!.kid),
    t,
    uses,
    used,
    ...(claims.exp === undefined ? {} : { exp: claims.exp }),
    state,
  }));
}
