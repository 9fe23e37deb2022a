/** What is mutated: files of packages, as globs. */

/** One package with the files of it that are mutated. */
export interface Target {
  /** The name of the folder below `packages/`. */
  readonly folder: string;
  /** Globs relative to that folder. */
  readonly globs: readonly string[];
}

/** The verify and accept path. `sync` is large: it is mutated when it is asked for. */
const PATH: readonly Target[] = [
  { folder: 'core', globs: ['bytes', 'key', 'statement', 'verify'].map((door) => `src/${door}/**/*.ts`) },
  { folder: 'principals', globs: ['src/**/*.ts'] },
  { folder: 'collections', globs: ['src/**/*.ts'] },
  { folder: 'sync', globs: ['src/session/**/*.ts'] },
];

const USUAL: readonly string[] = ['core', 'principals', 'collections'];

/**
 * The targets that a person asked for: packages by name, or globs relative to the root (`packages/NAME/…`), or else the usual
 * packages. Throws `RangeError` for a package or a glob that is outside the verify and accept path's packages.
 */
export function targetsOf(names: readonly string[], globs: readonly string[]): Target[] {
  const named = names.length > 0 || globs.length > 0 ? names : USUAL;
  const known = PATH.map(({ folder }) => folder);
  const wrong = named.find((name) => !known.includes(name));
  if (wrong !== undefined) throw new RangeError(`"${wrong}" is not mutated; what is: ${known.join(', ')}`);
  const asked = new Map(PATH.filter(({ folder }) => named.includes(folder)).map((each) => [each.folder, each.globs]));
  for (const glob of globs) {
    const [, not = '', folder = '', rest = ''] = /^(!?)packages\/([^/*]+)\/(src\/.+)$/.exec(glob) ?? [];
    if (!known.includes(folder)) {
      throw new RangeError(`"${glob}" is not of the form packages/NAME/src/…, with NAME one of ${known.join(', ')}`);
    }
    asked.set(folder, [...(asked.get(folder) ?? []), `${not}${rest}`]);
  }
  return [...asked].map(([folder, found]) => ({ folder, globs: found }));
}
