import { describe, expect, test } from 'vitest';
import { linkPair } from '@allod/transport';
import type { Link } from '@allod/transport';
import { decodeFrame } from '@allod/transport/frames';
import type { Session } from '@allod/sync';
import { idsIn } from './probe.ts';
import { accept, Activity, certificateOf, createHost, createWriter, forge, held, records } from './world.ts';
import type { Host } from './world.ts';

const ann = await createWriter(1);
const notes = await records(ann, [0, 40]);

interface Net {
  readonly hosts: readonly Host[];
  readonly activity: Activity;
  /** Frames that went over each link, and in which direction. */
  readonly frames: { readonly link: string; readonly bytes: Uint8Array }[];
  connect(from: number, to: number): Session;
}

async function net(size: number): Promise<Net> {
  const activity = new Activity();
  const hosts: Host[] = [];
  for (let i = 0; i < size; i++) hosts.push(await createHost(i + 1, { activity }));
  for (const host of hosts) await accept(host, [ann.init]);
  const frames: Net['frames'] = [];
  const spy = (link: Link, name: string): Link => ({
    get buffered() {
      return link.buffered;
    },
    send(bytes) {
      frames.push({ link: name, bytes });
      link.send(bytes);
    },
    listen: (handlers) => link.listen(handlers),
    close: (code, reason) => link.close(code, reason),
  });
  const connect = (from: number, to: number): Session => {
    const [near, far] = linkPair();
    const session = hosts[from]!.peer.attach(spy(near, `${from}>${to}`), 'opened');
    hosts[to]!.peer.attach(spy(far, `${to}>${from}`), 'accepted');
    return session;
  };
  return { hosts, activity, frames, connect };
}

/** How often each id went over each link in each direction. */
async function passages({ frames }: Net): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { link, bytes } of frames) {
    const decoded = decodeFrame(bytes);
    if (!decoded.ok) throw new Error(decoded.error.code);
    for (const id of await idsIn(decoded.value)) counts.set(`${link} ${id}`, (counts.get(`${link} ${id}`) ?? 0) + 1);
  }
  return counts;
}

async function settle(world: Net): Promise<void> {
  // A frame crosses a link in microtasks, and each hop is work that is counted: quiet for good is quiet several times.
  for (let i = 0; i < 12; i++) await world.activity.quiet();
}

describe('forwarding', () => {
  test('SYN-020 brings an item along a line of five peers, once over each link', async () => {
    const world = await net(5);
    for (let i = 0; i < 4; i++) await world.connect(i, i + 1).open(ann.space, { live: true }).settled;
    for (const note of notes.slice(0, 10)) await accept(world.hosts[0]!, [note]);
    await accept(world.hosts[4]!, notes.slice(10, 20));
    await settle(world);
    for (const host of world.hosts) expect(await held(host, ann.space)).toHaveLength(21);
    const counts = await passages(world);
    for (const note of notes.slice(0, 10)) expect(counts.get(`0>1 ${note.id}`)).toBe(1);
    for (const note of notes.slice(10, 20)) expect(counts.get(`4>3 ${note.id}`)).toBe(1);
    expect([...counts.values()].every((count) => count === 1)).toBe(true);
  });

  test('SYN-020 never goes round in a ring', async () => {
    const world = await net(3);
    for (const [from, to] of [
      [0, 1],
      [1, 2],
      [2, 0],
    ] as const)
      await world.connect(from, to).open(ann.space, { live: true }).settled;
    for (let i = 0; i < 12; i++) await accept(world.hosts[i % 3]!, [notes[i]!]);
    await settle(world);
    const certificates = await Promise.all(world.hosts.map((host) => certificateOf(host, ann.space)));
    expect(new Set(certificates).size).toBe(1);
    expect(await held(world.hosts[1]!, ann.space)).toHaveLength(13);
    const counts = await passages(world);
    expect([...counts.values()].every((count) => count === 1)).toBe(true);
  });

  test('SYN-020 sends an item once over a link on which both sides have opened the space', async () => {
    const world = await net(2);
    const [near, far] = linkPair();
    const left = world.hosts[0]!.peer.attach(near, 'opened');
    const right = world.hosts[1]!.peer.attach(far, 'accepted');
    await left.open(ann.space, { live: true }).settled;
    await right.open(ann.space, { live: true }).settled;
    const answered: string[] = [];
    world.hosts[1]!.store.watch(ann.space, ({ added, known }) => answered.push(...added, ...known));
    await accept(world.hosts[0]!, notes.slice(0, 5));
    await settle(world);
    expect(answered).toEqual(notes.slice(0, 5).map(({ id }) => id));
  });

  test('one forged item among good ones keeps none of them back', async () => {
    const world = await net(3);
    for (let i = 0; i < 2; i++) await world.connect(i, i + 1).open(ann.space, { live: true }).settled;
    const offered = await world.hosts[0]!.intake.offer([notes[0]!, forge(notes[1]!), notes[2]!]);
    expect(offered).toMatchObject({
      ok: true,
      value: [{ verdict: 'admitted' }, { code: 'E_SIG' }, { verdict: 'admitted' }],
    });
    await settle(world);
    expect(await held(world.hosts[2]!, ann.space)).toHaveLength(3);
  });
});

describe('two peers', () => {
  test('become equal in both directions, and know it when they meet again', async () => {
    const [a, b] = [await createHost(1), await createHost(2)];
    await accept(a, [ann.init, ...notes.slice(0, 30)]);
    await accept(b, [ann.init, ...notes.slice(20)]);
    const [near, far] = linkPair();
    const session = a.peer.attach(near, 'opened');
    b.peer.attach(far, 'accepted');
    const first = await session.open(ann.space).settled;
    expect(first).toEqual({
      ok: true,
      value: { received: 21, sent: 31, refused: 0, parked: 0, answered: 0, equal: false },
    });
    const second = await session.open(ann.space).settled;
    expect(second).toEqual({
      ok: true,
      value: { received: 0, sent: 0, refused: 0, parked: 0, answered: 0, equal: true },
    });
  });

  test('bring bodies of any length, though the credit is the least that there is', async () => {
    const limits = { creditBytes: 131_072, frameBytes: 131_072 };
    const [a, b] = [await createHost(1, { limits }), await createHost(2, { limits })];
    const bodyOf = (i: number): Uint8Array =>
      Uint8Array.from({ length: [1, 65_536, 65_537, 1_048_576][i]! }, (_, k) => (k * (k + i)) >> 3);
    const made = await records(ann, [0, 4], { bodyOf });
    await accept(b, [ann.init, ...made]);
    const [near, far] = linkPair();
    const session = a.peer.attach(near, 'opened');
    b.peer.attach(far, 'accepted');
    expect(await session.open(ann.space).settled).toMatchObject({ ok: true, value: { received: 5 } });
    for (const { parts, body } of made) {
      const { dig } = JSON.parse(new TextDecoder().decode(parts.claimsBytes)) as { dig: string };
      expect(await a.store.body(dig)).toEqual(body);
    }
  });

  test('an operation that is under way ends with E_LINK when the link goes', async () => {
    const [a, b] = [await createHost(1), await createHost(2)];
    const [near, far] = linkPair();
    const session = a.peer.attach(near, 'opened');
    b.peer.attach(far, 'accepted');
    const { settled } = session.open(ann.space);
    session.close();
    expect(await settled).toMatchObject({ ok: false, error: { code: 'E_LINK' } });
    expect(await session.closed).toEqual({ code: 'E_LINK' });
    expect(await session.open(ann.space).settled).toMatchObject({ ok: false, error: { code: 'E_LINK' } });
    expect(() => session.open('no id')).toThrow(TypeError);
  });

  test('a peer takes no limits beyond those of the registry', async () => {
    await expect(createHost(1, { limits: { frameBytes: 1_048_577 } })).rejects.toThrow(RangeError);
    await expect(createHost(1, { limits: { creditBytes: 131_071 } })).rejects.toThrow(RangeError);
  });
});
