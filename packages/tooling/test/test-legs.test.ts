import { describe, expect, it } from 'vitest';
import { browserLegs, hasTests, nodeLegs, runTests, workshop } from '../src/test-legs.mjs';
import { packageScript } from '../src/tools.mjs';
import type { Leg } from '../src/test-legs.mjs';
import type { House } from '../src/tools.mjs';
import { readWorkspace, workspaceRoot } from '../src/workspace.mjs';
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

/** The legs, with this package in the workshop. */
const without = (name: string): Leg[] =>
  nodeLegs.map((leg) => (leg.without === undefined ? leg : { ...leg, without: new Set([name]) }));

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

  it('asks a package of the workshop for the Node of the machine only', async () => {
    const alone = house({ test: 'vitest run' }, writing('test.json', 'passed'));
    expect(await runTests(alone, without('@x/one'))).toMatchObject({ ok: true, counts: { passed: 1, failed: 0 } });
    const { output } = await runTests(house(scripts, writing('test.json', 'passed')), without('@x/one'));
    expect(output).toContain('packages/one: is of the workshop, but has a script "test:node24"');
  });

  it.each([
    ['is published', { files: ['dist'] }, 'packages/one'],
    ['is an app', {}, 'apps/one'],
  ])('refuses a package of the workshop that %s', async (what, manifest, dir) => {
    const { packages, ...rest } = house({ test: 'vitest run' }, writing('test.json', 'passed'));
    const gotten = packages.map((each) => ({ ...each, dir, manifest: { ...each.manifest, ...manifest } }));
    const { ok, output } = await runTests({ ...rest, packages: gotten }, without('@x/one'));
    expect(ok).toBe(false);
    expect(output).toContain(`${dir}: is of the workshop, but ${what}`);
  });

  it('fails with the runner, although every reported case passed', async () => {
    const both = `${writing('test.json', 'passed')}\n${writing('test.node24.json', 'passed')}\nprocess.exitCode = 1;`;
    expect((await runTests(house(scripts, both), nodeLegs)).ok).toBe(false);
  });

  it('refuses to have found no tests', async () => {
    expect(await runTests(house({}), nodeLegs)).toEqual({ ok: false, output: 'no package has tests' });
  });
});

describe('the workshop', () => {
  it('has packages of the workspace only, and none that people get or run', () => {
    const packages = readWorkspace(workspaceRoot);
    expect([...workshop].filter((name) => !packages.some((each) => each.name === name))).toEqual([]);
    const gotten = packages.filter(({ dir, manifest }) => manifest.files !== undefined || dir.startsWith('apps/'));
    expect(gotten.length).toBeGreaterThan(0);
    expect(gotten.filter(({ name }) => workshop.has(name))).toEqual([]);
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
