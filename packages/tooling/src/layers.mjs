// Compares the allowed edges with what package.json, tsconfig.json and the sources really say.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import ts from 'typescript';
import { importsOf } from './imports.mjs';

/** @typedef {import('./workspace.mjs').Package} Package */

/**
 * @typedef {object} Layers packages/tooling/layers.json
 * @property {string[][]} layers lowest first; an edge goes down, never up or sideways
 * @property {Record<string, string[]>} edges what each package may import
 * @property {string[]} development packages that any other may use in its configuration and tests
 * @property {Record<string, string[]>} forbiddenDoors doors a package may not open although the edge is allowed
 * @property {Record<string, string[]>} [reservedDoors] doors that these packages alone may open, and the doors below them
 */

/** @typedef {{ file: string, line: number, specifier: string }} Sighting */
/** @typedef {{ package: Package, imports: Sighting[], modules: number, references: string[] }} Surveyed */

const sourceFile = /\.(ts|mts|cts|tsx|js|mjs|cjs|jsx)$/;
const passedOver = new Set(['node_modules', 'dist', 'bundle', 'reports', 'coverage', 'fixtures', '.turbo']);

/** @param {string} root @param {string} dir @param {ReadonlySet<string>} others folders of other packages @returns {Generator<string>} */
function* sourcesIn(root, dir, others) {
  for (const entry of readdirSync(join(root, dir), { withFileTypes: true })) {
    const path = `${dir}/${entry.name}`;
    if (entry.isDirectory() && !passedOver.has(entry.name) && !others.has(path)) yield* sourcesIn(root, path, others);
    if (entry.isFile() && sourceFile.test(entry.name)) yield path;
  }
}

/** @param {string} root @param {string} dir @returns {string[]} folders that the package's tsconfig refers to, relative to the root */
function referencesOf(root, dir) {
  const file = join(root, dir, 'tsconfig.json');
  if (!existsSync(file)) return [];
  const { config, error } = ts.parseConfigFileTextToJson(file, readFileSync(file, 'utf8'));
  if (error !== undefined)
    throw new Error(`${dir}/tsconfig.json: ${ts.flattenDiagnosticMessageText(error.messageText, ' ')}`);
  /** @type {{ path: string }[]} */
  const references = config.references ?? [];
  return references.map(({ path }) => posix.normalize(posix.join(dir, path)).replace(/\/(tsconfig\.json)?$/, ''));
}

/**
 * Reads what every package imports.
 *
 * @param {string} root
 * @param {readonly Package[]} packages
 * @returns {Surveyed[]}
 */
export function survey(root, packages) {
  const folders = new Set(packages.map(({ dir }) => dir));
  return packages.map((each) => {
    const files = [...sourcesIn(root, each.dir, folders)];
    const imports = files.flatMap((file) =>
      importsOf(file, readFileSync(join(root, file), 'utf8')).map((found) => ({ file, ...found })),
    );
    return { package: each, imports, modules: files.length, references: referencesOf(root, each.dir) };
  });
}

/** @param {string} specifier @returns {string} the package that a bare specifier names */
const packageOf = (specifier) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/**
 * The table itself must be sound: an edge leads down, and every name in it is in the table.
 *
 * @param {Layers} table
 * @returns {string[]}
 */
export function tableFaults({ layers, edges, development, reservedDoors = {} }) {
  const level = new Map(layers.flatMap((names, index) => names.map((name) => [name, index])));
  const named = [
    ...layers.flat(),
    ...development,
    ...Object.values(edges).flat(),
    ...Object.values(reservedDoors).flat(),
  ];
  const unknown = named.filter((name) => edges[name] === undefined);
  const faults = [...new Set(unknown)].map((name) => `layers.json: ${name} has no row in "edges"`);
  for (const [from, targets] of Object.entries(edges)) {
    for (const to of targets) {
      const upper = level.get(from);
      const lower = level.get(to);
      if (upper !== undefined && lower !== undefined && lower >= upper)
        faults.push(`layers.json: the edge ${from} → ${to} does not lead down`);
    }
  }
  return faults;
}

/** @param {string} dir @param {string} file @returns {boolean} whether a file belongs to the product of its package, not to its tests or settings */
const isProduct = (dir, file) =>
  !/^(test|bench)\//.test(file.slice(dir.length + 1)) &&
  !/^[^/]+\.config\.[cm]?[jt]s$/.test(file.slice(dir.length + 1));

/**
 * @param {Surveyed} surveyed
 * @param {{ table: Layers, packages: readonly Package[] }} context
 * @returns {string[]}
 */
function importFaults({ package: own, imports }, { table, packages }) {
  const allowed = table.edges[own.name] ?? [];
  const doorsForbidden = table.forbiddenDoors[own.name] ?? [];
  return imports.flatMap(({ file, line, specifier }) => {
    const at = `${file}:${line}`;
    if (specifier.startsWith('.')) {
      const target = posix.normalize(posix.join(dirname(file), specifier));
      return target === own.dir || target.startsWith(`${own.dir}/`)
        ? []
        : [`${at}: the relative path ${specifier} leaves the package ${own.name}`];
    }
    const target = packages.find(({ name }) => name === packageOf(specifier));
    if (target === undefined || target.name === own.name) return [];
    const development = table.development.includes(target.name) && !isProduct(own.dir, file);
    if (!allowed.includes(target.name) && !development) return [`${at}: ${own.name} may not import ${target.name}`];
    if (isReservedFrom(own.name, specifier, table) || doorsForbidden.includes(specifier))
      return [`${at}: ${own.name} may not open the door ${specifier}`];
    const door = `.${specifier.slice(target.name.length)}`;
    return isDoor(target, door) ? [] : [`${at}: ${specifier} is not a door of ${target.name}`];
  });
}

/** @param {string} name @param {string} specifier @param {Layers} table @returns {boolean} whether others have the door for themselves */
const isReservedFrom = (name, specifier, { reservedDoors = {} }) =>
  Object.entries(reservedDoors).some(
    ([door, openers]) => `${specifier}/`.startsWith(`${door}/`) && !openers.includes(name),
  );

/** @param {Package} target @param {string} door e.g. `.` or `./verify` */
const isDoor = ({ manifest }, door) =>
  Object.keys(manifest.exports ?? {}).some((key) => {
    const [before = '', after] = key.split('*');
    return after === undefined
      ? key === door
      : door.startsWith(before) && door.endsWith(after) && door.length > key.length - 1;
  });

/**
 * Manifest, references and imports must name the same packages.
 *
 * @param {Surveyed} surveyed
 * @param {{ table: Layers, packages: readonly Package[] }} context
 * @returns {string[]}
 */
function agreementFaults({ package: own, imports, references }, { table, packages }) {
  const isOurs = (/** @type {string} */ name) => packages.some((each) => each.name === name);
  const allowed = table.edges[own.name] ?? [];
  const { dependencies = {}, devDependencies = {}, peerDependencies = {}, optionalDependencies = {} } = own.manifest;
  const production = Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies }).filter(isOurs);
  const declared = [...production, ...Object.keys(devDependencies).filter(isOurs)];
  const product = imports.filter(({ file }) => isProduct(own.dir, file));
  const imported = (/** @type {readonly Sighting[]} */ list) =>
    new Set(list.map(({ specifier }) => packageOf(specifier)).filter((name) => isOurs(name) && name !== own.name));
  const faults = [];
  for (const name of declared)
    if (!allowed.includes(name) && !table.development.includes(name))
      faults.push(`${own.dir}/package.json: ${own.name} may not depend on ${name}`);
  for (const name of imported(imports))
    if (!declared.includes(name)) faults.push(`${own.dir}/package.json: ${name} is imported but not declared`);
  for (const name of imported(product)) {
    const target = packages.find((each) => each.name === name);
    if (!production.includes(name))
      faults.push(`${own.dir}/package.json: ${name} is imported by the product but is not among its dependencies`);
    const compiled = target?.manifest.scripts?.build?.startsWith('tsc') === true;
    if (compiled && !references.includes(target.dir))
      faults.push(`${own.dir}/tsconfig.json: ${name} is imported but not referred to`);
  }
  for (const dir of references) {
    const target = packages.find((each) => each.dir === dir);
    if (target === undefined) faults.push(`${own.dir}/tsconfig.json: the reference ${dir} is not a package`);
    else if (!production.includes(target.name))
      faults.push(`${own.dir}/tsconfig.json: refers to ${target.name}, which is not among the dependencies`);
  }
  return faults;
}

/**
 * Everything about the packages that the table of layers does not allow.
 *
 * @param {string} root
 * @param {readonly Package[]} packages
 * @param {Layers} table
 * @returns {string[]} one sentence each; empty when all is well
 */
export function layerFaults(root, packages, table) {
  const surveyed = survey(root, packages);
  const modules = surveyed.reduce((sum, each) => sum + each.modules, 0);
  const imports = surveyed.reduce((sum, each) => sum + each.imports.length, 0);
  const blind =
    modules === 0 || imports === 0
      ? [`the layer check saw ${modules} modules and ${imports} imports, so it showed nothing`]
      : [];
  const strangers = packages
    .filter(({ name }) => table.edges[name] === undefined)
    .map(({ name, dir }) => `${dir}: ${name} has no row in layers.json`);
  const context = { table, packages };
  return [
    ...blind,
    ...strangers,
    ...tableFaults(table),
    ...surveyed.flatMap((each) => [...importFaults(each, context), ...agreementFaults(each, context)]),
  ];
}
