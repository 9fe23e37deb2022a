import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { conformance } from './support.ts';

const fixtures = join(conformance, 'test', 'fixtures');

/** The runner as a process, started in its own folder by somebody who stands among the fixtures. */
function runner(...args: readonly string[]): { status: number | null; output: string } {
  const bin = join(conformance, 'dist', 'runner', 'bin.js');
  const env = { ...process.env, ALLOD_CWD: fixtures };
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: conformance,
    env,
    encoding: 'utf8',
  });
  return { status, output: `${stdout}${stderr}` };
}

describe('the program of the runner', () => {
  test('looks a relative --cmd up where the person stands', () => {
    const { status, output } = runner('doctor', '--cmd', `"${process.execPath}" ./testee.mjs honest`);
    expect([status, output]).toEqual([0, expect.stringContaining('✓')]);
  });

  test('ends though what the testee started holds on to its pipes', () => {
    // It ends when nobody reads it any more.
    const other = "['-e', 'setInterval(() => process.stdout.write(String(0)), 20)']";
    const started = `require('child_process').spawn(process.execPath, ${other}, { stdio: 'inherit' });`;
    const program = `${started} setInterval(() => {}, 1000);`;
    const { status, output } = runner('--deadline', '100', '--cmd', `"${process.execPath}" -e "${program}"`);
    expect([status, output]).toEqual([2, expect.stringContaining('no answer within 100 ms')]);
  });

  test.each([
    ['a testee with a fault', 1, ['doctor', '--cmd', `"${process.execPath}" testee.mjs wrong-echo`]],
    ['a testee that is not there', 2, ['--cmd', './no-such-program']],
    ['nothing that is claimed', 3, ['--only', 'CNV-002', '--cmd', `"${process.execPath}" testee.mjs claims-nothing`]],
  ])('ends with the status of its work: %s', (_what, expected, args) => {
    expect(runner(...args)).toMatchObject({ status: expected });
  });
});
