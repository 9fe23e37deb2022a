import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { transform } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { byteSchema, messagesOf, messageShapeModule, messageTypeModule } from '../../src/generate/message-shapes.mjs';
import type { Schema } from '../../src/generate/schemas.mjs';
import { scratch } from '../scratch.ts';

const bytes = (least: number, most: number): object => ({
  type: 'string',
  contentEncoding: 'base64url',
  'x-bytes': [least, most],
});
const pair = (...prefixItems: object[]): object => ({
  type: 'array',
  minItems: prefixItems.length,
  maxItems: prefixItems.length,
  prefixItems,
  items: false,
});

const defs = {
  id: bytes(2, 2),
  part: {
    title: 'Part',
    description: 'A part.',
    type: 'array',
    minItems: 1,
    maxItems: 2,
    prefixItems: [{ $ref: '#/$defs/id' }, { anyOf: [bytes(1, 3), pair(bytes(1, 1), { type: 'integer' })] }],
    items: false,
  },
  put: {
    title: 'PutMessage',
    description: 'Puts.',
    type: 'object',
    required: ['m', 'l'],
    'x-req': ['SYN-008'],
    properties: {
      m: { const: 'put' },
      l: { type: 'array', maxItems: 2, items: { $ref: '#/$defs/part' }, description: 'the parts' },
      live: { type: 'boolean' },
      z: bytes(0, 9),
    },
    oneOf: [{ required: ['live'] }, { not: { required: ['live'] } }],
  },
  stop: { title: 'StopMessage', type: 'object', required: ['m'], properties: { m: { const: 'stop' } } },
};
const schema = (more: object = {}): Schema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'talk',
  title: 'TalkMessage',
  oneOf: [{ $ref: '#/$defs/put' }, { $ref: '#/$defs/stop' }],
  $defs: defs,
  ...more,
});
const withPut = (change: object): Schema => schema({ $defs: { ...defs, put: { ...defs.put, ...change } } });

interface Shape {
  readonly members: Set<string>;
  readonly bytes: unknown;
  fits(value: unknown): boolean;
}

/** The generated table, loaded as a program would load it. */
async function shapes(): Promise<Map<string, Shape>> {
  const folder = scratch({});
  const { code } = await transform(await messageShapeModule([schema()]), { loader: 'ts', format: 'esm' });
  writeFileSync(`${folder}/shapes.mjs`, code);
  const module: unknown = await import(/* @vite-ignore */ pathToFileURL(`${folder}/shapes.mjs`).href);
  return (module as { TALK_MESSAGE_SHAPES: Map<string, Shape> }).TALK_MESSAGE_SHAPES;
}

describe('messageShapeModule', () => {
  it('finds each message by its m, with the names of its members', async () => {
    const found = await shapes();
    expect([...found.keys()]).toEqual(['put', 'stop']);
    expect([...(found.get('put')?.members ?? [])]).toEqual(['m', 'l', 'live', 'z']);
  });

  it('says where byte strings are', async () => {
    const found = await shapes();
    expect(found.get('put')?.bytes).toEqual({ l: [{ 0: 'bytes', 1: { 0: 'bytes' } }], z: 'bytes' });
    expect(found.get('stop')?.bytes).toEqual({});
  });

  it.each<[string, object]>([
    ['bytes of the least length', { m: 'put', l: [[new Uint8Array(2), new Uint8Array(1)]] }],
    ['bytes of the greatest length', { m: 'put', l: [[new Uint8Array(2), new Uint8Array(3)]], z: new Uint8Array(9) }],
    ['another kind of a part', { m: 'put', l: [[new Uint8Array(2), [new Uint8Array(1), 7]]] }],
    ['a tuple without its end', { m: 'put', l: [[new Uint8Array(2)]], live: true }],
    ['bytes of a class below', { m: 'put', l: [[Buffer.alloc(2)]] }],
  ])('accepts %s', async (_, message) => {
    expect((await shapes()).get('put')?.fits(message)).toBe(true);
  });

  it.each<[string, object]>([
    ['bytes that are too short', { m: 'put', l: [[new Uint8Array(1)]] }],
    ['bytes that are too long', { m: 'put', l: [], z: new Uint8Array(10) }],
    ['the JSON form', { m: 'put', l: [['AAA']] }],
    ['numbers instead of bytes', { m: 'put', l: [[[0, 0]]] }],
    ['an array of another class', { m: 'put', l: [[new Uint16Array(2)]] }],
    ['what only looks like bytes', { m: 'put', l: [[{ length: 2 }]] }],
    ['a tuple that is too long', { m: 'put', l: [[new Uint8Array(2), new Uint8Array(1), 0]] }],
    ['another message', { m: 'stop', l: [] }],
    ['a missing member', { m: 'put' }],
  ])('refuses %s', async (_, message) => {
    expect((await shapes()).get('put')?.fits(message)).toBe(false);
  });

  it('imports nothing but types, and needs no eval', async () => {
    const module = await messageShapeModule([schema()]);
    expect(module.match(/^import .*/gm)).toEqual([
      "import type { TalkMessage, PutMessage, StopMessage } from './talk.ts';",
    ]);
    expect(module).not.toMatch(/\beval\b|\bFunction\(|node_modules/);
  });
});

describe('messageTypeModule', () => {
  it('gives a union, named parts and messages, with Uint8Array where the JSON form has text', () => {
    const module = messageTypeModule(schema());
    expect(module).toContain('export type TalkMessage =\n  | PutMessage\n  | StopMessage;');
    expect(module).toContain(
      '/** A part. */\nexport type Part = readonly [Uint8Array, (Uint8Array | readonly [Uint8Array, number])?];',
    );
    expect(module).toContain(
      [
        '/** Puts. */',
        'export interface PutMessage {',
        "  readonly m: 'put';",
        '  /** the parts */',
        '  readonly l: readonly Part[];',
        '  readonly live?: boolean;',
        '  readonly z?: Uint8Array;',
        '}',
      ].join('\n'),
    );
  });

  it('refuses a member whose type it does not know', () => {
    const properties = { ...defs.put.properties, live: { type: 'number' } };
    expect(() => messageTypeModule(withPut({ properties }))).toThrow(/number/);
  });

  it('refuses a reference to a definition that does not exist', () => {
    const properties = { ...defs.put.properties, live: { $ref: '#/$defs/gone' } };
    expect(() => messageTypeModule(withPut({ properties }))).toThrow(/gone/);
  });
});

describe('messagesOf', () => {
  it.each<[string, Schema, RegExp]>([
    ['is no union', schema({ oneOf: [] }), /not a union/],
    [
      'has a union of something that does not exist',
      schema({ oneOf: [{ $ref: '#/$defs/gone' }] }),
      /gone is not a message/,
    ],
    [
      'has a message without a constant m',
      withPut({ properties: { ...defs.put.properties, m: { type: 'string' } } }),
      /put is not a message/,
    ],
    ['has a message that need not have its m', withPut({ required: ['l'] }), /put is not a message/],
    ['has a message without a title', withPut({ title: undefined }), /put is not a message/],
    ['requires a member that is not described', withPut({ required: ['m', 'l', 'q'] }), /does not describe q/],
    ['has a keyword that means nothing here', withPut({ patternProperties: {} }), /patternProperties/],
    [
      'has such a keyword inside',
      withPut({ properties: { ...defs.put.properties, live: { type: 'string', format: 'uri' } } }),
      /format/,
    ],
    ['has a tuple of any length', schema({ $defs: { ...defs, part: { ...defs.part, items: undefined } } }), /how long/],
    [
      'has a tuple without a least length',
      schema({ $defs: { ...defs, part: { ...defs.part, minItems: undefined } } }),
      /how long/,
    ],
  ])('refuses a schema that %s', (_, broken, words) => {
    const plain = JSON.parse(JSON.stringify(broken)) as Schema;
    expect(() => messagesOf(plain)).toThrow(words);
  });
});

describe('byteSchema', () => {
  it('keeps the bounds of byte strings and everything else', () => {
    expect(byteSchema({ type: 'array', items: bytes(1, 2), maxItems: 3 })).toEqual({
      type: 'array',
      items: { 'x-bytes': [1, 2] },
      maxItems: 3,
    });
  });
});
