import { expect, test } from 'vitest';
import { printable } from '../../src/output/printable.ts';
import { alignedTable, tabbedLine } from '../../src/output/table.ts';
import { isoTime, relativeTime } from '../../src/output/times.ts';
import { recordCells, recordDocument, recordRows } from '../../src/record-text.ts';

const SECOND = 1_000_000;
const NOW = 1_795_000_000 * SECOND;

test.each([
  [0, 'now'],
  [59, '59 s ago'],
  [60, '1 min ago'],
  [7_199, '1 h ago'],
  [86_400 * 29, '29 d ago'],
  [86_400 * 31, '2026-10-18'],
  [-120, 'in 2 min'],
])('what was %i seconds ago is said as "%s"', (seconds, said) => {
  expect(relativeTime(NOW - seconds * SECOND, NOW)).toBe(said);
});

test('says an instant in UTC, and one that no calendar reaches as a number', () => {
  expect(isoTime(1_795_271_319_929_000)).toBe('2026-11-21T14:28:39.929Z');
  expect(isoTime(Number.MAX_SAFE_INTEGER)).toBe('2255-06-05T23:47:34.740Z');
  expect(isoTime(9e21)).toBe('9e+21');
});

test('spells out what could steer a terminal', () => {
  expect(printable('a\u001b[31m\u009b\u202eé\n')).toBe('a\\u001b[31m\\u009b\\u202eé\\u000a');
});

test('aligns columns under their headings, and parts them by tabs for programs', () => {
  const table = {
    heading: ['ID', 'NAME'],
    rows: [
      ['1', 'é'],
      ['100', 'long'],
    ],
  };
  expect(alignedTable(table, (text) => `<${text}>`)).toEqual(['<ID   NAME>', '1    é', '100  long']);
  expect(alignedTable({ heading: [], rows: [['a', 'b']] }, String)).toEqual(['a  b']);
  expect(tabbedLine(['a', 'b'])).toBe('a\tb');
});

const VIEW = {
  id: 'i'.repeat(43),
  owner: 'o'.repeat(43),
  by: 'o'.repeat(43),
  kid: 'k'.repeat(43),
  col: 'v:notes',
  t: NOW,
  seq: 1,
  state: 'VALID',
} as const;

test('shortens a record for people, never for programs', () => {
  const view = { ...VIEW, length: 102, json: 'x'.repeat(100) };
  expect(recordCells(view, { now: NOW, isShort: true })).toEqual(['iiiiiiii', 'v:notes', 'now', `"${'x'.repeat(58)}…`]);
  expect(recordCells(view, { now: NOW, isShort: false })[3]).toBe(`"${'x'.repeat(100)}"`);
});

test('shows bytes by their number and as base64url, and says when a body is missing, deleted or ahead of its time', () => {
  const bytes = { ...VIEW, length: 2, cty: 'image/\u001bpng', bytes: Uint8Array.of(0xfb, 0xff) };
  expect(recordCells(bytes, { now: NOW, isShort: false })[3]).toBe('(2 bytes of image/\\u001bpng)');
  expect(recordDocument(bytes)).toEqual({ ...VIEW, length: 2, cty: 'image/\u001bpng', bodyB: '-_8' });
  expect(recordCells({ ...VIEW, length: 2, missing: true }, { now: NOW, isShort: false })[3]).toBe('(not here yet)');
  expect(recordCells(VIEW, { now: NOW, isShort: false })[3]).toBe('(deleted)');
  expect(recordRows({ ...VIEW, state: 'HELD', tag: 'a\nb' }, NOW)).toContainEqual(['tag', 'a\\u000ab']);
  expect(recordRows(VIEW, NOW).map(([what]) => what)).not.toContain('by');
  expect(recordRows({ ...VIEW, by: 'b'.repeat(43) }, NOW)).toContainEqual(['by', 'b'.repeat(43)]);
});
