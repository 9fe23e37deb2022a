import { describe, expect, it } from 'vitest';
import { commandFile, holderOf, run } from '../src/process.mjs';
import { scratch } from './scratch.ts';

describe('run', () => {
  it('keeps output and error output and gives the exit code', async () => {
    const script = "process.stdout.write('out'); process.stderr.write('err'); process.exitCode = 3;";
    const { code, output } = await run(process.execPath, ['-e', script], { cwd: '.' });
    expect(code).toBe(3);
    expect(output).toContain('out');
    expect(output).toContain('err');
  });

  it('passes arguments as they are, without a shell in between', async () => {
    const { output } = await run(process.execPath, ['-e', 'process.stdout.write(process.argv[1])', '$(x) "y" *'], {
      cwd: '.',
    });
    expect(output).toBe('$(x) "y" *');
  });

  it('gives an outcome for a program that does not exist', async () => {
    const { code, output } = await run('/nowhere/program', [], { cwd: '.' });
    expect(code).toBe(127);
    expect(output).toContain('/nowhere/program');
  });

  it('does not take an end by a signal for success', async () => {
    const { code } = await run(process.execPath, ['-e', "process.kill(process.pid, 'SIGKILL')"], { cwd: '.' });
    expect(code).not.toBe(0);
  });
});

describe('commandFile', () => {
  it('finds the file of a command, single or among several', () => {
    const root = scratch({
      'node_modules/one/package.json': { bin: './cli.js' },
      'node_modules/two/package.json': { bin: { a: 'a.js', b: 'b.js' } },
    });
    expect(commandFile(root, 'one')).toBe(`${root}/node_modules/one/cli.js`);
    expect(commandFile(root, 'two', 'b')).toBe(`${root}/node_modules/two/b.js`);
    expect(() => commandFile(root, 'two')).toThrow(/no command two/);
  });
});

describe('holderOf', () => {
  it('looks upwards, as Node does', () => {
    const root = scratch({ 'node_modules/one/package.json': {}, 'a/b/x': '' });
    expect(holderOf(`${root}/a/b`, 'one')).toBe(root);
    expect(() => holderOf(`${root}/a/b`, 'nothing-of-this-name')).toThrow(RangeError);
  });
});
