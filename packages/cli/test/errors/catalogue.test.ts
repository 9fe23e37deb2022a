import { ERROR_CODES } from '@allod/core/errors';
import { expect, test } from 'vitest';
import { CATALOGUE } from '../../src/errors/catalogue.ts';
import { EXIT_MEANINGS } from '../../src/errors/exit-codes.ts';
import { Failure, failureOf } from '../../src/errors/failure.ts';

test('explains every registered code and no other', () => {
  expect(Object.keys(CATALOGUE).toSorted()).toEqual([...ERROR_CODES].toSorted());
});

test.each(ERROR_CODES)(
  'says of %s in whole sentences what happened, what it means for the data, and what to do',
  (code) => {
    const { title, data, hint, exit } = CATALOGUE[code];
    for (const sentence of [title, data, hint]) expect(sentence).toMatch(/^[A-Z`].*\.$/);
    expect(`${title} ${data} ${hint}`).not.toMatch(/[\w-]{43}|\bTODO\b|please|sorry/i);
    expect(EXIT_MEANINGS.map(([number]) => number)).toContain(exit);
    expect([0, 130]).not.toContain(exit);
  },
);

test('every exit code of the table is that of some failure, but done and interrupted', () => {
  const used = new Set<number>(ERROR_CODES.map((code) => CATALOGUE[code].exit));
  expect(EXIT_MEANINGS.map(([number]) => number).filter((number) => !used.has(number))).toEqual([0, 130]);
});

test('a refusal keeps its requirement and details in the failure that it becomes', () => {
  const details = { what: 'body', size: 2, limit: 1 };
  const failure = failureOf({ code: 'E_SIZE', phase: 'size', requirement: 'REC-009', details }, { about: 'v:notes' });
  expect(failure.toJSON()).toEqual({
    code: 'E_SIZE',
    message: 'v:notes: Something is longer than its limit. It was not stored.',
    hint: CATALOGUE.E_SIZE.hint,
    requirement: 'REC-009',
    details,
  });
});

test('a failure says its own sentence in place of that of the code', () => {
  const failure = new Failure('E_LINK', { reason: 'It took too long.', data: 'All is kept.', hint: 'Wait.', exit: 1 });
  expect([failure.message, failure.hint, failure.exit]).toEqual(['It took too long. All is kept.', 'Wait.', 1]);
});
