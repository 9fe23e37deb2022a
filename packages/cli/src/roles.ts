import type { DeviceLevel, GuestCapability, Role } from '@allod/client';
import type { Command } from 'commander';
import { wrongUsage } from './errors/failure.ts';
import { collectionName } from './input/collection-name.ts';

const ROLES = ['reader', 'writer', 'admin', 'owner', 'guest'];
const DEVICE_LEVELS: readonly DeviceLevel[] = ['writer', 'admin', 'owner'];

/** A role as somebody typed it. Throws a `Failure` with `E_USAGE`. */
export async function readRole(text: string): Promise<Role> {
  const { isRole } = await import('@allod/client');
  if (!isRole(text)) throw wrongUsage(`There is no role "${text}". The roles are ${ROLES.join(', ')}.`);
  return text;
}

/** What a device may do in its user's log, as somebody typed it. Throws a `Failure` with `E_USAGE`. */
export function readDeviceLevel(text: string): DeviceLevel {
  const level = DEVICE_LEVELS.find((each) => each === text);
  if (level === undefined) throw wrongUsage(`A device is ${DEVICE_LEVELS.join(', ')}, not "${text}".`);
  return level;
}

/** What a guest may do, as options. */
export interface GuestOptions {
  readonly read: readonly string[];
  readonly write: readonly string[];
}

/** Adds `--read` and `--write`, for guests. */
export function addGuestOptions(command: Command): Command {
  return command
    .option('--read <collection>', 'what a guest may read; may be repeated', collect, [])
    .option('--write <collection>', 'what a guest may read and write; may be repeated', collect, []);
}

function collect(name: string, others: readonly string[]): string[] {
  return [...others, name];
}

/** The rights of a guest; none for any other role. Throws a `Failure` with `E_USAGE` when role and options do not fit. */
export function guestRights(role: Role, { read, write }: GuestOptions): { readonly caps?: readonly GuestCapability[] } {
  const caps: GuestCapability[] = [
    ...read.map((name) => ({ do: ['r'] as const, col: collectionName(name, undefined) })),
    ...write.map((name) => ({ do: ['r', 'w'] as const, col: collectionName(name, undefined) })),
  ];
  if (role !== 'guest' && caps.length > 0) throw wrongUsage('--read and --write say what a guest may do.');
  if (role === 'guest' && caps.length === 0)
    throw wrongUsage('A guest may do nothing but what --read and --write say.');
  return role === 'guest' ? { caps } : {};
}
