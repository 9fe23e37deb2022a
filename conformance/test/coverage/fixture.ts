/** A sound workspace in memory, small enough to read: every gate test breaks one thing in it. */
import type { GateVerdict } from '../../coverage/gate.ts';
import { judge } from '../../coverage/gate.ts';
import { extractOf, nextLock, readGateInput, readSpec } from '../../coverage/workspace.ts';

export type Texts = Map<string, string>;

/** A requirement item in the form of the spec. */
export function item(id: string, text: string): string {
  return `- <a id="${id.toLowerCase()}"></a>**${id}** ${text}`;
}

const conventions = [
  '# 01 Conventions',
  '',
  item('CNV-001', 'A verifier MUST refuse text with padding. `→ E_FORMAT`'),
  item('CNV-002', 'A writer MUST encode bytes without padding.'),
  item('CNV-003', 'A reader SHOULD show an id in full.'),
  item('CNV-004', 'A verifier MUST accept every spacing.'),
  '',
].join('\n');

const statements = [
  '# 02 Statements',
  '',
  item('STM-001', 'A verifier MUST refuse a statement longer than eight characters. `→ E_SIZE`'),
  item('STM-002', 'A writer MUST sign the bytes that are sent.'),
  item('STM-003', 'A verifier MUST NOT change the bytes.'),
  '',
  '```json valid statement',
  '{ "st": "short" }',
  '```',
  '',
].join('\n');

const json = (value: unknown): string => JSON.stringify(value);

function testReport(titles: readonly string[]): string {
  const assertionResults = titles.map((title) => ({ fullName: title, title, status: 'passed' }));
  return json({ testResults: [{ assertionResults }] });
}

const vectors = [
  {
    id: 'text/plain',
    title: 'N7 padding',
    requirements: ['CNV-001', 'CNV-004', 'STM-001'],
    kind: 'valid',
    expect: { ok: {} },
  },
  {
    id: 'text/padded',
    requirements: ['CNV-001'],
    kind: 'invalid',
    expect: { error: { code: 'E_FORMAT' } },
  },
  { id: 'text/spaced-too-far', requirements: ['CNV-004'], kind: 'invalid', expect: { error: { code: 'E_FORMAT' } } },
];

const mutants = [
  {
    id: 'D-FORMAT',
    family: 'derived',
    requirement: 'CNV-001',
    killedBy: [{ case: 'text/padded', requirements: ['CNV-001'] }],
  },
  {
    id: 'D-SIZE',
    family: 'derived',
    requirement: 'STM-001',
    killedBy: [{ case: 'text/long', requirements: ['STM-001'] }],
  },
  {
    id: 'M06',
    family: 'designed',
    requirement: 'STM-002',
    killedBy: [{ case: 'text/sign', requirements: ['STM-002'] }],
  },
];

/** Writes the lock and the extract that belong to the texts. */
export function settle(texts: Texts): Texts {
  texts.set('spec/requirements.lock.json', nextLock({ texts }));
  texts.set('spec/requirements.json', extractOf(readSpec({ texts }).requirements));
  return texts;
}

/** The sound workspace; a fresh copy each time. */
export function soundTexts(): Texts {
  return new Map(sound);
}

function makeSound(): Texts {
  const errors = [
    { code: 'E_FORMAT', requirement: 'CNV-001', scope: 'wire' },
    { code: 'E_SIZE', requirement: 'STM-001', scope: 'wire' },
  ];
  const schema = { type: 'object', properties: { st: { type: 'string', maxLength: 8, 'x-req': ['STM-001'] } } };
  const verdicts = vectors.map(({ id }) => ({ id, verdict: 'pass' }));
  const titles = [
    'CNV-002 encodes without padding',
    'CNV-003 shows ids in full',
    'STM-002 signs what it sends',
    'STM-003 never changes the bytes',
  ];
  const designRows = [
    { row: 'N7', chapter: '01', says: 'padding' },
    { row: 'N8', chapter: '01', says: 'somewhere else' },
    { row: 'N72', chapter: '05', says: 'a flipped body' },
  ];
  const map = [
    { row: 'N7', maps: ['CNV-001'] },
    { row: 'N8', not: 'the design took it back' },
  ];
  return settle(
    new Map([
      ['spec/01-conventions.md', conventions],
      ['spec/02-statements.md', statements],
      ['spec/registries/errors.json', json({ errors })],
      ['spec/schemas/statement.schema.json', json(schema)],
      [
        'spec/schemas/examples/statement.invalid.json',
        json([{ req: 'STM-001', instance: { st: 'far too long' }, why: 'nine' }]),
      ],
      ['spec/waivers.json', json({ 'STM-003': 'the model keeps no bytes that it could change' })],
      ['spec/design-rows.json', json({ rows: designRows })],
      ['spec/design-map.json', json({ rows: map })],
      ['vectors/text/text.json', json({ cases: vectors })],
      ['reports/conformance.json', json({ cases: verdicts })],
      ['reports/mutants.json', json({ mutants })],
      ['packages/core/reports/test.json', testReport(titles)],
    ]),
  );
}

const sound = makeSound();

/** Replaces one stretch of one text; a stretch that is not there is a mistake in the test. */
export function replace(texts: Texts, path: string, change: readonly [from: string, to: string]): Texts {
  const [from, to] = change;
  const text = texts.get(path);
  if (text?.includes(from) !== true) throw new RangeError(`${path} has no "${from}"`);
  return texts.set(path, text.replace(from, to));
}

/** The verdict of the gate on a workspace. */
export function gate(texts: Texts): GateVerdict {
  return judge(readGateInput({ texts }));
}

/** The gate's reasons, each with the requirement it is about, without repeats. */
export function reasons(texts: Texts): string[] {
  return [...new Set(gate(texts).failures.map(({ reason, requirement }) => [reason, requirement].join(' ').trim()))];
}
