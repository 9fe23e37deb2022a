// The public surface as committed files: a difference there is a decision, not an accident.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { doorsOf, publishedPackages } from './doors.mjs';

// What each name means and whether it is exported is checked by typedoc, over all doors of a package together.
const silent = { default: { logLevel: ExtractorLogLevel.None } };
const warning = ExtractorLogLevel.Warning;

/** Where the reports are kept, relative to a package. */
const reportFolder = 'api';

/** @param {string} specifier @returns {string} e.g. `core.verify.api.md` */
const reportName = (specifier) => `${specifier.replace(/^@allod\//, '').replaceAll('/', '.')}.api.md`;

/**
 * @param {string} root
 * @param {{ dir: string, types: string, file: string, folder: string }} door
 */
function configFor(root, { dir, types, file, folder }) {
  const projectFolder = join(root, dir);
  return ExtractorConfig.prepare({
    configObject: {
      projectFolder,
      mainEntryPointFilePath: join(root, types),
      newlineKind: 'lf',
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: 'ES2022',
            lib: ['ES2023', 'DOM'],
            module: 'NodeNext',
            moduleResolution: 'NodeNext',
            strict: true,
            skipLibCheck: true,
            types: [],
          },
          include: [join(root, types)],
        },
      },
      apiReport: { enabled: true, reportFileName: file, reportFolder: folder, reportTempFolder: folder },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        extractorMessageReporting: silent,
        tsdocMessageReporting: silent,
        compilerMessageReporting: { default: { logLevel: warning } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(projectFolder, 'package.json'),
  });
}

/**
 * Extracts the report of one door.
 *
 * @param {string} root
 * @param {{ dir: string, door: import('./doors.mjs').Door }} place
 * @returns {{ file: string, text: string, faults: string[] }}
 */
function extract(root, { dir, door }) {
  const folder = mkdtempSync(join(tmpdir(), 'allod-api-'));
  const file = reportName(door.specifier);
  /** @type {string[]} */
  const faults = [];
  try {
    Extractor.invoke(configFor(root, { dir, types: door.types, file, folder }), {
      localBuild: true,
      messageCallback: (message) => {
        if (message.logLevel === ExtractorLogLevel.Warning || message.logLevel === ExtractorLogLevel.Error)
          faults.push(`${door.specifier}: ${message.text}`);
        message.handled = true;
      },
    });
    return { file: `${dir}/${reportFolder}/${file}`, text: readFileSync(join(folder, file), 'utf8'), faults };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} root @param {string} dir @returns {string[]} reports on disk, relative to the root */
function reportsIn(root, dir) {
  const folder = join(root, dir, reportFolder);
  return existsSync(folder) ? readdirSync(folder).map((file) => `${dir}/${reportFolder}/${file}`) : [];
}

/**
 * Compares the surface of every door with its committed report, or writes the reports.
 *
 * @param {{ root: string, packages: readonly import('./workspace.mjs').Package[] }} workspace
 * @param {{ write: boolean }} options
 * @returns {string[]} one sentence per difference or fault
 */
export function apiFaults({ root, packages }, { write }) {
  const published = publishedPackages(packages);
  const places = published.flatMap((each) => doorsOf(each).map((door) => ({ dir: each.dir, door })));
  if (places.length === 0) return ['the API report saw no door, so it showed nothing'];
  const reports = places.map((place) => extract(root, place));
  const stale = published
    .flatMap(({ dir }) => reportsIn(root, dir))
    .filter((file) => !reports.some((report) => report.file === file));
  const faults = reports.flatMap((report) => report.faults);
  if (write) {
    for (const { file, text } of reports) {
      mkdirSync(join(root, file, '..'), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    for (const file of stale) rmSync(join(root, file));
    return faults;
  }
  const changed = reports.flatMap(({ file, text }) => {
    const present = existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8').replaceAll('\r\n', '\n') : '';
    return present === text ? [] : [`${file} is not the surface of the code:\n${lineChanges(present, text)}`];
  });
  return [...faults, ...changed, ...stale.map((file) => `${file} belongs to no door`)];
}

/** @param {string} before @param {string} after @returns {string} the lines that only one side has, at most 40 */
export function lineChanges(before, after) {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const gone = old.filter((line) => !now.includes(line)).map((line) => `  - ${line}`);
  const come = now.filter((line) => !old.includes(line)).map((line) => `  + ${line}`);
  return [...gone, ...come].slice(0, 40).join('\n');
}
