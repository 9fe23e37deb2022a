import { isUtf8 } from 'node:buffer';
import type { Readable, Writable } from 'node:stream';
import { codecAndCrypto } from './conformance-adapter.ts';
import { bodies } from './conformance-bodies.ts';
import { principalsAndCollections } from './conformance-authority.ts';
import { epochs } from './conformance-epochs.ts';
import { frames } from './conformance-frames.ts';
import { ballots } from './conformance-ballots.ts';
import { kitsAndLinks } from './conformance-kit.ts';
import { kept } from './conformance-kept.ts';
import { keyboxes } from './conformance-keyboxes.ts';
import { records } from './conformance-records.ts';
import { sessions } from './conformance-session.ts';
import { sync } from './conformance-sync.ts';
import { toBytes } from './conformance-values.ts';
import type { Bytes, Commands } from './conformance-values.ts';
import { serveJsonLines } from './json-lines.ts';

type Request = { readonly id: number; readonly cmd: string; readonly in: Record<string, unknown> };

/** Commands whose arguments are bytes under names that are texts elsewhere: `st` is the generation of a store, `body` a sealed one or a keybox. */
const bytewise: Commands = { ...sessions, ...bodies, ...keyboxes, ...epochs };

const commands: Commands = {
  ...codecAndCrypto,
  ...records,
  ...principalsAndCollections,
  ...kitsAndLinks,
  ...kept,
  ...ballots,
  ...sync,
  ...frames,
  ...bytewise,
};

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
  const outcome = await command((Object.hasOwn(bytewise, cmd) ? input : withText(input)) as never);
  if (outcome.ok) return { ok: outcome.value };
  const { code, phase, requirement } = outcome.error;
  return { error: { code, phase, detail: requirement } };
}

const TEXTS = ['st', 'sig', 'text', 'body', 'bodyB'];

/** Arguments whose texts are text. What JSON cannot carry comes as bytes; bytes that are no Unicode stay no Unicode. */
function withText(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const asText = (value: unknown): unknown => {
    const bytes = Buffer.from(toBytes(value as Bytes));
    return isUtf8(bytes) ? bytes.toString() : '\ud800';
  };
  const isBytes = (name: string): boolean => TEXTS.includes(name) && typeof input[name] === 'object';
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, isBytes(name) ? asText(value) : value]),
  );
}
