// What the spec says, as far as the vectors must agree with it.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { SpecFacts } from './checks.ts';

const require = createRequire(import.meta.url);
const REGISTRIES = dirname(require.resolve('@allod/spec/registries/errors.json'));
const SPEC = dirname(REGISTRIES);

// The form of a requirement, by spec/README.md. Read from the chapters, so that a stale extract cannot hide a change.
const REQUIREMENT =
  /^- <a id="[a-z0-9-]+"><\/a>\*\*([A-Z]{3}-[0-9]{3})\*\* .*?\b(MUST NOT|MUST|SHOULD NOT|SHOULD|MAY)\b/gms;

const ENCLAVE = 'no command of TP/1 opens an enclave; tests of the package that does meet it';

/** Limits that no vector can meet and pass by one, each with the reason. Tests of the packages do. */
const OUT_OF_REACH: Readonly<Record<string, string>> = {
  opsInPast: 'a log of 65,536 ops is a case of forty million bytes; a test of the engine meets it',
  enclaveMemoryLeast: ENCLAVE,
  enclaveMemoryMost: ENCLAVE,
  enclavePassesLeast: ENCLAVE,
  enclavePassesMost: ENCLAVE,
  enclaveLanes: ENCLAVE,
};

/** Requirements, limits and the codes that a vector can expect, from the files of `@allod/spec`. */
export function readSpecFacts(): SpecFacts {
  const { limits } = readRegistry('limits.json') as { limits: { name: string; code?: string }[] };
  const { errors } = readRegistry('errors.json') as { errors: { code: string; scope: string }[] };
  const isReached = ({ name }: { name: string }): boolean => !Object.hasOwn(OUT_OF_REACH, name);
  const nearCodes = limits.filter(isReached).map(({ code }) => code);
  const farCodes = limits.map(({ code }) => code).filter((code) => !nearCodes.includes(code));
  const chapters = readdirSync(SPEC).filter((name) => /^[0-9]{2}-.*\.md$/.test(name));
  return {
    levelById: new Map(chapters.flatMap((name) => levelsIn(readFileSync(join(SPEC, name), 'utf8')))),
    limitNames: limits.filter(isReached).map(({ name }) => name),
    // A local code is no verdict about bytes, and that of a limit which no vector meets is none that one can ask for.
    codes: errors.filter(({ scope, code }) => scope === 'wire' && !farCodes.includes(code)).map(({ code }) => code),
  };
}

/** The id and the level of each requirement of a chapter. */
export function levelsIn(chapter: string): [string, string][] {
  return [...chapter.matchAll(REQUIREMENT)].map(([, id = '', level = '']) => [id, level]);
}

function readRegistry(name: string): unknown {
  return JSON.parse(readFileSync(join(REGISTRIES, name), 'utf8'));
}
