import type { Readable, Writable } from 'node:stream';
import { codecAndCrypto } from './conformance-adapter.ts';
import { principalsAndCollections } from './conformance-authority.ts';
import { records } from './conformance-records.ts';
import { withText } from './conformance-values.ts';
import type { Commands } from './conformance-values.ts';
import { serveJsonLines } from './json-lines.ts';

type Request = { readonly id: number; readonly cmd: string; readonly in: Record<string, unknown> };

const commands: Commands = { ...codecAndCrypto, ...records, ...principalsAndCollections };

const IMPLEMENTATION = {
  tp: 1,
  impl: { name: 'allod', version: '0.1.0', language: `TypeScript on Node ${process.versions.node}` },
  spec: ['0.1'],
  profiles: ['codec', 'crypto', 'principals', 'collection'],
  features: [],
  commands: ['hello', 'reset', 'bye', 'echo', ...Object.keys(commands)],
  window: 32,
};

/** Speaks TP/1 on `input` and `output` until `input` ends. */
export function runConformanceTestee(input: Readable, output: Writable): Promise<void> {
  return serveJsonLines(input, output, async (line) => {
    const request = line as Request;
    return { id: request.id, ...(await answer(request)) };
  });
}

async function answer({ cmd, in: input }: Request): Promise<object> {
  switch (cmd) {
    case 'hello':
      return input.feature === undefined ? { ok: IMPLEMENTATION } : { unsupported: { what: input.feature } };
    case 'reset':
    case 'bye':
      return { ok: {} };
    case 'echo':
      return { ok: { value: input.value } };
  }
  const command = Object.hasOwn(commands, cmd) ? commands[cmd] : undefined;
  if (command === undefined) return { unsupported: { what: cmd } };
  const outcome = await command(withText(input) as never);
  if (outcome.ok) return { ok: outcome.value };
  const { code, phase, requirement } = outcome.error;
  return { error: { code, phase, detail: requirement } };
}
