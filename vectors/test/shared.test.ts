import { describe, expect, test } from 'vitest';
import { share } from '../src/shared.ts';
import type { ValueObject } from '../src/value.ts';

const [a, b] = [
  { st: 'a', sig: '1' },
  { st: 'b', sig: '2' },
];

/** A file of cases with these inputs. */
const fileOf = (...inputs: ValueObject[]): ValueObject => ({ suite: 'x', cases: inputs.map((input) => ({ input })) });
const inputsOf = (file: ValueObject): unknown[] => (file['cases'] as { input: unknown }[]).map(({ input }) => input);

describe('a file in which a statement stands in several places', () => {
  const file = share(fileOf({ ops: [a, b] }, { logs: [{ id: 'x', ops: [a] }] }));
  const [[name, held] = []] = Object.entries(file['shared'] as ValueObject);

  test('has it once, under a name, and the name in its places', () => {
    expect(held).toEqual(a);
    expect(name).toMatch(/^[A-Za-z0-9_-]{8}$/);
    expect(inputsOf(file)).toEqual([
      { ops: [{ $shared: name }, b] },
      { logs: [{ id: 'x', ops: [{ $shared: name }] }] },
    ]);
  });

  test('has it before the cases, and what stands in one place where it was', () => {
    expect(Object.keys(file)).toEqual(['suite', 'shared', 'cases']);
    expect(Object.keys(file['shared'] as ValueObject)).toHaveLength(1);
  });

  test('has also the statements of a fault there', () => {
    const change = { op: 'add', path: '/ops/1', value: b };
    const { cases } = share({ cases: [{ input: { ops: [a, b] }, fault: change }] });
    expect((cases as { fault: { value: unknown } }[])[0]?.fault.value).toHaveProperty('$shared');
  });
});

test('the statement that a case asks about stays in its input', () => {
  const file = fileOf({ ...a, logs: [] }, { ...a, logs: [] });
  expect(share(file)).toBe(file);
});
