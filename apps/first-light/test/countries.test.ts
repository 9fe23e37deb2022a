import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { countriesOf, readCountries } from '../src/countries.ts';

const aruba = { cca3: 'ABW', name: { common: 'Aruba' } };

describe('readCountries', () => {
  it('reads all countries of the version that the root pins, each with all that is said of it', () => {
    const { source, list } = readCountries();
    expect(source).toBe('world-countries 5.1.0');
    expect(list).toHaveLength(250);
    expect(list.find(({ cca3 }) => cca3 === 'ISL')).toMatchObject({ capital: ['Reykjavik'], borders: [] });
  });

  it('reads data that is in no package: the root alone depends on it', () => {
    const lockfile = readFileSync(new URL('../../../pnpm-lock.yaml', import.meta.url), 'utf8');
    const [, root = '', others = ''] = /^importers:\n\n {2}\.:\n(.*?)\n\n(.*?)\n\npackages:\n/ms.exec(lockfile) ?? [];
    const named = / world-countries:/g;
    expect([root.match(named)?.length, others.match(named)]).toEqual([1, null]);
    expect(others).toContain('apps/first-light:');
  });
});

describe('countriesOf', () => {
  it('accepts a list in which each country has a code and a name', () => {
    expect(countriesOf([aruba])).toEqual([aruba]);
  });

  it.each([
    ['what is no list', { aruba }],
    ['an empty list', []],
    ['a country without a code', [{ name: aruba.name }]],
    ['a code of two letters', [{ ...aruba, cca3: 'AW' }]],
    ['a country without a name', [{ cca3: 'ABW', name: null }]],
    ['nothing in place of a country', [aruba, null]],
    ['one code for two countries', [aruba, aruba]],
  ])('refuses %s', (_, value) => {
    expect(() => countriesOf(value)).toThrow(TypeError);
  });
});
