import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from '../../dist/mutants/main.js';
import { runCrew } from '../../mutants/crew.ts';
import { gather } from '../../mutants/gather.ts';
import type { Material } from '../../mutants/gather.ts';
import { createHand } from '../../mutants/hand.ts';
import type { Hand } from '../../mutants/hand.ts';
import { tryControl, tryMutant } from '../../mutants/trial.ts';
import { root as workspace } from '../runner/support.ts';

/** A workspace with three suites, and with one more whose case nobody passes. */
const root = mkdtempSync(join(tmpdir(), 'allod-mutants-'));

beforeAll(() => {
  const suites = ['conventions/base64url.json', 'conventions/ids.json', 'statements/key-thumbprint.json'];
  const rest = ['vectors/keys.json', 'spec/registries', 'spec/requirements.json', 'spec/waivers.json'];
  for (const path of [...suites.map((suite) => `vectors/${suite}`), ...rest, 'conformance/protocol']) {
    cpSync(join(workspace, path), join(root, path), { recursive: true });
  }
  addSuite('lost', { expect: { ok: {}, compare: 'bytes' } });
});

afterAll(() => rmSync(root, { recursive: true }));

/** A suite of one case that is like one of the others but for this; gives its path. */
function addSuite(name: string, changes: object): string {
  const ids: { cases: object[] } = JSON.parse(readFileSync(join(root, 'vectors/conventions/ids.json'), 'utf8'));
  const path = join(root, `vectors/conventions/${name}.json`);
  const cases = [{ ...ids.cases[0], id: name, ...changes }];
  writeFileSync(path, JSON.stringify({ ...ids, suite: `conventions/${name}`, cases }));
  return path;
}

/** The reports and the words of a run. */
async function run(threads: number): Promise<readonly unknown[]> {
  const lines: string[] = [];
  const status = await main({ root, threads, print: (line) => lines.push(line) });
  const reports = ['json', 'md', 'html'].map((form) => readFileSync(join(root, `reports/mutants.${form}`), 'utf8'));
  return [status, lines, ...reports];
}

describe('threads', () => {
  test('one and two give the same reports, the same words and the same status', async () => {
    const alone = await run(1);
    expect(alone[1]).toContain('  ✗ the control M00 fails lost');
    expect(alone[2]).toContain('"survivors"');
    expect(await run(2)).toEqual(alone);
  });

  test('say in the words of the harness what it cannot do', async () => {
    const path = addSuite('broken', { input: { id: { $key: 'nobody' } } });
    const lines: string[] = [];
    const status = await main({ root, threads: 2, print: (line) => lines.push(line) });
    rmSync(path);
    expect([status, lines]).toEqual([2, [expect.stringMatching(/^mutants: broken: .*nobody/)]]);
  });
});

describe('a crew', () => {
  test('gives what one trial after the other gives, whichever hand is faster', async () => {
    const material = shortened(gather(root));
    const { suites, mutants, options } = material;
    const control = await tryControl(suites, options);
    const trials = await Promise.all(mutants.map((mutant) => tryMutant(mutant, suites, { ...options, control })));
    for (const hands of [[], [2], [1, 3]]) {
      const slow = hands.map((turns) => delayed(createHand(material), turns));
      expect(await runCrew([createHand(material), ...slow], material)).toEqual({ control, trials });
    }
  });
});

/** Enough mutants for every hand to have several. */
const shortened = (material: Material): Material => ({ ...material, mutants: material.mutants.slice(0, 12) });

/** A hand that lets the others go before it, that many times. */
function delayed(hand: Hand, turns: number): Hand {
  const wait = async (): Promise<void> => {
    for (let turn = 0; turn < turns; turn += 1) await new Promise((next) => setImmediate(next));
  };
  return {
    control: async (suite) => wait().then(() => hand.control(suite)),
    learn: (control) => hand.learn(control),
    trial: async (mutant) => wait().then(() => hand.trial(mutant)),
  };
}
