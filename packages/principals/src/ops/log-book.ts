import type { ProtocolError, Result } from '@allod/core/errors';
import type { Statement } from '@allod/core/statement';
import type { PublicKey, Verdict, Verified } from '@allod/core/verify';
import type { Capability } from '../claims.ts';
import type { OpSigner } from '../log/op.ts';
import type { Audit, LogState, Member } from '../log/selectors.ts';
import { checkSnapshot } from './check-snapshot.ts';
import { Court } from './court.ts';
import { isKnownTo } from './heads.ts';
import type { KnownHeads } from './heads.ts';
import { SignerCache } from './signer-cache.ts';

const NOBODY = -1;
const ROOT = 50;

/** A device as its user's log has it. */
export interface Device {
  /** 20 writer, 30 admin, 40 owner. */
  readonly level: number;
  readonly key: PublicKey;
}

/** What the log of a principal says. (PRN-012) */
export interface PrincipalLog {
  /** Id of the principal: the statement id of its first op. */
  readonly id: string;
  readonly kind: 'user' | 'team';
  /** Ids of the newest ops. */
  readonly heads: readonly string[];
  /** By principal, or by key: of a user these are its devices and cold keys. */
  readonly memberById: ReadonlyMap<string, Member>;
  /** Of a user: the members that are devices. */
  readonly deviceByKid: ReadonlyMap<string, Device>;
  readonly policy: ReadonlyMap<string, string>;
}

/** A signer of a record: how it stands at the heads that the record names, and its key. (05 §1) */
export interface RecordSigner {
  /** The level of its entry: −1 is no member. */
  readonly level: number;
  /** The least level on its path under the entry, −1 unless it writes for the user at the end of it; `Infinity` without a path. */
  readonly below: number;
  /** What its entry may do as a guest. */
  readonly caps?: readonly Capability[];
  /** `undefined` for a key that is no device of the log at the end of its path. */
  readonly key: PublicKey | undefined;
}

/** Logs of principals, and what became of the ops that were offered. It keeps nothing that waits: who waits, offers again. */
export interface LogBook {
  /**
   * Judges ops that were decoded under `OP_RULE`: steps 7 to 9 of chapter 02 §8, one verdict for each, in order. They come in any order, and
   * whatever one of them names may stand among them. With `log`, an `init` begins no other log than that. What is admitted is
   * known from then on. Parks with `E_UPGRADE` and `E_PENDING_AUTH` (PRN-019). Refuses with `E_ID`, `E_POP`, `E_SIGNERS`, `E_ALG`,
   * `E_LOG_MISMATCH`, `E_PARENT`, `E_LOG_FULL`, `E_FORMAT` (PRN-017, PRN-018), `E_PATH`, `E_INVITE`, `E_NOT_AUTHORIZED`,
   * `E_WEAK_KEY` and `E_SIG`.
   */
  judge(ops: readonly Statement[], where?: { readonly log?: string }): Promise<Verdict[]>;
  /** Notes that an op was refused by its claims alone: what names it is refused as well. (PRN-021) */
  noteRefused(id: string, refused: { readonly log?: string; readonly error: ProtocolError }): void;
  /** The log that an accepted op belongs to. */
  logOf(id: string): string | undefined;
  /** Whether an op was refused. Of many refused ones the oldest are forgotten. */
  isRefused(id: string): boolean;
  /** Whether the first op of a log was accepted, and of which kind its principal is. */
  kindOf(log: string): 'user' | 'team' | undefined;
  /** The log of a principal, when its first op was accepted. */
  log(id: string): PrincipalLog | undefined;
  /** Which of the accepted ops of a log live, each after all that it names. */
  order(log: string): readonly { readonly id: string; readonly isAlive: boolean }[];
  /** Why an accepted op lives, or does not. */
  audit(id: string): Audit | undefined;
  /**
   * What some accepted ops of a log and their pasts say: what a snapshot states. `undefined` where there is none of them, or one
   * is not an accepted op of the log. (03 §6.7)
   */
  stateAt(log: string, heads: readonly string[]): LogState | undefined;
  /**
   * Judges a snapshot that `decodeSnapshot` has read, by the ops that were judged: steps 7 to 11 of chapter 02 §8. It changes nothing here.
   * `E_UPGRADE` and `E_PENDING_AUTH` (PRN-094) mean *park*. Refuses with `E_LOG_MISMATCH` (PRN-095), `E_PARENT` (PRN-096), `E_NOT_AUTHORIZED`
   * (PRN-097), `E_ALG`, `E_WEAK_KEY`, `E_SIG` and `E_SNAPSHOT_MISMATCH` (PRN-098).
   */
  checkSnapshot(snapshot: Statement): Promise<Result<Verified>>;
  /** How a signer stands at heads that were accepted. (05 §1) */
  signerAt(heads: KnownHeads, signer: OpSigner): RecordSigner;
}

/** A book without logs. */
export function createLogBook(): LogBook {
  return bookOf(new Court());
}

/** The book of a court, which judges for nobody else. */
export function bookOf(court: Court): LogBook {
  const { principals } = court;
  const signers = new SignerCache((heads, signer) => findSigner(court, heads, signer));
  let last: Promise<unknown> = Promise.resolve();
  return {
    judge(ops, { log } = {}) {
      const judging = last.then(() => court.judge(ops, log));
      last = judging.catch(() => undefined);
      return judging;
    },
    noteRefused: (id, refused) => court.noteRefused(id, refused),
    logOf: (id) => court.opById.get(id)?.log,
    isRefused: (id) => court.refusedById.has(id),
    kindOf: (log) => court.opById.get(log)?.kind,
    log: (id) => readLog(court, id),
    audit: (id) => principals.audit(id),
    order: (log) => principals.order(log).map((id) => ({ id, isAlive: principals.isAlive(id) })),
    stateAt: (log, heads) => principals.stateAt(log, heads),
    checkSnapshot: (snapshot) => checkSnapshot(court, snapshot),
    signerAt: (heads, signer) => signers.at(heads, signer),
  };
}

/** For ever the same, as the heads are: nothing that comes later changes what was known there. */
function findSigner({ principals, keys }: Court, heads: KnownHeads, signer: OpSigner): RecordSigner {
  const { log, par, x = {} } = heads;
  const { lvl = NOBODY, below = NOBODY, caps } = principals.standingAt(log, { heads: par, x }, signer) ?? {};
  const key = keys.deviceKey(signer.by.at(-1) ?? log, signer.kid, isKnownTo(principals, heads));
  const may = caps === undefined ? {} : { caps: caps.map((text) => JSON.parse(text) as Capability) };
  return { level: lvl, below, key, ...may };
}

function readLog({ principals, keys, opById }: Court, id: string): PrincipalLog | undefined {
  const kind = opById.get(id)?.kind;
  if (kind === undefined) return undefined;
  const memberById = principals.members(id);
  const deviceByKid = new Map<string, Device>();
  const keyByKid = keys.devicesOf(id);
  for (const [who, { lvl }] of memberById) {
    const key = keyByKid.get(who);
    if (key !== undefined && lvl < ROOT) deviceByKid.set(who, { level: lvl, key });
  }
  const policy = principals.policy(id);
  return { id, kind, heads: principals.heads(id), memberById, deviceByKid, policy };
}
