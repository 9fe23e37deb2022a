import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { differences, generatedFiles, writeOutputs } from '../../src/generate/outputs.mjs';
import type { GenerateTable } from '../../src/generate/outputs.mjs';
import { scratch } from '../scratch.ts';

const table: GenerateTable = {
  errors: { registry: 'spec/registries/errors.json', code: 'core/generated/error-codes.ts', table: 'spec/errors.md' },
  schemas: [{ from: ['spec/schemas/place.schema.json'], into: 'core/generated' }],
  notGenerated: {},
};
const place = { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: 'place', title: 'Place', type: 'object' };

const spec = (): string =>
  scratch({
    'spec/registries/errors.json': {
      phases: ['size'],
      errors: [{ code: 'E_SIZE', phase: 'size', meaning: 'Too long.', requirement: 'STM-003', scope: 'wire' }],
    },
    'spec/schemas/place.schema.json': place,
  });

describe('generatedFiles', () => {
  it('gives the same files each time, and writing them leaves no difference', async () => {
    const root = spec();
    const outputs = await generatedFiles(root, table);
    expect([...outputs.keys()]).toEqual([
      'core/generated/error-codes.ts',
      'spec/errors.md',
      'core/generated/place.ts',
      'core/generated/validators.ts',
    ]);
    expect(differences(root, outputs)).toHaveLength(4);
    writeOutputs(root, outputs);
    expect(differences(root, await generatedFiles(root, table))).toEqual([]);
  });

  it('refuses a schema that the table says nothing about', async () => {
    const root = spec();
    writeFileSync(join(root, 'spec/schemas/more.schema.json'), JSON.stringify({ ...place, $id: 'more' }));
    await expect(generatedFiles(root, table)).rejects.toThrow(/says nothing about spec\/schemas\/more\.schema\.json/);
  });

  it('gives the types of a schema alone where the table asks for no more', async () => {
    const [only] = table.schemas;
    const outputs = await generatedFiles(spec(), { ...table, schemas: [{ ...only!, only: 'types' }] });
    expect([...outputs.keys()].slice(2)).toEqual(['core/generated/place.ts']);
  });

  it('refuses a schema that does not say what it means, also one without generated code', async () => {
    const root = spec();
    writeFileSync(join(root, 'spec/schemas/place.schema.json'), JSON.stringify({ ...place, required: ['gone'] }));
    const listed = {
      ...table,
      schemas: [],
      notGenerated: { 'spec/schemas/place.schema.json': 'nobody asks for code' },
    };
    await expect(generatedFiles(root, listed)).rejects.toThrow(/gone/);
  });

  it('refuses a schema that the table names but that does not exist', async () => {
    await expect(
      generatedFiles(spec(), { ...table, notGenerated: { 'spec/schemas/gone.schema.json': 'x' } }),
    ).rejects.toThrow(/gone/);
  });
});

describe('generatedFiles for messages', () => {
  const bytes = { type: 'string', contentEncoding: 'base64url', 'x-bytes': [1, 2] };
  const stop = {
    title: 'StopMessage',
    type: 'object',
    required: ['m'],
    properties: { m: { const: 'stop' }, b: bytes },
  };
  const talk = { ...place, $id: 'talk', title: 'Talk', oneOf: [{ $ref: '#/$defs/stop' }], $defs: { stop } };
  const messages: GenerateTable = {
    ...table,
    schemas: [...table.schemas, { from: ['spec/schemas/talk.schema.json'], into: 'transport/generated', bytes: true }],
  };

  it('gives their types and one table of their shapes', async () => {
    const root = spec();
    writeFileSync(join(root, 'spec/schemas/talk.schema.json'), JSON.stringify({ ...talk, type: undefined }));
    const outputs = await generatedFiles(root, messages);
    expect([...outputs.keys()].slice(-2)).toEqual(['transport/generated/talk.ts', 'transport/generated/shapes.ts']);
    expect(outputs.get('transport/generated/talk.ts')).toContain('readonly b?: Uint8Array;');
    expect(outputs.get('core/generated/validators.ts')).toEqual(
      (await generatedFiles(spec(), table)).get('core/generated/validators.ts'),
    );
  });

  it('refuses to give the JSON form of a schema with byte strings', async () => {
    const root = spec();
    writeFileSync(join(root, 'spec/schemas/talk.schema.json'), JSON.stringify({ ...talk, type: undefined }));
    const json = messages.schemas.map(({ from, into }) => ({ from, into }));
    await expect(generatedFiles(root, { ...messages, schemas: json })).rejects.toThrow(/x-bytes/);
  });
});

describe('differences', () => {
  it('shows the first line that was edited by hand', async () => {
    const root = spec();
    const outputs = await generatedFiles(root, table);
    writeOutputs(root, outputs);
    writeFileSync(
      join(root, 'spec/errors.md'),
      readFileSync(join(root, 'spec/errors.md'), 'utf8').replace('Too long.', 'Too big.'),
    );
    expect(differences(root, outputs)).toEqual([
      expect.stringMatching(/^spec\/errors\.md differs from line \d+ on:\n.*Too big\..*\n.*Too long\./),
    ]);
  });

  it('finds a file that nothing generates any more, and writing removes it', async () => {
    const root = spec();
    const outputs = await generatedFiles(root, table);
    writeOutputs(root, outputs);
    writeFileSync(join(root, 'core/generated/old.ts'), '');
    expect(differences(root, outputs)).toEqual(['core/generated/old.ts is not generated by anything']);
    writeOutputs(root, outputs);
    expect(existsSync(join(root, 'core/generated/old.ts'))).toBe(false);
  });
});
