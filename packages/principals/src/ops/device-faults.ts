import { refuse } from '@allod/core/errors';
import type { ProtocolError } from '@allod/core/errors';
import type { Statement } from '@allod/core/statement';
import type { PublicKey } from '@allod/core/verify';
import type { DeviceEntry, RootEntry, UserInitClaims } from '../claims.ts';
import { entryOf } from '../log/op.ts';
import type { Op } from '../log/op.ts';
import type { ShownKeys } from './shown-keys.ts';

const ROOT = 50;

type DeviceCode = 'E_ID' | 'E_ALG' | 'E_POP' | 'E_SIGNERS';

/** What is wrong with the devices that an op states, and with the signers of a first op. (PRN-008 to PRN-011) */
export function findDeviceFault(statement: Statement, op: Op, shown: ShownKeys): ProtocolError<DeviceCode> | undefined {
  const { k, kind, who, hw } = statement.claims;
  if (k === 'init') return kind === 'user' ? findFirstDevicesFault(statement, shown) : findStrangerInTeam(op);
  return shown.sig === undefined ? undefined : findStated(shown.sig, { kid: String(who), isInHardware: hw === true });
}

/** A device is stated under the id of its key; an `ES256` key lives in hardware. (PRN-008, PRN-011) */
function findStated(
  key: PublicKey,
  { kid, isInHardware }: { readonly kid: string; readonly isInHardware: boolean },
): ProtocolError<'E_ID' | 'E_ALG'> | undefined {
  if (key.kid !== kid) return refuse('E_ID', 'PRN-008').error;
  return key.alg === 'ES256' && !isInHardware ? refuse('E_ALG', 'PRN-011').error : undefined;
}

/** Whoever is listed has signed, and nobody else. (PRN-009, PRN-010) */
function findFirstDevicesFault(
  { claims, signatures }: Statement,
  { devices }: ShownKeys,
): ProtocolError<DeviceCode> | undefined {
  const { mem } = claims as unknown as UserInitClaims;
  for (const [place, key] of devices) {
    const { kid, hw } = mem[place] as DeviceEntry;
    const fault = findStated(key, { kid, isInHardware: hw === true });
    if (fault !== undefined) return fault;
  }
  const listed = mem.filter(isDevice).map(({ kid }) => kid);
  const signers = new Set(signatures.map(({ header }) => header.kid));
  if (listed.some((kid) => !signers.has(kid))) return refuse('E_POP', 'PRN-009').error;
  return signers.size === listed.length ? undefined : refuse('E_SIGNERS', 'PRN-010').error;
}

/** Who signs the first op of a team is one of its members, but no cold key. (PRN-010) */
function findStrangerInTeam({ signers, mem = [] }: Op): ProtocolError<'E_SIGNERS'> | undefined {
  const isListed = (entry: string): boolean => mem.some(({ who, lvl }) => who === entry && lvl < ROOT);
  return signers.every((signer) => isListed(entryOf(signer))) ? undefined : refuse('E_SIGNERS', 'PRN-010').error;
}

function isDevice(entry: DeviceEntry | RootEntry): entry is DeviceEntry {
  return 'sig' in entry;
}
