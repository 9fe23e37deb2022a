import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fenceTags } from '../src/fences.mjs';
import { gateSteps } from '../src/steps.mjs';
import { readJson, readWorkspace, workspaceRoot } from '../src/workspace.mjs';

const contributing = readFileSync(join(workspaceRoot, 'CONTRIBUTING.md'), 'utf8');

/** The first two cells of each row of the table with this heading. */
function tableUnder(heading: string): string[][] {
  const [, body = ''] = contributing.split(`| ${heading} |`);
  const rows = body.trimEnd().split('\n\n')[0]?.split('\n').slice(2) ?? [];
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, 3)
      .map((cell) => cell.trim().replace(/^`(.*)`$/, '$1')),
  );
}

describe('CONTRIBUTING.md', () => {
  it('lists every step of the gate, in its order, in the words of the gate', () => {
    const steps = gateSteps({ root: workspaceRoot, packages: readWorkspace(workspaceRoot), env: {} });
    expect(tableUnder('Step | Holds that | Mended by')).toEqual(steps.map(({ name, does }) => [name, does]));
  });

  it('lists every tag of a code fence with its promise', () => {
    expect(Object.fromEntries(tableUnder('Tag | Promise'))).toEqual(fenceTags);
  });

  it('names every script of the workspace', () => {
    const { scripts } = readJson(join(workspaceRoot, 'package.json')) as { scripts: Record<string, string> };
    const named = Object.keys(scripts).filter((script) => new RegExp(`npm (run )?${script}\\b`).test(contributing));
    expect(named).toEqual(Object.keys(scripts));
  });
});
