import { describe, expect, test } from 'vitest';
import { parseChapter } from '../../coverage/chapter.ts';
import { lintFences } from '../../coverage/json-fences.ts';
import { lintChapters } from '../../coverage/lints.ts';
import type { Finding } from '../../coverage/lints.ts';
import { lintLock, readChanges, relock } from '../../coverage/lock.ts';
import type { LockInput } from '../../coverage/lock.ts';
import { requirementsOf } from '../../coverage/requirement.ts';
import { createValidate } from '../../coverage/schemas.ts';
import { item } from './fixture.ts';

const codes = new Set(['E_FORMAT', 'E_JSON', 'E_SIZE']);
const schemas = {
  claims: { type: 'object', properties: { t: { type: 'integer', 'x-req': ['CNV-001'] }, u: { type: 'string' } } },
};

/** All lints that look at text only, over a chapter with these lines. */
function lint(...lines: string[]): Finding[] {
  const chapters = [parseChapter({ file: '01-conventions.md', text: lines.join('\n') })];
  const requirements = requirementsOf(chapters, () => 1);
  const validate = createValidate(schemas);
  const context = { schemaNames: new Set(Object.keys(schemas)), validate, codes, requirements };
  return [...lintChapters(chapters, { codes }), ...lintFences(chapters, context)];
}

function names(...lines: string[]): string[] {
  return lint(...lines).map((finding) => finding.lint);
}

const refusal = item('CNV-001', 'A verifier MUST refuse a bad time. `→ E_FORMAT`');

function fence(info: string, content: string): string[] {
  return [refusal, '', `\`\`\`${info}`, content, '```'];
}

describe('a sound chapter', () => {
  test('passes every lint', () => {
    const text = [
      '# 01 Conventions',
      '',
      'Plain words explain; `MUST` in code and "SHOULD" in a quotation name the words.',
      '',
      '> A note says what a writer should expect.',
      '',
      refusal,
      item('CNV-002', 'A writer or a relay that has no clock MAY leave'),
      '  the time out. `[profile: relay]`',
      item(
        'CNV-003',
        'When it starts, a peer MUST NOT guess; the reader of a `MUST` in code is not misled. `[since: 0.2]`',
      ),
      item('CNV-004', 'A writer MUST mean it. `[untestable: intent]`'),
      '',
      '```json valid claims',
      '{ "t": 1 }',
      '```',
      '```json invalid claims E_FORMAT',
      '{ "t": "late" }',
      '```',
      '```json sketch',
      '{ "t": … }',
      '```',
      '```text',
      'you must not lint a fence, and - **CNV-009** in it is no item: MUST',
      '```',
    ];
    expect(lint(...text)).toEqual([]);
  });
});

describe('L0 speaks when', () => {
  test.each([
    ['the anchor is another id', '- <a id="cnv-002"></a>**CNV-001** A writer MUST write.'],
    ['there is no anchor', '- **CNV-001** A writer MUST write.'],
    ['the area belongs to another chapter', item('STM-001', 'A writer MUST write.')],
    ['a tag is unknown', item('CNV-001', 'A writer MUST write. `[mood: good]`')],
    ['a profile is unknown', item('CNV-001', 'A writer MUST write. `[profile: cloud]`')],
    ['the id has two digits', item('CNV-01', 'A writer MUST write.')],
  ])('%s', (_name, line) => {
    expect(names(line)).toEqual(['L0']);
  });

  test('an id is used twice', () => {
    expect(names(refusal, refusal)).toEqual(['L0']);
  });
});

describe('L1 speaks when', () => {
  test.each([
    ['a keyword stands in a paragraph', 'A writer MUST write.'],
    ['a keyword stands in a note', '> A writer MAY write.'],
    ['a keyword stands in a list item without an id', '- A writer SHALL write.'],
    ['a keyword stands in a heading', '## What is REQUIRED'],
    ['a keyword follows an item after a blank line', `${refusal}\n\n  A writer SHOULD write.`],
  ])('%s', (_name, text) => {
    expect(names(text)).toEqual(['L1']);
  });
});

describe('L2 speaks when', () => {
  test.each([
    ['an item has two keywords', 'A writer MUST write and MUST NOT erase.'],
    ['an item has none', 'A writer writes.'],
    ['an item says SHALL', 'A writer SHALL write.'],
    ['an item says REQUIRED', 'A writer, as REQUIRED, writes.'],
  ])('%s', (_name, text) => {
    expect(names(item('CNV-001', text))).toEqual(['L2']);
  });
});

describe('L3 speaks when', () => {
  test.each(['must', 'shall', 'should', 'required', 'Must', 'Required'])('prose says "%s"', (word) => {
    expect(names(`The bytes ${word} be kept.`)).toEqual(['L3']);
  });

  test('an item says it beside its keyword', () => {
    expect(names(item('CNV-001', 'A writer MUST write what should be read.'))).toEqual(['L3']);
  });

  test('two stray quotation marks far apart do not hide it', () => {
    expect(names(`5" of text ${'x '.repeat(200)} must end in 6" of paper`)).toEqual(['L3']);
  });
});

describe('L4 speaks when', () => {
  test.each([
    ['the subject is a thing', 'A statement MUST be small.'],
    ['the subject belongs to a role', "A writer's clock MUST run."],
    ['a role is only part of a compound', 'A writer key MUST be fresh.'],
    ['a role stands in another clause', 'If a writer asks, the bytes MUST be kept.'],
    ['a role is the object', 'Bytes of a writer MUST be kept.'],
    ['the role is not of the list', 'A server MUST answer.'],
  ])('%s', (_name, text) => {
    expect(names(item('CNV-001', text))).toEqual(['L4']);
  });
});

describe('L5 speaks when', () => {
  test.each([
    ['a refusal has no code', 'A verifier MUST refuse a bad time.'],
    ['a parking has no code', 'A verifier MUST park an unknown claim.'],
    ['the code is not registered', 'A verifier MUST refuse a bad time. `→ E_NOWHERE`'],
    ['one of two codes is not registered', 'A verifier MUST refuse a bad time. `→ E_FORMAT, E_NOWHERE`'],
    ['the sentence names a code that is not registered', 'A verifier MUST prefer `E_NOWHERE` to silence.'],
  ])('%s', (_name, text) => {
    expect(names(item('CNV-001', text))).toEqual(['L5']);
  });
});

describe('L6 speaks when', () => {
  const requirement = { id: 'CNV-001', textHash: 'bb' };
  const lock = { 'CNV-001': { textHash: 'aa', rev: 1 } };
  const announced = readChanges(['Release note.\n\n- CNV-001 rev 2: says more\n']);
  const sound: LockInput = {
    requirements: [requirement],
    lock: { 'CNV-001': { textHash: 'bb', rev: 1 } },
    retired: new Set(),
    changes: readChanges([]),
  };

  test('never for a lock that fits', () => {
    expect(lintLock(sound)).toEqual([]);
  });

  test.each<[string, Partial<LockInput>]>([
    ['a text changed and no fragment announces it', { lock }],
    ['a text changed and is announced but not locked', { lock, changes: announced }],
    ['an id is not locked', { lock: {} }],
    ['an id is gone without a tombstone', { lock: { ...sound.lock, 'CNV-002': { textHash: 'cc', rev: 1 } } }],
    ['a retired id comes back', { retired: new Set(['CNV-001']) }],
    ['the fragment of a locked wording is gone', { lock: { 'CNV-001': { textHash: 'bb', rev: 2 } } }],
    ['the fragment announces another wording', { lock, changes: readChanges(['- CNV-001 rev 3: skips one']) }],
  ])('%s', (_name, change) => {
    expect(lintLock({ ...sound, ...change }).map((finding) => finding.lint)).toEqual(['L6']);
  });

  test('never again once an announced wording is locked, with its citations suspect', () => {
    const citations = new Map([['CNV-001', ['text/b', 'text/a']]]);
    const next = relock({ ...sound, lock, changes: announced, citations });
    expect(next).toEqual({ 'CNV-001': { textHash: 'bb', rev: 2, suspect: ['text/a', 'text/b'] } });
    expect(lintLock({ ...sound, lock: next, changes: announced })).toEqual([]);
    const holds = readChanges(['- CNV-001 rev 2: says more\n- CNV-001 rev 2 still holds: text/a']);
    expect(relock({ ...sound, lock: next, changes: holds, citations })['CNV-001']?.suspect).toEqual(['text/b']);
  });

  test('still after locking a change that nobody announced', () => {
    expect(relock({ ...sound, lock, citations: new Map() })).toEqual(lock);
  });

  test('still after locking an id that is gone without a tombstone', () => {
    const next = relock({ ...sound, requirements: [], citations: new Map() });
    expect(lintLock({ ...sound, requirements: [], lock: next })).toHaveLength(1);
    const retired = new Set(['CNV-001']);
    expect(relock({ ...sound, requirements: [], retired, citations: new Map() })).toEqual({});
  });
});

describe('L7 speaks when', () => {
  test.each(['too hard', 'later', ''])('the reason is "%s"', (reason) => {
    expect(names(item('CNV-001', `A writer MUST write. \`[untestable: ${reason}]\``))).toEqual(['L7']);
  });
});

describe('L8 speaks when', () => {
  test('the fence is never closed', () => {
    expect(names(refusal, '', '```json', '{}')).toEqual(['L8']);
  });

  test.each([
    ['JSON has no tag', 'json', '{}'],
    ['JSON has no language either', '', '{ "t": 1 }'],
    ['the tag is unknown', 'json maybe', '{}'],
    ['the schema is unknown', 'json valid nothing', '{}'],
    ['a valid instance is refused', 'json valid claims', '{ "t": "late" }'],
    ['a valid instance is not JSON', 'json valid claims', '{ "t": }'],
    ['an invalid instance is accepted', 'json invalid claims E_FORMAT', '{ "t": 1 }'],
    ['an invalid instance has no code', 'json invalid claims', '{ "t": "late" }'],
    ['the code is not registered', 'json invalid claims E_NOWHERE', '{ "t": "late" }'],
    ['the schema refuses it for another code', 'json invalid claims E_SIZE', '{ "t": "late" }'],
    ['the schema refuses it by a keyword that no requirement owns', 'json invalid claims E_FORMAT', '{ "u": 1 }'],
  ])('%s', (_name, info, content) => {
    expect(names(...fence(info, content))).toEqual(['L8']);
  });
});
