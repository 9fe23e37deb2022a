/** JSON Schema 2020-12 with `x-req`: which keyword enforces which requirement, and proof by taking it away. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, Options, ValidateFunction } from 'ajv/dist/2020.js';
import { isRecord, textsOf } from './json.ts';
import type { Json } from './json.ts';

/** Schemas by short name: `statement` for `spec/schemas/statement.schema.json`. */
export type Schemas = Readonly<Record<string, Json>>;

/** Outcome of one validation; `requirements` are those of the subschemas that refused. */
export interface Validation {
  readonly ok: boolean;
  readonly requirements: readonly string[];
}

/** Validates an instance against a schema by its short name. Throws RangeError for a name it does not know. */
export type Validate = (schema: string, instance: Json) => Validation;

/** One subschema with `x-req`: where it is, and what it enforces. */
export interface Annotation {
  readonly schema: string;
  /** Keys from the root of the schema. */
  readonly path: readonly string[];
  readonly requirements: readonly string[];
  /** Keywords beside `x-req` that can refuse something. */
  readonly keywords: readonly string[];
}

// Keywords that never refuse by themselves, so that taking them away proves nothing.
const annotations = new Set([
  'x-req',
  '$id',
  '$schema',
  '$anchor',
  '$comment',
  '$defs',
  'definitions',
  'title',
  'description',
  'default',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
]);

const common: Options = { validateFormats: false, allErrors: true, verbose: true, logger: false };
// Style (types beside every keyword) is for the generator of validators to judge; here a schema only has to mean something.
const strict: Options = { ...common, strict: true, strictTypes: false, strictRequired: false, strictTuples: false };
// A subschema that lost a keyword is often one that strict mode would not compile; its original was checked before.
const lax: Options = { ...common, strict: false, validateSchema: false };

function requirementsOf(error: ErrorObject): string[] {
  return isRecord(error.parentSchema) ? textsOf(error.parentSchema['x-req']) : [];
}

/** Whether a text is base64url, without padding and spare bits, of `min` to `max` bytes. */
function isBase64urlOf(text: string, [min, max]: readonly [number, number]): boolean {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text && bytes.length >= min && bytes.length <= max;
}

function compile(schemas: Schemas, options: Options): Validate {
  const ajv = new Ajv2020(options);
  ajv.addKeyword({ keyword: 'x-req', schemaType: 'array', metaSchema: { items: { type: 'string' } } });
  ajv.addKeyword({
    keyword: 'x-bytes',
    type: 'string',
    metaSchema: { type: 'array', minItems: 2, maxItems: 2, items: { type: 'integer', minimum: 0 } },
    validate: (bounds: readonly [number, number], text: string) => isBase64urlOf(text, bounds),
  });
  for (const [name, schema] of Object.entries(schemas)) {
    if (!isRecord(schema)) throw new TypeError(`schema ${name} is not an object`);
    ajv.addSchema(schema, `${name}.schema.json`);
  }
  const compiled = new Map<string, ValidateFunction>();
  return (name, instance) => {
    if (!Object.hasOwn(schemas, name)) throw new RangeError(`no schema is called ${name}`);
    const validate = compiled.get(name) ?? ajv.getSchema(`${name}.schema.json`);
    if (validate === undefined) throw new RangeError(`no schema is called ${name}`);
    compiled.set(name, validate);
    const ok = validate(instance);
    return { ok, requirements: ok ? [] : [...new Set((validate.errors ?? []).flatMap(requirementsOf))] };
  };
}

/** A validator over all schemas, strict apart from lints of style. Throws what ajv throws for a schema it refuses. */
export function createValidate(schemas: Schemas): Validate {
  return compile(schemas, strict);
}

/** Every subschema that carries `x-req`, in document order. */
export function annotationsOf(schemas: Schemas): Annotation[] {
  const found: Annotation[] = [];
  const walk = (schema: string, path: readonly string[], node: Json): void => {
    if (Array.isArray(node)) node.forEach((child: Json, index) => walk(schema, [...path, String(index)], child));
    if (!isRecord(node)) return;
    const requirements = textsOf(node['x-req']);
    const keywords = Object.keys(node).filter((key) => !annotations.has(key));
    if (requirements.length > 0) found.push({ schema, path, requirements, keywords });
    for (const [key, child] of Object.entries(node)) walk(schema, [...path, key], child);
  };
  for (const [name, schema] of Object.entries(schemas)) walk(name, [], schema);
  return found;
}

/** A copy of a JSON value without the member that a path names. */
function without(node: Json, path: readonly string[]): Json {
  const [key, ...rest] = path;
  if (key === undefined) return node;
  if (Array.isArray(node)) {
    return node.map((child: Json, index) => (String(index) === key ? without(child, rest) : child));
  }
  if (!isRecord(node)) return node;
  const entries = Object.entries(node).flatMap(([name, child]): [string, Json][] => {
    if (name !== key) return [[name, child]];
    return rest.length === 0 ? [] : [[name, without(child, rest)]];
  });
  return Object.fromEntries(entries);
}

/** One validator per keyword of an annotated subschema, each over schemas that lack just that keyword. */
export function validatorsWithout(schemas: Schemas, annotation: Annotation): Validate[] {
  return annotation.keywords.map((keyword) => {
    const schema = without(schemas[annotation.schema] ?? null, [...annotation.path, keyword]);
    return compile({ ...schemas, [annotation.schema]: schema }, lax);
  });
}
