// Makes a program of few files out of the modules that a package builds: a start then reads a dozen files and not six hundred.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { readJson } from './workspace.mjs';

/** @typedef {{ inputs: string[], externals: string[], workers: string[] }} Survey what the program consists of; absolute paths */

/** The folder of a package that its program is in, beside `dist`, whose modules it is made of. */
export const programFolder = 'bundle';

/** Not JavaScript alone: they are installed beside the program. */
const natives = ['lmdb', 'sodium-native'];
/** Never there: what `ws` can do without. */
const spared = ['bufferutil', 'utf-8-validate'];

/** A file that a module finds from where it is itself. */
const fileBeside = /new URL\(\s*(['"])(\.{1,2}\/[^'"]+)\1\s*,\s*import\.meta\.url\s*\)/g;

/** Modules of CommonJS ask for those of Node by `require`, which no ES module has of itself. */
const banner = [
  "import { createRequire as requireFromHere } from 'node:module';",
  'const require = requireFromHere(import.meta.url);',
].join('\n');

/** @param {string} folder @returns {import('esbuild').BuildOptions & { write: false, metafile: true }} */
const options = (folder) => ({
  absWorkingDir: folder,
  outdir: programFolder,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: [...natives, ...spared],
  banner: { js: banner },
  // Names are kept, so that a stack tells what it passed; `node --enable-source-maps` tells the lines too.
  minify: false,
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  charset: 'utf8',
  write: false,
  metafile: true,
  logLevel: 'silent',
});

/**
 * The built modules that the commands of a package start.
 *
 * @param {import('./workspace.mjs').Manifest} manifest
 * @returns {string[]} relative to the package
 */
function commandModules({ name, bin }) {
  const programs = Object.values(bin ?? {});
  if (programs.length === 0) throw new TypeError(`${name} has no command, so there is no program to make`);
  return programs.map((program) => {
    const [, module] = new RegExp(`^\\./${programFolder}/([\\w-]+\\.js)$`).exec(program) ?? [];
    if (module === undefined) throw new TypeError(`${name}: the command ${program} is not in ./${programFolder}`);
    return `dist/${module}`;
  });
}

/**
 * Finds what modules look for from where they are: modules beside them, which become programs of their own, and files that are at the
 * same place for the program. Anything else would not be found from the bundle.
 *
 * @param {string} folder of the package
 * @param {readonly string[]} modules absolute paths
 * @returns {string[]} the modules that become programs of their own
 */
function workersOf(folder, modules) {
  return modules.flatMap((module) =>
    [...readFileSync(module, 'utf8').matchAll(fileBeside)].flatMap(([, , path = '']) => {
      const file = resolve(dirname(module), path);
      if (/^\.\/[\w-]+\.js$/.test(path)) return [file];
      if (resolve(folder, programFolder, path) === file) return [];
      throw new Error(`${relative(folder, module)} looks for ${path}, which is not there for the bundle`);
    }),
  );
}

/**
 * @param {string} folder
 * @param {import('esbuild').Metafile} metafile
 * @returns {Survey}
 */
function survey(folder, { inputs, outputs }) {
  const files = Object.keys(inputs).map((input) => resolve(folder, input));
  const imports = Object.values(outputs).flatMap((output) => output.imports);
  const externals = imports.filter(({ path, external }) => external === true && natives.includes(path));
  return {
    inputs: files.toSorted(),
    externals: [...new Set(externals.map(({ path }) => path))].toSorted(),
    workers: [...new Set(workersOf(folder, files))].toSorted(),
  };
}

/**
 * The files of the program of a package, made of what it and the packages below it have built. The same modules give the same bytes.
 *
 * @param {string} folder of the package
 * @returns {Promise<Map<string, string>>} text by path in the folder of the program
 */
export async function programFiles(folder) {
  /** @type {import('./workspace.mjs').Manifest} */
  const manifest = readJson(join(folder, 'package.json'));
  const commands = commandModules(manifest);
  const first = await build({ ...options(folder), entryPoints: commands });
  const { workers } = survey(folder, first.metafile);
  const entries = [...commands, ...workers.map((worker) => relative(folder, worker))];
  const names = entries.map((entry) => entry.replace(/^.*[\\/]/, ''));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`${manifest.name}: there are two modules ${twice} to start`);
  const { outputFiles, metafile } = await build({
    ...options(folder),
    entryPoints: Object.fromEntries(entries.map((entry, index) => [(names[index] ?? '').replace(/\.js$/, ''), entry])),
  });
  const { inputs, externals } = survey(folder, metafile);
  for (const name of externals)
    if (manifest.dependencies?.[name] === undefined)
      throw new Error(`${manifest.name} does not depend on ${name}, which its program loads`);
  const files = outputFiles.map(
    ({ path, text }) => /** @type {const} */ ([relative(join(folder, programFolder), path), text]),
  );
  return new Map(
    [...files, /** @type {const} */ (['LICENSES.txt', notices(inputs)])].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/**
 * The names and licences of the packages of others that are in the program, which their licences ask for.
 *
 * @param {readonly string[]} inputs
 * @returns {string}
 */
function notices(inputs) {
  const strangers = new Set(
    inputs.flatMap((input) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/.exec(input) ?? []),
  );
  const texts = [...strangers].map((folder) => {
    const { name, version, license } = readJson(join(folder, 'package.json'));
    const file = readdirSync(folder).find((each) => /^licen[cs]e(\.(md|txt))?$/i.test(each));
    if (file === undefined) throw new Error(`${name} ${version} (${license}) comes without the text of its licence`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  });
  return ['This program contains, besides Allod:\n', ...texts.toSorted()].join(`\n${'-'.repeat(80)}\n\n`);
}

/**
 * How the program on disk differs from what the built modules give.
 *
 * @param {string} folder of the package
 * @returns {Promise<string[]>} one sentence per file
 */
export async function programFaults(folder) {
  const files = await programFiles(folder);
  const target = join(folder, programFolder);
  const present = existsSync(target) ? readdirSync(target) : [];
  const other = [...files].filter(
    ([file, text]) => !present.includes(file) || readFileSync(join(target, file), 'utf8') !== text,
  );
  return [
    ...other.map(([file]) => `${programFolder}/${file} is not what the modules give`),
    ...present.filter((file) => !files.has(file)).map((file) => `${programFolder}/${file} comes from no module`),
  ];
}

/**
 * Writes the program of a package, and removes what was in its folder.
 *
 * @param {string} folder of the package
 */
export async function writeProgram(folder) {
  const files = await programFiles(folder);
  const target = join(folder, programFolder);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const [file, text] of files) writeFileSync(join(target, file), text);
}
