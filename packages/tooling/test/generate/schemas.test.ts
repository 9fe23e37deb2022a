import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { transform } from 'esbuild';
import { describe, expect, it } from 'vitest';
import {
  assertSchema,
  assertSelfContained,
  bareSchema,
  typeModule,
  validatorModule,
} from '../../src/generate/schemas.mjs';
import type { Schema } from '../../src/generate/schemas.mjs';
import { scratch } from '../scratch.ts';

const schema = ($id: string, title: string, more: object): Schema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id,
  title,
  ...more,
});

const place = schema('place', 'Place', {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string', maxLength: 3, 'x-req': ['STM-001'] }, title: { type: 'integer' } },
  additionalProperties: false,
});
const trip = schema('trip', 'Trip', {
  type: 'object',
  required: ['to'],
  properties: { to: { $ref: 'place' } },
  'x-req': ['STM-002'],
});

type Guard = ((value: unknown) => boolean) & { errors?: { keyword: string; instancePath: string }[] | null };

/** The generated guards, loaded as a program would load them. */
async function guards(schemas: Schema[], all: Schema[] = schemas): Promise<Record<string, Guard>> {
  const folder = scratch({});
  const { code } = await transform(await validatorModule(schemas, all), { loader: 'ts', format: 'esm' });
  writeFileSync(`${folder}/validators.mjs`, code);
  return (await import(/* @vite-ignore */ pathToFileURL(`${folder}/validators.mjs`).href)) as Record<string, Guard>;
}

describe('validatorModule', () => {
  it('accepts what the schema allows, counting characters rather than UTF-16 units', async () => {
    const { isPlace } = await guards([place]);
    expect(isPlace?.({ name: '𝄞𝄞𝄞', title: 1 })).toBe(true);
  });

  it.each([
    ['a missing member', {}, 'required'],
    ['a member too many', { name: 'a', other: 1 }, 'additionalProperties'],
    ['a text too long', { name: 'abcd' }, 'maxLength'],
    ['another type', { name: 1 }, 'type'],
    ['an array', [], 'type'],
    ['a member that only the prototype has', Object.create({ name: 'a' }) as object, 'required'],
  ])('refuses %s and names the keyword', async (_, value, keyword) => {
    const { isPlace } = await guards([place]);
    expect(isPlace?.(value)).toBe(false);
    expect(isPlace?.errors?.[0]?.keyword).toBe(keyword);
  });

  it('follows a reference to another schema', async () => {
    const { isTrip } = await guards([trip], [trip, place]);
    expect(isTrip?.({ to: { name: 'a' } })).toBe(true);
    expect(isTrip?.({ to: {} })).toBe(false);
    expect(isTrip?.errors?.[0]?.instancePath).toBe('/to');
  });

  it('says of a fault where it is and which keyword it breaks, and no more', async () => {
    const list = schema('list', 'List', {
      type: 'object',
      propertyNames: { pattern: '^[a-z"{}]{1,2}$' },
      additionalProperties: { oneOf: [{ $ref: '#/$defs/few' }, { const: 'none' }] },
      $defs: { few: { type: 'array', items: { $ref: 'place' } } },
    });
    const { isList } = await guards([list], [list, place]);
    expect([{ a: 'none' }, { '"{': [{ name: 'a' }] }].map((value) => isList?.(value))).toEqual([true, true]);
    expect(isList?.({ a: [{ name: 'a' }, { name: 1 }] })).toBe(false);
    expect(isList?.errors?.[0]).toEqual({ instancePath: '/a/1/name', keyword: 'type' });
    expect(isList?.({ abc: 'none' })).toBe(false);
    expect(isList?.errors?.[0]).toEqual({ instancePath: '', keyword: 'pattern' });
    expect(await validatorModule([list], [list, place])).not.toMatch(/schemaPath|params|parentData|evaluated/);
  });

  it('refuses a schema that asks which members were looked at', async () => {
    const stage = { type: 'object', patternProperties: { '^to': { $ref: '#/$defs/stage' } } };
    const looking = { type: 'object', $ref: '#/$defs/stage', unevaluatedProperties: false };
    const asking = schema('tour', 'Tour', { ...looking, $defs: { stage } });
    await expect(validatorModule([asking], [asking])).rejects.toThrow('"evaluated"');
  });

  it('imports nothing but types, and needs no eval', async () => {
    const module = await validatorModule([place], [place]);
    expect(module.match(/^import .*/gm)).toEqual(["import type { Place } from './place.ts';"]);
    expect(module).not.toContain('node_modules');
  });

  it.each([
    ['an unknown keyword', { ...place, colour: 'red' }],
    ['a requirement in another form', { ...place, 'x-req': ['STM-1'] }],
    ['a required member that is not described', { ...place, required: ['gone'] }],
  ])('refuses a schema with %s', async (_, broken) => {
    await expect(validatorModule([broken], [broken])).rejects.toThrow();
  });
});

describe('typeModule', () => {
  it('gives the type of the schema and, through a reference, of another', async () => {
    expect(await typeModule(place, [place])).toContain(
      'export interface Place {\n  name: string;\n  title?: number;\n}',
    );
    expect(await typeModule(trip, [trip, place])).toContain('to: Place;');
  });

  it('refuses a reference to a schema that does not exist', async () => {
    await expect(typeModule(trip, [trip])).rejects.toThrow(/place/);
  });
});

describe('bareSchema', () => {
  it('drops what people read, but never a member of that name', () => {
    expect(bareSchema(place)).toEqual({
      $schema: place.$schema,
      $id: 'place',
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string', maxLength: 3 }, title: { type: 'integer' } },
      additionalProperties: false,
    });
  });

  it('leaves data alone', () => {
    expect(bareSchema({ const: { title: 'x' }, enum: [{ description: 'y' }] })).toEqual({
      const: { title: 'x' },
      enum: [{ description: 'y' }],
    });
  });
});

describe('assertSchema', () => {
  it.each([
    ['another dialect', { ...place, $schema: 'http://json-schema.org/draft-07/schema#' }],
    ['an id that is not the name of the file', { ...place, $id: 'other' }],
    ['a title that is not the name of a type', { ...place, title: 'a place' }],
  ])('refuses %s', (_, broken) => {
    expect(() => assertSchema(broken, 'spec/schemas/place.schema.json')).toThrow(/place\.schema\.json/);
  });
});

describe('assertSelfContained', () => {
  it.each([
    ['require("x")'],
    ['eval("1")'],
    ['new Function("1")'],
    ['Function("1")'],
    ['import x from "y";'],
    ['import("y")'],
  ])('refuses %s', (code) => {
    expect(() => assertSelfContained(code)).toThrow(/uses/);
  });

  it('accepts names that only contain those words', () => {
    expect(() => assertSelfContained('var require_ucs2length = important(evaluated);')).not.toThrow();
  });
});
