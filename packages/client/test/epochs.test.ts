import { createAdmission } from '@allod/collections';
import { BODY_RULE } from '@allod/collections/bodies';
import { statementIds } from '@allod/core/statement';
import { createUser } from '@allod/principals';
import { rotationDelay } from '@allod/principals/secrets';
import { createMemoryStore } from '@allod/storage';
import type { Store } from '@allod/storage';
import { findOps, loadOps } from '@allod/sync';
import { describe, expect, it } from 'vitest';
import { deviceKeysOf } from '../src/device-keys.ts';
import type { DeviceKeys } from '../src/device-keys.ts';
import { createEpochs } from '../src/epochs/epochs.ts';
import type { Epochs } from '../src/epochs/epochs.ts';
import { topUpInTurn } from '../src/epochs/rotation.ts';
import { createLogs } from '../src/logs/logs.ts';
import type { OpsContext } from '../src/logs/write-ops.ts';
import { storeOps, writeOps } from '../src/logs/write-ops.ts';
import { codeOf, randomBytes, START, testClock, valueOf } from './scratch.ts';
import type { TestClock } from './scratch.ts';

interface Setting {
  readonly user: string;
  readonly devices: readonly [DeviceKeys, DeviceKeys];
  readonly store: Store;
  readonly context: OpsContext;
  readonly clock: TestClock;
  readonly epochs: Epochs;
  readonly random: { works: boolean };
  /** The epochs of another device, over the same store. */
  readonly other: Epochs;
}

/** A user with two devices that share a store. */
async function setting(): Promise<Setting> {
  const devices = [
    await deviceKeysOf(new Uint8Array(32).fill(1)),
    await deviceKeysOf(new Uint8Array(32).fill(2)),
  ] as const;
  const first = devices.map(({ signer, stated }) => ({ signer, ...stated, level: 40 }) as const);
  const init = await createUser(first, { salt: new Uint8Array(16), t: START });
  const [user = ''] = await statementIds([init]);
  const bytes = randomBytes('epochs');
  const store = await createMemoryStore(bytes);
  const clock = testClock();
  const { now } = clock;
  const load = {
    loadOps: (space: string) => loadOps(store, space),
    findOps: (ids: readonly string[]) => findOps(store, ids),
  };
  const admission = createAdmission({ bodies: BODY_RULE, now, ...load });
  const logs = createLogs({ store, admission });
  const state = { works: true };
  const random = (length: number): Uint8Array => (state.works ? bytes(length) : new Uint8Array(length));
  const parts = { store, directory: { spaces: () => [user] }, admission, logs, now, random };
  const [own, second] = devices.map((keys) => createEpochs({ ...parts, me: { user, keys } })) as [Epochs, Epochs];
  valueOf(await storeOps({ store, admission }, user, { ops: [init] }));
  const context = { store, admission, logs, epochs: own, now };
  return { user, devices, store, context, clock, epochs: own, other: second, random: state };
}

async function rotate({ epochs, context, user }: Setting): Promise<string> {
  const made = valueOf(await epochs.announce(user));
  valueOf(await storeOps(context, user, made));
  return made.eid;
}

/** One more device, which has no keybox of any epoch. */
async function addThird({ devices: [first], context, user }: Setting): Promise<void> {
  const third = await deviceKeysOf(new Uint8Array(32).fill(3));
  const say = [{ k: 'add', who: third.signer.kid, lvl: 20, ...third.stated }] as const;
  const signers = [{ signer: first.signer }, { signer: third.signer }];
  valueOf(await writeOps(context, user, { say, signers }));
}

/** How many ops each of the two devices writes for whoever lacks an epoch, without hearing of the other's. */
async function toppedUp(
  { devices, context, user, epochs, other }: Setting,
  stores: readonly Store[],
  isLive: boolean,
): Promise<number[]> {
  const all = [epochs, other].map(async (own, at) => {
    const me = { user, key: devices[at]!.signer };
    const ops = await topUpInTurn({ ...context, me, epochs: own, store: stores[at]! }, user, isLive);
    return ops.length;
  });
  return Promise.all(all);
}

describe('the epochs of a device', () => {
  it('SEC-013 are for all devices, and SEC-022 each leads back to the one before', async () => {
    const at = await setting();
    expect(await at.epochs.current(at.user)).toBeUndefined();
    const eids = [await rotate(at), await rotate(at), await rotate(at)];
    expect((await at.epochs.current(at.user))?.eid).toBe(eids[2]);
    const ops = (await at.context.logs.ops(at.user)).filter(({ k }) => k === 'epoch');
    expect(ops.map(({ claims }) => claims.back?.map(({ eid }) => eid))).toEqual([undefined, [eids[0]], [eids[1]]]);
    // The last keybox is enough.
    valueOf(await at.store.commit({ space: at.user, dropBodies: ops.slice(0, 2).map(({ claims }) => claims.dig!) }));
    for (const eid of eids) expect(await at.other.keysOf(at.user, eid)).toMatchObject({ ok: true, keys: { eid } });
  });

  it('say why one cannot be had', async () => {
    const at = await setting();
    const nobody = 'A'.repeat(43);
    expect(await at.epochs.keysOf(at.user, nobody)).toMatchObject({ ok: false, missing: { why: 'unknown' } });
  });

  it('SEC-039 are not made without random numbers', async () => {
    const at = await setting();
    at.random.works = false;
    expect(codeOf(await at.epochs.announce(at.user))).toBe('E_RANDOM');
    expect(codeOf(await at.epochs.announce('A'.repeat(43)))).toBe('E_NOT_FOUND');
  });

  it('SEC-053 refuses to open epochs, and to make them, once the keys are locked', async () => {
    const at = await setting();
    const eid = await rotate(at);
    await at.epochs.lock();
    expect(await at.epochs.keysOf(at.user, eid)).toMatchObject({ ok: false, missing: { why: 'locked' } });
    expect(codeOf(await at.epochs.announce(at.user))).toBe('E_LOCKED');
    expect(codeOf(await at.epochs.topUp(at.user))).toBe('E_LOCKED');
  });

  it('are given to whoever lacks one, once', async () => {
    const at = await setting();
    await rotate(at);
    await addThird(at);
    const given = valueOf(await at.epochs.topUp(at.user));
    expect(given.ops).toHaveLength(1);
    valueOf(await storeOps(at.context, at.user, given));
    expect(valueOf(await at.epochs.topUp(at.user)).ops).toEqual([]);
    expect(valueOf(await at.other.topUp(at.user)).ops).toEqual([]);
  });

  it('SEC-062 are given at once by the first in the order of the epoch, and the others wait, for what came live', async () => {
    const at = await setting();
    const exit = await rotate(at);
    await addThird(at);
    const stores = await Promise.all([createMemoryStore(randomBytes('one')), createMemoryStore(randomBytes('two'))]);
    const writers = at.devices.map(({ signer }) => signer.kid);
    const delays = writers.map((kid) => rotationDelay({ exit, kid, writers }));
    expect([Math.min(...delays), Math.max(...delays)]).toEqual([0, 5]);
    expect(await toppedUp(at, stores, true)).toEqual(delays.map((delay) => (delay === 0 ? 1 : 0)));
    // Who is not live has nobody beside him, and waits for nothing.
    const alone = await Promise.all([createMemoryStore(randomBytes('three')), createMemoryStore(randomBytes('four'))]);
    await toppedUp(at, alone, true);
    expect((await toppedUp(at, alone, false))[delays.indexOf(5)]).toBe(1);
    at.clock.set(at.clock.now() + 4_000_000);
    expect((await toppedUp(at, stores, true))[delays.indexOf(5)]).toBe(0);
    at.clock.set(at.clock.now() + 1_000_000);
    expect((await toppedUp(at, stores, true))[delays.indexOf(5)]).toBe(1);
  });

  it('are followed by another where a device is removed, unless it was retired by another one', async () => {
    for (const [why, count] of [
      ['lost', 2],
      ['retired', 1],
    ] as const) {
      const at = await setting();
      await rotate(at);
      // An owner who removes another one would need a majority: he steps down first.
      const [first, second] = at.devices;
      const lower = [{ k: 'set', who: second.signer.kid, lvl: 20 }] as const;
      valueOf(await writeOps(at.context, at.user, { say: lower, signers: [{ signer: second.signer }] }));
      const say = [{ k: 'remove', who: second.signer.kid, why }] as const;
      valueOf(await writeOps(at.context, at.user, { say, signers: [{ signer: first.signer }] }));
      const kinds = (await at.context.logs.ops(at.user)).map(({ k }) => k);
      expect(kinds.filter((k) => k === 'epoch')).toHaveLength(count);
      expect((await at.epochs.current(at.user)) !== undefined).toBe(true);
    }
  });

  it('end without another where their writer may write no more', async () => {
    const at = await setting();
    await rotate(at);
    const [first] = at.devices;
    const say = [{ k: 'remove', who: first.signer.kid }] as const;
    expect(valueOf(await writeOps(at.context, at.user, { say, signers: [{ signer: first.signer }] }))).toHaveLength(1);
    expect(await at.epochs.current(at.user)).toBeUndefined();
    expect(codeOf(await at.epochs.announce(at.user))).toBe('E_NOT_AUTHORIZED');
    // The device that is left makes one.
    const made = valueOf(await at.other.announce(at.user));
    valueOf(await storeOps(at.context, at.user, made));
    expect(await at.epochs.keysOf(at.user, made.eid)).toMatchObject({ ok: false, missing: { why: 'not-given' } });
  });
});
