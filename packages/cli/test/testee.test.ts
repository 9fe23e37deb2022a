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

test('seals and opens a body, whose argument is bytes where other commands have a text', async () => {
  const bytes = (value: number): object => ({ $b64u: Buffer.alloc(32, value).toString('base64url') });
  const slot = { iss: 'A'.repeat(43), col: 'm:notes', kid: 'A'.repeat(43), seq: 1, tag: 'a' };
  const content = { $b64u: Buffer.from('{"a":1}').toString('base64url') };
  const to = { es: bytes(1) };
  const sealing = { slot, content, to, random: bytes(2), secret: bytes(3) };
  const [sealed, keys, other] = (await ask(
    { id: 1, cmd: 'body.seal', in: sealing },
    { id: 2, cmd: 'epoch.keys', in: { es: bytes(1), col: 'm:notes', tag: 'a', slot } },
    { id: 3, cmd: 'body.seal', in: { ...sealing, to: { jwk: { crv: 'X25519', kty: 'OKP', x: 'A'.repeat(43) } } } },
  )) as { ok: Record<string, object> }[];
  expect(other).toEqual({ id: 3, error: { code: 'E_WEAK_KEY', phase: 'signature', detail: 'SEC-002' } });
  const { eid, private: own, ...found } = keys!.ok;
  const { body } = sealed!.ok;
  const opened = { ok: { content, cty: 'application/json' } };
  expect(
    await ask(
      { id: 1, cmd: 'body.check', in: { body } },
      ...['collection', 'record', 'content'].map((name, i) => ({
        id: i + 2,
        cmd: 'body.open',
        in: { body, slot, with: { [name]: found[name] } },
      })),
      { id: 5, cmd: 'body.open', in: { body, slot, with: to } },
      { id: 6, cmd: 'body.open', in: { body, slot, with: { private: own } } },
      { id: 7, cmd: 'body.open', in: { body, slot: { ...slot, seq: 2 }, with: to } },
    ),
  ).toEqual([
    { id: 1, ok: { form: 'members', eid } },
    ...[2, 3, 4, 5].map((id) => ({ id, ...opened })),
    { id: 6, error: { code: 'E_DECRYPT', phase: 'decrypt', detail: 'SEC-032' } },
    { id: 7, error: { code: 'E_KEY_COMMIT', phase: 'decrypt', detail: 'SEC-033' } },
  ]);
});
