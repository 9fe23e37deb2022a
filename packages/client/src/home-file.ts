import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isId, isJsonObject, parseStrictJson } from '@allod/core/bytes';
import type { JsonValue } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { placeDurably } from './durable-file.ts';
import { systemCode } from './system-fault.ts';

/** What a home says of itself. */
export interface Home {
  /** Id of the user: the statement id of its first op. */
  readonly user: string;
  /** Id of the key of this device. */
  readonly kid: string;
  /** What the user is called on this device; nobody else sees it. */
  readonly name?: string;
  /** What this device is called; nobody else sees it. */
  readonly device?: string;
}

/** The version of `home.json` that this software reads and writes. */
const VERSION = 1;

/** The paths of a home. */
export function homePaths(folder: string): { readonly home: string; readonly keys: string; readonly store: string } {
  return { home: join(folder, 'home.json'), keys: join(folder, 'keys.json'), store: join(folder, 'store') };
}

/** Whether any part of a home is in a folder. */
export function hasHome(folder: string): boolean {
  const { home, keys, store } = homePaths(folder);
  return [home, keys, store].some((path) => existsSync(path));
}

/** Writes `home.json`, last of all: a folder without it is no home. */
export async function writeHome(folder: string, { user, kid, name, device }: Home): Promise<void> {
  const home = { v: VERSION, user, name, device, kid };
  await placeDurably(homePaths(folder).home, `${JSON.stringify(home, undefined, 2)}\n`);
}

/** Reads `home.json`. Refuses with `E_NO_USER` where no home is, and `E_HOME` for one that cannot be read or is damaged. */
export async function readHome(folder: string): Promise<Result<Home, 'E_NO_USER' | 'E_HOME'>> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(homePaths(folder).home);
  } catch (fault) {
    const isNone = ['ENOENT', 'ENOTDIR'].includes(systemCode(fault)) && !hasHome(folder);
    return isNone ? refuse('E_NO_USER', '') : refuse('E_HOME', '');
  }
  const parsed = parseStrictJson(bytes);
  const home = parsed.ok ? homeOf(parsed.value) : undefined;
  return home === undefined ? refuse('E_HOME', '') : accept(home);
}

function homeOf(value: JsonValue): Home | undefined {
  if (!isJsonObject(value) || value.v !== VERSION) return undefined;
  const { user, kid, name, device } = value;
  if (typeof user !== 'string' || !isId(user) || typeof kid !== 'string' || !isId(kid)) return undefined;
  if (!isOptionalText(name) || !isOptionalText(device)) return undefined;
  return { user, kid, ...(name === undefined ? {} : { name }), ...(device === undefined ? {} : { device }) };
}

function isOptionalText(value: JsonValue | undefined): value is string | undefined {
  return value === undefined || typeof value === 'string';
}
