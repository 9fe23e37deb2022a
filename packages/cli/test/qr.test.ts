/** What the program shows to a camera, read again by a decoder that had no part in drawing it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeLink } from '@allod/principals/links';
import jsqr from 'jsqr';
import { afterAll, expect, test } from 'vitest';
import { runHere, wordsIn } from './here.ts';
import { makeHomes } from './homes.ts';
import { document } from './program.ts';
import type { Ran } from './program.ts';

const folder = mkdtempSync(join(tmpdir(), 'allod-cli-qr-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const home = join(folder, 'ada');
await makeHomes([home]);
await ada('team create Home');

/** Ada, in a pipe, or at a terminal where she says nothing. */
function ada(line: string, { isTerminal = false } = {}): Promise<Ran> {
  return runHere(wordsIn(line), { home, ...(isTerminal ? { typed: [''] } : {}) });
}

/** The lines of the picture in what was printed. */
function pictureIn({ stdout }: Ran): string[] {
  return stdout.split('\n').filter((line) => /^[ █▀▄]{20,}$/.test(line));
}

const SCALE = 3;
const AROUND = 6;

/** What a camera reads from a picture in the middle of a terminal with a black ground, or of a white one, where it looks the other way round. */
function seen(lines: readonly string[], { isInverted = false } = {}): string | undefined {
  const modules = lines.flatMap((line) => ['█▀', '█▄'].map((white) => [...line].map((each) => white.includes(each))));
  const [rows, columns] = [modules.length + 2 * AROUND, modules[0]!.length + 2 * AROUND];
  const pixels = new Uint8ClampedArray(rows * columns * SCALE * SCALE * 4);
  for (let at = 0; at < pixels.length; at += 4) {
    const [x, y] = [(at / 4) % (columns * SCALE), Math.floor(at / 4 / (columns * SCALE))];
    const isWhite = modules[Math.floor(y / SCALE) - AROUND]?.[Math.floor(x / SCALE) - AROUND] === true;
    pixels.set(isWhite === isInverted ? [0, 0, 0, 255] : [255, 255, 255, 255], at);
  }
  return jsqr.default(pixels, columns * SCALE, rows * SCALE)?.data;
}

test('PRN-072 the words of a kit are shown to a camera in lower case, joined by single spaces', async () => {
  const { words } = document(await ada('recovery kit --words --json')) as { words: string[] };
  const shown = await ada('recovery kit --qr', { isTerminal: true });
  expect(words.every((word) => shown.stdout.includes(` ${word}`))).toBe(true);
  expect(seen(pictureIn(shown))).toBe(words.join(' '));
  expect(seen(pictureIn(shown), { isInverted: true })).toBe(words.join(' '));
  expect(shown.stderr).not.toContain(words.join(' '));
});

test('PRN-072 the words of a kit are in no picture where they are not printed either', async () => {
  const hidden = await ada('recovery kit --qr');
  expect([hidden.code, hidden.stdout]).toEqual([7, '']);
  expect(seen(pictureIn(await ada('recovery kit --words --qr')))).toMatch(/^[a-z]+( [a-z]+){23}$/);
});

test.each(['invite create Home --relay ws://127.0.0.1:9/', 'device pair', 'invite create Home --role reader --uses 3'])(
  'PRN-080 a camera reads the link that `allod %s` prints, and it is a link',
  async (line) => {
    for (const isTerminal of [false, true]) {
      const made = await ada(`${line} --qr`, { isTerminal });
      const [link = ''] = made.stdout.split('\n');
      expect(seen(pictureIn(made))).toBe(link);
      expect(decodeLink(link)).toMatchObject({ ok: true, value: { kind: 'invite' } });
      expect(pictureIn(made)[0]!.length).toBeLessThanOrEqual(80);
      expect(pictureIn(await ada(line, { isTerminal }))).toEqual([]);
    }
  },
);

test('a picture for a program is refused before anything is made', async () => {
  const before = document(await ada('invite list Home --json'));
  for (const line of ['invite create Home', 'device pair', 'recovery kit --words']) {
    const ran = await ada(`${line} --qr --json`);
    expect(ran).toMatchObject({ code: 2, stdout: expect.stringContaining('--json has no pictures') });
  }
  expect(document(await ada('invite list Home --json'))).toEqual(before);
});

test('a link that no picture has room for is printed all the same', async () => {
  const relays = [1, 2, 3, 4].map((n) => `--relay ws://127.0.0.1:9/${String(n).repeat(480)}`);
  const made = await ada(`invite create Home --qr ${relays.join(' ')}`);
  expect(decodeLink(made.stdout)).toMatchObject({ ok: true });
  expect([made.code, pictureIn(made)]).toEqual([0, []]);
  expect(made.stderr).toMatch(/too long for a QR code: \d{4} characters/);
});
