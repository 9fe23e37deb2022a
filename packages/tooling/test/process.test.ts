import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
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

/** Where started processes report: each connects, says its name, and is there as long as its connection. */
async function rollCall(): Promise<{ path: string; present: (name: string) => Promise<Socket> }> {
  const path = join(scratch({}), 'socket');
  const arrivals = new EventEmitter();
  const server = createServer((socket) => {
    socket.on('error', () => undefined).once('data', (name) => arrivals.emit(name.toString(), socket));
  });
  onTestFinished(() => void server.close());
  await once(server.listen(path), 'listening');
  const present = async (name: string): Promise<Socket> => (await once(arrivals, name))[0] as Socket;
  return { path, present };
}

/** A script that reports, and ends with code 3 when it is told to. */
const reporting = (path: string, name: string): string =>
  `require('node:net').connect(${JSON.stringify(path)}).on('data', () => process.exit(3)).write('${name}');`;

/** A script that starts another one, which shares its pipes and does not end by itself, and reports. */
const leaving = (path: string, options = ''): string =>
  `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(reporting(path, 'left'))}],
     { stdio: 'inherit', ${options} });
   ${reporting(path, 'first')}`;

describe.skipIf(process.platform === 'win32')('run with sweep', () => {
  it('ends with the program, and kills what that left behind', async () => {
    const { path, present } = await rollCall();
    const both = Promise.all([present('first'), present('left')]);
    const outcome = run(process.execPath, ['-e', leaving(path)], { cwd: '.', sweep: true });
    const [first, left] = await both;
    const gone = once(left, 'close');
    first.write('end');
    expect((await outcome).code).toBe(3);
    await gone;
  });

  it('does not wait for what put itself out of reach', async () => {
    const { path, present } = await rollCall();
    const both = Promise.all([present('first'), present('left')]);
    const outcome = run(process.execPath, ['-e', leaving(path, 'detached: true')], { cwd: '.', sweep: true });
    const [first, left] = await both;
    first.write('end');
    expect((await outcome).code).toBe(3);
    const gone = once(left, 'close');
    left.write('end');
    await gone;
  });

  it('kills the program when a signal ends us', async () => {
    const { path, present } = await rollCall();
    const both = Promise.all([present('first'), present('left')]);
    const file = new URL('../src/process.mjs', import.meta.url).href;
    const script = `const { run } = await import(${JSON.stringify(file)});
      await run(process.execPath, ['-e', ${JSON.stringify(leaving(path))}], { cwd: '.', sweep: true });`;
    const us = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
    const gone = Promise.all([...(await both).map((each) => once(each, 'close')), once(us, 'exit')]);
    us.kill('SIGTERM');
    expect((await gone).at(-1)).toEqual([null, 'SIGTERM']);
  });

  it('keeps all that the program wrote', async () => {
    const script = "const { writeSync } = require('node:fs'); writeSync(1, 'x'.repeat(60_000)); writeSync(2, 'end');";
    const { output } = await run(process.execPath, ['-e', script], { cwd: '.', sweep: true });
    expect(output.length).toBe(60_003);
  });

  it('gives an outcome for a program that does not exist', async () => {
    const { code } = await run('/nowhere/program', [], { cwd: '.', sweep: true });
    expect(code).toBe(127);
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
