import { describe, expect, test } from 'vitest';
import { park, type Holdings, type Parked } from '../src/index.ts';
import { boundModel } from './bound.ts';

const model = boundModel();

const holdings = (): Holdings => ({
  generation: new Uint8Array(8),
  now: 0,
  heldBySpace: new Map(),
  bodyByDigest: new Map(),
  parked: [],
});

function copy(id: string, plan: Partial<Parked> = {}): Parked {
  return { id, input: { st: id }, origin: 'link', bytes: 100, ...plan };
}

const ids = ({ parked }: Holdings): string[] => parked.map(({ id }) => id);

describe('SYN-030 what waits for a link', () => {
  test('SYN-030 keeps exactly 8,388,608 bytes', () => {
    const held = holdings();
    for (const id of ['a', 'b']) park(model, held, copy(id, { bytes: 4_194_304 }));
    expect(ids(held)).toEqual(['a', 'b']);
  });

  test('SYN-030 never keeps a byte more: the oldest go', () => {
    const held = holdings();
    for (const id of ['a', 'b']) park(model, held, copy(id, { bytes: 4_194_304 }));
    park(model, held, copy('c', { bytes: 1 }));
    expect(ids(held)).toEqual(['b', 'c']);
  });

  test('SYN-030 never counts what the link did not bring', () => {
    const held = holdings();
    park(model, held, copy('own', { origin: 'own', bytes: 9_000_000 }));
    park(model, held, copy('a'));
    expect(ids(held)).toEqual(['own', 'a']);
  });
});

describe('SYN-027 copies', () => {
  test('SYN-027 keeps two copies of a statement that differ', () => {
    const held = holdings();
    park(model, held, copy('a', { input: { st: 'a', sig: 'one' } }));
    park(model, held, copy('a', { input: { st: 'a', sig: 'two' } }));
    expect(ids(held)).toEqual(['a', 'a']);
  });

  test('SYN-027 ignores a copy that is there already, and takes it for the newest', () => {
    const held = holdings();
    for (const id of ['a', 'b', 'a']) park(model, held, copy(id));
    expect(ids(held)).toEqual(['b', 'a']);
  });
});
