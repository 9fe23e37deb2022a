import { describe, expect, it } from 'vitest';
import { browserLegs, hasTests, nodeLegs, runTests } from '../src/test-legs.mjs';
import { packageScript } from '../src/tools.mjs';
import type { House } from '../src/tools.mjs';
import { readWorkspace } from '../src/workspace.mjs';
import { scratch } from './scratch.ts';

/** A workspace of one package, with a turbo that does what `turbo` says. */
function house(scripts: Record<string, string>, turbo = ''): House {
  const root = scratch({
    'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
    'packages/one/package.json': { name: '@x/one', scripts },
    'packages/one/reports/test.json': report('old', 'passed'),
    'node_modules/turbo/package.json': { name: 'turbo', type: 'module', bin: 'turbo.js' },
    'node_modules/turbo/turbo.js': turbo,
  });
  return { root, packages: readWorkspace(root), env: process.env };
}

const report = (fullName: string, status: string): object => ({
  testResults: [{ name: '/x/packages/one/test/a.test.ts', status, assertionResults: [{ fullName, status }] }],
});
const writing = (file: string, status: string): string =>
  `(await import('node:fs')).writeFileSync('packages/one/reports/${file}', ${JSON.stringify(JSON.stringify(report('case', status)))});`;

const scripts = { test: 'vitest run', 'test:node24': 'allod-node24' };

describe('runTests', () => {
  it('counts the cases of all legs once', async () => {
    const both = `${writing('test.json', 'passed')}\n${writing('test.node24.json', 'passed')}`;
    expect(await runTests(house(scripts, both), nodeLegs)).toMatchObject({
      ok: true,
      counts: { passed: 1, failed: 0 },
    });
  });

  it('never counts the report of an earlier run', async () => {
    const { ok, counts, output } = await runTests(house(scripts, writing('test.node24.json', 'passed')), nodeLegs);
    expect(ok).toBe(false);
    expect(counts).toMatchObject({ passed: 1, failed: 0 });
    expect(output).toContain('packages/one: "test" left no report of its cases');
  });

  it('refuses a package that runs on one version of Node only', async () => {
    const { ok, output } = await runTests(house({ test: 'vitest run' }, writing('test.json', 'passed')), nodeLegs);
    expect(ok).toBe(false);
    expect(output).toContain('packages/one: has tests, but no script "test:node24"');
  });

  it('fails with the runner, although every reported case passed', async () => {
    const both = `${writing('test.json', 'passed')}\n${writing('test.node24.json', 'passed')}\nprocess.exitCode = 1;`;
    expect((await runTests(house(scripts, both), nodeLegs)).ok).toBe(false);
  });

  it('refuses to have found no tests', async () => {
    expect(await runTests(house({}), nodeLegs)).toEqual({ ok: false, output: 'no package has tests' });
  });
});

describe('hasTests', () => {
  it('tells the legs apart', () => {
    expect([hasTests(house(scripts), nodeLegs), hasTests(house(scripts), browserLegs)]).toEqual([true, false]);
  });
});

describe('packageScript', () => {
  it.each([
    ['a package', '@x/two', 'test'],
    ['a script', '@x/one', 'gone'],
  ])('fails, and says so, without %s', async (_, name, script) => {
    const { ok, output } = await packageScript(house(scripts), { name, script });
    expect(ok).toBe(false);
    expect(output).toBe(`${name} has no script "${script}", and this step cannot run without it.`);
  });
});
