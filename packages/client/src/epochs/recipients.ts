import type { PrincipalLog, X25519Jwk } from '@allod/principals';
import type { Recipient } from '@allod/principals/secrets';
import type { Known } from '../logs/known-with.ts';
import type { LogOp } from '../logs/logs.ts';
import { levelOfRole } from '../teams/role.ts';
import { epochOpsIn } from './epoch-ops.ts';

const READER = levelOfRole('reader');
const ROOT = levelOfRole('root');

/** A member for whom there can be a keybox. */
export interface Candidate {
  /** The member: a key in the log of a user, a principal or a cold key in that of a team. */
  readonly who: string;
  readonly recipient: Recipient;
  /** The log of the epoch that stands for the member; whoever writes the keybox has to name it. */
  readonly via?: string;
}

/** Everybody for whom rules allow a keybox of a log and who has a key for it, but invites. (SEC-009, SEC-013) */
export async function recipientsOf(known: Known, { id, kind, memberById }: PrincipalLog): Promise<Candidate[]> {
  const encByKey = keysStatedIn(await known.logs.ops(id));
  const found: Candidate[] = [];
  for (const [who, { lvl }] of memberById) {
    const isKey = kind === 'user' ? lvl >= READER : lvl === ROOT;
    const enc = isKey ? encByKey.get(who) : undefined;
    if (enc !== undefined) found.push({ who, recipient: { kid: who, jwk: enc } });
    const epoch = !isKey && lvl >= READER ? await currentOf(known, who) : undefined;
    if (epoch !== undefined) found.push({ who, recipient: epoch, via: who });
  }
  return found;
}

/** The keys for encryption that devices and cold keys have stated when they became members. */
export function keysStatedIn(ops: readonly LogOp[]): ReadonlyMap<string, X25519Jwk> {
  const found = new Map<string, X25519Jwk>();
  for (const { k, isAlive, claims } of ops) {
    if (!isAlive) continue;
    for (const { kid, enc } of claims.mem ?? []) if (kid !== undefined && enc !== undefined) found.set(kid, enc);
    const { who, enc } = claims;
    if ((k === 'add' || k === 'join') && who !== undefined && enc !== undefined) found.set(who, enc);
  }
  return found;
}

async function currentOf({ admission, logs }: Known, principal: string): Promise<Recipient | undefined> {
  const current = (await admission.epochs(principal))?.current;
  if (current === undefined) return undefined;
  const op = (await epochOpsIn(logs, principal)).find(({ eid }) => eid === current);
  return op === undefined ? undefined : { kid: current, jwk: op.pub };
}
