import { refuse } from '@allod/core/errors';
import type { ProtocolError } from '@allod/core/errors';
import type { Judged } from '@allod/core/verify';
import { createMemoryStore } from '@allod/storage';
import type { Store } from '@allod/storage';
import { bound } from '@allod/storage/testing';
import { createIntake } from '@allod/sync';
import type { Intake, Judge, OfferOptions } from '@allod/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestJudge, createWriter, held, nextOp, records } from './world.ts';
import type { Made, Writer } from './world.ts';

let ann: Writer;
let bob: Writer;
let notes: Made[];

beforeAll(async () => {
  ann = await createWriter(1);
  bob = await createWriter(2);
  notes = await records(ann, [0, 12]);
});

/** An intake whose commits wait for the test, and what it has begun to do. */
interface Slow {
  readonly intake: Intake;
  readonly store: Store;
  /** What was begun, in order. */
  readonly seen: string[];
  /** Lets commits through from now on: the next with what is given in its place. */
  release(inPlace?: Store['commit']): Promise<void>;
}

async function slow(judgeFails: (call: number) => boolean = () => false): Promise<Slow> {
  const store = await createMemoryStore((length) => new Uint8Array(length).fill(1));
  const seen: string[] = [];
  const gate: { open?: () => void; isOpen: boolean; inPlace?: Store['commit'] | undefined } = { isOpen: true };
  const plain = createTestJudge(store);
  const slowStore: Store = {
    ...bound(store),
    async commit(commit) {
      seen.push('commit');
      if (!gate.isOpen) await new Promise<void>((resolve) => (gate.open = resolve));
      const { inPlace } = gate;
      gate.inPlace = undefined;
      return (inPlace ?? store.commit.bind(store))(commit);
    },
  };
  let calls = 0;
  const judge = {
    async judge(items: Parameters<typeof plain.judge>[0]) {
      seen.push('judge');
      if (judgeFails(calls++)) throw new Error('the log cannot be read');
      return plain.judge(items);
    },
  };
  const intake = createIntake({ store: slowStore, judge });
  gate.isOpen = false;
  const release = async (inPlace?: Store['commit']): Promise<void> => {
    gate.isOpen = true;
    gate.inPlace = inPlace;
    gate.open?.();
    await calm();
  };
  return { intake, store, seen, release };
}

/** Lets everything happen that can happen. */
async function calm(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** The same with the first op there, and nothing noted of it. */
async function slowWithLog(judgeFails?: (call: number) => boolean): Promise<Slow> {
  const made = await slow(judgeFails);
  const judged = await createTestJudge(made.store).judge([ann.init]);
  const [op] = judged;
  if (op?.verdict !== 'admitted') throw new Error('the first op was not accepted');
  await made.store.commit({ space: ann.space, put: [op.admitted] });
  return made;
}

const full: Store['commit'] = async () => refuse('E_STORE_FULL', 'STO-013');

function cursor(n: number): NonNullable<OfferOptions['meta']> {
  return [['cursor', new Uint8Array([n])]];
}

async function keptCursor(store: Store): Promise<number | undefined> {
  for await (const { value } of store.scan({ by: 'meta', prefix: 'cursor' })) return value[0];
  return undefined;
}

describe('an intake', () => {
  test('judges an offer while the one before, which brought no op, is being committed', async () => {
    const { intake, store, seen, release } = await slowWithLog();
    const offers = [notes.slice(0, 2), notes.slice(2, 4)].map((items) => intake.offer(items));
    await calm();
    expect(seen.toSorted()).toEqual(['commit', 'judge', 'judge']);
    await release();
    for (const each of await Promise.all(offers)) expect(each).toMatchObject({ ok: true });
    expect(seen.toSorted()).toEqual(['commit', 'commit', 'judge', 'judge']);
    expect(await held({ store }, ann.space)).toHaveLength(5);
  });

  test('never judges more than two offers ahead of a commit', async () => {
    const { intake, seen, release } = await slowWithLog();
    const offers = notes.slice(0, 6).map((each) => intake.offer([each]));
    await calm();
    expect(seen.toSorted()).toEqual(['commit', 'judge', 'judge', 'judge']);
    await release();
    for (const each of await Promise.all(offers)) expect(each).toMatchObject({ ok: true });
    expect(seen.filter((each) => each === 'judge')).toHaveLength(6);
  });

  test('lets the judge hand the next signatures to other threads before a store keeps this one busy', async () => {
    const begun: string[] = [];
    const store = await createMemoryStore((length) => new Uint8Array(length).fill(1));
    const plain = createTestJudge(store);
    const [, ...verdicts] = await plain.judge([ann.init, ...notes.slice(0, 2)]);
    const judge: Judge = {
      async judge([offered]) {
        for (let i = 0; i < 20; i++) await Promise.resolve();
        begun.push('verify');
        await new Promise((resolve) => setImmediate(resolve));
        return verdicts.filter(({ id }) => id === (offered as Made).id);
      },
    };
    const busy: Store = {
      ...bound(store),
      commit: async (commit) => {
        begun.push('commit');
        return store.commit(commit);
      },
    };
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    const intake = createIntake({ store: busy, judge, turn });
    await Promise.all(notes.slice(0, 2).map((each) => intake.offer([each])));
    expect(begun).toEqual(['verify', 'verify', 'commit', 'commit']);
  });

  test('gives positions in the order of the offers', async () => {
    const { intake, release } = await slowWithLog();
    const offers = notes.map((each) => intake.offer([each]));
    await calm();
    await release();
    const answers = await Promise.all(offers);
    expect(answers.map((each) => each.ok && each.value[0]!.pos)).toEqual(notes.map((_, i) => i + 2));
  });

  test('never judges an offer before the op of the one before it is stored', async () => {
    const { intake, seen, release } = await slow();
    const first = intake.offer([ann.init]);
    const second = intake.offer(notes.slice(0, 2));
    await calm();
    expect(seen).toEqual(['judge', 'commit']);
    await release();
    expect(await first).toMatchObject({ ok: true });
    expect(await second).toMatchObject({ ok: true, value: [{ verdict: 'admitted' }, { verdict: 'admitted' }] });
  });

  test('SYN-029 accepts what waits in one offer for the op of the next', async () => {
    const { intake, store, release } = await slow();
    const unparked: string[] = [];
    const first = intake.offer(notes.slice(0, 2));
    const second = intake.offer([ann.init], { unparked: (all) => unparked.push(...all.map(({ verdict }) => verdict)) });
    const third = intake.offer(notes.slice(2, 3));
    await calm();
    await release();
    expect(await first).toMatchObject({ ok: true, value: [{ verdict: 'parked' }, { verdict: 'parked' }] });
    expect(await second).toMatchObject({ ok: true, value: [{ verdict: 'admitted' }] });
    expect(await third).toMatchObject({ ok: true, value: [{ verdict: 'admitted' }] });
    expect(unparked).toEqual(['admitted', 'admitted']);
    expect(await held({ store }, ann.space)).toHaveLength(4);
  });

  test('SYN-021 stores nothing of what follows on a link an offer for which there was no room, though it was judged', async () => {
    const { intake, store, seen, release } = await slowWithLog();
    const link = {};
    const offers = [0, 1, 2].map((n) => intake.offer([notes[n]!], { link, meta: cursor(n) }));
    const other = intake.offer([notes[3]!], { link: {} });
    await calm();
    expect(seen.toSorted()).toEqual(['commit', 'judge', 'judge', 'judge']);
    await release(full);
    for (const each of await Promise.all(offers)) expect(each).toMatchObject({ error: { code: 'E_STORE_FULL' } });
    expect(await other).toMatchObject({ ok: true, value: [{ verdict: 'admitted' }] });
    expect(await keptCursor(store)).toBeUndefined();
    expect(await held({ store }, ann.space)).toEqual([ann.space, notes[3]!.id].toSorted());
    expect(await intake.offer([notes[4]!], { link })).toMatchObject({ error: { code: 'E_STORE_FULL' } });
    // What is known to come to nothing is not judged.
    expect(seen.filter((each) => each === 'judge')).toHaveLength(4);
  });

  test('SYN-025 stores nothing of what follows on a link an offer with an item of another space, though it was judged', async () => {
    const { intake, store, release } = await slowWithLog();
    const link = {};
    const options = { link, space: ann.space };
    const first = intake.offer([notes[0]!], { ...options, meta: cursor(1) });
    const second = intake.offer([notes[1]!, bob.init], { ...options, meta: cursor(2) });
    const third = intake.offer([notes[2]!], { ...options, meta: cursor(3) });
    await calm();
    await release();
    expect(await first).toMatchObject({ ok: true });
    expect(await second).toMatchObject({ error: { code: 'E_RANGE' } });
    expect(await third).toMatchObject({ error: { code: 'E_RANGE' } });
    expect(await keptCursor(store)).toBe(1);
    expect(await held({ store }, ann.space)).toEqual([ann.space, notes[0]!.id].toSorted());
    expect(await held({ store }, bob.space)).toEqual([]);
  });

  test('SYN-021 stores nothing of what follows on a link an offer that could not be judged', async () => {
    const { intake, store, release } = await slowWithLog((call) => call === 1);
    const link = {};
    const offers = [0, 1, 2].map((n) => intake.offer([notes[n]!], { link, meta: cursor(n + 1) }));
    const other = intake.offer([notes[3]!]);
    const outcomes = Promise.allSettled([...offers, other]);
    await calm();
    await release();
    expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(await keptCursor(store)).toBe(1);
    expect(await held({ store }, ann.space)).toEqual([ann.space, notes[0]!.id, notes[3]!.id].toSorted());
  });

  test('stores bodies between the offers before and after', async () => {
    const { intake, store, seen, release } = await slowWithLog();
    const [note] = notes;
    const { body, ...bare } = note!;
    const first = intake.offer([bare]);
    const kept = intake.keep(ann.space, [[digest(note!), body!]]);
    const again = intake.offer([bare]);
    await calm();
    expect(seen.toSorted()).toEqual(['commit', 'judge', 'judge']);
    await release();
    expect(await first).toMatchObject({ ok: true, value: [{ lacks: { dig: digest(note!) } }] });
    expect(await kept).toMatchObject({ ok: true });
    const answers = await again;
    expect(answers.ok && answers.value[0]!.lacks).toBeUndefined();
    expect(await store.body(digest(note!))).toEqual(body);
  });
});

describe('an intake of ops', () => {
  /** Knows of each call what is stored and what is offered with it, and refuses one op for ever. */
  function forgetful(store: Store, bad?: string): Judge {
    let isRefused = false;
    const not = (id: string | undefined, error: ProtocolError): Judged =>
      id === undefined ? { verdict: 'refused', error } : { verdict: 'refused', id, error };
    const judgeOne = (each: Judged): Judged => {
      isRefused ||= each.id !== undefined && each.id === bad;
      if (each.id === bad) return not(bad, refuse('E_NOT_AUTHORIZED', 'PRN-034').error);
      return isRefused && each.verdict === 'parked' ? not(each.id, refuse('E_PARENT', 'PRN-021').error) : each;
    };
    return { judge: async (items) => (await createTestJudge(store).judge(items)).map(judgeOne) };
  }

  async function chainOf(length: number): Promise<Awaited<ReturnType<typeof nextOp>>[]> {
    const ops: Awaited<ReturnType<typeof nextOp>>[] = [];
    while (ops.length < length) ops.push(await nextOp(ann, ops.at(-1)?.id ?? ann.space));
    return ops;
  }

  test('lets nothing stand on an op that came with it and was not asked for', async () => {
    const store = await createMemoryStore((length) => new Uint8Array(length).fill(1));
    const intake = createIntake({ store, judge: forgetful(store) });
    const [parent, child] = await chainOf(2);
    await intake.offer([ann.init]);
    const answers = await intake.offer([parent!.offered, child!.offered], { ids: new Set([child!.id]) });
    expect(answers).toMatchObject({ value: [{ verdict: 'passed' }, { verdict: 'parked', waitsFor: [parent!.id] }] });
    expect(await held({ store }, ann.space)).toEqual([ann.space]);
    expect(await intake.offer([parent!.offered])).toMatchObject({ value: [{ verdict: 'admitted' }] });
    expect(await held({ store }, ann.space)).toEqual([ann.space, parent!.id, child!.id].toSorted());
  });

  test('SYN-029 refuses what waits for an op that is refused, and what waits for that', async () => {
    const store = await createMemoryStore((length) => new Uint8Array(length).fill(1));
    const [bad, child, grandchild] = await chainOf(3);
    const intake = createIntake({ store, judge: forgetful(store, bad!.id) });
    const waiting = [child!.id, grandchild!.id];
    await intake.offer([ann.init, child!.offered, grandchild!.offered]);
    expect((await store.items(waiting)).map((each) => each?.parked !== undefined)).toEqual([true, true]);
    const later: unknown[] = [];
    const unparked: NonNullable<OfferOptions['unparked']> = (answers) =>
      void later.push(...answers.map(({ id, code }) => [id, code]));
    expect(await intake.offer([bad!.offered], { unparked })).toMatchObject({ value: [{ code: 'E_NOT_AUTHORIZED' }] });
    expect(later).toEqual(waiting.map((id) => [id, 'E_PARENT']));
    expect(await store.items(waiting)).toEqual([undefined, undefined]);
  });
});

function digest({ parts }: Made): string {
  return (JSON.parse(new TextDecoder().decode(parts.claimsBytes)) as { dig: string }).dig;
}
