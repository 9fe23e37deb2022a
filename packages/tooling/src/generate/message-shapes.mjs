// Message schemas, as types and validators of the form that travels: byte strings where the JSON form has base64url text.
import { _ } from 'ajv/dist/2020.js';
import { bareSchema, banner, guardInterfaces, standaloneCode } from './schemas.mjs';

/** @typedef {import('./schemas.mjs').Schema} Schema */
/** @typedef {Record<string, any>} Part a schema inside a schema */

/** Keywords of a message schema. Another would be passed over in silence by the types. */
const keywords = new Set(
  (
    '$schema $id $defs $ref title description x-req x-bytes contentEncoding type const pattern minimum maximum ' +
    'minLength maxLength minItems maxItems items prefixItems properties required oneOf anyOf not'
  ).split(' '),
);

/**
 * Refuses a schema that does not describe messages: a union of definitions, each an object with a constant member `m`.
 *
 * @param {Schema} schema
 * @returns {{ m: string, name: string, part: Part }[]} the messages in their order, `name` being that of the definition
 */
export function messagesOf(schema) {
  const defs = /** @type {Record<string, Part>} */ (schema.$defs ?? {});
  for (const part of Object.values(defs)) assertKeywords(part, schema.$id);
  const union = /** @type {{ $ref?: string }[]} */ (schema.oneOf ?? []);
  if (union.length === 0) throw new Error(`schema ${schema.$id} is not a union of messages`);
  return union.map(({ $ref }) => {
    const name = nameOf($ref ?? '');
    const part = defs[name];
    const m = part?.properties?.m?.const;
    const undescribed = part?.required?.filter((/** @type {string} */ each) => part.properties[each] === undefined);
    if (undescribed?.length > 0)
      throw new Error(`schema ${schema.$id}: ${$ref} does not describe ${undescribed.join(', ')}`);
    if (part === undefined || typeof m !== 'string' || !part.required?.includes('m') || part.title === undefined)
      throw new Error(`schema ${schema.$id}: ${$ref} is not a message with a title and a constant m`);
    return { m, name, part };
  });
}

/** @param {unknown} part @param {string} where @returns {void} */
function assertKeywords(part, where) {
  if (Array.isArray(part)) for (const each of part) assertKeywords(each, where);
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return;
  const { prefixItems, items, maxItems, minItems } = /** @type {Part} */ (part);
  if (prefixItems !== undefined && (items !== false || maxItems !== prefixItems.length || minItems === undefined))
    throw new Error(`schema ${where}: a tuple that does not say how long it is`);
  for (const [keyword, value] of Object.entries(part)) {
    if (!keywords.has(keyword)) throw new Error(`schema ${where}: the keyword ${keyword} has no meaning in messages`);
    if (keyword === 'properties') assertKeywords(Object.values(value), where);
    else if (keyword !== 'const' && keyword !== 'required') assertKeywords(value, where);
  }
}

/** @param {string} ref @returns {string} */
const nameOf = (ref) => ref.replace(/^#\/\$defs\//, '');

/** @param {string | undefined} text @param {string} [indent] @returns {string} */
const comment = (text, indent = '') => (text === undefined ? '' : `${indent}/** ${text} */\n`);

/**
 * The types of messages, as a module. Byte strings are `Uint8Array`, every member is readonly.
 *
 * @param {Schema} schema
 * @returns {string}
 */
export function messageTypeModule(schema) {
  const messages = messagesOf(schema);
  const isMessage = new Set(messages.map(({ name }) => name));
  const defs = /** @type {Record<string, Part>} */ (schema.$defs);
  const named = Object.entries(defs).filter(([name, { title }]) => title !== undefined && !isMessage.has(name));
  return [
    banner,
    '',
    `/** Any message of \`spec/schemas/${schema.$id}.schema.json\`, in the form that travels: byte strings are \`Uint8Array\`. */`,
    `export type ${schema.title} =`,
    `${messages.map(({ part }) => `  | ${part.title}`).join('\n')};`,
    ...named.map(([, part]) => `\n${comment(part.description)}export type ${part.title} = ${typeOf(part, defs)};`),
    ...messages.map(({ part }) => `\n${interfaceOf(part, defs)}`),
    '',
  ].join('\n');
}

/** @param {Part} part @param {Record<string, Part>} defs @returns {string} */
function interfaceOf({ title, description, properties, required }, defs) {
  const members = Object.entries(/** @type {Record<string, Part>} */ (properties)).map(([name, member]) => {
    const about = member.description ?? defs[nameOf(member.$ref ?? '')]?.description;
    return `${comment(about, '  ')}  readonly ${name}${required.includes(name) ? '' : '?'}: ${typeOf(member, defs)};`;
  });
  return `${comment(description)}export interface ${title} {\n${members.join('\n')}\n}`;
}

/** @type {Record<string, string>} */
const plainTypes = { string: 'string', integer: 'number', boolean: 'boolean' };

/** @param {Part} part @param {Record<string, Part>} defs @returns {string} */
function typeOf(part, defs) {
  if (part.$ref !== undefined) {
    const target = defs[nameOf(part.$ref)];
    if (target === undefined) throw new Error(`there is no ${part.$ref}`);
    return target.title ?? typeOf(target, defs);
  }
  if (part['x-bytes'] !== undefined) return 'Uint8Array';
  if (part.const !== undefined) return JSON.stringify(part.const).replaceAll('"', "'");
  if (part.anyOf !== undefined) return part.anyOf.map((/** @type {Part} */ each) => typeOf(each, defs)).join(' | ');
  if (part.type === 'array') return arrayTypeOf(part, defs);
  const plain = plainTypes[part.type];
  if (plain === undefined) throw new Error(`messages have no members of type ${part.type}`);
  return plain;
}

/** @param {Part} part @param {Record<string, Part>} defs @returns {string} */
function arrayTypeOf({ prefixItems, items, minItems }, defs) {
  if (prefixItems === undefined) {
    const each = typeOf(items, defs);
    return `readonly ${/[ |]/.test(each) ? `(${each})` : each}[]`;
  }
  const members = prefixItems.map((/** @type {Part} */ each, /** @type {number} */ index) => {
    const type = typeOf(each, defs);
    return index < minItems ? type : `${type.includes(' ') ? `(${type})` : type}?`;
  });
  return `readonly [${members.join(', ')}]`;
}

/**
 * Where a value has byte strings: `'bytes'` for one, `[inner]` for a list, `{ 0: inner }` for a tuple or a map, `undefined` for nowhere.
 * A place that may be bytes or something else is the something else: in JSON, bytes are the text.
 *
 * @param {Part} part
 * @param {Record<string, Part>} defs
 * @returns {unknown}
 */
function bytesIn(part, defs) {
  if (part.$ref !== undefined) return bytesIn(/** @type {Part} */ (defs[nameOf(part.$ref)]), defs);
  if (part['x-bytes'] !== undefined) return 'bytes';
  if (part.anyOf !== undefined && part.type === undefined) {
    const inner = part.anyOf.map((/** @type {Part} */ each) => bytesIn(each, defs));
    return inner.find((/** @type {unknown} */ each) => typeof each === 'object') ?? inner[0];
  }
  if (part.prefixItems !== undefined) return membersWithBytes(Object.entries(part.prefixItems), defs);
  if (part.properties !== undefined) return membersWithBytes(Object.entries(part.properties), defs);
  if (part.type !== 'array') return undefined;
  const inner = bytesIn(part.items, defs);
  return inner === undefined ? undefined : [inner];
}

/** @param {[string, Part][]} members @param {Record<string, Part>} defs @returns {unknown} */
function membersWithBytes(members, defs) {
  const inner = members.map(([name, member]) => [name, bytesIn(member, defs)]).filter(([, each]) => each !== undefined);
  return inner.length === 0 ? undefined : Object.fromEntries(inner);
}

/**
 * The schema of the form that travels: a byte string where the JSON form has base64url text.
 *
 * @param {unknown} part
 * @returns {unknown} a copy
 */
export function byteSchema(part) {
  if (Array.isArray(part)) return part.map(byteSchema);
  if (typeof part !== 'object' || part === null) return part;
  if (Array.isArray(/** @type {Part} */ (part)['x-bytes'])) return { 'x-bytes': /** @type {Part} */ (part)['x-bytes'] };
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, byteSchema(value)]));
}

/** The keyword for a byte string of so many bytes, from least to most. @type {import('ajv').CodeKeywordDefinition} */
const byteString = {
  keyword: 'x-bytes',
  metaSchema: { type: 'array', minItems: 2, maxItems: 2, items: { type: 'integer', minimum: 0 } },
  error: { message: 'is not a byte string of that length' },
  code(context) {
    const { data, schema } = context;
    context.fail(_`!(${data} instanceof Uint8Array) || ${data}.length < ${schema[0]} || ${data}.length > ${schema[1]}`);
  },
};

/**
 * One module with a table of messages for each schema, from `m` to what is known about the message: `MESSAGE_SHAPES` for the title `Message`.
 *
 * @param {readonly Schema[]} schemas
 * @returns {Promise<string>}
 */
export async function messageShapeModule(schemas) {
  const functions = schemas.flatMap((schema) =>
    messagesOf(schema).map(({ m, name }) => [functionName(schema, m), `${schema.$id}#/$defs/${name}`]),
  );
  const bytes = schemas.map((schema) => /** @type {Schema} */ (byteSchema(schema)));
  const shipped = bytes.map((each) => /** @type {Schema} */ (bareSchema(each)));
  // Messages exclude members with `not` and `required`, and the end of a tuple may be absent; `messagesOf` looks at both.
  const ajv = { strictRequired: false, strictTuples: false, keywords: [byteString] };
  const code = await standaloneCode(Object.fromEntries(functions), { checked: bytes, shipped, ajv });
  return [
    '// @ts-nocheck: the body is JavaScript that ajv wrote; only the exports are meant to be read.',
    banner,
    ...schemas.map((schema) => {
      const types = [schema.title, ...messagesOf(schema).map(({ part }) => part.title)];
      return `import type { ${types.join(', ')} } from './${schema.$id}.ts';`;
    }),
    '',
    ...guardInterfaces,
    ...shapeInterfaces,
    code,
    ...schemas.map(shapeTable),
  ].join('\n');
}

const shapeInterfaces = [
  "/** Where a value has byte strings: `'bytes'` for one, `[inner]` for each of a list, by index or name otherwise. */",
  "export type BytesAt = 'bytes' | readonly [BytesAt] | { readonly [at: string]: BytesAt };",
  '',
  '/** What is known about a message. */',
  'export interface MessageShape<M> {',
  '  /** the names of its members */',
  '  readonly members: ReadonlySet<string>;',
  '  readonly bytes: { readonly [at: string]: BytesAt };',
  '  readonly fits: Validator<M>;',
  '}',
  '',
];

/** @param {Schema} schema @returns {string} */
function shapeTable(schema) {
  const defs = /** @type {Record<string, Part>} */ (schema.$defs);
  const type = `ReadonlyMap<string, MessageShape<${schema.title}>>`;
  const rows = messagesOf(schema).map(({ m, part }) => {
    const members = JSON.stringify(Object.keys(part.properties));
    const inside = JSON.stringify(bytesIn(part, defs) ?? {});
    const fits = `${functionName(schema, m)} as unknown as Validator<${part.title}>`;
    return `  ['${m}', { members: new Set(${members}), bytes: ${inside}, fits: ${fits} }],`;
  });
  return [
    `/** What is known about each {@link ${schema.title}}, by its \`m\`. */`,
    `export const ${constantName(schema.title)}_SHAPES: ${type} = new Map<string, MessageShape<${schema.title}>>([`,
    ...rows,
    ']);\n',
  ].join('\n');
}

/** What the validator of a message is called. @param {Schema} schema @param {string} m @returns {string} */
const functionName = ({ title }, m) => `fits${title}_${m}`;

/** `PACK_MESSAGE` from `PackMessage`. @param {string} title @returns {string} */
const constantName = (title) => title.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
