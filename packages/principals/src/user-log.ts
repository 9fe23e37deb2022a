import { isId } from '@allod/core/bytes';
import { refuse } from '@allod/core/errors';
import type { ProtocolError, Result } from '@allod/core/errors';
import { statementIds } from '@allod/core/statement';
import type { Statement } from '@allod/core/statement';
import { importPublicKeys, verifyStatements } from '@allod/core/verify';
import type { Admitted, PublicKey, Verified } from '@allod/core/verify';
import type { DeviceEntry, RootEntry, UserInitClaims } from './generated/user-init-claims.ts';

/** The level from which on a device may write in its user's name. */
export const WRITER = 20;

/** A device as its user's log has it. */
export interface Device {
  /** 20 writer, 30 admin, 40 owner. */
  readonly level: number;
  readonly key: PublicKey;
}

/** What the log of a user says. (PRN-012) */
export interface UserLog {
  /** Id of the user: the statement id of the first op. */
  readonly id: string;
  /** Ids of the newest ops. */
  readonly heads: readonly string[];
  readonly deviceByKid: ReadonlyMap<string, Device>;
  /** The ops, as the store takes them. */
  readonly ops: readonly Admitted[];
}

/** The codes with which the first op of a user is refused or parked. */
export type InitCode = 'E_UPGRADE' | 'E_ID' | 'E_POP' | 'E_SIGNERS' | 'E_ALG' | 'E_WEAK_KEY' | 'E_SIG' | 'E_FORMAT';

type Fault<C extends InitCode = InitCode> = { readonly ok: false; readonly error: ProtocolError<C> };

/**
 * Begins the log of the user `id` with its first op: steps 7 to 9 of chapter 02 §8. The op was decoded under `OP_RULE`.
 * `E_UPGRADE` means *park*. Refuses with `E_ID` (PRN-003, PRN-008), `E_POP` (PRN-009), `E_SIGNERS` (PRN-010), `E_ALG` (PRN-011,
 * STM-012), `E_WEAK_KEY`, `E_SIG`.
 */
export async function beginUserLog(id: string, init: Statement): Promise<Result<UserLog, InitCode>> {
  if (init.upgrade !== undefined) return { ok: false, error: init.upgrade };
  const [initId] = await statementIds([init]);
  if (initId !== id) return refuse('E_ID', 'PRN-003');
  const devices = await readDevices(init);
  if (!devices.ok) return devices;
  const fault = findSignerFault(init, devices.value);
  if (fault !== undefined) return fault;
  const keys = init.signatures.map(({ header }) => devices.value.get(header.kid)!.key);
  const [verified] = await verifyStatements([{ statement: init, keys }]);
  if (!verified!.ok) return verified!;
  const op = { statement: verified!.value satisfies Verified, space: id, state: 'VALID' } as unknown as Admitted;
  return { ok: true, value: { id, heads: [id], deviceByKid: devices.value, ops: [op] } };
}

/**
 * The log of the user `id` from its ops, in any order and doubled or not. Refuses with the code of the first op that cannot be
 * one of this log (PRN-003), with `E_FORMAT` for an `id` that is none (CNV-006), and waits with `E_PENDING_AUTH` without any op.
 */
export async function resolveUserLog(
  id: string,
  ops: readonly Statement[],
): Promise<Result<UserLog, InitCode | 'E_PENDING_AUTH'>> {
  if (!isId(id)) return refuse('E_FORMAT', 'CNV-006');
  let log: Result<UserLog, InitCode | 'E_PENDING_AUTH'> = refuse('E_PENDING_AUTH', 'COL-001');
  for (const op of ops) {
    log = await beginUserLog(id, op);
    if (!log.ok) return log;
  }
  return log;
}

async function readDevices(
  init: Statement,
): Promise<Result<ReadonlyMap<string, Device>, 'E_ID' | 'E_ALG' | 'E_FORMAT'>> {
  const entries = (init.claims as unknown as UserInitClaims).mem.filter(isDevice);
  const keys = await importPublicKeys(entries.map(({ sig }) => sig));
  const deviceByKid = new Map<string, Device>();
  for (const [i, { kid, lvl, hw }] of entries.entries()) {
    const key = keys[i]!;
    if (!key.ok) return key;
    if (key.value.kid !== kid) return refuse('E_ID', 'PRN-008');
    if (key.value.alg === 'ES256' && hw !== true) return refuse('E_ALG', 'PRN-011');
    deviceByKid.set(kid, { level: lvl, key: key.value });
  }
  return { ok: true, value: deviceByKid };
}

function isDevice(entry: DeviceEntry | RootEntry): entry is DeviceEntry {
  return 'sig' in entry;
}

/** Whoever is listed has signed, and nobody else. */
function findSignerFault(
  init: Statement,
  deviceByKid: ReadonlyMap<string, Device>,
): Fault<'E_POP' | 'E_SIGNERS'> | undefined {
  const signers = new Set(init.signatures.map(({ header }) => header.kid));
  if ([...deviceByKid.keys()].some((kid) => !signers.has(kid))) return refuse('E_POP', 'PRN-009');
  return [...signers].every((kid) => deviceByKid.has(kid)) ? undefined : refuse('E_SIGNERS', 'PRN-010');
}
