// gen: write the tree. check: compare the tree with what gen would write. agree: record who confirmed which cases.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { keysFile } from './actors.ts';
import { complaints, lockComplaints } from './checks.ts';
import { EMPTY_LOCK, nextLock, withVotes, type Lock } from './lock.ts';
import { readSpecFacts } from './spec-facts.ts';
import { buildTree } from './tree.ts';
import type { Value, ValueObject } from './value.ts';
import { writeJson } from './write-json.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LOCK = 'vectors.lock.json';
const KEYS = 'keys.json';

function main([command = '', ...args]: string[]): number {
  switch (command) {
    case 'gen':
      return gen();
    case 'check':
      return check();
    case 'agree':
      return agree(args);
    default:
      process.stderr.write('usage: vectors gen | check | agree VOTER REPORT\n');
      return 2;
  }
}

/** Every file of the tree, by path, and the lock they give. */
function generate(): { textByPath: Map<string, string>; lock: Lock; found: string[] } {
  const files = buildTree();
  const textByPath = new Map(files.map(({ path, text }) => [path, text]));
  textByPath.set(KEYS, writeJson(keysFile(), 3));
  const found = [...complaints(files, readSpecFacts()), ...schemaComplaints(textByPath)];
  return { textByPath, lock: nextLock(readLock(), files), found };
}

function gen(): number {
  const { textByPath, lock, found } = generate();
  for (const [path, text] of textByPath) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
  }
  writeLock(lock);
  return report(found, lock);
}

function check(): number {
  const { textByPath, lock, found } = generate();
  const stale = [...textByPath]
    .filter(([path, text]) => readText(path) !== text)
    .map(([path]) => `${path} is out of date: run gen`);
  return report([...found, ...stale, ...lockComplaints(readLock(), lock)], lock);
}

function agree([voter, reportPath]: string[]): number {
  if (voter === undefined || reportPath === undefined) return main([]);
  const { cases } = JSON.parse(readFileSync(reportPath, 'utf8')) as { cases: { id: string; verdict: string }[] };
  const confirmed = cases.filter(({ verdict }) => verdict === 'pass').map(({ id }) => id);
  writeLock(withVotes(readLock(), voter, confirmed));
  return 0;
}

function schemaComplaints(textByPath: ReadonlyMap<string, string>): string[] {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: true });
  return [...textByPath].flatMap(([path, text]) => {
    const value = JSON.parse(text) as ValueObject;
    const schemaPath = join(ROOT, dirname(path), String(value['$schema']));
    const schema = JSON.parse(readFileSync(schemaPath, 'utf8')) as { $id: string };
    const validate = ajv.getSchema(schema.$id) ?? ajv.compile(schema);
    if (validate(value) === true) return [];
    return (validate.errors ?? []).slice(0, 5).map((error) => `${path}${error.instancePath} ${error.message ?? ''}`);
  });
}

function report(found: readonly string[], lock: Lock): number {
  for (const sentence of found) process.stderr.write(`${sentence}\n`);
  if (found.length > 0) return 1;
  process.stdout.write(`${Object.keys(lock.cases).length} vectors in ${Object.keys(lock.files).length} files\n`);
  return 0;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(join(ROOT, path), 'utf8');
  } catch {
    return undefined;
  }
}

function readLock(): Lock {
  const text = readText(LOCK);
  return text === undefined ? EMPTY_LOCK : (JSON.parse(text) as Lock);
}

function writeLock(lock: Lock): void {
  writeFileSync(join(ROOT, LOCK), writeJson(lock as unknown as Value, 2));
}

process.exitCode = main(process.argv.slice(2));
