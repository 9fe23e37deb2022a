// The vote of the second implementation: is it of its own making, does it pass what it claims, does its vote stand in the lock.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './process.mjs';
import { findPython, thisMachine } from './system-packages.mjs';
import { readJson } from './workspace.mjs';

/** @typedef {import('./tools.mjs').House} House */
/** @typedef {{ name: string, text: string }} Source */

/**
 * @typedef {object} Ballot
 * @property {{ verdict: string, id: string }[]} cases of the runner's report on the second implementation
 * @property {Record<string, { state: string, agreed: string[] }>} locked the vectors of vectors.lock.json, by id
 * @property {readonly string[]} profiles every profile there is
 * @property {readonly string[]} claimed the profiles that the report is about
 */

const folder = 'conformance/impl-python';

/** Python's own modules that do no more than compute. */
const allowedModules = new Set(['base64', 'hashlib', 'json', 're', 'sys', 'typing', 'unicodedata', 'zlib']);

/** The one library, for cryptography, and what signs, verifies, derives or encrypts with it. All else is computed by hand. */
const library = 'cryptography';
const withLibrary = new Set(['allod.py', 'kept.py', 'kit.py', 'secrecy.py', 'writer.py']);

/** What reaches a file or code that no import names. */
const escapes = /(?<![\w.])(?:__\w*import\w*__|__builtins__|compile|eval|exec|open)\b|\bsys\.(?!stdin\b|stdout\b)\w+/;

/** @param {string} line one line of Python @returns {string[]} the modules that it imports, by their first name */
function modulesOf(line) {
  const from = /(?:^|[;:])\s*from\s+([\w.]+)\s+import\b/.exec(line)?.[1];
  const plain = /(?:^|[;:])\s*import\s+([^;#]+)/.exec(line)?.[1] ?? '';
  const names = [...(from === undefined ? [] : [from]), ...plain.split(',').map((part) => part.trim().split(/\s/)[0])];
  return names.filter((name) => name !== undefined && name !== '').map((name) => /** @type {string} */ (name));
}

/**
 * An implementation that votes reads nothing of the house: its modules are its own, Python's, and in few files the library for cryptography.
 *
 * @param {readonly Source[]} sources every file of Python, by its name in the folder
 * @returns {string[]}
 */
export function foreignFaults(sources) {
  if (sources.length === 0) return [`${folder} holds no Python, so nobody voted`];
  const own = new Set(sources.map(({ name }) => name.replace(/\.py$/, '')));
  return sources.flatMap(({ name, text }) =>
    text.split(/\r?\n/).flatMap((line, index) => {
      const place = `${folder}/${name}:${index + 1}`;
      const foreign = modulesOf(line).filter((module) => {
        const first = module.split('.')[0] ?? '';
        return !own.has(module) && !allowedModules.has(first) && !(first === library && withLibrary.has(name));
      });
      const escape = escapes.exec(line)?.[0];
      return [
        ...foreign.map((module) => `${place}: imports ${module}, which is not for an implementation that votes`),
        ...(escape === undefined ? [] : [`${place}: uses ${escape}, which reaches beyond what it imports`]),
      ];
    }),
  );
}

/**
 * @param {Ballot} ballot
 * @returns {string[]} why the vectors do not all have the vote of the second implementation, one line each
 */
export function voteFaults({ cases, locked, profiles, claimed }) {
  const verdicts = new Map(cases.map(({ id, verdict }) => [id, verdict]));
  const ids = Object.keys(locked);
  const unclaimed = profiles.filter((profile) => !claimed.includes(profile));
  return [
    ...(ids.length === 0 ? ['vectors/vectors.lock.json names no vector'] : []),
    ...unclaimed.map((profile) => `the second implementation does not claim the profile ${profile}`),
    ...ids.flatMap((id) => {
      const verdict = verdicts.get(id) ?? 'not asked';
      if (verdict !== 'pass') return [`${id}: ${verdict}`];
      const { state, agreed } = /** @type {{ state: string, agreed: string[] }} */ (locked[id]);
      return state === 'stable' && agreed.includes('python') ? [] : [`${id}: passes, but its vote is not in the lock`];
    }),
  ];
}

/** @param {string} root @returns {Source[]} */
function sourcesOf(root) {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => name.endsWith('.py'))
    .map((name) => ({ name, text: readFileSync(join(root, folder, name), 'utf8') }));
}

/** @param {string} root @param {string} report @returns {Ballot} */
function ballotOf(root, report) {
  const { cases, profiles } = readJson(report);
  return {
    cases,
    locked: readJson(join(root, 'vectors/vectors.lock.json')).cases,
    profiles: Object.keys(readJson(join(root, 'conformance/protocol/commands.json')).profiles),
    claimed: Object.keys(profiles),
  };
}

const toMend =
  'When it passes and only votes are missing: node vectors/dist/cli.js agree python reports/second/conformance.json';

/**
 * Runs every vector on the second implementation. Its report stays beside the one of the reference implementation, in `reports/second/`.
 *
 * @param {House} house
 * @returns {Promise<string[]>} one line for each reason why a vector lacks its second vote
 */
export async function secondFaults({ root, env }) {
  const foreign = foreignFaults(sourcesOf(root));
  if (foreign.length > 0) return foreign;
  const python = await findPython(thisMachine(env, root));
  if (python === undefined) return ['no Python with its package "cryptography" was found'];
  const reports = join(root, 'reports/second');
  rmSync(reports, { recursive: true, force: true });
  const command = `"${python}" -B ${folder}/adapter.py`;
  const args = [join(root, 'conformance/dist/runner/bin.js'), '--cmd', command, '--strict', '--reports', reports];
  const { code, output } = await run(process.execPath, args, { cwd: root, env });
  const report = join(reports, 'conformance.json');
  if (!existsSync(report)) return [output, 'the runner left no reports/second/conformance.json'];
  if (code !== 0) return [output];
  const faults = voteFaults(ballotOf(root, report));
  return faults.length === 0 ? [] : [...faults, toMend];
}
