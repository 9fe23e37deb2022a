import { encodeBase64url } from '@allod/core/bytes';
import type { Statement } from '@allod/core/statement';
import type { MemberEntry, Policy, RootEntry } from './claims.ts';
import { signOp } from './make-op.ts';
import type { Signing } from './make-op.ts';

/** With what a team begins. */
export interface TeamPlan {
  /** 1 to 16, one of them of level owner. All but cold keys have to be among the signers, each by a path that begins with it. (PRN-014) */
  readonly members: readonly (MemberEntry | RootEntry)[];
  readonly policy?: Policy;
  /** 16 random bytes. */
  readonly salt: Uint8Array;
}

/** Makes the first op of a team. Throws `RangeError` for what has not the form of chapter 03 §3, and for other than 1 to 8 signers. */
export function createTeam({ members, policy, salt }: TeamPlan, signing: Signing): Promise<Statement> {
  if (salt.length !== 16) throw new RangeError(`the salt has 16 bytes, got ${salt.length}`);
  const said = { k: 'init', kind: 'team', salt: encodeBase64url(salt), mem: members } as const;
  return signOp({ ...said, ...(policy === undefined ? {} : { pol: policy }) }, signing);
}
