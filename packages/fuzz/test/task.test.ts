import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keepCrash, runAll, runTask, summaryOf } from '@allod/fuzz';
import type { Task } from '@allod/fuzz';
import { afterAll, describe, expect, it } from 'vitest';

const module = new URL('fixtures/ill-targets.mjs', import.meta.url).href;
const vectors = fileURLToPath(new URL('../../../vectors', import.meta.url));
const task = (target: string, more: Partial<Task> = {}): Task => ({
  target,
  seed: 1,
  runs: 50,
  module,
  vectors,
  ...more,
});
const folder = mkdtempSync(join(tmpdir(), 'allod-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Two byte strings, 2 and 7 7: the one that the ill targets cannot stand. */
const BAD = 'Ag==.Bwc=';
const NEVER = 600_000;

describe('a thread', () => {
  it('reports on a target that is well', async () => {
    const report = await runTask(task('good'), NEVER);
    expect(report.failure).toBeUndefined();
    expect(report.inputs).toBe(50);
    expect(summaryOf(report)).toMatch(/^ok {6}ill +50 inputs: E_JSON \d+, accepted \d+$/);
  });

  it('is ended when an input never comes back, and the input is named', async () => {
    const { failure } = await runTask(task('hangs'), 2_000);
    expect(failure).toEqual({ oracle: 'hang', words: 'no end within 2000 ms', input: BAD });
  });

  it('is not the process: one that takes all the memory it may have is a failure with the input that did it', async () => {
    const { failure } = await runTask(task('starves'), NEVER);
    expect(failure).toMatchObject({ oracle: 'memory', input: BAD });
  });

  it('that ends by itself is a failure with the input that it had', async () => {
    const { failure } = await runTask(task('leaves'), NEVER);
    expect(failure).toEqual({ oracle: 'throws', words: 'the thread ended with 3', input: BAD });
  });

  it('tries one input again', async () => {
    expect(await runTask(task('good', { input: 'Ag==' }), NEVER)).toEqual({
      target: 'ill',
      inputs: 1,
      verdicts: { accepted: 1 },
    });
    expect((await runTask(task('hangs', { input: BAD }), 2_000)).failure?.oracle).toBe('hang');
  });

  it('refuses a target that there is not', async () => {
    expect((await runTask(task('none'), NEVER)).failure).toMatchObject({ oracle: 'throws', words: /no target "none"/ });
  });
});

describe('a run of all targets', () => {
  it('gives each its share, and goes on when one fails', async () => {
    const shares = new Map([
      ['leaves', 1],
      ['good', 3],
    ]);
    const heard: number[] = [];
    const plan = { seed: 1, runs: 400, shares, module, vectors, threads: 2 };
    const reports = await runAll(plan, ({ inputs }) => heard.push(inputs));
    expect(reports.map(({ failure }) => failure?.oracle)).toContain('throws');
    expect(heard.toSorted((a, b) => a - b)).toEqual([2, 300]);
  });

  it('keeps the input of a failure in a file, and says what repeats it', async () => {
    const report = await runTask(task('leaves'), NEVER);
    const words = keepCrash(report, { folder, seed: 1 });
    const [, name] = /--target leaves --file packages\/fuzz\/crashes\/(leaves-throws-[0-9a-f]{12}\.txt)$/.exec(words)!;
    expect(readFileSync(join(folder, name!), 'utf8')).toBe(`${BAD}\n`);
    expect(words).toContain(`seed 1, input in base64: ${BAD}`);
    expect(summaryOf(report)).toBe('FAILED  leaves     throws after 2 inputs');
  });
});
