// Executes the code fences of the documents, in a folder of its own, against the built packages.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { transform } from 'esbuild';
import { consoleSteps, fencesOf, fenceTags, longFaults, outputMatches } from './fences.mjs';
import { commandFile, run } from './process.mjs';
import { readJson } from './workspace.mjs';

/** @typedef {import('./fences.mjs').Fence} Fence */
/** @typedef {import('./tools.mjs').House} House */
/** @typedef {{ house: House, folder: string, env: NodeJS.ProcessEnv }} Stage where fences run */
/** @typedef {{ faults: string[], printed: string }} Played */

/** Documents at the root, besides every Markdown file under docs/ and the papers of the packages. */
const rootDocuments = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md'];

/** @param {string} root @param {string} dir @returns {string[]} */
function markdownIn(root, dir) {
  if (!existsSync(join(root, dir))) return [];
  return readdirSync(join(root, dir), { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist', 'api', 'fixtures', 'reports'].includes(entry.name)) return [];
    const path = `${dir}/${entry.name}`;
    if (entry.isDirectory()) return markdownIn(root, path);
    return entry.name.endsWith('.md') && entry.name !== 'CHANGELOG.md' ? [path] : [];
  });
}

/**
 * @param {House} house
 * @returns {string[]} every document whose fences are executed, relative to the root; the chapters of spec/ have a check of their own
 */
export function documents({ root }) {
  const found = ['docs', 'apps', 'packages', 'conformance', 'vectors'].flatMap((dir) => markdownIn(root, dir));
  return [...rootDocuments.filter((file) => existsSync(join(root, file))), ...found.toSorted()];
}

/**
 * A folder in which the workspace's packages can be imported by name and its programs called by name.
 *
 * @param {House} house
 * @returns {Stage} its folder is the caller's to remove
 */
function setStage(house) {
  const folder = mkdtempSync(join(tmpdir(), 'allod-docs-'));
  const bin = join(folder, 'node_modules/.bin');
  mkdirSync(bin, { recursive: true });
  for (const { name, dir, manifest } of house.packages) {
    mkdirSync(dirname(join(folder, 'node_modules', name)), { recursive: true });
    symlinkSync(join(house.root, dir), join(folder, 'node_modules', name), 'junction');
    for (const [command, file] of Object.entries(manifest.bin ?? {})) {
      writeFileSync(
        join(bin, command),
        `#!/bin/sh\nexec "${process.execPath}" "${resolve(house.root, dir, file)}" "$@"\n`,
      );
      chmodSync(join(bin, command), 0o755);
    }
  }
  symlinkSync(join(house.root, 'node_modules/@types'), join(folder, 'node_modules/@types'), 'junction');
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  return { house, folder, env: { ...house.env, PATH: `${bin}${delimiter}${house.env.PATH ?? ''}`, HOME: folder } };
}

/** @param {Stage} stage @param {readonly string[]} args @returns {Promise<Played>} */
async function play({ folder, env }, args, program = process.execPath) {
  const { code, output } = await run(program, args, { cwd: folder, env, sweep: true });
  return { faults: code === 0 ? [] : [`it ended with code ${code}:\n${output.trim()}`], printed: output };
}

/** @param {Stage} stage @param {string} text @returns {Promise<Played>} */
async function playTypeScript(stage, text) {
  const { house, folder } = stage;
  const compilerOptions = {
    target: 'ES2022',
    lib: ['ES2023'],
    module: 'NodeNext',
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    types: ['node'],
    noEmit: true,
  };
  writeFileSync(join(folder, 'example.ts'), text);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['example.ts'] }));
  const compiled = await play(stage, [commandFile(house.root, 'typescript', 'tsc'), '-p', folder, '--pretty', 'false']);
  if (compiled.faults.length > 0) return compiled;
  return playJavaScript(stage, (await transform(text, { loader: 'ts', format: 'esm' })).code);
}

/** @param {Stage} stage @param {string} text @returns {Promise<Played>} */
function playJavaScript(stage, text) {
  writeFileSync(join(stage.folder, 'example.mjs'), text);
  return play(stage, ['example.mjs']);
}

/** @param {Stage} stage @param {string} text @returns {Promise<Played>} */
async function playConsole(stage, text) {
  const faults = [];
  for (const { command, shown } of consoleSteps(text)) {
    const { faults: broken, printed } = await play(stage, ['-eu', '-c', command], 'sh');
    faults.push(...broken);
    if (broken.length === 0 && !outputMatches(shown, printed))
      faults.push(`"${command}" printed:\n${printed.trimEnd()}`);
  }
  return { faults, printed: '' };
}

/** @param {string} text @returns {Played} */
function parseJson(text) {
  try {
    JSON.parse(text);
    return { faults: [], printed: '' };
  } catch (error) {
    return { faults: [`it is not JSON: ${error instanceof Error ? error.message : String(error)}`], printed: '' };
  }
}

/** @param {string} text @returns {Played} */
const parseLines = (text) => ({
  faults: text
    .trim()
    .split('\n')
    .flatMap((line) => parseJson(line).faults),
  printed: '',
});

/** @param {Stage} stage @param {Fence} fence @param {string} before what the fence before it printed @returns {Promise<Played>} */
async function playFence(stage, { tag, text }, before) {
  const { root } = stage.house;
  const checkout = {
    scripts: readJson(join(root, 'package.json')).scripts,
    exists: (/** @type {string} */ path) => existsSync(join(root, path)),
  };
  /** @type {Record<string, () => Played | Promise<Played>>} */
  const players = {
    ts: () => playTypeScript(stage, text),
    js: () => playJavaScript(stage, text),
    sh: () => play(stage, ['-eu', '-c', text], 'sh'),
    'sh long': () => ({ faults: longFaults(text, checkout), printed: '' }),
    console: () => playConsole(stage, text),
    json: () => (parseJson(text).faults.length === 0 ? parseJson(text) : parseLines(text)),
    jsonl: () => parseLines(text),
    'text output': () => ({
      faults: outputMatches(text, before) ? [] : [`the fence before it printed:\n${before.trimEnd()}`],
      printed: before,
    }),
    text: () => ({ faults: [], printed: '' }),
    markdown: () => ({ faults: [], printed: '' }),
  };
  const player = players[tag];
  if (player === undefined)
    return { faults: [`the tag "${tag}" is none of: ${Object.keys(fenceTags).join(', ')}`], printed: '' };
  return player();
}

/**
 * Executes every fence of the documents, in order, on a stage of the caller.
 *
 * @param {Stage} stage
 * @param {readonly string[]} files
 * @returns {Promise<{ fences: number, faults: string[] }>}
 */
export async function playDocuments(stage, files) {
  const fences = files.flatMap((file) => fencesOf(file, readFileSync(join(stage.house.root, file), 'utf8')));
  /** @type {string[]} */
  const faults = [];
  let before = '';
  for (const fence of fences) {
    const played = await playFence(stage, fence, before);
    before = played.printed;
    faults.push(...played.faults.map((fault) => `${fence.file}:${fence.line}: ${fault}`));
  }
  return { fences: fences.length, faults };
}

/**
 * Executes every fence of the documents, in order, against the built packages.
 *
 * @param {House} house
 * @param {readonly string[]} files
 * @returns {Promise<{ fences: number, faults: string[] }>}
 */
export async function docFaults(house, files) {
  const stage = setStage(house);
  try {
    return await playDocuments(stage, files);
  } finally {
    rmSync(stage.folder, { recursive: true, force: true });
  }
}
