// A run as a whole: whatever the testee does, the terminal and the three files tell it.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { main } from '../../runner/main.ts';
import { loadRequirements } from '../../runner/requirements.ts';
import { conformance, manualClock, root } from './support.ts';

const fixture = join(conformance, 'test', 'fixtures', 'testee.mjs');
const SECTION = 'chapter 01 §3 Base64url';
const OTHER_SECTION = 'chapter 01 §3.1 Ids';

let workspace = '';
let printed: string[] = [];

function put(path: string, content: string | object): void {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  mkdirSync(join(workspace, path, '..'), { recursive: true });
  writeFileSync(join(workspace, path), text);
}

const caseOf = (text: string, requirement: string): object => ({
  id: `small/${text}`,
  title: `the text ${text}`,
  requirements: [requirement],
  flags: [],
  kind: 'edge',
  level: 'must',
  since: '0.1',
  input: { text },
  expect: text.startsWith('bad')
    ? { error: { code: 'E_FORMAT', phase: 'format' } }
    : { ok: { bytes: { $b64u: 'AA' } }, compare: 'bytes' },
});
const requirementOf = (id: string): object => ({
  id,
  text: `A verifier MUST hold ${id}.`,
  anchor: `01-conventions.md#${id.toLowerCase()}`,
});

beforeEach(() => {
  printed = [];
  workspace = mkdtempSync(join(tmpdir(), 'allod-conformance-'));
  const cases = [caseOf('one', 'CNV-001'), caseOf('bad-two', 'CNV-002'), caseOf('boom', 'CNV-003')];
  put('vectors/small/small.json', {
    suite: 'small',
    area: 'small',
    command: 'base64url.decode',
    profile: 'codec',
    cases: [...cases, caseOf('four', 'CNV-004')],
  });
  put('vectors/keys.json', { keys: [] });
  const ids = ['CNV-001', 'CNV-002', 'CNV-003', 'CNV-004'];
  put('spec/requirements.json', { requirements: ids.map(requirementOf) });
  const items = ids.map((id) => `- <a id="${id.toLowerCase()}"></a>**${id}** …`);
  const chapter = ['# 01 Conventions', '## 3. Base64url', ...items.slice(0, 2), '### 3.1 Ids', ...items.slice(2)];
  put('spec/01-conventions.md', [...chapter, '## 4. Later'].join('\n'));
  symlinkSync(conformance, join(workspace, 'conformance'));
});
afterEach(() => rmSync(workspace, { recursive: true }));

/** Runs the runner. The deadline of the text `boom` passes at once where the testee never answers it. */
function conf(behaviour: string, ...argv: readonly string[]): Promise<number> {
  const clock = manualClock();
  let sent = false;
  clock.onSet = (run) => {
    if (sent && behaviour === 'silent-on-boom') queueMicrotask(run);
    sent = false;
  };
  return main({
    argv: ['--cmd', `"${process.execPath}" "${fixture}" ${behaviour}`, '--trace', ...argv],
    root: workspace,
    cwd: workspace,
    reference: [process.execPath, fixture, 'honest'],
    clock,
    today: '2026-01-01',
    freshSeed: () => 'feed',
    print: (line) => void printed.push(line),
    printError: (line) => void (sent ||= line.startsWith('→') && line.includes('"boom"')),
  });
}

interface Told {
  readonly terminal: string;
  readonly json: { readonly cases: readonly { readonly id: string; readonly verdict: string }[] };
  readonly junit: string;
  readonly page: string;
  /** The part of the page about failing requirements. */
  readonly failing: string;
}

function told(folder: string): Told {
  const read = (name: string): string => readFileSync(join(workspace, folder, name), 'utf8');
  const page = read('conformance.html');
  return {
    terminal: printed.join('\n'),
    json: JSON.parse(read('conformance.json')) as Told['json'],
    junit: read('conformance.junit.xml'),
    page,
    failing: page.slice(page.indexOf('<h2>Failing'), page.indexOf('<h2>Requirements')),
  };
}

describe('the reports of a run', () => {
  test.each([
    ['wrong-code', 'wrong-code', 'bad-two', 'CNV-002', SECTION, 'reports'],
    ['exits-on-boom', 'crash', 'boom', 'CNV-003', OTHER_SECTION, 'reports'],
    ['silent-on-boom', 'timeout', 'boom', 'CNV-003', OTHER_SECTION, 'reports'],
    ['garbage-on-boom', 'fail', 'boom', 'CNV-003', OTHER_SECTION, 'reports'],
    ['wrong-code', 'wrong-code', 'bad-two', 'CNV-002', SECTION, 'reports/selection'],
    ['exits-on-boom', 'crash', 'boom', 'CNV-003', OTHER_SECTION, 'reports/selection'],
  ])('of a testee that %s: all four name the case, and the page the requirement', async (...row) => {
    const [behaviour, verdict, text, requirement, section, folder] = row;
    expect(await conf(behaviour, ...(folder === 'reports' ? [] : ['--only', 'small']))).toBe(1);
    const { terminal, json, junit, page, failing } = told(folder);
    expect(terminal).toContain(`${verdict.toUpperCase()} small/${text}`);
    expect(terminal).toContain(`${requirement} (${section}) A verifier MUST hold ${requirement}.`);
    expect(terminal).toContain(join(workspace, folder, 'conformance.html'));
    expect(json.cases.filter((each) => each.verdict !== 'pass')).toMatchObject([{ id: `small/${text}`, verdict }]);
    expect(junit).toContain(`<failure type="${verdict}"`);
    expect(failing).toContain(`<tr><th>${requirement}<td>${section}<td>A verifier MUST hold ${requirement}.`);
    expect(failing).toContain(`<a href="#case-small-${text}">small/${text}</a>: ${verdict}`);
    expect(failing.match(/<tr><th>CNV/g)).toHaveLength(1);
    expect(page).toContain(`id="case-small-${text}"`);
  });

  test('of a testee that ends at every case: the page names what got no verdict too', async () => {
    expect(await conf('exits-on-any-case')).toBe(1);
    const { json, junit, failing } = told('reports');
    expect(json.cases.map(({ verdict }) => verdict)).toEqual(['crash', 'crash', 'crash']);
    expect(junit).toContain('1 cases have no verdict');
    expect(failing.match(/<tr><th>CNV-\d+/g)).toEqual([1, 2, 3, 4].map((n) => `<tr><th>CNV-00${n}`));
    expect(failing).toContain('small/four: no verdict');
  });

  test('of a testee without a fault: no requirement is failing', async () => {
    expect(await conf('honest')).toBe(0);
    expect(told('reports').failing).toContain('None.');
  });

  test('of a selection leave those of a whole run as they are', async () => {
    await conf('honest');
    await conf('wrong-code', '--only', 'CNV-002');
    expect(told('reports').json.cases.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'pass', 'pass']);
    expect(told('reports/selection').json.cases).toMatchObject([{ id: 'small/bad-two', verdict: 'wrong-code' }]);
  });

  test('the page loads nothing, so it opens without a server', async () => {
    await conf('wrong-code');
    const { page } = told('reports');
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"`);
    expect(page).not.toMatch(/<link|<img|<iframe|import\(|fetch\(|@import|url\(|(?:src|href)="(?!#)/);
  });
});

describe('loadRequirements', () => {
  test('finds the section of every requirement of this repository', () => {
    const found = [...loadRequirements(root)];
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(([, { section }]) => !/^chapter \d\d\b/.test(section))).toEqual([]);
  });

  test('does without numbers, without the chapter, and without the spec', () => {
    put(
      'spec/01-conventions.md',
      '# 01 Conventions\n\n- <a id="cnv-001"></a>**CNV-001** …\n## Words\n- <a id="cnv-002"></a>',
    );
    const sections = ['CNV-001', 'CNV-002', 'CNV-003'].map((id) => loadRequirements(workspace).get(id)?.section);
    expect(sections).toEqual(['chapter 01', 'chapter 01 Words', '']);
    rmSync(join(workspace, 'spec/01-conventions.md'));
    expect(loadRequirements(workspace).get('CNV-001')).toEqual({ text: 'A verifier MUST hold CNV-001.', section: '' });
    rmSync(join(workspace, 'spec'), { recursive: true });
    expect(loadRequirements(workspace).size).toBe(0);
  });
});
