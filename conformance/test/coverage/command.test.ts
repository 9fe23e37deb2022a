import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCommand } from '../../coverage/command.ts';
import { soundTexts } from './fixture.ts';

let root = '';
let told = '';
let complained = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'allod-coverage-'));
  told = '';
  complained = '';
  for (const [path, text] of soundTexts()) put(path, text);
});

afterEach(() => rmSync(root, { recursive: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

function edit(path: string, from: string, to: string): void {
  put(path, read(path).replace(from, to));
}

function run(...args: string[]): number {
  return runCommand(args, {
    root,
    tell: (text) => void (told += text),
    complain: (text) => void (complained += text),
  });
}

describe('the gate on a folder', () => {
  test('writes three reports and ends with 0', () => {
    expect(run()).toBe(0);
    expect(JSON.parse(read('reports/coverage.json')).ok).toBe(true);
    expect(read('reports/coverage.md')).toContain('The gate is green.');
    expect(read('reports/coverage.html')).toContain('The gate is green.');
    expect(told).toContain('MUST 6/6');
  });

  test('ends with 1 when it is red, and still writes its reports', () => {
    edit('reports/conformance.json', '"pass"', '"fail"');
    expect(run()).toBe(1);
    expect(JSON.parse(read('reports/coverage.json')).ok).toBe(false);
    expect(told).toContain('evidence-failed');
  });

  test('ends with 2 and names the file when a file is not JSON', () => {
    put('reports/mutants.json', '{');
    expect(run()).toBe(2);
    expect(complained).toBe('coverage: reports/mutants.json is not JSON\n');
  });

  test('ends with 2 when a schema does not compile', () => {
    put('spec/schemas/odd.schema.json', '{"type":"oddity"}');
    expect(run()).toBe(2);
    expect(complained).not.toBe('');
  });

  test('does not read what lies in folders of dependencies and output', () => {
    put('vectors/node_modules/other/cases.json', '{"cases":[{"id":"x","requirements":["CNV-099"]}]}');
    put('packages/core/dist/reports/test.json', '{');
    expect(run()).toBe(0);
  });
});

describe('extract', () => {
  test('--check ends with 1 when the extract is stale, and changes nothing', () => {
    put('spec/requirements.json', '{}');
    expect(run('extract', '--check')).toBe(1);
    expect(read('spec/requirements.json')).toBe('{}');
  });

  test('--write mends the extract, after which --check ends with 0', () => {
    put('spec/requirements.json', '{}');
    expect(run('extract', '--write')).toBe(0);
    expect(run('extract', '--check')).toBe(0);
  });

  test('--write ends with 1 when a lint speaks', () => {
    edit('spec/01-conventions.md', 'MUST refuse', 'MUST and MUST refuse');
    expect(run('extract', '--write')).toBe(1);
    expect(told).toContain('L2 01-conventions.md:3 CNV-001');
  });
});

describe('lock', () => {
  test('takes an announced wording, and refuses one that nobody announced', () => {
    edit('spec/01-conventions.md', 'without padding', 'without any padding');
    expect(run('lock')).toBe(1);
    expect(told).toContain('L6 CNV-002');
    put('spec/changes/one.md', '- CNV-002 rev 2: line breaks are padding too\n');
    expect(run('lock')).toBe(0);
    expect(JSON.parse(read('spec/requirements.lock.json'))['CNV-002'].rev).toBe(2);
    expect(run()).toBe(1);
    expect(told).toContain('suspect-evidence');
  });
});

describe('an argument that no command knows', () => {
  test.each([[['extract']], [['extract', '--wrte']], [['gate', '--fast']], [['lock', '--write', 'now']], [['help']]])(
    '%j ends with 2',
    (args) => {
      expect(run(...args)).toBe(2);
      expect(complained).toContain('usage:');
    },
  );
});
