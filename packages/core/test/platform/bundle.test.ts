import { build } from 'esbuild';
import type { Metafile } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a bundler makes of a door for a browser, split where the code loads a part only when it is needed. */
async function outputsOf(door: string): Promise<Metafile['outputs']> {
  const { metafile } = await build({
    stdin: { contents: `export * from '@allod/core/${door}';`, resolveDir: root, sourcefile: 'entry.js' },
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    outdir: 'out',
    logLevel: 'silent',
  });
  return metafile.outputs;
}

/** The modules that load with the entry, before anybody calls anything. */
function loadedAtOnce(outputs: Metafile['outputs']): string[] {
  const entry = Object.keys(outputs).find((chunk) => outputs[chunk]!.entryPoint === 'entry.js');
  if (entry === undefined) throw new Error('the bundle has no entry');
  const chunks = new Set([entry]);
  for (const chunk of chunks)
    for (const { path, kind } of outputs[chunk]!.imports) if (kind === 'import-statement') chunks.add(path);
  return [...chunks].flatMap((chunk) => Object.keys(outputs[chunk]!.inputs));
}

const isNoble = (module: string): boolean => module.includes('@noble/');
const opensSecrets = (module: string): boolean => /dist\/(open\/|platform\/(secrets|x25519)-)/.test(module);

describe.each([
  { door: 'bytes', platform: false },
  { door: 'errors', platform: false },
  { door: 'sealed', platform: false },
  { door: 'statement', platform: true },
  { door: 'verify', platform: true },
])('the door $door in a browser', ({ door, platform }) => {
  test('loads no line of the stand-in for Ed25519', async () => {
    const atOnce = loadedAtOnce(await outputsOf(door));
    expect(atOnce.some((module) => module.endsWith('platform/web.js'))).toBe(platform);
    expect(atOnce.filter(isNoble)).toEqual([]);
  });

  test('can load the stand-in later only if it needs the platform, and nothing of Node ever', async () => {
    const modules = Object.values(await outputsOf(door)).flatMap(({ inputs }) => Object.keys(inputs));
    expect(modules.some(isNoble)).toBe(platform);
    expect(modules.filter((module) => /-?node\.js$/.test(module))).toEqual([]);
  });

  test('holds nothing that opens secrets', async () => {
    const modules = Object.values(await outputsOf(door)).flatMap(({ inputs }) => Object.keys(inputs));
    expect(modules.filter(opensSecrets)).toEqual([]);
  });
});

describe.each(['open', 'open/primitives'])('the door %s in a browser', (door) => {
  test('loads the stand-in for X25519 later, and nothing of Node ever', async () => {
    const outputs = await outputsOf(door);
    const atOnce = loadedAtOnce(outputs);
    expect(atOnce.some(opensSecrets)).toBe(true);
    expect(atOnce.filter(isNoble)).toEqual([]);
    const modules = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs));
    expect(modules.some(isNoble)).toBe(true);
    expect(modules.filter((module) => /-?node\.js$/.test(module))).toEqual([]);
  });
});
