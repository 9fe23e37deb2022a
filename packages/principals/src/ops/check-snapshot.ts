import { refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import type { Statement } from '@allod/core/statement';
import { verifyStatements } from '@allod/core/verify';
import type { PublicKey, Verified } from '@allod/core/verify';
import type { SnapshotClaims } from '../generated/snapshot-claims.ts';
import { LEVEL, NOBODY } from '../log/op.ts';
import type { Op } from '../log/op.ts';
import { stateDigest } from '../state-text.ts';
import { namesOf, signersOf } from './abstract-op.ts';
import type { Court } from './court.ts';
import { isKnownTo } from './heads.ts';
import { findNameFault } from './name-faults.ts';

/** Steps 7 to 11 for a snapshot, in the order of chapter 03 §6.7. */
export async function checkSnapshot(court: Court, snapshot: Statement): Promise<Result<Verified>> {
  if (snapshot.upgrade !== undefined) return { ok: false, error: snapshot.upgrade };
  const claims = snapshot.claims as SnapshotClaims;
  const keys = findKeys(court, likeOp(snapshot, claims));
  if (!keys.ok) return keys;
  const [verified] = await verifyStatements([{ statement: snapshot, keys: keys.value }]);
  if (!verified!.ok) return verified!;
  const state = court.principals.stateAt(claims.log, claims.heads)!;
  const isSame = claims.n === state.n && claims.state === (await stateDigest(state));
  return isSame ? verified! : refuse('E_SNAPSHOT_MISMATCH', 'PRN-098');
}

/** The op that would stand behind the heads of a snapshot, with its signers. */
function likeOp(snapshot: Statement, { log, heads, x, by, sgn }: SnapshotClaims): Op {
  const signers = signersOf(snapshot, { ...(by && { by }), ...(sgn && { sgn }) });
  return { id: '', k: 'epoch', log, par: heads, signers, ...(x && { x }) };
}

/** Step 8: the keys of the signers, if the snapshot may be. */
function findKeys(court: Court, op: Op): Result<readonly PublicKey[]> {
  const { opById, refusedById, principals, keys } = court;
  const isJudged = (id: string): boolean => opById.has(id) || refusedById.has(id);
  if (!namesOf(op).every(isJudged)) return refuse('E_PENDING_AUTH', 'PRN-094');
  const fault = findNameFault(op, court);
  if (fault !== undefined) return refuse(fault.code, fault.code === 'E_PARENT' ? 'PRN-096' : 'PRN-095');
  const { log, par: heads, x = {}, signers } = op;
  const levels = signers.map((signer) => principals.levelAt(log, { heads, x }, signer) ?? NOBODY);
  if (levels.some((level) => level < LEVEL.guest)) return refuse('E_NOT_AUTHORIZED', 'PRN-097');
  const isKnown = isKnownTo(principals, op);
  const found = signers.flatMap(({ kid, by }) => keys.deviceKey(by.at(-1) ?? log, kid, isKnown) ?? []);
  return found.length === signers.length ? { ok: true, value: found } : refuse('E_SIG', 'STM-017');
}
