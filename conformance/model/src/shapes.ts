// Chapter 06 §3: the shapes of messages, read from the schemas of the spec, and their JSON form.
import { createRequire } from 'node:module';
import type { Cbor } from './cbor.ts';

/** As much of a JSON Schema as the schemas of messages use. */
export interface Shape {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: string | number | boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly contentEncoding?: string;
  /** The least and the greatest length of a byte string. */
  readonly 'x-bytes'?: readonly [number, number];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly prefixItems?: readonly Shape[];
  readonly items?: Shape | false;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly not?: Shape;
}

/** The JSON form of a value. */
export type JsonForm = null | boolean | number | string | JsonForm[] | { [name: string]: JsonForm };

interface SchemaFile {
  readonly oneOf: readonly { readonly $ref: string }[];
  readonly $defs: Readonly<Record<string, Shape>>;
}

const require = createRequire(import.meta.url);
const session = require('@allod/spec/schemas/messages.schema.json') as SchemaFile;
const pack = require('@allod/spec/schemas/pack-messages.schema.json') as SchemaFile;
// What both files define, they define alike.
const DEFINITIONS: Readonly<Record<string, Shape>> = { ...pack.$defs, ...session.$defs };

/** The messages of a session, by their `m`. */
export const SESSION_SHAPES: ReadonlyMap<string, Shape> = shapesOf(session);

/** The messages of a pack, by their `m`. */
export const PACK_SHAPES: ReadonlyMap<string, Shape> = new Map([...shapesOf(pack), ...shapesOf(session, 'items')]);

/** A list of items, as `i` has it and as `z` holds it. */
export const ITEMS_SHAPE: Shape = { $ref: '#/$defs/items512' };

function shapesOf(file: SchemaFile, only?: string): Map<string, Shape> {
  const names = file.oneOf.map(({ $ref }) => nameOf($ref));
  return new Map(
    names.filter((name) => only === undefined || name === only).map((name) => [name, file.$defs[name] ?? {}]),
  );
}

function nameOf(ref: string): string {
  return ref.slice('#/$defs/'.length);
}

function resolve(shape: Shape): Shape {
  return shape.$ref === undefined ? shape : (DEFINITIONS[nameOf(shape.$ref)] ?? {});
}

/** Whether a value fits a shape. */
export function fits(value: Cbor, given: Shape): boolean {
  const shape = resolve(given);
  return (
    (shape.type === undefined || isOfType(value, shape)) &&
    (shape.const === undefined || value === shape.const) &&
    (typeof value !== 'number' || isWithin(value, shape.minimum, shape.maximum)) &&
    (typeof value !== 'string' || isTextWithin(value, shape)) &&
    (!Array.isArray(value) || isListWithin(value, shape)) &&
    (!(value instanceof Map) || isMapWithin(value, shape)) &&
    (shape.anyOf === undefined || shape.anyOf.some((each) => fits(value, each))) &&
    (shape.oneOf === undefined || shape.oneOf.filter((each) => fits(value, each)).length === 1) &&
    (shape.not === undefined || !fits(value, shape.not))
  );
}

function isOfType(value: Cbor, { type, contentEncoding, 'x-bytes': bytes }: Shape): boolean {
  if (contentEncoding !== undefined) return value instanceof Uint8Array && isWithin(value.length, ...(bytes ?? []));
  if (type === 'string') return typeof value === 'string';
  if (type === 'integer') return typeof value === 'number';
  if (type === 'boolean') return typeof value === 'boolean';
  return type === 'array' ? Array.isArray(value) : value instanceof Map;
}

function isWithin(value: number, least = -Infinity, most = Infinity): boolean {
  return value >= least && value <= most;
}

/** Lengths of text count characters: Unicode scalar values. */
function isTextWithin(text: string, { minLength, maxLength, pattern }: Shape): boolean {
  return isWithin([...text].length, minLength, maxLength) && (pattern === undefined || new RegExp(pattern).test(text));
}

function isListWithin(list: Cbor[], { minItems, maxItems, prefixItems = [], items }: Shape): boolean {
  const shapeAt = (place: number): Shape | false | undefined => prefixItems[place] ?? items;
  const fitsAt = (value: Cbor, shape: Shape | false | undefined): boolean =>
    shape === undefined || (shape !== false && fits(value, shape));
  return isWithin(list.length, minItems, maxItems) && list.every((value, place) => fitsAt(value, shapeAt(place)));
}

function isMapWithin(map: Map<string, Cbor>, { required = [], properties = {} }: Shape): boolean {
  return (
    required.every((name) => map.has(name)) &&
    [...map].every(([name, value]) => !Object.hasOwn(properties, name) || fits(value, properties[name] ?? {}))
  );
}

/** The JSON form of a value: bytes are base64url text. */
export function toJsonForm(value: Cbor): JsonForm {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64url');
  if (Array.isArray(value)) return value.map(toJsonForm);
  if (!(value instanceof Map)) return value;
  return Object.fromEntries([...value].map(([name, each]) => [name, toJsonForm(each)]));
}

/** The value of a JSON form: the shape says which text stands for bytes. */
export function fromJsonForm(json: JsonForm, given: Shape): Cbor {
  const shape = resolve(given);
  const [alternative] = (shape.anyOf ?? []).filter((each) => resolve(each).type === typeOf(json));
  if (shape.type === undefined && alternative !== undefined) return fromJsonForm(json, alternative);
  if (typeof json === 'string') return shape.contentEncoding === undefined ? json : Buffer.from(json, 'base64url');
  if (Array.isArray(json)) {
    const { prefixItems = [], items } = shape;
    return json.map((each, place) => fromJsonForm(each, prefixItems[place] ?? (items || {})));
  }
  if (typeof json !== 'object' || json === null) return json;
  const { properties = {} } = shape;
  return new Map(Object.entries(json).map(([name, each]) => [name, fromJsonForm(each, properties[name] ?? {})]));
}

function typeOf(json: JsonForm): string {
  return Array.isArray(json) ? 'array' : typeof json;
}
