// The registries of the spec, read as data.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

interface ErrorEntry {
  readonly code: string;
  readonly phase: string;
}

interface Limit {
  readonly name: string;
  readonly value: number;
}

interface Algorithm {
  readonly alg: string;
  readonly kty: string;
  readonly crv: string;
}

const require = createRequire(import.meta.url);
const { errors } = require('@allod/spec/registries/errors.json') as { errors: ErrorEntry[] };
const { limits } = require('@allod/spec/registries/limits.json') as { limits: Limit[] };
const { types } = require('@allod/spec/registries/statement-types.json') as { types: { typ: string }[] };
const { suites } = require('@allod/spec/registries/suites.json') as { suites: { signature: Algorithm[] }[] };
const { kinds } = require('@allod/spec/registries/collection-kinds.json') as { kinds: { letter: string }[] };

/** The registered statement types. */
export const STATEMENT_TYPES: readonly string[] = types.map((type) => type.typ);

/** The signature algorithms of all suites, each with the kind of key it belongs to. */
export const ALGORITHMS: readonly Algorithm[] = suites.flatMap((suite) => suite.signature);

/** The letters of the collection kinds that this version of the spec has. */
export const COLLECTION_KINDS: readonly string[] = kinds.map((kind) => kind.letter);

/** The English word list of BIP-39. */
export const KIT_WORD_LIST: readonly string[] = readFileSync(
  join(dirname(require.resolve('@allod/spec/registries/errors.json')), 'kit-words.txt'),
  'utf8',
)
  .trimEnd()
  .split('\n');

/** The phase of a registered code. */
export function phaseOf(code: string): string {
  const entry = errors.find((error) => error.code === code);
  if (entry === undefined) throw new RangeError(`${code} is not in the error registry`);
  return entry.phase;
}

/** The value of a registered limit, in the unit of the registry. */
export function limit(name: string): number {
  const entry = limits.find((candidate) => candidate.name === name);
  if (entry === undefined) throw new RangeError(`${name} is not in the registry of limits`);
  return entry.value;
}
