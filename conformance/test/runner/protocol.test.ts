import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { isObject, member } from '../../runner/json.ts';
import type { Json } from '../../runner/json.ts';
import { conformance, protocol } from './support.ts';

const interpreting = readFileSync(join(conformance, 'protocol', 'INTERPRETING.md'), 'utf8');
const rows = Object.entries(protocol.commands);

describe('TP/1', () => {
  test.each(rows)('the example of %s fits the schemas of both directions', (cmd, row) => {
    expect(protocol.refuseRequest({ id: 1, cmd, in: row.in })).toBeUndefined();
    expect(protocol.refuseAnswer({ id: 1, ok: row.ok })).toBeUndefined();
    expect(protocol.refuseResult(cmd, row.ok)).toBeUndefined();
  });

  test.each(rows)('the schema of %s refuses an unknown argument and an unknown result', (cmd, row) => {
    expect(protocol.refuseRequest({ id: 1, cmd, in: { ...row.in, teleport: 1 } })).toContain('additional properties');
    expect(protocol.refuseResult(cmd, { ...row.ok, teleport: 1 })).toContain('additional properties');
  });

  test('every command belongs to a profile of the table', () => {
    const known = ['control', ...Object.keys(protocol.profiles)];
    expect(rows.map(([, row]) => row.profile).filter((profile) => !known.includes(profile))).toEqual([]);
  });

  test.each([
    ['no id', { ok: {} }],
    ['nothing but an id', { id: 1 }],
    ['two kinds of answer', { id: 1, ok: {}, unsupported: { what: 'x' } }],
    ['an error without a phase', { id: 1, error: { code: 'E_SIG' } }],
    ['a code in another spelling', { id: 1, error: { code: 'bad signature', phase: 'signature' } }],
    ['a member of its own', { id: 1, ok: {}, time: 5 }],
  ])('refuses an answer with %s', (_what, answer) => {
    expect(protocol.refuseAnswer(answer)).toBeTypeOf('string');
  });

  test('INTERPRETING.md names every command, with its profile and the example lines of the table', () => {
    const lines =
      /<!-- examples: [^\n]*\n```jsonl\n(.*?)\n```/s
        .exec(interpreting)?.[1]
        ?.split('\n')
        .map((line): Json => JSON.parse(line)) ?? [];
    const told = rows.flatMap(([cmd, row], index) => [
      { id: index + 1, cmd, in: row.in },
      { id: index + 1, ok: row.ok },
    ]);
    expect(lines).toEqual(told);
    for (const [cmd, row] of rows) expect(interpreting).toContain(`| \`${cmd}\` | ${row.profile} |`);
  });

  test('every single answer shown in INTERPRETING.md fits the schema', () => {
    const block = /Exactly one of:\n\n```jsonl\n(.*?)\n```/s.exec(interpreting)?.[1] ?? '';
    const answers = block.split('\n').map((line): Json => JSON.parse(line));
    expect(answers).toHaveLength(3);
    for (const answer of answers) expect(protocol.refuseAnswer(answer)).toBeUndefined();
  });

  test.each(['values', 'request', 'response', 'commands'])('%s.schema.json is a JSON Schema', (name) => {
    const schema: Json = JSON.parse(readFileSync(join(conformance, 'protocol', `${name}.schema.json`), 'utf8'));
    const ajv = new Ajv2020({ strict: true, logger: false });
    expect(ajv.validateSchema(isObject(schema) ? schema : false)).toBe(true);
    expect(ajv.validateSchema({ ...(isObject(schema) ? schema : {}), $defs: [] })).toBe(false);
  });

  test('every object schema of a command is closed', () => {
    const file: Json = JSON.parse(readFileSync(join(conformance, 'protocol', 'commands.schema.json'), 'utf8'));
    const definitions = isObject(file) ? member(file, '$defs') : undefined;
    const open = Object.entries(isObject(definitions ?? null) ? (definitions ?? {}) : {}).filter(
      ([, schema]) => isObject(schema) && schema['type'] === 'object' && schema['additionalProperties'] !== false,
    );
    expect(open).toEqual([]);
  });
});
