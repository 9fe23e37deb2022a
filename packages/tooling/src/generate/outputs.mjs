// Which files are generated, and whether those on disk are what generating gives.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readJson } from '../workspace.mjs';
import { assertErrorRegistry, errorCodesModule, errorPage } from './errors.mjs';
import { messageShapeModule, messageTypeModule } from './message-shapes.mjs';
import { assertSchema, assertStyle, typeModule, validatorModule } from './schemas.mjs';

/**
 * @typedef {object} GenerateTable packages/tooling/generate.json
 * @property {{ registry: string, code: string, table: string }} errors
 * @property {{ from: string[], into: string, bytes?: boolean, only?: 'types' }[]} schemas with `bytes`, messages in the form that travels; with
 *   `only`, no validators: the package has rows of its own, which a test holds against the schema
 * @property {Record<string, string>} notGenerated schema files without generated code, each with the reason
 */

/** Where every schema lives. */
const schemaFolder = 'spec/schemas';

/**
 * @param {string} root
 * @param {GenerateTable} table
 * @returns {Map<string, import('./schemas.mjs').Schema>} by file
 */
function readSchemas(root, { schemas, notGenerated }) {
  const files = readdirSync(join(root, schemaFolder)).filter((file) => file.endsWith('.schema.json'));
  const listed = [...schemas.flatMap(({ from }) => from), ...Object.keys(notGenerated)];
  const paths = files.toSorted().map((file) => `${schemaFolder}/${file}`);
  const unlisted = paths.filter((file) => !listed.includes(file));
  if (unlisted.length > 0) throw new Error(`generate.json says nothing about ${unlisted.join(', ')}`);
  const gone = listed.filter((file) => !paths.includes(file));
  if (gone.length > 0) throw new Error(`generate.json names ${gone.join(', ')}, which does not exist`);
  return new Map(
    paths.map((file) => {
      /** @type {import('./schemas.mjs').Schema} */
      const schema = readJson(join(root, file));
      assertSchema(schema, file);
      return [file, schema];
    }),
  );
}

/**
 * Everything that is generated, in memory.
 *
 * @param {string} root
 * @param {GenerateTable} table
 * @returns {Promise<Map<string, string>>} content by file, relative to the root
 */
export async function generatedFiles(root, table) {
  /** @type {Map<string, string>} */
  const outputs = new Map();
  /** @type {import('./errors.mjs').ErrorRegistry} */
  const registry = readJson(join(root, table.errors.registry));
  assertErrorRegistry(registry);
  outputs.set(table.errors.code, errorCodesModule(registry)).set(table.errors.table, errorPage(registry));
  const schemaByFile = readSchemas(root, table);
  const messageFiles = new Set(table.schemas.flatMap(({ from, bytes }) => (bytes === true ? from : [])));
  const all = [...schemaByFile].flatMap(([file, schema]) => (messageFiles.has(file) ? [] : [schema]));
  assertStyle(all);
  for (const { from, into, bytes, only } of table.schemas) {
    const schemas = from.flatMap((file) => schemaByFile.get(file) ?? []);
    if (bytes === true) {
      for (const schema of schemas) outputs.set(`${into}/${schema.$id}.ts`, messageTypeModule(schema));
      outputs.set(`${into}/shapes.ts`, await messageShapeModule(schemas));
      continue;
    }
    for (const schema of schemas) outputs.set(`${into}/${schema.$id}.ts`, await typeModule(schema, all));
    if (only !== 'types') outputs.set(`${into}/validators.ts`, await validatorModule(schemas, all));
  }
  return outputs;
}

/**
 * Files in generated folders that nothing generates any more.
 *
 * @param {string} root
 * @param {ReadonlyMap<string, string>} outputs
 * @returns {string[]}
 */
function leftovers(root, outputs) {
  const folders = new Set(
    [...outputs.keys()].map((file) => dirname(file)).filter((folder) => folder.endsWith('/generated')),
  );
  return [...folders].flatMap((folder) => {
    const present = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [];
    return present.map((file) => `${folder}/${file}`).filter((file) => !outputs.has(file));
  });
}

/**
 * How the files on disk differ from what generating gives.
 *
 * @param {string} root
 * @param {ReadonlyMap<string, string>} outputs
 * @returns {string[]} one sentence per file; empty when there is no difference
 */
export function differences(root, outputs) {
  const changed = [...outputs].flatMap(([file, content]) => {
    if (!existsSync(join(root, file))) return [`${file} is missing`];
    const present = readFileSync(join(root, file), 'utf8').replaceAll('\r\n', '\n').split('\n');
    const wanted = content.split('\n');
    const line = wanted.findIndex((text, index) => text !== present[index]);
    if (line < 0 && wanted.length === present.length) return [];
    const at = line < 0 ? wanted.length : line;
    return [
      `${file} differs from line ${at + 1} on:\n  on disk:   ${present[at] ?? '(end)'}\n  generated: ${wanted[at] ?? '(end)'}`,
    ];
  });
  return [...changed, ...leftovers(root, outputs).map((file) => `${file} is not generated by anything`)];
}

/**
 * @param {string} root
 * @param {ReadonlyMap<string, string>} outputs
 * @returns {void}
 */
export function writeOutputs(root, outputs) {
  for (const [file, content] of outputs) {
    const path = join(root, file);
    mkdirSync(dirname(path), { recursive: true });
    if (!existsSync(path) || readFileSync(path, 'utf8') !== content) writeFileSync(path, content);
  }
  for (const file of leftovers(root, outputs)) rmSync(join(root, file));
}
