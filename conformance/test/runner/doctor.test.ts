import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { examine } from '../../runner/doctor.ts';
import { spawnTestee } from '../../runner/channel.ts';
import type { Channel } from '../../runner/channel.ts';
import { conformance, manualClock, playFixture, protocol, startFixture } from './support.ts';

async function problems(
  start: () => Promise<Channel>,
  clock = manualClock(),
): Promise<Readonly<Record<string, string>>> {
  const findings = await examine({ testee: { start, clock, protocol, deadlineMs: 1000 }, protocol, nonce: 'feed' });
  return Object.fromEntries(
    findings.flatMap(({ title, problem }) => (problem === undefined ? [] : [[title, problem]])),
  );
}

describe('doctor', () => {
  test('finds nothing wrong with the template adapter', async () => {
    const argv = [process.execPath, join(conformance, 'adapters', 'node-template', 'adapter.mjs')] as const;
    expect(await problems(() => spawnTestee({ argv, cwd: conformance, maxLineBytes: protocol.maxLineBytes }))).toEqual(
      {},
    );
  });

  test('finds nothing wrong with an honest testee', async () => {
    expect(await problems(playFixture('honest'))).toEqual({});
  });

  test('sees an echo that does not give back what it got', async () => {
    const found = await problems(playFixture('wrong-echo'));
    expect(found['echo gives back large integers']).toBe(
      '/value: expected [0,-1,1790000000000000,9007199254740991,-9007199254740991], got 0',
    );
    expect(found['a full window of 8 is answered, each request by its id']).toContain('request 2 of the window');
  });

  test('sees a process that ends with another status', async () => {
    expect(await problems(startFixture('ends-with-7'))).toEqual({
      'answers bye, then ends with status 0': 'ended with status 7',
      'ends with status 0 when its input ends': 'ended with status 7',
    });
  });

  test('sees a process that does not end', async () => {
    const clock = manualClock();
    const start = startFixture('ignores-end');
    // The deadline of closing is let pass as soon as the input of the process is closed.
    const found = await problems(async () => {
      const channel = await start();
      const endInput = (): void => {
        channel.endInput();
        clock.expire();
      };
      return { ...channel, endInput };
    }, clock);
    expect(found['ends with status 0 when its input ends']).toContain('did not end within the deadline');
  });

  test('cannot examine what does not speak TP/1', async () => {
    await expect(problems(startFixture('no-hello'))).rejects.toThrow(
      'does not speak TP/1: hello gave crash: exit status 5',
    );
  });
});
