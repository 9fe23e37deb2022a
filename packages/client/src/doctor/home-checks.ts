import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { homePaths, readHome } from '../home-file.ts';
import type { Home } from '../home-file.ts';
import { isOwnersAlone, readKeys } from '../keys-file.ts';
import { fine, wrong } from './finding.ts';
import type { Finding } from './finding.ts';

/** The oldest Node that this software runs on. */
const OLDEST_NODE = [20, 19] as const;
/** Who but the owner may write: group and others. */
const OTHERS_WRITE = 0o022;

/** Whether this Node is new enough; `version` as in `process.versions.node`. */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isEnough = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  if (isEnough) return fine('node', `Node ${version} is new enough.`);
  return wrong('node', `Node ${version} is too old.`, `Install Node ${OLDEST_NODE.join('.')} or newer.`);
}

/** Looks at the folder and at `home.json`; what it says when it can be read. */
export async function checkHome(folder: string): Promise<{ readonly findings: Finding[]; readonly home?: Home }> {
  const path = resolve(folder);
  const home = await readHome(path);
  if (home.ok)
    return {
      findings: [await checkMode(path), fine('home', `${path} is the home of ${home.value.user}.`)],
      home: home.value,
    };
  const finding =
    home.error.code === 'E_NO_USER'
      ? wrong('home', `There is no user in ${path}.`, 'allod init')
      : wrong(
          'home',
          `${homePaths(path).home} cannot be read, or is damaged.`,
          'Bring the file back from a copy of this home. Do not delete keys.json: without it this device cannot sign any more.',
        );
  return { findings: [finding] };
}

async function checkMode(path: string): Promise<Finding> {
  const { mode } = await stat(path);
  // Windows has no modes.
  if (process.platform === 'win32' || (mode & OTHERS_WRITE) === 0)
    return fine('home', `Only its owner can write in ${path}.`);
  return wrong('home', `Others than its owner can write in ${path}.`, `chmod go-w '${path}'`);
}

/** Whether the key can be used, and is the one of this device. */
export async function checkKeys(folder: string, { kid }: Home): Promise<Finding> {
  const path = homePaths(resolve(folder)).keys;
  const key = await readKeys(resolve(folder), kid);
  if (key.ok)
    return fine(
      'keys',
      'The key of this device is there. It has no passphrase: whoever can read the file can sign, and read what it opens.',
    );
  if (key.error.code === 'E_LOCKED') return fine('keys', 'The key of this device is there, under a passphrase.');
  const isOpen = await isOwnersAlone(path).then(
    (alone) => !alone,
    () => false,
  );
  if (isOpen) return wrong('keys', `Others than its owner can read ${path}.`, `chmod 600 '${path}'`);
  return wrong(
    'keys',
    `${path} is missing, damaged, or the key of another device.`,
    'Bring the file back from a copy of this home. Until then this device can read and not sign.',
  );
}
