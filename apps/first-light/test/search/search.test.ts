import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFinder } from '../../src/search/finder.ts';
import { searchFolder } from '../../src/search/search-files.ts';
import { searchMemory } from '../../src/search/search-memory.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const SECRET = { what: 'the secret', bytes: utf8('Zwiebelfisch') };
const finder = createFinder([SECRET, { what: 'another', bytes: utf8('Haubentaucher') }]);

describe('a finder', () => {
  test.each([
    ['as it is', (text: string) => Buffer.from(text)],
    ['as UTF-16', (text: string) => Buffer.from(text, 'utf16le')],
    ['in hexadecimal', (text: string) => Buffer.from(Buffer.from(text).toString('hex'))],
    ['in base64', (text: string) => Buffer.from(Buffer.from(text).toString('base64'))],
    ['in base64url', (text: string) => Buffer.from(Buffer.from(text).toString('base64url'))],
  ])('finds a text %s, wherever it stands', (_, encode) => {
    for (let before = 0; before < 5; before++)
      expect([...finder.find(encode(`${'·'.repeat(before)}${'x'.repeat(before)}Zwiebelfisch, and more`))]).toEqual([
        'the secret',
      ]);
  });

  test('finds bytes that are no text, in base64 from any place on', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 8, maxLength: 40 }),
        fc.uint8Array(),
        fc.uint8Array(),
        (bytes, before, after) => {
          const one = createFinder([{ what: 'it', bytes }]);
          const whole = Buffer.concat([before, bytes, after]);
          for (const text of [whole.toString('base64'), whole.toString('base64url'), whole.toString('hex')])
            expect(one.find(Buffer.from(text)).size).toBe(1);
          expect(one.find(whole).size).toBe(1);
        },
      ),
    );
  });

  test('finds nothing where nothing is, nor a part', () => {
    expect(finder.find(utf8('Zwiebelfis, Haubentauch, er')).size).toBe(0);
    expect(finder.find(utf8('')).size).toBe(0);
  });

  test('refuses what would be found by chance', () => {
    expect(() => createFinder([{ what: 'a word', bytes: utf8('short') }])).toThrow(RangeError);
  });
});

describe('a search', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'allod-search-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('of a folder looks into every file, also where its parts meet', async () => {
    mkdirSync(join(folder, 'deep'));
    writeFileSync(
      join(folder, 'deep', 'big'),
      Buffer.concat([Buffer.alloc(1_048_570, 1), SECRET.bytes, Buffer.alloc(9)]),
    );
    writeFileSync(join(folder, 'small'), 'nothing');
    const { files, bytes, found } = await searchFolder(folder, finder);
    expect({ files, bytes }).toEqual({ files: 2, bytes: 1_048_570 + 12 + 9 + 7 });
    expect([...found]).toEqual([['the secret', join('deep', 'big')]]);
  });

  // Other systems do not show the memory of a process.
  test.runIf(process.platform === 'linux')('of a process finds what it holds, and nothing else', async () => {
    const program = `const held = Buffer.from('Zwiebel' + 'fisch').toString('hex'); console.log('ready'); process.stdin.on('data', () => console.log(held))`;
    const child = spawn(process.execPath, ['-e', program], { stdio: ['pipe', 'pipe', 'ignore'] });
    await once(child.stdout, 'data');
    const searched = await searchMemory(child.pid!, finder);
    child.kill();
    await once(child, 'exit');
    expect([...searched!.found]).toEqual(['the secret']);
    expect(searched!.bytes).toBeGreaterThan(10_000_000);
  });

  test('of a process that is not there says nothing', async () => {
    expect(await searchMemory(0, finder)).toBeUndefined();
  });
});
