import { isUtf8 } from 'node:buffer';
import type { Readable, Writable } from 'node:stream';
import { codecAndCrypto } from './conformance-adapter.ts';
import { authority } from './conformance-authority.ts';
import { kitsLinksAndBallots } from './conformance-kit.ts';
import { secrecy } from './conformance-secrecy.ts';
import { sessions } from './conformance-session.ts';
import { syncAndFrames } from './conformance-sync.ts';
import { fromWire, toWire } from './conformance-values.ts';
import type { Commands } from './conformance-values.ts';
import { serveJsonLines } from './json-lines.ts';

type Request = { readonly id: number; readonly cmd: string; readonly in: Record<string, unknown> };

const commands: Commands = {
  ...codecAndCrypto,
  ...authority,
  ...kitsLinksAndBallots,
  ...syncAndFrames,
  ...secrecy,
  ...sessions,
};

/** Commands whose arguments are bytes under names that are texts elsewhere: `st` is the generation of a store, `body` a sealed one or a keybox. */
const BYTEWISE: ReadonlySet<string> = new Set([...Object.keys({ ...secrecy, ...sessions }), 'keybox.accept']);

const IMPLEMENTATION = {
  tp: 1,
  impl: { name: 'allod', version: '0.1.0', language: `TypeScript on Node ${process.versions.node}` },
  spec: ['0.1'],
  profiles: ['codec', 'crypto', 'frames', 'principals', 'collection', 'secrecy', 'sync'],
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
  const given = fromWire(input) as Readonly<Record<string, unknown>>;
  const outcome = await command((BYTEWISE.has(cmd) ? given : withText(given)) as never);
  if (outcome.ok) return { ok: toWire(outcome.value) };
  const { code, phase, requirement } = outcome.error;
  return { error: { code, phase, detail: requirement } };
}

const TEXTS = ['st', 'sig', 'text', 'body', 'bodyB'];

/** Arguments whose texts are text. What JSON cannot carry comes as bytes; bytes that are no Unicode stay no Unicode. */
function withText(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const asText = (value: unknown): unknown => {
    if (!(value instanceof Uint8Array)) return value;
    return isUtf8(value) ? Buffer.from(value).toString() : '\ud800';
  };
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, TEXTS.includes(name) ? asText(value) : value]),
  );
}
