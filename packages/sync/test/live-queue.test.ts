/** The bounds of what waits to be sent live. A transcript of TP/1 cannot show them: its cases are too short for such a queue. */
import { expect, test } from 'vitest';
import { hello, open, probe } from './probe.ts';
import type { Probe } from './probe.ts';
import { accept, createHost, createWriter, records } from './world.ts';
import type { Host } from './world.ts';

const ann = await createWriter(1);

/** A host with a live subscription over which nothing is sent: `fin` has not come. */
async function waiting(limits: { readonly liveQueueItems?: number } = {}): Promise<{ host: Host; other: Probe }> {
  const host = await createHost(1, { limits });
  await accept(host, [ann.init]);
  const other = await probe(host);
  await other.say(hello(), open(ann.space, { live: true }));
  return { host, other };
}

test('SYN-022 says lag in place of one item more than it lets wait, and not of as many or one less', async () => {
  const { host, other } = await waiting({ liveQueueItems: 100 });
  const all = await records(ann, [0, 101]);
  for (const [from, to, lags] of [
    [0, 99, 0],
    [99, 100, 0],
    [100, 101, 1],
  ] as const) {
    await accept(host, all.slice(from, to));
    await host.activity.quiet();
    expect(other.of('lag')).toHaveLength(lags);
  }
});

test('SYN-022 says lag in place of more than 4,194,304 bytes of items', async () => {
  const { host, other } = await waiting();
  // Of records with bodies of 60,000 bytes and less than 800 around them, 68 are below the bound and 70 above it.
  const all = await records(ann, [0, 70], { bodyOf: (i) => new Uint8Array(60_000).fill(i) });
  await accept(host, all.slice(0, 68));
  await host.activity.quiet();
  expect(other.of('lag')).toHaveLength(0);
  await accept(host, all.slice(68));
  await host.activity.quiet();
  expect(other.of('lag')).toHaveLength(1);
});
