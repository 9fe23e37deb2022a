import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The root of the workspace depends on the data, and no package does: it is under the ODbL, and in nothing that anybody installs. */
const ROOT_MANIFEST = new URL('../../../package.json', import.meta.url);
const PACKAGE = 'world-countries';

/** One country, with whatever the source says of it. */
export interface Country {
  /** Three letters of ISO 3166-1, different for each. */
  readonly cca3: string;
  readonly name: { readonly common: string };
}

/** The real data of the story. */
export interface Countries {
  /** Where it is from, such as `world-countries 5.1.0`. */
  readonly source: string;
  readonly list: readonly Country[];
}

/** Reads the countries. Throws when they are not installed, or not what they are known to be. */
export function readCountries(): Countries {
  const { resolve } = createRequire(ROOT_MANIFEST);
  const { version } = readJson(resolve(`${PACKAGE}/package.json`)) as { readonly version: string };
  return { source: `${PACKAGE} ${version}`, list: countriesOf(readJson(resolve(`${PACKAGE}/countries.json`))) };
}

/** The countries in a value. Throws `TypeError` unless it is a list of countries in which no code comes twice. */
export function countriesOf(value: unknown): readonly Country[] {
  if (!Array.isArray(value) || value.length === 0) throw new TypeError('there is no list of countries');
  const list: readonly unknown[] = value;
  if (!list.every(isCountry)) throw new TypeError('a country has a code of three letters and a name');
  if (new Set(list.map(({ cca3 }) => cca3)).size < list.length) throw new TypeError('a code stands for two countries');
  return list;
}

function isCountry(value: unknown): value is Country {
  if (typeof value !== 'object' || value === null) return false;
  const { cca3, name } = value as { readonly cca3?: unknown; readonly name?: { readonly common?: unknown } | null };
  return typeof cca3 === 'string' && /^[A-Z]{3}$/.test(cca3) && typeof name?.common === 'string';
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
