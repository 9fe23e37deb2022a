import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '@allod/core/bytes';
import { encodeMessage, itemFromParts } from '@allod/transport/frames';
import type { Item, ItemsMessage, PackEndMessage, PackMessage } from '@allod/transport/frames';
import { exportPack, importPack } from '@allod/sync';
import type { Offered, PackReport } from '@allod/sync';
import { bytesOf } from './probe.ts';
import {
  accept,
  certificateOf,
  createHost,
  createWriter,
  digestOf,
  forge,
  held,
  nextOp,
  NOW,
  records,
} from './world.ts';
import type { Host } from './world.ts';

const ann = await createWriter(1);
const bob = await createWriter(2);
const notes = await records(ann, [0, 700]);
const theirs = await records(bob, [0, 5]);

async function bytesFrom(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return concatBytes(all);
}

async function* inPieces(bytes: Uint8Array, size = 1_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function fullHost(): Promise<Host> {
  const host = await createHost(1);
  await accept(host, [ann.init, ...notes]);
  await accept(host, [bob.init, ...theirs]);
  return host;
}

const source = await fullHost();
const whole = await bytesFrom(exportPack(source.store, { spaces: [ann.space, bob.space], made: NOW }));

async function imported(bytes: Uint8Array, host?: Host): Promise<{ host: Host; report: PackReport }> {
  const into = host ?? (await createHost(9));
  return { host: into, report: await importPack(inPieces(bytes), into) };
}

/** A pack by hand: its messages, and an end that says what it is told. */
function packOf(
  messages: readonly (ItemsMessage | PackMessage)[],
  end: Partial<PackEndMessage> = {},
  after: Uint8Array = new Uint8Array(),
): Uint8Array {
  const before = concatBytes([new TextEncoder().encode('ALLODPK1'), ...messages.map(encodeMessage)]);
  const sha = new Uint8Array(createHash('sha256').update(before).digest());
  return concatBytes([before, encodeMessage({ m: 'packend', n: 0, per: [], sha, ...end }), after]);
}

const head = (spaces: readonly string[]): PackMessage => ({ m: 'pack', v: 1, sp: spaces.map(bytesOf), made: NOW });
const itemOf = ({ parts, body }: Offered): Item => itemFromParts(parts, body);
const some = (s: number, q: number, offered: readonly Offered[]): ItemsMessage => ({
  m: 'items',
  s,
  q,
  i: offered.map(itemOf),
});

async function endOf(offered: readonly Offered[]): Promise<Pick<PackEndMessage, 'n' | 'per'>> {
  const host = await createHost(3);
  await accept(host, offered);
  const ids = await held(host, ann.space);
  const row = [
    bytesOf(ann.space),
    ids.length,
    bytesOf(await certificateOf(host, ann.space)),
    [bytesOf(ann.space)],
  ] as const;
  return { n: offered.length, per: [row] };
}

const space = [ann.space];
const good = [ann.init, ...notes.slice(0, 2)];
const end = await endOf(good);
const [row] = end.per;

describe('a pack', () => {
  test('STO-024 gives an empty store the count, certificate and heads of the one it came from', async () => {
    const { host, report } = await imported(whole);
    expect(report).toMatchObject({ items: 707, accepted: 707, refused: [], parked: [] });
    expect(report).not.toHaveProperty('fault');
    for (const writer of [ann, bob]) {
      const certificate = await certificateOf(source, writer.space);
      expect(await certificateOf(host, writer.space)).toBe(certificate);
      const found = report.per.find((each) => each.space === writer.space)!;
      expect(Buffer.from(found.certificate).toString('base64url')).toBe(certificate);
      expect(found.heads).toEqual([writer.space]);
    }
    expect(await host.store.body(digestOf(notes[3]!.body!))).toEqual(notes[3]!.body);
  });

  test('STO-024 holds long bodies too', async () => {
    const host = await createHost(1);
    const body = Uint8Array.from({ length: 1_048_576 }, (_, i) => (i * i) >> 5);
    await accept(host, [ann.init, ...(await records(ann, [0, 2], { bodyOf: () => body }))]);
    const pack = await bytesFrom(exportPack(host.store, { spaces: [ann.space], made: NOW }));
    const { host: other, report } = await imported(pack);
    expect(report.accepted).toBe(3);
    expect(await other.store.body(digestOf(body))).toEqual(body);
  });

  test('has the log before the records, though an op came later', async () => {
    const host = await createHost(1);
    const op = await nextOp(ann, ann.space);
    await accept(host, [ann.init, ...notes.slice(0, 3)]);
    await accept(host, [op.offered]);
    const pack = await bytesFrom(exportPack(host.store, { spaces: [ann.space], made: NOW }));
    const { report } = await imported(pack);
    expect(report).toMatchObject({ accepted: 5, parked: [] });
    expect(report.per[0]!.heads).toEqual([op.id]);
  });

  test('STO-024 holds of some spaces the log alone, before all others', async () => {
    const pack = await bytesFrom(exportPack(source.store, { spaces: [bob.space], logs: [ann.space], made: NOW }));
    const { host, report } = await imported(pack);
    expect(report).toMatchObject({ items: 7, accepted: 7, refused: [], parked: [] });
    expect(report.per).toMatchObject([
      { space: ann.space, n: 1, heads: [ann.space] },
      { space: bob.space, n: 6, heads: [bob.space] },
    ]);
    expect(await held(host, ann.space)).toEqual([ann.space]);
    const twice = exportPack(source.store, { spaces: [bob.space], logs: [bob.space], made: NOW });
    await expect(bytesFrom(twice)).rejects.toThrow(RangeError);
  });

  test('is the same for the same store', async () => {
    expect(await bytesFrom(exportPack(source.store, { spaces: [ann.space, bob.space], made: NOW }))).toEqual(whole);
  });

  test('leaves out what is accepted while it is made, and stays whole', async () => {
    const host = await createHost(1);
    await accept(host, [ann.init, ...notes.slice(0, 600)]);
    const chunks: Uint8Array[] = [];
    for await (const chunk of exportPack(host.store, { spaces: [ann.space], made: NOW })) {
      chunks.push(chunk);
      if (chunks.length === 3) await accept(host, notes.slice(600));
    }
    const { report } = await imported(concatBytes(chunks));
    expect(report).toMatchObject({ items: 601, accepted: 601 });
    expect(report).not.toHaveProperty('fault');
  });

  test('is made of 1 to 2,048 spaces', async () => {
    await expect(bytesFrom(exportPack(source.store, { spaces: [], made: NOW }))).rejects.toThrow(RangeError);
    await expect(bytesFrom(exportPack(source.store, { spaces: [ann.space, ann.space], made: NOW }))).rejects.toThrow(
      RangeError,
    );
  });
});

describe('importing', () => {
  test('STO-020 imports what stands before the first fault', async () => {
    const bytes = whole.slice();
    bytes[bytes.length - 1_500]! ^= 0xff;
    const { host, report } = await imported(bytes);
    expect(report.fault).toEqual({ code: 'E_PACK' });
    expect(report.accepted).toBeGreaterThan(256);
    expect(report.accepted).toBeLessThan(707);
    expect(await held(host, ann.space)).toHaveLength(report.accepted);
  });

  test('STO-021 refuses the end of a pack that ends early, wherever it ends', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), async (length) => {
        const { report } = await imported(whole.subarray(0, length));
        expect(report.fault).toEqual({ code: 'E_PACK_TRUNCATED' });
      }),
      { numRuns: 12, seed: 1 },
    );
  });

  test('STO-021 finds no fault in a pack that is whole', async () => {
    expect((await imported(whole)).report.fault).toBeUndefined();
  });

  test('STO-022 refuses a message that claims more bytes than a message may have, and holds none of them', async () => {
    const claim = Uint8Array.of(0xa1, 0x61, 0x6d, 0x7b, 0, 0, 1, 0, 0, 0, 0, 0);
    const bytes = concatBytes([
      new TextEncoder().encode('ALLODPK1'),
      encodeMessage(head([ann.space])),
      claim,
      new Uint8Array(5_000),
    ]);
    expect((await imported(bytes)).report.fault).toEqual({ code: 'E_PACK' });
  });

  test('STO-022 takes a pack that was made by hand', async () => {
    const { report } = await imported(packOf([head(space), some(0, 0, good)], end));
    expect(report).toMatchObject({ items: 3, accepted: 3 });
    expect(report.fault).toBeUndefined();
  });

  test.each([
    ['another beginning', concatBytes([new TextEncoder().encode('ALLODPK2'), whole.subarray(8)])],
    ['no pack message', packOf([some(0, 0, good)], end)],
    ['a second pack message', packOf([head(space), head(space), some(0, 0, good)], end)],
    ['a space that is not listed', packOf([head(space), some(1, 0, good)], end)],
    ['an item of another space', packOf([head(space), some(0, 0, [bob.init])], end)],
    ['another count', packOf([head(space), some(0, 0, good)], { ...end, n: 4 })],
    [
      'another certificate',
      packOf([head(space), some(0, 0, good)], { ...end, per: [[row![0], 3, new Uint8Array(32), row![3]]] }),
    ],
    [
      'another count of a space',
      packOf([head(space), some(0, 0, good)], { ...end, per: [[row![0], 4, row![2], row![3]]] }),
    ],
    ['other heads', packOf([head(space), some(0, 0, good)], { ...end, per: [[row![0], 3, row![2], []]] })],
    ['another digest', packOf([head(space), some(0, 0, good)], { ...end, sha: new Uint8Array(32) })],
    ['no row for a space', packOf([head([ann.space, bob.space]), some(0, 0, good)], end)],
    ['bytes after its end', packOf([head(space), some(0, 0, good)], end, Uint8Array.of(0xa0))],
    ['half a message after its end', packOf([head(space), some(0, 0, good)], end, Uint8Array.of(0xa2))],
    ['a message that is none', concatBytes([new TextEncoder().encode('ALLODPK1'), Uint8Array.of(0xff)])],
  ])('STO-022 refuses %s', async (_, bytes) => {
    const { report } = await imported(bytes);
    expect(report.fault).toEqual({ code: 'E_PACK' });
  });

  test('STO-023 refuses one forged item by itself', async () => {
    const offered = [ann.init, notes[0]!, forge(notes[1]!)];
    const { report } = await imported(packOf([head(space), some(0, 0, offered)], end));
    expect(report).toMatchObject({ items: 3, accepted: 2, refused: [{ index: 2, code: 'E_SIG' }] });
    expect(report.fault).toBeUndefined();
    expect(report.per).toMatchObject([{ n: 2 }]);
  });

  test('STO-023 parks what comes before its log, and accepts it when the log comes', async () => {
    const { report } = await imported(
      packOf([head(space), some(0, 0, notes.slice(0, 2)), some(0, 1, [ann.init])], end),
    );
    expect(report).toMatchObject({ items: 3, accepted: 3, refused: [], parked: [] });
  });

  test('STO-023 reports what stays parked', async () => {
    const { report } = await imported(packOf([head(space), some(0, 0, notes.slice(0, 2))], end));
    expect(report.parked).toEqual([0, 1].map((index) => ({ index, code: 'E_PENDING_AUTH' })));
  });

  test('reports what the store refuses', async () => {
    const fault = {
      ok: false,
      error: { code: 'E_STORE_FULL', phase: 'sync', requirement: 'STO-013', details: undefined },
    } as const;
    const host = await createHost(1, {
      wrap: (store) => ({ ...store, commit: async (commit) => (commit.put?.length ? fault : store.commit(commit)) }),
    });
    expect((await imported(whole, host)).report.fault).toEqual({ code: 'E_STORE_FULL' });
  });
});
