import { describe, expect, it } from 'vitest';
import { foreignFaults, voteFaults } from '../src/second.mjs';
import type { Ballot } from '../src/second.mjs';

const scan = (text: string): string[] => foreignFaults([{ name: 'adapter.py', text }]);

describe('foreignFaults', () => {
  it.each([
    ['Python that only computes', 'import json\nimport re, sys\nfrom typing import NamedTuple\n'],
    ['the standard streams', 'for line in sys.stdin.buffer:\n    sys.stdout.write(line)\n'],
    ['a compiled expression', 'import re\nP = re.compile("a")\n'],
    ['a word that only contains a forbidden one', 'reopened = 1\nevaluate = 2\n'],
  ])('accepts %s', (_, text) => {
    expect(scan(text)).toEqual([]);
  });

  it('accepts the library for cryptography where it signs and encrypts, and nowhere else', () => {
    const text = 'import json\nfrom cryptography.hazmat.primitives.asymmetric import ec, ed25519\n';
    expect(foreignFaults([{ name: 'secrecy.py', text }])).toEqual([]);
    expect(foreignFaults([{ name: 'epochs.py', text }])).toEqual([
      expect.stringMatching(/epochs\.py:2: imports cryptography/),
    ]);
  });

  it('accepts a module of its own', () => {
    const sources = [
      { name: 'adapter.py', text: 'import allod\n' },
      { name: 'allod.py', text: 'import json\n' },
    ];
    expect(foreignFaults(sources)).toEqual([]);
  });

  it.each([
    ['a module that runs programs', 'import json\nimport subprocess\n', 2, 'subprocess'],
    ['one of several modules', 'import json, os as o\n', 1, 'os'],
    ['a name of a foreign module', 'from pathlib import Path\n', 1, 'pathlib'],
    ['an import inside a function', 'def f():\n    import ctypes\n', 2, 'ctypes'],
    ['an import behind another statement', 'a = 1; import socket\n', 1, 'socket'],
    ['an import on the line of its block', 'if True: from os import path\n', 1, 'os'],
    ['a module of the house by a relative name', 'from ..model import verify\n', 1, '..model'],
  ])('refuses %s', (_, text, line, module) => {
    expect(scan(text)).toEqual([expect.stringMatching(new RegExp(`adapter\\.py:${line}: imports ${module},`))]);
  });

  it.each([
    ['a file', 'text = open("answers.json").read()\n', 'open'],
    ['an import by name', '__import__("os")\n', '__import__'],
    ['code from text', 'eval("1")\n', 'eval'],
    ['the path of modules', 'sys.path.append("..")\n', 'sys.path'],
    ['loaded modules', 'sys.modules["os"]\n', 'sys.modules'],
  ])('refuses to reach %s', (_, text, word) => {
    expect(scan(text)).toEqual([expect.stringContaining(`uses ${word},`)]);
  });

  it('refuses to have seen no source', () => {
    expect(foreignFaults([])).toEqual([expect.stringContaining('holds no Python')]);
  });
});

const stable = { state: 'stable', agreed: ['model', 'python'] };
const good: Ballot = {
  cases: [
    { id: 'a', verdict: 'pass' },
    { id: 'honesty/x', verdict: 'pass' },
  ],
  locked: { a: stable },
  profiles: ['codec'],
  claimed: ['codec'],
};

describe('voteFaults', () => {
  it('accepts vectors that all pass and carry the vote', () => {
    expect(voteFaults(good)).toEqual([]);
  });

  it('refuses a vector that was not asked', () => {
    expect(voteFaults({ ...good, locked: { a: stable, b: stable } })).toEqual(['b: not asked']);
  });

  it('refuses a vector that is outside of what it claims', () => {
    expect(voteFaults({ ...good, cases: [{ id: 'a', verdict: 'not-applicable' }] })).toEqual(['a: not-applicable']);
  });

  it.each([
    ['without the vote', { state: 'stable', agreed: ['model', 'other'] }],
    ['that is still a draft', { state: 'draft', agreed: ['model', 'python'] }],
  ])('refuses a passing vector %s', (_, lock) => {
    expect(voteFaults({ ...good, locked: { a: lock } })).toEqual(['a: passes, but its vote is not in the lock']);
  });

  it('refuses a profile that is not claimed', () => {
    expect(voteFaults({ ...good, profiles: ['codec', 'crypto'] })).toEqual([expect.stringContaining('profile crypto')]);
  });

  it('refuses a lock without vectors', () => {
    expect(voteFaults({ ...good, locked: {} })).toEqual(['vectors/vectors.lock.json names no vector']);
  });
});
