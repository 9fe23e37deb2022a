/** What may wait to be sent live. The vectors of sync/receive-queue fill whole queues before `fin`; here bounds are small, and links run out of credit. */
import { describe, expect, test } from 'vitest';
import { hello, items, open, probe } from './probe.ts';
import type { Probe } from './probe.ts';
import { countOf } from './queue-count.ts';
import { accept, createHost, createWriter, digestOf, records } from './world.ts';
import type { Host, Made } from './world.ts';

const ann = await createWriter(1);

/** The longest body that counts, in bytes. */
const LONGEST = 65_536;

interface Waiting {
  readonly host: Host;
  readonly other: Probe;
}

/** A host with a live subscription over which nothing is sent: `fin` has not come. */
async function waiting(liveQueueBytes?: number): Promise<Waiting> {
  const host = await createHost(1, liveQueueBytes === undefined ? {} : { limits: { liveQueueBytes } });
  await accept(host, [ann.init]);
  const other = await probe(host);
  await other.say(hello({ wn: 16_777_216 }), open(ann.space, { live: true }));
  return { host, other };
}

/** Commits one after the other, and says whether the host gave its queue up. */
async function hasLagged({ host, other }: Waiting, made: readonly Made[]): Promise<boolean> {
  for (const each of made) {
    await accept(host, [each]);
    await host.activity.quiet();
  }
  return other.of('lag').length > 0;
}

/** Whether these, one after the other, are more than a queue of so many bytes takes. */
async function areTooMany(made: readonly Made[], bytes: number): Promise<boolean> {
  return hasLagged(await waiting(bytes), made);
}

function bodyOf(length: number): Uint8Array {
  return new Uint8Array(length).fill(120);
}

describe('a live queue', () => {
  test('SYN-022 is replaced by lag at one byte more than may wait, and not at as many or one less', async () => {
    const made = await records(ann, [0, 5]);
    const bytes = countOf(made);
    expect(await areTooMany(made, bytes + 1)).toBe(false);
    expect(await areTooMany(made, bytes)).toBe(false);
    expect(await areTooMany(made, bytes - 1)).toBe(true);
  });

  test('SYN-022 takes 4,194,304 bytes unless it is told to take less', async () => {
    // Of records with bodies of 60,000 bytes and less than 700 around them, 69 are below the bound and 70 above it.
    const made = await records(ann, [0, 70], { bodyOf: (i) => new Uint8Array(60_000).fill(i) });
    expect(countOf(made.slice(0, 69))).toBeLessThanOrEqual(4_194_304);
    expect(countOf(made)).toBeGreaterThan(4_194_304);
    const side = await waiting();
    expect(await hasLagged(side, made.slice(0, 69))).toBe(false);
    expect(await hasLagged(side, made.slice(69))).toBe(true);
  });

  test('SYN-022 counts bodies of up to 65,536 bytes, and no longer one', async () => {
    const [counted] = await records(ann, [0, 1], { bodyOf: () => bodyOf(LONGEST) });
    const [longer] = await records(ann, [0, 1], { bodyOf: () => bodyOf(LONGEST + 1) });
    expect(await areTooMany([counted!], countOf([counted!]))).toBe(false);
    expect(await areTooMany([counted!], countOf([counted!]) - 1)).toBe(true);
    expect(await areTooMany([longer!], countOf([longer!]) - (LONGEST + 1))).toBe(false);
  });

  test('SYN-022 counts a body that has no room beside long claims, and so does not ride', async () => {
    const made = await records(ann, [0, 1], { bodyOf: () => bodyOf(LONGEST), more: { remark: 'x'.repeat(65_000) } });
    expect(await areTooMany(made, countOf(made))).toBe(false);
    expect(await areTooMany(made, countOf(made) - 1)).toBe(true);
    const side = await waiting();
    await hasLagged(side, made);
    await side.other.say({ m: 'fin', s: 0 });
    expect(
      side.other
        .of('items')
        .at(-1)!
        .i.map((item) => item.length),
    ).toEqual([3]);
  });

  test('SYN-022 counts no body that is not here, and one that another record brought', async () => {
    const [first, second] = await records(ann, [0, 2], { bodyOf: () => bodyOf(1_000) });
    const bare = { id: second!.id, parts: second!.parts };
    expect(await areTooMany([bare], countOf([bare]))).toBe(false);
    expect(await areTooMany([first!, bare], countOf([first!, second!]))).toBe(false);
    expect(await areTooMany([first!, bare], countOf([first!, second!]) - 1)).toBe(true);
  });

  test('SYN-022 counts a body as long as the record says, and holds none of another length', async () => {
    const long = bodyOf(50_000);
    const [brings] = await records(ann, [0, 1], { bodyOf: () => long });
    const [lies] = await records(ann, [1, 2], { bodyOf: () => bodyOf(7), more: { dig: digestOf(long) } });
    const made = [brings!, { id: lies!.id, parts: lies!.parts }];
    expect(await areTooMany(made, countOf(made) + 7)).toBe(false);
    expect(await areTooMany(made, countOf(made) + 6)).toBe(true);
    const side = await waiting();
    await hasLagged(side, made);
    await side.other.say({ m: 'fin', s: 0 });
    expect(side.other.of('items').flatMap(({ i }) => i.map((item) => item.length))).toEqual([3, 4, 3]);
  });

  test('SYN-022 counts what is made into a message and waits for credit', async () => {
    const made = await records(ann, [0, 6], { bodyOf: (i) => new Uint8Array(60_000).fill(i) });
    const host = await createHost(1, { limits: { liveQueueBytes: countOf(made.slice(2, 5)) } });
    await accept(host, [ann.init]);
    const other = await probe(host);
    await other.say(hello({ wn: 131_072, ft: [] }), open(ann.space, { live: true }), { m: 'fin', s: 0 });
    expect(await hasLagged({ host, other }, made.slice(0, 5))).toBe(false);
    // The init, two records, and no credit for a third.
    expect(other.of('items')).toHaveLength(3);
    expect(await hasLagged({ host, other }, made.slice(5))).toBe(true);
  });

  test('SYN-022 is empty again when all of it was sent', async () => {
    const made = await records(ann, [0, 6]);
    const side = await waiting(countOf(made.slice(0, 3)));
    expect(await hasLagged(side, made.slice(0, 3))).toBe(false);
    await side.other.say({ m: 'fin', s: 0 });
    expect(await hasLagged(side, made.slice(3))).toBe(false);
    expect(side.other.of('items').flatMap(({ i }) => i)).toHaveLength(7);
  });

  test('SYN-022 is not filled again once it was given up, and what was sent before the other side knew is no fault', async () => {
    const made = await records(ann, [0, 4]);
    const side = await waiting(countOf(made.slice(0, 1)));
    expect(await hasLagged(side, made.slice(0, 3))).toBe(true);
    await side.other.say(items(0, 0, [made[3]!]), { m: 'fin', s: 0 });
    expect(side.other.of('lag')).toHaveLength(1);
    expect(side.other.of('ack')).toEqual([{ m: 'ack', s: 0, q: 0, no: [], dur: 1 }]);
    expect(side.other.of('done')).toEqual([]);
    expect(side.other.closed).toBeUndefined();
  });
});
