import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Bundle {
  /** Modules of which something is in the bundle. */
  readonly modules: readonly string[];
  readonly text: string;
}

/** Everything that runs when somebody loads a door, in one file; what is built for a machine stays outside. */
async function bundleOf(door: string, platform: 'node' | 'browser'): Promise<Bundle> {
  const { metafile, outputFiles } = await build({
    stdin: { contents: `export * from '${door}';`, resolveDir: root, sourcefile: 'entry.js' },
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform,
    external: ['lmdb', 'sodium-native'],
    outdir: 'out',
    logLevel: 'silent',
  });
  const modules = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  return { modules, text: outputFiles.map((file) => file.text).join('\n') };
}

const opensSecrets = (module: string): boolean =>
  /\/core\/dist\/(open\/|platform\/(secrets|x25519)-)|\/principals\/dist\/secrets\//.test(module);

/** What code that opens secrets cannot do without, on any platform. */
const OPENING =
  /createDecipheriv|diffieHellman|unwrapKey|deriveBits|aes-256-gcm|id-aes256-wrap|AES-GCM|AES-KW|allod1\/(col|rec|body|kc|x25519|back|cek|iv|epk)\b/;

describe('the bundle of the relay', () => {
  test('has no module that opens secrets, and nothing that such a module cannot do without', async () => {
    const { modules, text } = await bundleOf('@allod/relay', 'node');
    expect(modules.some((module) => /\/core\/dist\/verify\//.test(module))).toBe(true);
    expect(modules.filter(opensSecrets)).toEqual([]);
    expect(OPENING.exec(text)).toBeNull();
  });

  test.each(['node', 'browser'] as const)(
    'is searched for what a bundle that opens secrets for %s has',
    async (platform) => {
      const { modules, text } = await bundleOf('@allod/core/open', platform);
      expect(modules.filter(opensSecrets).length).toBeGreaterThan(5);
      const found = new Set(text.match(new RegExp(OPENING, 'g')));
      expect(found.size).toBeGreaterThan(8);
    },
  );
});
