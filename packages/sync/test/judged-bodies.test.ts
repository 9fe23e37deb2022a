/** Bodies about which logs have a say: the sealed bodies of records, and the keyboxes of epochs. Chapter 04 says what; here it is that they do. */
import type { Store } from '@allod/storage';
import { linkPair } from '@allod/transport';
import { exportPack, importPack } from '@allod/sync';
import { describe, expect, test } from 'vitest';
import { accept, Activity, createHost, createWriter, digestOf, epochOp, nextOp, NOW, records } from './world.ts';
import type { BodyRule, Host, Made } from './world.ts';

const ann = await createWriter(1);
const bytes = (n: number, length = 32): Uint8Array => new Uint8Array(length).fill(n);
const sealed = { cty: 'application/jose' };
const epoch = await epochOp(ann, { body: bytes(1) });
/** The largest keybox rides with its op. (SEC-003) */
const large = await epochOp(ann, { par: epoch.id, body: bytes(2, 65_536) });
const [note, other] = await records(ann, [0, 2], { bodyOf: () => bytes(9, 40), more: sealed });
const bare = ({ id, parts }: Made): Made => ({ id, parts });

async function wants(store: Store): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of store.scan({ by: 'meta', prefix: `sync/want/${ann.space}/` }))
    names.push(name.split('/').at(-1)!);
  return names;
}

async function codes({ intake }: Host, items: readonly Made[]): Promise<string[]> {
  const offered = await intake.offer(items);
  if (!offered.ok) return [offered.error.code];
  return offered.value.map(({ verdict, code, lacks }) => [verdict, code, lacks && 'lacks'].filter(Boolean).join(' '));
}

const keep = async ({ intake }: Host, body: Uint8Array): Promise<string> => {
  const kept = await intake.keep(ann.space, [[digestOf(body), body]]);
  return kept.ok ? 'kept' : kept.error.code;
};

const lengthsIn = async ({ store }: Host, ...made: readonly { readonly body: Uint8Array }[]): Promise<unknown[]> =>
  Promise.all(made.map(async ({ body }) => (await store.body(digestOf(body)))?.length));

/** Refuses the bodies of some statements once these are accepted. */
const stale =
  (...digs: readonly string[]): BodyRule =>
  ({ dig }, verdict) =>
    verdict === 'admitted' && digs.includes(String(dig)) ? 'E_STALE_EPOCH' : undefined;

/** Two hosts, of which the first has things; what the second has once they have met. */
async function meeting(items: readonly Made[], rule?: BodyRule): Promise<Host> {
  const activity = new Activity();
  const [one, two] = [await createHost(1, { activity }), await createHost(2, { activity, ...(rule && { rule }) })];
  await accept(one, [ann.init, ...items]);
  const [near, far] = linkPair();
  const session = two.peer.attach(near, 'opened');
  one.peer.attach(far, 'accepted');
  const { settled } = session.open(ann.space);
  await activity.quiet();
  expect(await settled).toMatchObject({ ok: true });
  await session.idle();
  return two;
}

describe('keyboxes', () => {
  test('SEC-005 a keybox travels with its op in a session', async () => {
    const two = await meeting([epoch, large]);
    expect(await lengthsIn(two, epoch, large)).toEqual([32, 65_536]);
  });

  test('SEC-005 a keybox that came later than its op is asked for', async () => {
    const host = await createHost(1);
    await accept(host, [ann.init]);
    expect(await codes(host, [bare(epoch)])).toEqual(['admitted lacks']);
    expect(await wants(host.store)).toEqual([epoch.id]);
    expect(await keep(host, epoch.body)).toBe('kept');
    expect(await lengthsIn(host, epoch)).toEqual([32]);
    expect(await wants(host.store)).toEqual([]);
  });

  test('SEC-009 a keybox is refused alone, in a session and in a pack', async () => {
    const rule: BodyRule = ({ dig }) => (dig === digestOf(epoch.body) ? 'E_KEYBOX_RECIPIENT' : undefined);
    const two = await meeting([epoch, large], rule);
    expect(await lengthsIn(two, epoch, large)).toEqual([undefined, 65_536]);
    expect((await two.store.items([epoch.id]))[0]?.state).toBe('VALID');
    const one = await meeting([epoch, large]);
    const three = await createHost(3, { rule });
    const report = await importPack(exportPack(one.store, { spaces: [ann.space], made: NOW }), three);
    expect(report).toMatchObject({ accepted: 3, refused: [{ code: 'E_KEYBOX_RECIPIENT' }] });
    expect(await lengthsIn(three, epoch, large)).toEqual([undefined, 65_536]);
  });

  test('SEC-025 nobody wants the keybox of an epoch that has ended, and it is not taken', async () => {
    const ended = await epochOp(ann, { body: bytes(3), more: { end: NOW - 1 } });
    const host = await createHost(1);
    await accept(host, [ann.init]);
    expect(await codes(host, [bare(ended)])).toEqual(['admitted']);
    expect(await wants(host.store)).toEqual([]);
    expect(await codes(host, [ended])).toEqual(['admitted E_BURNED']);
    expect(await lengthsIn(host, ended)).toEqual([undefined]);
  });

  test('no other op has a body, whatever it says', async () => {
    const odd = await epochOp(ann, { body: bytes(4), more: { k: 'next' } });
    const host = await createHost(1);
    await accept(host, [ann.init]);
    expect(await codes(host, [bare(odd)])).toEqual(['admitted']);
    expect(await wants(host.store)).toEqual([]);
  });
});

describe('sealed bodies', () => {
  test('SEC-014 a body that comes alone is judged with its statement, and wanted no more when it is refused', async () => {
    const host = await createHost(1, { rule: stale(digestOf(bytes(9, 40))) });
    await accept(host, [ann.init]);
    expect(await codes(host, [bare(note!)])).toEqual(['admitted lacks']);
    expect(await keep(host, note!.body!)).toBe('E_STALE_EPOCH');
    expect(await lengthsIn(host, { body: note!.body! })).toEqual([undefined]);
    expect(await wants(host.store)).toEqual([]);
  });

  test('REC-011 a wrong body that comes alone is refused, and the right one is still wanted', async () => {
    const host = await createHost(1);
    await accept(host, [ann.init]);
    expect(await codes(host, [bare(note!)])).toEqual(['admitted lacks']);
    const kept = await host.intake.keep(ann.space, [[digestOf(note!.body!), bytes(8, 40)]]);
    expect(kept).toMatchObject({ ok: false, error: { code: 'E_DIGEST' } });
    expect(await wants(host.store)).toEqual([note!.id]);
  });

  test('SEC-014 a body that one statement may not have is kept for another one', async () => {
    const refused = note!.id;
    const rule: BodyRule = ({ tag }) => (tag === 'n0' ? 'E_STALE_EPOCH' : undefined);
    const host = await createHost(1, { rule });
    await accept(host, [ann.init]);
    await codes(host, [bare(note!), bare(other!)]);
    expect((await wants(host.store)).toSorted()).toEqual([refused, other!.id].toSorted());
    expect(await keep(host, note!.body!)).toBe('kept');
    expect(await wants(host.store)).toEqual([]);
    expect(await lengthsIn(host, { body: note!.body! })).toEqual([40]);
  });

  test('keeps no body that nothing lacks', async () => {
    const host = await createHost(1);
    await accept(host, [ann.init]);
    expect(await keep(host, bytes(7))).toBe('kept');
    expect(await lengthsIn(host, { body: bytes(7) })).toEqual([undefined]);
  });

  test('SEC-014 a body that waited with its statement is judged when the log is there', async () => {
    const op = await nextOp(ann, ann.space);
    const [fresh, old, plain] = await Promise.all(
      [20, 21, 22].map(async (n) => {
        const more = n === 22 ? {} : sealed;
        return (await records(ann, [n, n + 1], { bodyOf: () => bytes(n), au: [op.id], more }))[0]!;
      }),
    );
    const all = [fresh!, old!, plain!] as (Made & { readonly body: Uint8Array })[];
    const rule = stale(digestOf(old!.body!), digestOf(plain!.body!));
    const host = await createHost(1, { rule });
    await accept(host, [ann.init]);
    expect(await codes(host, all)).toEqual(Array.from({ length: 3 }, () => 'parked E_PENDING_AUTH'));
    expect(await lengthsIn(host, ...all)).toEqual([32, 32, 32]);
    const told: string[] = [];
    await host.intake.offer([op.offered], {
      unparked: (answers) => told.push(...answers.map(({ verdict, code = '' }) => `${verdict} ${code}`)),
    });
    expect(told.toSorted()).toEqual(['admitted ', 'admitted ', 'admitted E_STALE_EPOCH']);
    // What is in clear says nothing that a log could answer, so it was judged once.
    expect(await lengthsIn(host, ...all)).toEqual([32, undefined, 32]);
    expect(await wants(host.store)).toEqual([]);
  });

  test('SEC-014 long bodies that waited are judged a few at a time', async () => {
    const op = await nextOp(ann, ann.space);
    const bodyOf = (n: number): Uint8Array => bytes(n, 1_048_576);
    const all = await records(ann, [30, 36], { bodyOf, au: [op.id], more: sealed });
    const host = await createHost(1, { rule: stale(digestOf(bodyOf(31)), digestOf(bodyOf(35))) });
    await accept(host, [ann.init]);
    await codes(host, all);
    await host.intake.offer([op.offered]);
    const lengths = await lengthsIn(host, ...(all as (Made & { readonly body: Uint8Array })[]));
    expect(lengths.map((each) => each === undefined)).toEqual([false, true, false, false, false, true]);
  });
});
