import { describe, expect, test } from 'vitest';
import { parseChapter } from '../../coverage/chapter.ts';
import { requirementsOf, textHashOf } from '../../coverage/requirement.ts';
import type { Requirement } from '../../coverage/requirement.ts';
import { item } from './fixture.ts';

function extract(...lines: string[]): Requirement[] {
  const chapter = parseChapter({ file: '02-statements.md', text: lines.join('\n') });
  return requirementsOf([chapter], () => 1);
}

function one(text: string): Requirement | undefined {
  return extract(item('STM-012', text))[0];
}

describe('an item', () => {
  test('becomes one row with everything that it says', () => {
    const text = 'A verifier MUST refuse a statement whose header has a member other than `alg`.';
    const lines = [
      item('STM-012', 'A verifier MUST refuse a statement whose header'),
      '  has a member other than `alg`. `→ E_HEADER`',
    ];
    expect(extract(...lines)).toEqual([
      {
        id: 'STM-012',
        level: 'MUST',
        roles: ['verifier'],
        profile: 'crypto',
        anchor: '02-statements.md#stm-012',
        text,
        textHash: textHashOf({ text, codes: ['E_HEADER'] }),
        since: '0.1',
        rev: 1,
        status: 'draft',
        errors: ['E_HEADER'],
        polarity: 'reject',
        testability: 'testable',
      },
    ]);
  });

  test('ends where the next block begins', () => {
    const texts = extract(
      item('STM-001', 'A writer MUST write'),
      'on.',
      item('STM-002', 'A writer MUST read.'),
      '> A note.',
      item('STM-003', 'A writer MUST rest.'),
      '```text',
      'fence',
      '```',
      item('STM-004', 'A writer MUST sleep.'),
      '| a | table |',
    ).map(({ text }) => text);
    expect(texts).toEqual([
      'A writer MUST write on.',
      'A writer MUST read.',
      'A writer MUST rest.',
      'A writer MUST sleep.',
    ]);
  });

  test('inside a fence or a note is an example', () => {
    const line = item('STM-001', 'A writer MUST write.');
    expect(extract('```markdown', line, '```', `> ${line}`)).toEqual([]);
  });

  test('keeps its hash when it is wrapped elsewhere, and changes it with its words or codes', () => {
    const hash = one('A verifier MUST refuse this. `→ E_A`')?.textHash;
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
    expect(one('A verifier\n  MUST refuse this. `→ E_A`')?.textHash).toBe(hash);
    expect(one('A verifier MUST refuse that. `→ E_A`')?.textHash).not.toBe(hash);
    expect(one('A verifier MUST refuse this. `→ E_B`')?.textHash).not.toBe(hash);
  });

  test('may name several codes and carry tags, with or without code marks', () => {
    const row = one('A verifier MUST refuse this. `→ E_A, E_B` [profile: relay] `[since: 0.2]` `[status: tentative]`');
    expect(row).toMatchObject({
      text: 'A verifier MUST refuse this.',
      errors: ['E_A', 'E_B'],
      profile: 'relay',
      since: '0.2',
      status: 'tentative',
    });
  });

  test('without a keyword is no requirement', () => {
    expect(one('A verifier looks.')).toBeUndefined();
  });
});

describe('polarity is', () => {
  test.each([
    ['reject', 'A verifier MUST refuse it. `→ E_A`'],
    ['reject', 'A verifier MUST NOT hand it out. `→ E_A`'],
    ['never', 'A verifier MUST NOT change it.'],
    ['never', 'A writer SHOULD NOT repeat it.'],
    ['produce', 'A writer MUST sign it.'],
    ['accept', 'A verifier MUST accept it.'],
    ['state', 'A verifier MUST compute it.'],
    ['state', 'A writer or a reader MUST compute it.'],
  ])('%s for "%s"', (polarity, text) => {
    expect(one(text)?.polarity).toBe(polarity);
  });
});

describe('roles are', () => {
  test.each([
    [['writer', 'relay'], 'A relay or a writer MUST sleep.'],
    [['verifier'], 'When a relay asks, every verifier that a writer knows MUST sleep.'],
    [['store'], 'The work is done. Before it answers, the store MUST sleep.'],
    [['reader'], 'Readers MUST sleep.'],
  ])('%s for "%s"', (roles, text) => {
    expect(one(text)?.roles).toEqual(roles);
  });
});

describe('a file name', () => {
  test('without two digits in front is a mistake of the caller', () => {
    expect(() => parseChapter({ file: 'glossary.md', text: '' })).toThrow(TypeError);
  });
});
