import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HarnessError } from './harness-error.ts';
import type { NamedKey } from './expand.ts';
import { isObject, member } from './json.ts';
import type { Json } from './json.ts';
import { refuseDoubleIds, suiteFromJson } from './vectors.ts';
import type { Suite } from './vectors.ts';

/** Folders of `vectors` that hold no suites. */
const NOT_SUITES: ReadonlySet<string> = new Set(['schema', 'src', 'dist', 'test', 'reports', 'node_modules']);

/**
 * The root of the workspace: the nearest folder above this module that has `pnpm-workspace.yaml`. Does not depend on the
 * current directory.
 *
 * @throws HarnessError when there is none
 */
export function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'pnpm-workspace.yaml'))) {
    const above = dirname(folder);
    if (above === folder) throw new HarnessError('no pnpm-workspace.yaml above the runner');
    folder = above;
  }
  return folder;
}

/** The parsed JSON of a file. Throws HarnessError when it cannot be read or is no JSON. */
export function readJsonFile(path: string): Json {
  try {
    const value: Json = JSON.parse(readFileSync(path, 'utf8'));
    return value;
  } catch (cause) {
    throw new HarnessError(`cannot read ${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** The suites of `vectors`, in the order of their paths. Throws HarnessError for a broken file or an id used twice. */
export function loadSuites(root: string): readonly Suite[] {
  const vectors = join(root, 'vectors');
  const files = suiteFiles(vectors);
  if (files.length === 0) throw new HarnessError('no vector file below vectors/');
  const suites = files.map((file) => suiteFromJson(readJsonFile(file), relative(root, file).split(sep).join('/')));
  refuseDoubleIds(suites);
  return suites;
}

function suiteFiles(folder: string): readonly string[] {
  const areas = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !NOT_SUITES.has(entry.name),
  );
  return areas
    .flatMap((area) => filesBelow(join(folder, area.name)))
    .filter((file) => file.endsWith('.json'))
    .toSorted();
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

/** The named keys of `vectors/keys.json`. Throws HarnessError when the file does not hold them. */
export function loadKeys(root: string): ReadonlyMap<string, NamedKey> {
  return keysFromJson(readJsonFile(join(root, 'vectors', 'keys.json')));
}

/** The named keys of the parsed JSON of a key file: `{keys: [{label, seed, jwk}]}`, `seed` in base64url. */
export function keysFromJson(file: Json): ReadonlyMap<string, NamedKey> {
  const keys = isObject(file) ? member(file, 'keys') : undefined;
  if (!Array.isArray(keys)) throw new HarnessError('keys.json has no list of keys');
  return new Map(keys.map((entry: Json, index) => keyFromJson(entry, index)));
}

function keyFromJson(entry: Json, index: number): readonly [string, NamedKey] {
  const [label, seed, jwk] = ['label', 'seed', 'jwk'].map((name) =>
    isObject(entry) ? member(entry, name) : undefined,
  );
  if (typeof label !== 'string' || typeof seed !== 'string' || jwk === undefined || !isObject(jwk)) {
    throw new HarnessError(`keys.json: key ${index} has no label, seed or jwk`);
  }
  return [label, { publicJwk: jwk, privateJwk: { ...jwk, d: seed } }];
}
