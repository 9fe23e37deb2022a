import { PassThrough, Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { confirm } from '../../src/input/confirm.ts';
import { readDuration } from '../../src/input/duration.ts';
import { readText } from '../../src/input/read-text.ts';
import { readWholeNumber } from '../../src/input/whole-number.ts';

test.each([
  ['30', 30_000],
  ['30s', 30_000],
  ['1ms', 1],
  ['5m', 300_000],
  ['2h', 7_200_000],
  ['24d', 2_073_600_000],
])('the time %s is %i milliseconds', (text, ms) => {
  expect(readDuration(text)).toBe(ms);
});

test.each(['', '0', '-1', '1.5s', '25d', '1w', 's', '99999999999', '1 s'])('refuses the time "%s"', (text) => {
  expect(() => readDuration(text)).toThrow(/is no time/);
});

test('takes whole numbers up to the bounds, and none beyond', () => {
  const bounds = { option: '--port', min: 0, max: 65_535 };
  expect([readWholeNumber('0', bounds), readWholeNumber('65535', bounds)]).toEqual([0, 65_535]);
  for (const text of ['65536', '-1', '1e3', '0x1', '', ' 1', '1.0'])
    expect(() => readWholeNumber(text, bounds)).toThrow('--port takes a whole number from 0 to 65535');
});

/** Puts the question to somebody who types `typed`. */
async function asked(typed: string, signal = new AbortController().signal): Promise<boolean> {
  const stdin = new PassThrough();
  const answer = confirm('It is there already.', 'replace', { stdin, stderr: new PassThrough(), signal });
  stdin.end(typed);
  return answer;
}

test('goes on only when the very word is typed', async () => {
  expect(await asked('replace\n')).toBe(true);
  expect(await asked(' replace \r\n')).toBe(true);
  for (const typed of ['y\n', 'yes\n', '\n', '', 'replaced\n', 'no\nreplace\n']) expect(await asked(typed)).toBe(false);
});

test('an interrupt is no consent', async () => {
  const controller = new AbortController();
  const stdin = new PassThrough();
  const answer = confirm('?', 'yes', { stdin, stderr: new PassThrough(), signal: controller.signal });
  controller.abort();
  expect(await answer).toBe(false);
});

test('reads text up to its limit, and refuses more', async () => {
  const { signal } = new AbortController();
  const megabyte = Buffer.alloc(1_048_576, 'x');
  expect(await readText(Readable.from([Buffer.from('é').subarray(0, 1), Buffer.from('é').subarray(1)]), signal)).toBe(
    'é',
  );
  const most = Array.from({ length: 64 }, () => megabyte);
  expect((await readText(Readable.from(most), signal)).length).toBe(67_108_864);
  await expect(readText(Readable.from([...most, Buffer.from('x')]), signal)).rejects.toMatchObject({ code: 'E_SIZE' });
});
