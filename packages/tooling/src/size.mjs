// What a browser loads for each door: how many bytes, and which modules must not be among them.
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { doorsOf, publishedPackages } from './doors.mjs';

/** @typedef {{ door: string, maxBytes: number, absent: string[] }} SizeRow a row of size.json; bytes after gzip */
/** @typedef {{ door: string, bytes: number, modules: string[] }} Bundle what is loaded at once; later chunks are not in it */

/**
 * @param {string} root
 * @param {import('./doors.mjs').Door} door
 * @returns {Promise<Bundle>}
 */
async function bundle(root, { specifier, module }) {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(root, module)],
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    outdir: 'out',
    logLevel: 'silent',
  });
  const entry = Object.entries(metafile.outputs).find(([, output]) => output.entryPoint === module);
  if (entry === undefined) throw new Error(`the bundle of ${specifier} has no entry`);
  const atOnce = staticChunks(metafile.outputs, entry[0]);
  const texts = outputFiles.filter(({ path }) =>
    atOnce.some((chunk) => path.replaceAll('\\', '/').endsWith(`/${chunk}`)),
  );
  const modules = atOnce.flatMap((chunk) => Object.keys(metafile.outputs[chunk]?.inputs ?? {}));
  return { door: specifier, bytes: gzipSync(Buffer.concat(texts.map(({ contents }) => contents))).length, modules };
}

/**
 * The chunks that load together with an entry: those it imports statically, and theirs.
 *
 * @param {import('esbuild').Metafile['outputs']} outputs
 * @param {string} entry
 * @returns {string[]}
 */
function staticChunks(outputs, entry) {
  const found = new Set([entry]);
  for (const chunk of found) {
    for (const { path, kind } of outputs[chunk]?.imports ?? [])
      if (kind === 'import-statement' && outputs[path] !== undefined) found.add(path);
  }
  return [...found];
}

/**
 * @param {readonly Bundle[]} found
 * @param {readonly SizeRow[]} rows
 * @returns {string[]} one sentence per fault
 */
export function sizeFaults(found, rows) {
  const unlisted = found
    .filter(({ door }) => !rows.some((row) => row.door === door))
    .map(({ door }) => `size.json has no row for ${door}`);
  const judged = rows.flatMap(({ door, maxBytes, absent }) => {
    const bundled = found.find((candidate) => candidate.door === door);
    if (bundled === undefined) return [`size.json: ${door} is not a door`];
    const big =
      bundled.bytes > maxBytes ? [`${door} is ${bundled.bytes} bytes after gzip; ${maxBytes} are allowed`] : [];
    const inside = absent.flatMap((part) =>
      bundled.modules.filter((module) => module.includes(part)).map((module) => `${door} contains ${module}`),
    );
    return [...big, ...inside];
  });
  return [...unlisted, ...judged];
}

/**
 * @param {readonly Bundle[]} found
 * @param {readonly SizeRow[]} rows
 * @returns {{ door: string, gzBytes: number, limitBytes: number, ok: boolean }[]} what `reports/size.json` says
 */
export function sizeReport(found, rows) {
  return found.map(({ door, bytes }) => {
    const limitBytes = rows.find((row) => row.door === door)?.maxBytes ?? 0;
    return { door, gzBytes: bytes, limitBytes, ok: bytes <= limitBytes };
  });
}

/**
 * @param {{ root: string, packages: readonly import('./workspace.mjs').Package[] }} workspace
 * @param {readonly string[]} [nodeDoors] doors that only Node can load: no browser ever gets their bytes
 * @returns {Promise<Bundle[]>} one per door that a browser can load, in the order of the packages
 */
export async function bundles({ root, packages }, nodeDoors = []) {
  const doors = publishedPackages(packages)
    .flatMap(doorsOf)
    .filter(({ specifier }) => !nodeDoors.includes(specifier));
  return Promise.all(doors.map((door) => bundle(root, door)));
}
