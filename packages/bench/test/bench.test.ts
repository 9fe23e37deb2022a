import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Row } from '../src/row.ts';

const program = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
const run = promisify(execFile);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'allod-bench-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const goals: Readonly<Record<string, string | null>> = {
  'sign-persist-one': null,
  'sign-persist-batch': '>= 0.5',
  'verify-persist-one-thread': '>= 0.8',
  'verify-persist-two-threads': '>= 1.4',
  'verify-persist-one-thread-node-crypto': '>= 0.8',
  'verify-persist-two-threads-node-crypto': '>= 1.4',
  'jose-verify': '>= 1.5',
  'jose-verify-node-crypto': '>= 1.5',
  'cold-pull-100k': '<= 1.2',
  'memory-100k': '<= 1.3',
  'bytes-wire': null,
  'bytes-stored': null,
  'relay-ingest-sealed': '>= 0.9',
  'log-replay-1k': '>= 1',
  'log-replay-10k': '>= 1',
  'log-replay-60k': '>= 1',
  'log-load-10k': '>= 0.5',
  'log-append': '>= 1',
  'log-authority': '>= 20',
  'log-restore-1k': '<= 1',
  'log-restore-10k': '<= 1',
  'log-restore-60k': '<= 1',
  'log-cut-10k': '<= 0.5',
  'log-beside-1200': '<= 10',
  'log-woven-1200': '<= 10',
  'log-memory-1000-teams': '<= 8',
  'team-create': null,
  'team-invite': null,
  'team-remove': null,
  'team-reload': '<= 0.1',
  'team-reload-small': '<= 0.1',
  'team-restore': '<= 0.1',
  'seal-200': '>= 0.6',
  'open-200': '>= 0.6',
  'seal-1k': null,
  'open-1k': null,
  'seal-64k': '>= 0.85',
  'open-64k': '>= 0.85',
  'seal-1m': null,
  'open-1m': null,
  'rotate-10': '<= 0.2',
  'rotate-100': '<= 0.2',
  'rotate-1000': '<= 0.2',
  'rotate-1000-node-crypto': null,
  'rotate-nested-10k': '<= 1',
  'bytes-rotate-nested-10k': '<= 1',
};

describe('the benchmarks', () => {
  it('report every row with its goal and what it is measured against, and leave nothing else behind', async () => {
    const report = join(folder, 'bench.json');
    const { stdout } = await run(process.execPath, [program, '--quick', '--report', report]);
    const rows = JSON.parse(await readFile(report, 'utf8')) as Row[];
    expect(rows.map(({ name, goal }) => [name, goal])).toEqual(Object.entries(goals));
    for (const row of rows) {
      const { name, value, unit, floor, opponent, ratio, goal, ok, note } = row;
      expect({ name, value, unit, floor, opponent, ratio, goal, ok, note }).toEqual(row);
      expect(value).toBeGreaterThan(0);
      const beside = [floor, opponent].filter((figure) => figure !== null && figure > 0);
      // A run that measures nothing installs nobody.
      if (note.includes('The opponent did not take part: it is not installed'))
        expect([beside, ratio]).toEqual([[], null]);
      else expect([beside.length, ratio]).toEqual([1, expect.any(Number)]);
      expect(typeof ok).toBe('boolean');
      expect(unit).toMatch(/^(records\/s|ops\/s|bodies\/s|s|ms|MiB|B|bytes\/record)$/);
      expect(note).not.toBe('');
      expect(stdout).toContain(`\n${name} `);
    }
    expect(await readdir(folder)).toEqual(['bench.json']);
  });

  it('take only the rows that are named, and profile them when asked to', async () => {
    const report = join(folder, 'bench.json');
    const args = [program, '--quick', '--profile', '--report', report, 'jose-verify'];
    const { stdout } = await run(process.execPath, args);
    const rows = JSON.parse(await readFile(report, 'utf8')) as Row[];
    expect(rows.map(({ name }) => name)).toEqual(['jose-verify']);
    expect(await readdir(join(folder, 'bench-profiles'))).toEqual(['jose-verify.ours.cpuprofile']);
    expect(stdout).toContain('where the time goes');
  });

  it('take all rows whose names begin with a word', async () => {
    const report = join(folder, 'bench.json');
    await run(process.execPath, [program, '--quick', '--report', report, 'log-restore', 'log-append']);
    const rows = JSON.parse(await readFile(report, 'utf8')) as Row[];
    expect(rows.map(({ name }) => name)).toEqual([
      'log-append',
      'log-restore-1k',
      'log-restore-10k',
      'log-restore-60k',
    ]);
  });

  it('refuse a row that there is none of, and write no report', async () => {
    const report = join(folder, 'bench.json');
    const refused = run(process.execPath, [program, '--report', report, 'fastest']);
    await expect(refused).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('no row "fastest"') });
    expect(await readdir(folder)).toEqual([]);
  });
});
