import { readFile } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How many places are named. */
const SHOWN = 15;

/** The part of a `.cpuprofile` that is read. */
export interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
}

/** A place in the code, and its share of the samples. */
export interface Cost {
  readonly place: string;
  readonly share: number;
}

/** The places of a profile in which most of the time was spent, one on a line. */
export async function topCosts(file: string): Promise<string> {
  const profile = JSON.parse(await readFile(file, 'utf8')) as Profile;
  const maps = new Map<string, SourceMap | undefined>();
  for (const { url } of new Set(profile.nodes.map(({ callFrame }) => callFrame)))
    if (url.startsWith('file:') && !maps.has(url)) maps.set(url, await mapOf(url));
  const costs = costsOf(profile, (url, line) => sourceOf(maps.get(url), { url, line }));
  return costs
    .slice(0, SHOWN)
    .map(({ place, share }) => `  ${(share * 100).toFixed(1).padStart(5)} %  ${place}`)
    .join('\n');
}

/** The cost of each function itself, what it calls left out, highest first. */
export function costsOf({ nodes, samples }: Profile, place: (url: string, line: number) => string): Cost[] {
  const frameById = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const count = new Map<string, number>();
  for (const id of samples) {
    const { functionName, url, lineNumber } = frameById.get(id)!;
    const name = functionName === '' ? '(anonymous)' : functionName;
    const where = url === '' ? name : `${name} ${place(url, lineNumber)}`;
    count.set(where, (count.get(where) ?? 0) + 1);
  }
  const costs = [...count].map(([where, hits]) => ({ place: where, share: hits / samples.length }));
  return costs.toSorted((a, b) => b.share - a.share);
}

async function mapOf(url: string): Promise<SourceMap | undefined> {
  const built = fileURLToPath(url);
  try {
    return new SourceMap(JSON.parse(await readFile(`${built}.map`, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Package, file and line of the source where there is a map, of what runs where there is none. */
function sourceOf(map: SourceMap | undefined, { url, line }: { readonly url: string; readonly line: number }): string {
  const entry = map?.findEntry(line, 0);
  const path = url.startsWith('file:') ? fileURLToPath(url) : url;
  const source = entry !== undefined && 'originalSource' in entry ? join(dirname(path), entry.originalSource) : path;
  const at = entry !== undefined && 'originalLine' in entry ? entry.originalLine : line;
  return `${source.split('/packages/').at(-1) ?? basename(source)}:${at + 1}`;
}
