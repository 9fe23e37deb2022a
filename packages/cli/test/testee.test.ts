import { PassThrough, Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { runConformanceTestee } from '../src/testee.ts';

async function ask(...requests: readonly object[]): Promise<unknown[]> {
  const output = new PassThrough();
  await runConformanceTestee(Readable.from(requests.map((request) => `${JSON.stringify(request)}\n`)), output);
  const lines = String(output.read()).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as unknown);
}

test('says unsupported to commands and features it does not have, hostile names included', async () => {
  expect(
    await ask(
      { id: 1, cmd: 'constructor', in: {} },
      { id: 2, cmd: '__proto__', in: {} },
      { id: 3, cmd: 'hello', in: { feature: 'flying' } },
    ),
  ).toEqual([
    { id: 1, unsupported: { what: 'constructor' } },
    { id: 2, unsupported: { what: '__proto__' } },
    { id: 3, unsupported: { what: 'flying' } },
  ]);
});

test('answers a refusal with code, phase and the broken requirement', async () => {
  expect(await ask({ id: 7, cmd: 'base64url.decode', in: { text: 'AB' } })).toEqual([
    { id: 7, error: { code: 'E_FORMAT', phase: 'format', detail: 'CNV-004' } },
  ]);
});
