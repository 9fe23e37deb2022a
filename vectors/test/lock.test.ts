import { describe, expect, test } from 'vitest';
import { lockComplaints } from '../src/checks.ts';
import { EMPTY_LOCK, nextLock, uidOf, withVotes, type SuiteFile } from '../src/lock.ts';
import type { VectorCase } from '../src/suite.ts';

function vector(id: string, text: string): VectorCase {
  return {
    id,
    title: id,
    requirements: ['CNV-002'],
    flags: [],
    kind: 'valid',
    level: 'must',
    since: '0.1',
    input: { text },
    expect: { ok: {}, compare: 'accept' },
    provenance: { origin: 'authored', by: 'allod' },
  };
}

const file = (...cases: VectorCase[]): SuiteFile[] => [
  { path: 'a.json', text: JSON.stringify(cases), command: 'base64url.decode', cases },
];

describe('the lock', () => {
  test('keeps the uid of each case, which no order of members changes', () => {
    const made = vector('a', 'AA');
    expect(uidOf('c', made)).toMatch(/^[0-9a-f]{12}$/);
    expect(uidOf('c', { ...made, expect: { compare: 'accept', ok: {} } })).toBe(uidOf('c', made));
    expect(uidOf('c', vector('a', 'AAA'))).not.toBe(uidOf('c', made));
  });

  test('makes a case stable when a second verifier agrees', () => {
    const lock = nextLock(EMPTY_LOCK, file(vector('a', 'AA'), vector('b', 'AAA')));
    expect(lock.cases['a']).toMatchObject({ state: 'draft', agreed: ['model'] });
    const voted = withVotes(lock, 'python', ['a']);
    expect(voted.cases['a']).toMatchObject({ state: 'stable', agreed: ['model', 'python'] });
    expect(voted.cases['b']).toMatchObject({ state: 'draft', agreed: ['model'] });
    expect(withVotes(voted, 'python', ['a'])).toEqual(voted);
    expect(() => withVotes(lock, 'reference', ['a'])).toThrow('reference has no vote');
  });

  test('keeps votes while a case is unchanged, and drops them when a draft changes', () => {
    const voted = withVotes(nextLock(EMPTY_LOCK, file(vector('a', 'AA'))), 'model', ['a']);
    expect(nextLock(voted, file(vector('a', 'AA'))).cases['a']).toEqual(voted.cases['a']);
    expect(nextLock(voted, file(vector('a', 'AAA'))).cases['a']?.uid).not.toBe(voted.cases['a']?.uid);
  });

  test('refuses a stable id that stands for something else', () => {
    const stable = withVotes(nextLock(EMPTY_LOCK, file(vector('a', 'AA'))), 'python', ['a']);
    expect(() => nextLock(stable, file(vector('a', 'AAA')))).toThrow('a is stable and must not change');
  });

  test('retires an id that is gone, and refuses it when it comes back', () => {
    const lock = nextLock(EMPTY_LOCK, file(vector('a', 'AA'), vector('b', 'AAA')));
    const without = nextLock(lock, file(vector('a', 'AA')));
    expect(without.retired).toEqual({ b: lock.cases['b']?.uid });
    expect(() => nextLock(without, file(vector('b', 'AAA')))).toThrow('b is retired');
  });

  test('is out of date when a file has changed', () => {
    const lock = nextLock(EMPTY_LOCK, file(vector('a', 'AA')));
    expect(lockComplaints(lock, lock)).toEqual([]);
    expect(lockComplaints(lock, nextLock(EMPTY_LOCK, file(vector('a', 'AAA'))))).toHaveLength(1);
  });
});
