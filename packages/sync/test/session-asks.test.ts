/** What a session asks for, and when it says that it is done. */
import { describe, expect, test } from 'vitest';
import type { Item, Message } from '@allod/transport/frames';
import { byeOf, bytesOf, encodeBase64url, hello, idsIn, items, open, probe, ZERO } from './probe.ts';
import type { Probe } from './probe.ts';
import { accept, createHost, createWriter, digestOf, forge, held, records } from './world.ts';
import type { Host, Made } from './world.ts';

const ann = await createWriter(1);
const bob = await createWriter(2);
const notes = await records(ann, [0, 12]);

async function greeted(host: Host, more: Parameters<typeof hello>[0] = {}): Promise<Probe> {
  const other = await probe(host);
  await other.say(hello(more));
  return other;
}

function itemOf({ parts }: Pick<Made, 'parts'>): Item {
  return [parts.headerBytes, parts.claimsBytes, parts.signature];
}

function askedIds(other: Probe): string[] {
  return other.of('get').flatMap(({ ids = [] }) => ids.map(encodeBase64url));
}

function askedDigests(other: Probe): string[] {
  return other.of('get').flatMap(({ digs = [] }) => digs.map(encodeBase64url));
}

describe('statements that are asked for', () => {
  const answers: [what: string, answer: Message][] = [
    ['a forged copy came', { m: 'got', rq: 0, i: [itemOf(forge({ ...ann.init, id: ann.space }))] }],
    ['the other side does not have', { m: 'got', rq: 0, no: [[bytesOf(ann.space), 'E_UNKNOWN']] }],
    ['something else came', { m: 'got', rq: 0, i: [itemOf(bob.init)] }],
    ['no answer came', { m: 'pong' }],
  ];

  test.each(answers)('SYN-037 never asks again for an op of which %s', async (_what, answer) => {
    const other = await greeted(await createHost(1));
    await other.say(open(ann.space), items(0, 0, [notes[1]!]));
    await other.say(answer);
    await other.say(items(0, 1, [notes[2]!]), {
      m: 'deps',
      s: 0,
      l: [[bytesOf(ann.space), 1, [bytesOf(ann.space)]]],
    });
    expect(askedIds(other)).toEqual([ann.space]);
    expect(byeOf(other)).toBeUndefined();
  });

  test('SYN-037 asks for every op that it has not asked for', async () => {
    const other = await greeted(await createHost(1));
    const further = await records(ann, [20, 21], { au: [ann.space, bob.space] });
    await other.say(open(ann.space), items(0, 0, [notes[1]!]), items(0, 1, further));
    expect(askedIds(other)).toEqual([ann.space, bob.space]);
  });

  test('SYN-037 answers who asks again', async () => {
    const host = await createHost(1);
    await accept(host, [ann.init]);
    const other = await greeted(host);
    for (const rq of [0, 1]) await other.say({ m: 'get', rq, ids: [bytesOf(ann.space)] });
    expect(other.of('got').map(({ i }) => i?.length)).toEqual([1, 1]);
  });
});

describe('bodies that are asked for', () => {
  /** Records with absent bodies of these lengths. */
  async function bare(...lengths: readonly number[]): Promise<{ made: Made[]; digests: string[] }> {
    const bodies = lengths.map((length, i) => new Uint8Array(length).fill(i + 1));
    const made = await records(ann, [30, 30 + lengths.length], { bodyOf: (i) => bodies[i - 30] });
    return { made: made.map(({ id, parts }) => ({ id, parts })), digests: bodies.map(digestOf) };
  }

  async function hostOfAnn(): Promise<Host> {
    const host = await createHost(1);
    await accept(host, [ann.init]);
    return host;
  }

  test('SYN-038 asks at once for bodies of together 1,048,576 bytes', async () => {
    const { made, digests } = await bare(524_288, 524_288);
    const other = await greeted(await hostOfAnn());
    await other.say(open(ann.space), items(0, 0, made));
    expect(other.of('get')).toHaveLength(1);
    expect(askedDigests(other).toSorted()).toEqual(digests.toSorted());
  });

  test.each(['one after the other', 'together'])(
    'SYN-038 never asks at once for bodies of a byte more that are lacked %s',
    async (how) => {
      const { made, digests } = await bare(524_288, 524_289);
      const other = await greeted(await hostOfAnn());
      await other.say(open(ann.space));
      if (how === 'together') await other.say(items(0, 0, made));
      else for (const [q, each] of made.entries()) await other.say(items(0, q, [each]));
      expect(askedDigests(other)).toEqual(digests.slice(0, 1));
      const first = bytesOf(digests[0]!);
      const part = (at: number, end: number): Message => ({
        m: 'got',
        rq: 0,
        bd: [[first, at, 524_288, new Uint8Array(end - at).fill(1)]],
        ...(end < 524_288 ? { more: true } : {}),
      });
      await other.say(part(0, 300_000));
      expect(askedDigests(other)).toEqual(digests.slice(0, 1));
      await other.say(part(300_000, 524_288));
      expect(askedDigests(other)).toEqual(digests);
    },
  );
});

describe('the end of a catch-up', () => {
  test('SYN-039 never says done before fin has come', async () => {
    const host = await createHost(1);
    await accept(host, [ann.init, ...notes]);
    const other = await greeted(host);
    await other.say(open(ann.space, { live: true }), items(0, 0, [notes[3]!]));
    expect([(await idsIn(other.came)).length, other.of('done').length]).toEqual([13, 0]);
    await other.say({ m: 'fin', s: 0 });
    expect(other.of('done')).toHaveLength(1);
  });

  test('SYN-035 closes on done that comes before it has sent fin', async () => {
    const host = await createHost(1);
    await accept(host, [ann.init, ...notes]);
    const done: Message = { m: 'done', s: 0, cur: new Uint8Array(24), n: 0, heads: [] };
    const answer: Message = { m: 'opened', s: 0, at: new Uint8Array(24), n: 0, ce: ZERO, heads: [] };
    const early = await opener(host);
    // Before it has heard what there is, it has sent nothing.
    await early.say(done);
    expect(byeOf(early)).toBe('E_TURN');
    const late = await opener(host);
    await late.say(answer);
    expect(late.of('fin')).toHaveLength(1);
    await late.say(done);
    expect(byeOf(late)).toBeUndefined();
    expect(await held(host, ann.space)).toHaveLength(13);
  });

  /** The other end of a link on which the host has opened the space. */
  async function opener(host: Host): Promise<Probe> {
    const other = await probe(host, 'opened');
    other.session.open(ann.space);
    await other.say(hello());
    expect(other.of('open')).toHaveLength(1);
    return other;
  }
});
