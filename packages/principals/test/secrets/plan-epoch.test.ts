import { planEpoch, planTopUps, readKeybox, rotationDelay, secretFromBytes } from '@allod/principals/secrets';
import type { Random, Recipient } from '@allod/principals/secrets';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { bytesOf, deviceOf, idOf, randomOf, secretOf } from './craft.ts';

const log = idOf('log');
const ada = await deviceOf('ada');
const many = (count: number): Recipient[] =>
  Array.from({ length: count }, (_, at) => ({ kid: idOf(`r${at}`), jwk: ada.jwk }));

async function planned(plan: Omit<Parameters<typeof planEpoch>[0], 'log'>, random: Random = randomOf('plan')) {
  const epoch = await planEpoch({ log, ...plan }, random);
  if (!epoch.ok) throw new TypeError(epoch.error.code);
  return epoch.value;
}

const kidsOf = (body: Uint8Array | undefined): readonly string[] => {
  const box = body === undefined ? undefined : readKeybox(body);
  return box?.ok === true ? box.value.recipients.map(({ header }) => header.kid) : [];
};

test('SEC-013 everybody is addressed once, 256 in a keybox, and each op says the digest and length of its own', async () => {
  const recipients = many(600);
  const { ops, pub } = await planned({ recipients });
  expect(ops.map(({ body }) => kidsOf(body).length)).toEqual([256, 256, 88]);
  expect(ops.flatMap(({ body }) => kidsOf(body))).toEqual(recipients.map(({ kid }) => kid));
  for (const op of ops) {
    expect(op.pub).toEqual(pub);
    expect(op.len).toBe(op.body!.length);
    expect(op.dig).toBe(createHash('sha256').update(op.body!).digest('base64url'));
  }
});

test('SEC-055, SEC-013 nobody is addressed whose key is of small order', async () => {
  const weak = { kid: idOf('weak'), jwk: { ...ada.jwk, x: idOf('').replace(/./g, 'A') } };
  const { ops } = await planned({ recipients: [weak, ada] });
  expect(kidsOf(ops[0]!.body)).toEqual([ada.kid]);
});

test('SEC-022 64 earlier epochs stand in an op, and what is more in top-ups', async () => {
  const back = Array.from({ length: 130 }, (_, at) => ({ eid: idOf(`earlier ${at}`), es: secretOf(`earlier ${at}`) }));
  const { ops } = await planned({ recipients: [ada], back });
  expect(ops.map((op) => op.back?.length)).toEqual([64, 64, 2]);
  expect(ops.map(({ body }) => kidsOf(body).length)).toEqual([1, 0, 0]);
  expect(new Set(ops.flatMap((op) => op.back!.map(({ eid }) => eid))).size).toBe(130);
});

test('an epoch for nobody has one op without a keybox', async () => {
  const { ops } = await planned({ recipients: [] });
  expect(ops).toHaveLength(1);
  expect(Object.keys(ops[0]!)).toEqual(['pub']);
});

test('SEC-023 an epoch that ends says so in each op, and does not look back', async () => {
  const { ops } = await planned({ recipients: many(257), end: 5 });
  expect(ops.map(({ end }) => end)).toEqual([5, 5]);
  await expect(
    planEpoch({ log, recipients: [], end: 5, back: [{ eid: idOf('a'), es: secretOf('a') }] }, randomOf('a')),
  ).rejects.toThrow(RangeError);
});

test('a top-up brings the same epoch to more', async () => {
  const es = secretOf('epoch');
  const ops = await planTopUps({ log, es, recipients: [ada] }, randomOf('top'));
  expect(ops.ok && kidsOf(ops.value[0]!.body)).toEqual([ada.kid]);
});

test('SEC-039 refuses a random generator that throws, gives too little, one byte alone, or the same again', async () => {
  const fresh = randomOf('fresh');
  let calls = 0;
  const bad: readonly Random[] = [
    () => {
      throw new Error('no entropy');
    },
    (size) => new Uint8Array(size - 1).fill(3),
    (size) => new Uint8Array(size),
    (size) => bytesOf('stuck').subarray(0, size),
    (size) => ((calls += 1) > 3 ? fresh(size).fill(9) : fresh(size)),
  ];
  for (const random of bad) {
    const made = await planEpoch({ log, recipients: many(5) }, random);
    expect(!made.ok && made.error).toMatchObject({ code: 'E_RANDOM', requirement: 'SEC-039' });
  }
});

test('P13 over 100,000 wraps no ephemeral key, vector, content key or secret comes twice', async () => {
  const drawn = new Set<string>();
  const shown = new Set<string>();
  const random = randomOf('wraps');
  let draws = 0;
  const counting: Random = (size) => {
    const bytes = random(size);
    draws += 1;
    drawn.add(Buffer.from(bytes).toString('base64url'));
    return bytes;
  };
  const recipients = many(256);
  let wraps = 0;
  while (wraps < 100_000) {
    const { ops } = await planned({ recipients }, counting);
    const box = readKeybox(ops[0]!.body!);
    if (!box.ok) throw new TypeError(box.error.code);
    for (const { header } of box.value.recipients) shown.add(header.epk.x);
    shown.add(box.value.iv);
    wraps += box.value.recipients.length;
  }
  expect(drawn.size).toBe(draws);
  expect(shown.size).toBe(wraps + wraps / 256);
});

test('SEC-017 a device waits 5 seconds for each writer before it, and a minute at most', () => {
  const writers = Array.from({ length: 20 }, (_, at) => idOf(`writer ${at}`));
  const exit = idOf('exit');
  const delays = writers.map((kid) => rotationDelay({ exit, kid, writers }));
  const places = Array.from({ length: 20 }, (_, at) => Math.min(60, 5 * at));
  expect(delays.toSorted((a, b) => a - b)).toEqual(places);
  const first = writers[delays.indexOf(0)]!;
  const rank = (kid: string): string => createHash('sha256').update(`allod1/rank\0${exit}\0${kid}`).digest('hex');
  expect(writers.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))[0]).toBe(first);
  expect(writers.map((kid) => rotationDelay({ exit: idOf('another'), kid, writers }))).not.toEqual(delays);
  expect(() => rotationDelay({ exit, kid: idOf('reader'), writers })).toThrow(RangeError);
});

test('a wiped secret gives nothing out', () => {
  const secret = secretFromBytes(bytesOf('secret'));
  secret.wipe();
  expect(() => secret.bytes()).toThrow(TypeError);
});
