import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@allod/client';
import { NOTES } from './acts.ts';
import { valueOf } from './client-device.ts';
import { bring, switchOn } from './homes.ts';
import type { Stage } from './homes.ts';
import { createFinder, LEAST_BYTES } from './search/finder.ts';
import type { Needle } from './search/finder.ts';
import { searchFolder } from './search/search-files.ts';
import { searchMemory } from './search/search-memory.ts';
import { check } from './steps.ts';
import { counted } from './words.ts';

/** A collection in clear, as its name says. */
const GREETINGS = 'v:com.example.greetings.public';
const GREETING = 'Good day to everybody, from Ada';
const BYTES_PER_MEGABYTE = 1_000_000;
/** How many of what was found are told. */
const MOST_TOLD = 5;

/** A relay that runs, and the folder with its store. */
export interface SearchedRelay {
  readonly folder: string;
  readonly pid: number;
}

/**
 * Searches all that the relay has, on disk and in memory, for every text that Ada reads and for the private keys of everybody; and for one text that she writes
 * for everybody, which has to be there.
 */
export async function searchRelay(stage: Stage, relay: SearchedRelay): Promise<void> {
  const { say } = stage;
  const { texts, notes } = await readAsAda(stage);
  const keys = keysIn(stage.folder);
  check(notes.length > 0 && keys.length > 0, 'there is nothing to look for');
  say(
    `   looked for: ${counted(texts.length, 'text')} that Ada’s laptop reads, the private keys of ${counted(keys.length, 'device')},`,
  );
  say('   each as it is, as UTF-16, in hexadecimal and in base64; and a greeting that she has just written in clear');
  const finder = createFinder([...texts, ...keys, { what: GREETING, bytes: utf8(GREETING) }]);
  const { files, bytes, found } = await searchFolder(relay.folder, finder);
  check(found.has(GREETING), 'the greeting is not found: the search would find nothing');
  check(found.size === 1, `the relay has on disk: ${told([...found.keys()].filter((what) => what !== GREETING))}`);
  say(`   its folder, ${counted(files, 'file')} of ${size(bytes)}: the greeting is there, and nothing else`);
  await searchProcess(stage, relay.pid, [...notes, ...keys]);
}

/** The names of countries are in every program: whatever runs JavaScript can sort them. So in memory the notes are looked for. */
async function searchProcess({ say }: Stage, pid: number, needles: readonly Needle[]): Promise<void> {
  const memory = await searchMemory(pid, createFinder(needles));
  if (memory === undefined) {
    say('   its memory: this system does not show it');
    return;
  }
  check(memory.found.size === 0, `the relay has in memory: ${told([...memory.found])}`);
  say(`   its memory, ${size(memory.bytes)}: no note, and no key`);
}

/** Every text in what Ada's laptop reads, and of these those in notes. What it then writes in clear is not among them. */
async function readAsAda(
  stage: Stage,
): Promise<{ readonly texts: readonly Needle[]; readonly notes: readonly Needle[] }> {
  const { client, off } = await switchOn(stage, 'laptop');
  await bring(client, stage.linkUrl);
  const [texts, notes] = [await textsIn(client, {}), await textsIn(client, { col: NOTES })];
  valueOf('a greeting', await client.records.addAll(GREETINGS, [{ json: { text: GREETING } }]));
  await bring(client, stage.linkUrl);
  await off();
  return { texts, notes };
}

async function textsIn(client: Client, filter: { readonly col?: string }): Promise<Needle[]> {
  const texts = new Set<string>();
  for await (const { json } of client.records.list(filter)) addTexts(json, texts);
  return [...texts].map((what) => ({ what, bytes: utf8(what) })).filter(({ bytes }) => bytes.length >= LEAST_BYTES);
}

function addTexts(value: unknown, texts: Set<string>): void {
  if (typeof value === 'string') texts.add(value);
  else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) addTexts(each, texts);
}

/** The seeds of which the keys of the devices are made, wherever a home is. */
function keysIn(folder: string): Needle[] {
  const homes = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return homes.flatMap(({ name }) => {
    const seed = seedIn(join(folder, name, 'keys.json'));
    return seed === undefined ? [] : [{ what: `the key of ${name}`, bytes: seed }];
  });
}

function seedIn(file: string): Uint8Array | undefined {
  try {
    const { seed } = JSON.parse(readFileSync(file, 'utf8')) as { readonly seed: string };
    return new Uint8Array(Buffer.from(seed, 'base64url'));
  } catch {
    // No home: the folder of the relay.
    return undefined;
  }
}

function told(names: readonly string[]): string {
  const more = names.length - MOST_TOLD;
  return `${names.slice(0, MOST_TOLD).join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
}

function size(bytes: number): string {
  return `${(bytes / BYTES_PER_MEGABYTE).toFixed(1)} MB`;
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
