import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { Failure } from '../../src/errors/failure.ts';
import { ownFault } from '../../src/errors/own-fault.ts';
import { createOutput } from '../../src/output/output.ts';
import type { Output, OutputOptions } from '../../src/output/output.ts';
import { createProgress } from '../../src/output/progress.ts';
import { tellPack } from '../../src/pack-text.ts';
import { Reported } from '../../src/reported.ts';
import { tellSync } from '../../src/sync-text.ts';

interface Heard {
  readonly output: Output;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

type Stream = { readonly isTTY?: boolean; readonly columns?: number };

function heard({ isTTY = false, columns = 80, ...options }: Partial<OutputOptions> & Stream = {}): Heard {
  const [stdout, stderr] = [0, 1].map(() => Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY, columns }));
  const output = createOutput(
    { stdout: stdout!, stderr: stderr! },
    { json: false, quiet: false, verbose: false, color: true, ...options },
  );
  return { output, stdout: () => String(stdout!.read() ?? ''), stderr: () => String(stderr!.read() ?? '') };
}

async function* rows(count: number): AsyncGenerator<{ document: object; cells: string[] }> {
  for (let n = 0; n < count; n++) yield { document: { n }, cells: [String(n), 'x'] };
}

test('prints rows as lines for programs, as a table for people, as one array with --json', async () => {
  const piped = heard();
  await piped.output.rows(['N', 'X'], rows(2));
  expect(piped.stdout()).toBe('0\tx\n1\tx\n');
  const terminal = heard({ isTTY: true });
  await terminal.output.rows(['N', 'X'], rows(2));
  expect(terminal.stdout()).toBe('\u001b[2mN  X\u001b[0m\n0  x\n1  x\n');
  for (const count of [0, 1, 2]) {
    const json = heard({ json: true });
    await json.output.rows(['N', 'X'], rows(count));
    expect(JSON.parse(json.stdout())).toEqual(Array.from({ length: count }, (_, n) => ({ n })));
  }
});

test('rows that end with a fault are one array all the same, and the failure a line after it', async () => {
  const { output, stdout, stderr } = heard({ json: true });
  const broken = async function* (): AsyncGenerator<{ document: object; cells: string[] }> {
    yield* rows(1);
    throw new Failure('E_STORE_CORRUPT', { about: 'a\u001bb' });
  };
  const fault = (await output.rows(['N', 'X'], broken()).catch((thrown: unknown) => thrown)) as Failure;
  await output.failure(fault);
  const printed = stdout();
  expect(printed.startsWith('[\n{"n":0}\n]\n{"error":{"code":"E_STORE_CORRUPT"')).toBe(true);
  expect(printed.trimEnd().split('\n')).toHaveLength(4);
  expect(stderr()).toMatch(/^error: a\\u001bb: The files of this store/);
});

test('colours nothing that is piped, and nothing where nobody wants colours', async () => {
  for (const heardBy of [heard({ isTTY: true, color: false }), heard()]) {
    heardBy.output.warn('careful');
    await heardBy.output.failure(new Failure('E_CHECK'));
    expect(heardBy.stderr()).not.toContain('\u001b');
  }
  const colourful = heard({ isTTY: true });
  colourful.output.warn('careful');
  expect(colourful.stderr()).toBe('\u001b[33mwarning:\u001b[0m careful\n');
});

test('prints notes unless it is to be quiet, and details only when they are asked for', () => {
  const quiet = heard({ quiet: true });
  quiet.output.note('note');
  quiet.output.detail('detail');
  expect(quiet.stderr()).toBe('');
  const verbose = heard({ verbose: true });
  verbose.output.note('note');
  verbose.output.detail('detail');
  expect(verbose.stderr()).toBe('note\ndetail\n');
});

test('tells a fault of its own, and shows where it comes from to those who ask', async () => {
  const { output, stdout, stderr } = heard({ json: true, verbose: true });
  await output.failure(ownFault(new TypeError('x is not a function'), output));
  expect(JSON.parse(stdout())).toMatchObject({
    error: { code: 'E_INTERNAL', message: expect.stringContaining('x is not a function.') as string },
  });
  const told = stderr();
  expect(told).toContain('TypeError: x is not a function\n');
  expect(told).toContain('help errors E_INTERNAL');
});

const REPORT = {
  items: 3,
  accepted: 2,
  refused: [],
  parked: [],
  per: [{ space: 's', n: 2, certificate: Uint8Array.of(251, 255), heads: [] }],
};

test('a pack with forged items ends with 5 under the code of the first, told once in JSON', async () => {
  const { output, stdout } = heard({ json: true });
  const report = {
    ...REPORT,
    refused: [
      { index: 1, code: 'E_SIG' },
      { index: 2, code: 'E_DIGEST' },
    ],
  };
  const told = await tellPack(output, report, []).catch((fault: unknown) => fault);
  expect(told).toBeInstanceOf(Reported);
  expect((told as Reported).failure).toMatchObject({ code: 'E_SIG', exit: 5 });
  const document = JSON.parse(stdout()) as { error: { message: string } };
  expect(document).toMatchObject({
    accepted: 2,
    per: [{ certificate: '-_8' }],
    error: { code: 'E_SIG', details: { refused: 2, index: 1 } },
  });
  expect(document.error.message).toContain('2 of the items were refused and not stored; the first is item 1.');
});

test('a pack that is right is told without an error', async () => {
  const { output, stdout } = heard({ json: true });
  await tellPack(output, REPORT, []);
  expect(JSON.parse(stdout())).not.toHaveProperty('error');
});

const SYNC = { received: 2, sent: 1, refused: 0, parked: 0, held: 0, equal: true, upkeep: [], spaces: [] };

test('a sync in which something was refused ends with 5 under the code of the first, told once in JSON', async () => {
  const { output, stdout } = heard({ json: true });
  const told = await tellSync(output, { ...SYNC, refused: 3 }, ['E_SIG', 'E_ID']).catch((fault: unknown) => fault);
  expect((told as Reported).failure).toMatchObject({ code: 'E_SIG', exit: 5 });
  expect(JSON.parse(stdout())).toMatchObject({ received: 2, error: { code: 'E_SIG', details: { refused: 3 } } });
});

test('a sync says how many records wait for their time, and whether both sides are known to hold the same', async () => {
  const { output, stdout, stderr } = heard();
  await tellSync(output, { ...SYNC, held: 4, equal: false }, []);
  expect(stdout()).toContain('held\t4\nequal\tnot known yet\n');
  expect(stderr()).toMatch(/^4 of the records here have a time that has not come yet/);
});

test('a sync says what was put in order meanwhile', async () => {
  const { output, stderr } = heard();
  await tellSync(output, { ...SYNC, upkeep: ['Ada took an invite back.'] }, []);
  expect(stderr()).toBe('Ada took an invite back.\n');
});

/** A progress line whose clock is moved by hand. */
function progressed(
  isTTY: boolean,
  quiet = false,
): { tick: (times: number) => string; progress: ReturnType<typeof createProgress> } {
  let ticking: (() => void) | undefined;
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY });
  const every = (_: number, fn: () => void): (() => void) => {
    ticking = fn;
    return () => {
      ticking = undefined;
    };
  };
  const progress = createProgress(stream, { quiet, ticker: { every } });
  const tick = (times: number): string => {
    for (let i = 0; i < times; i++) ticking?.();
    return String(stream.read() ?? '');
  };
  return { tick, progress };
}

test('shows a line on a terminal after half a second, renews it, and takes it away', () => {
  const { tick, progress } = progressed(true);
  progress.update('one');
  expect(tick(4)).toBe('');
  expect(tick(1)).toBe('\r\u001b[Kone');
  progress.update('two');
  expect(tick(1)).toBe('\r\u001b[Ktwo');
  progress.end();
  expect(tick(9)).toBe('\r\u001b[K');
});

test('adds a line each ten seconds where there is no terminal, and none that nobody filled', () => {
  const { tick, progress } = progressed(false);
  expect(tick(1)).toBe('');
  progress.update('one');
  expect(tick(2)).toBe('one\none\n');
  progress.end();
  expect(tick(3)).toBe('');
});

test('shows nothing when it is to be quiet', () => {
  const { tick, progress } = progressed(true, true);
  progress.update('one');
  expect(tick(20)).toBe('');
});

test('shows a picture white on black where there are colours, and none that a terminal would break', async () => {
  const lines = ['█▀█', '▄ ▀'];
  const inColours = heard({ isTTY: true });
  expect(await inColours.output.picture(lines)).toEqual({ isShown: true });
  expect(inColours.stdout()).toBe('\u001b[97;40m█▀█\u001b[0m\n\u001b[97;40m▄ ▀\u001b[0m\n');
  const plain = heard({ isTTY: true, color: false, columns: 3 });
  await plain.output.picture(lines);
  expect(plain.stdout()).toBe('█▀█\n▄ ▀\n');
  const narrow = heard({ isTTY: true, columns: 2 });
  expect(await narrow.output.picture(lines)).toEqual({ isShown: false });
  expect(narrow.stdout()).toBe('');
});
