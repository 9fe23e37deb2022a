import { describe, expect, it } from 'vitest';
import { countStep, runGate, selectSteps } from '../src/gate.mjs';
import type { Step, StepResult } from '../src/gate.mjs';

const good = (name: string, more: Partial<Step> = {}): Step => ({
  name,
  does: `does ${name}`,
  run: () => Promise.resolve({ ok: true, output: 'noise' }),
  ...more,
});
const bad = (name: string, more: Partial<Step> = {}): Step =>
  good(name, { run: () => Promise.resolve({ ok: false, output: 'why it failed' }), ...more });

async function gate(
  steps: Step[],
  { strict = false, missing = [] as string[] } = {},
): Promise<{ code: number; lines: string[] }> {
  const said: string[] = [];
  const code = await runGate(steps, {
    say: (line) => void said.push(line),
    strict,
    clock: () => 0,
    provide: () => Promise.resolve({ missing, words: missing.length > 0 ? 'tool is missing' : '' }),
  });
  return { code, lines: said.join('\n').split('\n') };
}

describe('runGate', () => {
  it('ends with the counts, alone on the last line', async () => {
    const { code, lines } = await gate([good('a'), good('b')]);
    expect(code).toBe(0);
    expect(lines.at(-1)).toBe('2 passed, 0 failed');
  });

  it('is quiet about what a passing step printed', async () => {
    expect((await gate([good('a')])).lines.join('\n')).not.toContain('noise');
  });

  it('shows what a failing step printed, its name, and the one command to repeat it, and goes on', async () => {
    const { code, lines } = await gate([bad('a'), good('b')]);
    const text = lines.join('\n');
    expect(code).toBe(1);
    expect(text).toContain('why it failed');
    expect(text).toContain('npm test -- --only a');
    expect(text).toContain('Failed: a');
    expect(lines.at(-1)).toBe('1 passed, 1 failed');
  });

  it('does not run a step whose need did not pass, and counts it nowhere', async () => {
    let ran = false;
    const run = (): Promise<StepResult> => {
      ran = true;
      return Promise.resolve({ ok: true, output: '' });
    };
    const { lines } = await gate([bad('a'), good('b', { needs: ['a'], run })]);
    expect(ran).toBe(false);
    expect(lines.at(-1)).toBe('0 passed, 1 failed');
  });

  it('takes a step that throws for a failure', async () => {
    const { code, lines } = await gate([good('a', { run: () => Promise.reject(new Error('boom')) })]);
    expect(code).toBe(1);
    expect(lines.join('\n')).toContain('boom');
  });

  it('adds the cases of a step that counts them', async () => {
    const run = (): Promise<StepResult> => Promise.resolve({ ok: true, output: '', counts: { passed: 40, failed: 0 } });
    expect((await gate([good('a'), good('b', { run })])).lines.at(-1)).toBe('41 passed, 0 failed');
  });

  it('fails a step with a failed case even if its program said it was fine', async () => {
    const run = (): Promise<StepResult> => Promise.resolve({ ok: true, output: '', counts: { passed: 4, failed: 1 } });
    expect((await gate([good('b', { run })])).code).toBe(1);
  });

  it('reports a step that lacks a system package as not run, and does not count it', async () => {
    const { code, lines } = await gate([good('a'), good('b', { system: ['tool'] })], { missing: ['tool'] });
    expect(code).toBe(0);
    expect(lines.join('\n')).toContain('Not run, and not counted as passed:\n  b: tool is missing');
    expect(lines.at(-1)).toBe('1 passed, 0 failed');
  });

  it('fails a step that lacks a system package in CI', async () => {
    const { code, lines } = await gate([good('a'), good('b', { system: ['tool'] })], {
      missing: ['tool'],
      strict: true,
    });
    expect(code).toBe(1);
    expect(lines.at(-1)).toBe('1 passed, 1 failed');
  });

  it('fails when nothing passed', async () => {
    expect((await gate([])).code).toBe(1);
  });
});

describe('countStep', () => {
  it('adds one failure when a step failed although all of its cases passed', () => {
    expect(countStep({ ok: false, output: '', counts: { passed: 9, failed: 0 } })).toEqual({ passed: 9, failed: 1 });
  });

  it('adds none when its cases already say so', () => {
    expect(countStep({ ok: false, output: '', counts: { passed: 9, failed: 2 } })).toEqual({ passed: 9, failed: 2 });
  });
});

describe('selectSteps', () => {
  const steps = [good('a'), good('b', { needs: ['a'] }), good('c', { needs: ['b'] }), good('d')];

  it('takes all when none is named', () => {
    expect(selectSteps(steps, [])).toHaveLength(4);
  });

  it('adds what the named steps need, in the order of the gate', () => {
    expect(selectSteps(steps, ['d', 'c']).map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('refuses an unknown name and lists the known ones', () => {
    expect(() => selectSteps(steps, ['x'])).toThrow(/no step "x"; the steps are: a, b, c, d/);
  });
});
