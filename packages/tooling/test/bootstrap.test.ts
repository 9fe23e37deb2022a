import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installStamp, isInstalled, pinnedPnpm, pnpmCommand, toolEnvironment } from '../src/bootstrap.mjs';
import { scratch } from './scratch.ts';

const machine = { platform: 'linux-x64', nodeVersion: 'v20.20.2' };

const workspace = (): string =>
  scratch({
    'package.json': { name: 'root', packageManager: 'pnpm@12.21.0' },
    'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
    'pnpm-lock.yaml': 'lockfileVersion: 9\n',
    'packages/a/package.json': { name: 'a', dependencies: { b: '1.0.0' } },
    'packages/c/package.json': { name: 'c' },
  });

describe('pinnedPnpm', () => {
  it('takes an exact version', () => {
    expect(pinnedPnpm('pnpm@12.21.0')).toBe('12.21.0');
  });

  it.each([[undefined], ['pnpm@12'], ['pnpm@^12.21.0'], ['yarn@4.0.0'], ['pnpm@12.21.0 --global']])(
    'refuses %s',
    (value) => {
      expect(() => pinnedPnpm(value)).toThrow(/exact version/);
    },
  );
});

describe('installStamp', () => {
  it('is the same for the same inputs', () => {
    const root = workspace();
    expect(installStamp(root, machine)).toBe(installStamp(root, machine));
  });

  it.each([['pnpm-lock.yaml'], ['pnpm-workspace.yaml'], ['package.json'], ['packages/a/package.json']])(
    'changes with %s',
    (file) => {
      const root = workspace();
      const before = installStamp(root, machine);
      const more: Record<string, string> = { 'pnpm-workspace.yaml': 'packages:\n  - packages/*\nb: 1\n' };
      writeFileSync(join(root, file), more[file] ?? '{ "name": "other" }');
      expect(installStamp(root, machine)).not.toBe(before);
    },
  );

  it('changes with the version of Node and with the platform', () => {
    const root = workspace();
    const stamps = [machine, { ...machine, nodeVersion: 'v24.0.0' }, { ...machine, platform: 'darwin-arm64' }];
    expect(new Set(stamps.map((each) => installStamp(root, each))).size).toBe(3);
  });
});

describe('isInstalled', () => {
  const install = (root: string, stamp: string): void => {
    mkdirSync(join(root, 'packages/a/node_modules'), { recursive: true });
    mkdirSync(join(root, 'node_modules'), { recursive: true });
    writeFileSync(join(root, 'node_modules/.allod-install'), stamp);
  };

  it('holds for the stamp that the install left', () => {
    const root = workspace();
    install(root, 'one');
    expect(isInstalled(root, 'one')).toBe(true);
  });

  it('fails without a stamp, and with that of another state', () => {
    const root = workspace();
    expect(isInstalled(root, 'one')).toBe(false);
    install(root, 'one');
    expect(isInstalled(root, 'two')).toBe(false);
  });

  it('fails when a package with dependencies has lost its node_modules', () => {
    const root = workspace();
    mkdirSync(join(root, 'node_modules'));
    writeFileSync(join(root, 'node_modules/.allod-install'), 'one');
    expect(isInstalled(root, 'one')).toBe(false);
  });
});

describe('pnpmCommand', () => {
  it('starts the installed pnpm when it is the pinned one', () => {
    const root = scratch({ 'node_modules/pnpm/package.json': { version: '12.21.0' } });
    expect(pnpmCommand(root, '12.21.0')).toEqual({
      program: process.execPath,
      args: [join(root, 'node_modules/pnpm/bin/pnpm.mjs')],
      shell: false,
    });
  });

  it('asks npx for the pinned version when another one, or none, is installed', () => {
    const root = scratch({ 'node_modules/pnpm/package.json': { version: '11.0.0' } });
    for (const folder of [root, scratch({})])
      expect(pnpmCommand(folder, '12.21.0').args.slice(-2)).toEqual(['-y', 'pnpm@12.21.0']);
  });
});

describe('toolEnvironment', () => {
  it('puts the programs of the workspace first on the path and leaves the given environment alone', () => {
    const given = { PATH: '/usr/bin', KEEP: 'me' };
    const env = toolEnvironment('/root', given);
    expect(env.PATH?.endsWith('/usr/bin')).toBe(true);
    expect(env.PATH?.startsWith(join('/root', 'node_modules/.bin'))).toBe(true);
    expect(env).toMatchObject({ KEEP: 'me', TURBO_TELEMETRY_DISABLED: '1' });
    expect(given).toEqual({ PATH: '/usr/bin', KEEP: 'me' });
  });

  it('names the running Node, so that no cached result of another one is taken for its own', () => {
    expect(toolEnvironment('/root', {}).ALLOD_NODE).toBe(`${process.platform} ${process.version}`);
  });
});
