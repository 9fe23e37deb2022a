/** How the tests of a package are made to judge its sources, where they would load what was built of them. */

/** A manifest, as far as it says what a specifier means. A target is a file, or conditions with a file each. */
export interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly imports?: Readonly<Record<string, unknown>>;
}

/** The name of the configuration of the tests that {@link testConfig} gives. */
export const TEST_CONFIG = 'vitest.mutate.config.mjs';

/** What the doors and inner names of a package mean on Node, in its sources: specifier to file, relative to the package. */
export function sourceNames({ name, exports = {}, imports = {} }: Manifest): [specifier: string, file: string][] {
  const doors = Object.entries(exports).map(([door, target]) => [`${name}${door.slice(1)}`, target] as const);
  return [...doors, ...Object.entries(imports)].map(([specifier, target]) => [specifier, sourceOf(specifier, target)]);
}

function sourceOf(specifier: string, target: unknown): string {
  const { node, default: otherwise } = target as { readonly node?: unknown; readonly default?: unknown };
  const built = node ?? otherwise ?? target;
  if (typeof built !== 'string' || !/^\.\/dist\/.+\.js$/.test(built)) {
    throw new TypeError(`"${specifier}" means no built file: ${JSON.stringify(target)}`);
  }
  return built.replace('./dist/', 'src/').replace(/\.js$/, '.ts');
}

/** The package's own configuration of tests without its reports, of its projects the one of the platform at hand, with every name meaning a source. `tests`: globs of the only tests to run. */
export function testConfig(manifest: Manifest, tests: readonly string[] = []): string {
  return `import { fileURLToPath } from 'node:url';
import own from './vitest.config.mjs';

const { alias: kept = {}, ...test } = (own.test.projects?.[0] ?? own).test;
const only = ${JSON.stringify(tests)};
const names = ${JSON.stringify(sourceNames(manifest))};
const sources = names.map(([find, file]) => ({
  find: new RegExp(\`^\${find.replace('/', '\\\\/')}$\`),
  replacement: fileURLToPath(new URL(file, import.meta.url)),
}));
const others = Object.entries(kept).map(([find, replacement]) => ({ find, replacement }));
// The mutator counts failed tests, and overlooks a file that has none because it did not load.
let state;
const strict = {
  onInit: (vitest) => void ({ state } = vitest),
  onTestModuleEnd(file) {
    for (const { message } of file.errors()) state.catchError(new Error(\`\${file.moduleId}: \${message}\`), 'Unhandled Error');
  },
};
export default { test: { ...test, reporters: [strict], ...(only.length > 0 && { include: only }), alias: [...sources, ...others] } };
`;
}
