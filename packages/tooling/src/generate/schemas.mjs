// JSON Schemas, as TypeScript types and as validators that need neither ajv nor `eval` when they run.
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { compile } from 'json-schema-to-typescript';

/** @typedef {{ $id: string, title: string, description?: string } & Record<string, unknown>} Schema */

/** ajv and its generator are CommonJS; this is what they export, however they are loaded. @type {typeof Ajv2020.default} */
const Ajv = /** @type {any} */ (Ajv2020).default ?? Ajv2020;
/** @type {typeof standalone.default} */
const writeStandalone = /** @type {any} */ (standalone).default ?? standalone;

const toolingFolder = fileURLToPath(new URL('../..', import.meta.url));

/** The first line of what is generated. */
export const banner = '// Generated from spec/schemas by `npm run generate`. Not edited by hand.';

/**
 * Refuses a schema from which no code can be made.
 *
 * @param {Schema} schema
 * @param {string} file
 * @returns {void}
 */
export function assertSchema(schema, file) {
  const stem = file.replace(/^.*\//, '').replace(/\.schema\.json$/, '');
  if (schema.$schema !== 'https://json-schema.org/draft/2020-12/schema')
    throw new Error(`${file}: $schema is not JSON Schema 2020-12`);
  if (schema.$id !== stem) throw new Error(`${file}: $id is "${schema.$id}" but the file is called "${stem}"`);
  if (!/^[A-Z][A-Za-z0-9]*$/.test(schema.title ?? '')) throw new Error(`${file}: the title is not the name of a type`);
}

/**
 * The type that a schema describes, as a module.
 *
 * @param {Schema} schema
 * @param {readonly Schema[]} all those it may refer to by their $id
 * @returns {Promise<string>}
 */
export async function typeModule(schema, all) {
  const resolver = {
    order: 1,
    canRead: true,
    /** @param {{ url: string }} file */
    read: ({ url }) => {
      const id = url.replace(/^.*\//, '').replace(/#.*$/, '');
      const found = all.find(({ $id }) => $id === id);
      if (found === undefined) throw new Error(`schema ${schema.$id} refers to "${id}", which does not exist`);
      return JSON.stringify(found);
    },
  };
  const code = await compile(/** @type {any} */ (inlineUntitled(schema, schema)), schema.title, {
    ignoreMinAndMaxItems: true,
    bannerComment: banner,
    additionalProperties: true,
    style: { singleQuote: true, printWidth: 120 },
    $refOptions: { resolve: { file: false, http: false, schemas: resolver } },
  });
  return code
    .replace(/^ *\* @(?:min|max)Items .*\n/gm, '')
    .replace(/^ *\*\n(?= *\*\/)/gm, '')
    .replace(/^ *\/\*\*\n *\*\/\n/gm, '');
}

/**
 * A schema in which a reference to a definition without a title is that definition: only what has a name becomes a type.
 *
 * @param {unknown} part
 * @param {Schema} schema where `#/$defs/…` is
 * @returns {unknown} a copy
 */
function inlineUntitled(part, schema) {
  if (Array.isArray(part)) return part.map((each) => inlineUntitled(each, schema));
  if (typeof part !== 'object' || part === null) return part;
  const { $ref, ...beside } = /** @type {Record<string, unknown>} */ (part);
  const name = typeof $ref === 'string' ? /^#\/\$defs\/(\w+)$/.exec($ref)?.[1] : undefined;
  const definition = name === undefined ? undefined : /** @type {any} */ (schema).$defs[name];
  if (definition !== undefined && definition.title === undefined)
    return inlineUntitled({ ...definition, ...beside }, schema);
  const copied = Object.entries(part).map(([key, value]) => [key, inlineUntitled(value, schema)]);
  return Object.fromEntries(copied);
}

/** Keywords under which every member is a schema, whatever its name. */
const schemaMaps = new Set(['properties', 'patternProperties', '$defs', 'dependentSchemas']);
/** Keywords whose value is data. */
const dataKeywords = new Set(['const', 'enum', 'default', 'required', 'examples']);
/** Keywords that decide nothing. */
const annotations = new Set(['title', 'description', '$comment', 'examples', 'x-req']);

/**
 * A schema without what people read, so that none of it is shipped in a validator.
 *
 * @param {unknown} schema
 * @returns {unknown}
 */
export function bareSchema(schema) {
  if (Array.isArray(schema)) return schema.map(bareSchema);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(([keyword]) => !annotations.has(keyword));
  return Object.fromEntries(
    kept.map(([keyword, value]) => {
      if (dataKeywords.has(keyword)) return [keyword, value];
      if (!schemaMaps.has(keyword)) return [keyword, bareSchema(value)];
      return [keyword, Object.fromEntries(Object.entries(value).map(([name, member]) => [name, bareSchema(member)]))];
    }),
  );
}

/** @param {readonly object[]} schemas @param {import('ajv').Options} [more] */
function ajvFor(schemas, more = {}) {
  const ajv = new Ajv({
    strict: true,
    // Only own members count: a value's prototype can neither satisfy nor break a schema.
    ownProperties: true,
    messages: false,
    code: { source: true, esm: true },
    ...more,
  });
  ajv.addKeyword({
    keyword: 'x-req',
    metaSchema: { type: 'array', minItems: 1, items: { type: 'string', pattern: '^[A-Z]{3}-\\d{3}$' } },
  });
  for (const schema of schemas) ajv.addSchema(schema);
  return ajv;
}

/**
 * Refuses schemas that do not say what they mean: keywords that nobody knows, or without the type beside them, and required members that are not
 * described.
 *
 * @param {readonly Schema[]} schemas all that refer to each other
 * @returns {void}
 */
export function assertStyle(schemas) {
  const strict = ajvFor(schemas);
  for (const { $id } of schemas) strict.getSchema($id);
}

/**
 * Refuses code that would need a module loader or `eval` at run time.
 *
 * @param {string} code
 * @returns {void}
 */
export function assertSelfContained(code) {
  for (const [pattern, what] of /** @type {const} */ ([
    [/\brequire\s*\(/, 'require'],
    [/\beval\s*\(/, 'eval'],
    [/\bnew\s+Function\b|\bFunction\s*\(/, 'Function'],
    [/^\s*import\b|\bimport\s*\(/m, 'import'],
  ])) {
    if (pattern.test(code)) throw new Error(`a generated validator uses ${what}`);
  }
}

/**
 * Validators as plain JavaScript in one piece.
 *
 * @param {Record<string, string>} names for each function its name and the `$id`, or the reference, of its schema
 * @param {{ checked: readonly Schema[], shipped: readonly Schema[], ajv?: import('ajv').Options }} schemas as written, and without what people read
 * @returns {Promise<string>} statements without any import or export
 */
export async function standaloneCode(names, { checked, shipped, ajv }) {
  const strict = ajvFor(checked, ajv);
  for (const { $id } of checked) strict.getSchema($id);
  const source = writeStandalone(ajvFor(shipped, ajv), names);
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: toolingFolder, loader: 'js' },
    absWorkingDir: toolingFolder,
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const code = outputFiles[0]?.text ?? '';
  // ajv's runtime helpers carry their own source as a string for its generator; nothing here reads it.
  const helperSource = /^\s*\w+\.code = (["']).*\1;\n/gm;
  const body = slim(code)
    .replace(/^export \{[^}]*\};?\s*$/m, '')
    .replace(/^\s*\/\/ .*\n/gm, '')
    .replace(helperSource, '')
    .replace(/"[^"\n]*node_modules\/([^"\n]*)"\(/g, '"$1"(');
  assertSelfContained(body);
  return body;
}

/**
 * Code that ajv wrote, without what nobody asks it: of a fault it keeps the place and the keyword, and of the calls among its functions the place.
 *
 * @param {string} code
 * @returns {string}
 */
function slim(code) {
  const text = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/.source;
  const fault = new RegExp(
    `, schemaPath: (?:${text}), keyword: ("[\\w-]+"), params: \\{(?:[^"'{}]|${text})*\\}(?:, propertyName: \\w+)? \\}`,
    'g',
  );
  const slimmed = code
    .replace(fault, ', keyword: $1 }')
    .replace(/, parentData: \w+, parentDataProperty: (?:\w+|"\w+"), rootData, dynamicAnchors \}/g, ' }')
    .replaceAll(', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} }', ' }')
    // Which members were looked at matters to schemas that ask for it, and to none here.
    .replace(/^validate\d+\.evaluated = .*;\n/gm, '')
    .replace(
      /^ *const evaluated(\d+) = validate\d+\.evaluated;\n *if \(evaluated\1\.dynamicProps\) \{\n.*\n *\}\n *if \(evaluated\1\.dynamicItems\) \{\n.*\n *\}\n/gm,
      '',
    );
  const [left] = /schemaPath|params: |parentData|rootData|dynamicAnchors|evaluated/.exec(slimmed) ?? [];
  if (left !== undefined) throw new Error(`a generated validator has "${left}" in a place that is not known`);
  return slimmed;
}

/** What a module of validators says about them. */
export const guardInterfaces = [
  '/** Why a value does not have the shape of a schema. */',
  'export interface SchemaFault {',
  '  /** JSON Pointer into the value */',
  '  readonly instancePath: string;',
  '  /** What of the schema it breaks there */',
  '  readonly keyword: string;',
  '}',
  '',
  '/** A type guard that keeps the fault of its last call. */',
  'export interface Validator<T> {',
  '  (value: unknown): value is T;',
  '  readonly errors?: readonly SchemaFault[] | null;',
  '}',
  '',
];

/**
 * One module with a type guard `is<Title>` for each schema.
 *
 * @param {readonly Schema[]} schemas
 * @param {readonly Schema[]} all those they may refer to by their $id
 * @returns {Promise<string>}
 */
export async function validatorModule(schemas, all) {
  const names = Object.fromEntries(schemas.map(({ $id }, index) => [`raw${index}`, $id]));
  const shipped = all.map((schema) => /** @type {Schema} */ (bareSchema(schema)));
  const imports = schemas.map(({ $id, title }) => `import type { ${title} } from './${$id}.ts';`);
  const guards = schemas.map(
    ({ title }, index) =>
      `/** Whether a value has the shape of {@link ${title}}; if not, \`errors\` holds the first fault until the next call. */\n` +
      `export const is${title}: Validator<${title}> = raw${index} as unknown as Validator<${title}>;\n`,
  );
  return [
    '// @ts-nocheck: the body is JavaScript that ajv wrote; only the exports at the end are meant to be read.',
    banner,
    ...imports,
    '',
    ...guardInterfaces,
    await standaloneCode(names, { checked: all, shipped }),
    guards.join('\n'),
  ].join('\n');
}
