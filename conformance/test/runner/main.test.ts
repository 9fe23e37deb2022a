import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { main } from '../../runner/main.ts';
import type { ExitStatus } from '../../runner/main.ts';
import { findRoot } from '../../runner/workspace.ts';
import { conformance, manualClock, root } from './support.ts';

const fixture = join(conformance, 'test', 'fixtures', 'testee.mjs');
const CASE = {
  id: 'small/bad-one',
  title: 'is refused',
  requirements: ['CNV-002'],
  flags: [],
  kind: 'invalid',
  level: 'must',
  since: '0.1',
  input: { text: 'bad-one' },
  expect: { error: { code: 'E_FORMAT', phase: 'format' } },
};

let workspace = '';
let printed: string[] = [];

beforeEach(() => {
  printed = [];
  workspace = mkdtempSync(join(tmpdir(), 'allod-conformance-'));
  mkdirSync(join(workspace, 'vectors', 'small'), { recursive: true });
  symlinkSync(conformance, join(workspace, 'conformance'));
  writeFileSync(join(workspace, 'vectors', 'keys.json'), JSON.stringify({ keys: [] }));
  write({ suite: 'small', area: 'small', command: 'base64url.decode', profile: 'codec', cases: [CASE] });
});
afterEach(() => rmSync(workspace, { recursive: true }));

function write(suite: object): void {
  writeFileSync(join(workspace, 'vectors', 'small', 'small.json'), JSON.stringify(suite));
}

function conf(...argv: readonly string[]): Promise<ExitStatus> {
  return main({
    argv,
    root: workspace,
    cwd: workspace,
    reference: [process.execPath, fixture, 'honest'],
    clock: manualClock(),
    today: '2026-01-01',
    freshSeed: () => 'feed',
    print: (line) => void printed.push(line),
    printError: (line) => void printed.push(line),
  });
}

const report = (name: string): string => join(workspace, 'reports', name);

describe('the command', () => {
  test('checks the reference without --cmd, exits 0 and writes all reports', async () => {
    expect(await conf()).toBe(0);
    for (const name of ['conformance.json', 'conformance.junit.xml', 'conformance.html']) {
      expect(existsSync(report(name))).toBe(true);
    }
    expect(readFileSync(report('conformance.html'), 'utf8')).toContain('Side channels');
  });

  test('the same answers give the same conformance.json', async () => {
    await conf('--seed', 'a');
    const first = readFileSync(report('conformance.json'), 'utf8');
    await conf('--seed', 'b');
    expect(readFileSync(report('conformance.json'), 'utf8')).toBe(first);
  });

  test('exits 1 on a failure and tells how to replay it', async () => {
    expect(await conf('--cmd', `"${process.execPath}" "${fixture}" wrong-code`)).toBe(1);
    expect(printed.join('\n')).toContain('replay small/bad-one');
  });

  test('exits 3 when nothing is claimed', async () => {
    expect(await conf('--cmd', `"${process.execPath}" "${fixture}" claims-nothing`)).toBe(3);
  });

  test.each([
    ['a command that does not start', ['--cmd', './no-such-program']],
    ['a command that does not speak', ['--cmd', `"${process.execPath}" "${fixture}" no-hello`]],
    ['a word that asks for nothing', ['--only', 'STM-999']],
    ['an option that does not exist', ['--teleport']],
    ['a profile that does not exist', ['--profile', 'teleport']],
    ['a file that is not there', ['--known-failing', 'nowhere.json']],
    ['an open quote', ['--cmd', '"node']],
  ])('exits 2 on %s', async (_what, argv) => {
    expect(await conf(...argv)).toBe(2);
    expect(printed.at(-1)).toMatch(/^conformance: /);
  });

  test('exits 2 on a vector whose input is against TP/1, and leaves no process behind', async () => {
    write({
      suite: 'small',
      area: 'small',
      command: 'base64url.decode',
      profile: 'codec',
      cases: [{ ...CASE, input: { txt: 'bad-one' } }],
    });
    expect(await conf()).toBe(2);
    expect(printed.at(-1)).toContain('small/bad-one: the request is against TP/1');
  });

  test('a selection writes its reports beside those of a whole run, or where the person says', async () => {
    expect(await conf('--only', 'CNV-002')).toBe(0);
    expect(existsSync(report('conformance.json'))).toBe(false);
    expect(existsSync(report('selection/conformance.json'))).toBe(true);
    expect(await conf('--only', 'small', '--reports', 'mine')).toBe(0);
    expect(existsSync(join(workspace, 'mine', 'conformance.json'))).toBe(true);
  });

  test('judges a profile that is not claimed yet when asked for it, and takes that for no claim', async () => {
    const unfinished = `"${process.execPath}" "${fixture}" claims-nothing`;
    expect(await conf('--profile', 'crypto', '--cmd', unfinished)).toBe(3);
    expect(printed).toContain('  ✓ small: 1/1');
    expect(printed.join('\n')).toContain('codec (not claimed)+crypto (not claimed) · MUST 1/1');
    expect(existsSync(report('conformance.json'))).toBe(false);
    expect(await conf('--profile', 'codec')).toBe(0);
  });

  test('passes over the suites of profiles that were not asked for', async () => {
    write({ suite: 'small', area: 'small', command: 'base64url.decode', profile: 'crypto', cases: [CASE] });
    expect(await conf('--profile', 'codec')).toBe(3);
    expect(printed.join('\n')).not.toContain('small');
  });

  test('exits 2 on a vector that asks for a check which the runner does not have', async () => {
    const expectation = { ok: {}, intermediates: { text: 'AA' } };
    write({
      suite: 'small',
      area: 'small',
      command: 'base64url.decode',
      profile: 'codec',
      cases: [{ ...CASE, expect: expectation }],
    });
    expect(await conf()).toBe(2);
    expect(printed.at(-1)).toContain('this runner does not implement intermediates');
  });

  test('a known failure does not fail the run, and is no pass', async () => {
    const entry = { case: 'small/bad-one', reason: 'later', issue: '#1', expires: '2026-12-31' };
    writeFileSync(join(workspace, 'known.json'), JSON.stringify([entry]));
    const argv = ['--known-failing', 'known.json', '--cmd', `"${process.execPath}" "${fixture}" wrong-code`];
    expect(await conf(...argv)).toBe(0);
    expect(readFileSync(report('conformance.json'), 'utf8')).toContain('"verdict": "known-failing"');
    expect(printed.join('\n')).toContain('MUST 0/1');
  });

  test('lists cases, replays one, and traces lines', async () => {
    expect(await conf('list')).toBe(0);
    expect(printed).toEqual([
      'small (codec, base64url.decode): 1 cases',
      '  small/bad-one  must reject  CNV-002  is refused',
    ]);
    expect(await conf('replay', 'small/bad-one', '--trace')).toBe(0);
    const text = printed.join('\n');
    expect(text).toContain('→ {"id":2,"cmd":"base64url.decode","in":{"text":"bad-one"}}');
    expect(text).toContain('  ← {"kind":"error","code":"E_FORMAT","phase":"format"}');
    expect(text).toContain('  pass');
  });

  test('examines an adapter, and exits 1 when something is wrong with it', async () => {
    expect(await conf('doctor')).toBe(0);
    expect(await conf('doctor', '--cmd', `"${process.execPath}" "${fixture}" wrong-echo`)).toBe(1);
  });

  test('tells how it is used', async () => {
    expect(await conf('--help')).toBe(0);
    expect(printed.join('\n')).toContain('conformance doctor');
  });

  test('finds the workspace from its own place, not from the current folder', () => {
    expect(join(findRoot(), '.')).toBe(join(root, '.'));
  });
});
