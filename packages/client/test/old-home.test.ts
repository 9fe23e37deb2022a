import { openClient } from '@allod/client';
import type { Client } from '@allod/client';
import { statementIds } from '@allod/core/statement';
import { createUser } from '@allod/principals';
import { describe, expect, it } from 'vitest';
import { admissionOver } from '../src/admission.ts';
import { createDirectory } from '../src/directory.ts';
import { storeOps } from '../src/logs/write-ops.ts';
import { makeHomes, newDevice } from '../src/new-home.ts';
import { closeLater, collect, memoryStores, randomBytes, START, scratch, testClock, valueOf } from './scratch.ts';

/** A home as it was made before there were epochs: its device has stated nothing that could be encrypted to. */
async function oldHome(
  level: 20 | 40 = 40,
): Promise<{ readonly open: () => Promise<Client>; readonly client: Client }> {
  const surroundings = { ...memoryStores('old'), now: testClock().now, random: randomBytes('old') };
  const device = await newDevice({ folder: await scratch(), device: 'one' }, surroundings);
  const other = await newDevice({ folder: await scratch(), device: 'two' }, surroundings);
  const first = [
    { signer: device.keys.signer, sig: device.keys.stated.sig, level },
    ...(level === 40 ? [] : [{ signer: other.keys.signer, ...other.keys.stated, level: 40 as const }]),
  ];
  const init = await createUser(first, { salt: new Uint8Array(16), t: START });
  const [user = ''] = await statementIds([init]);
  const made = await makeHomes([device], { name: 'Ada', surroundings }, async (opened) => {
    const { store } = await createDirectory(opened);
    const stored = await storeOps({ store, admission: admissionOver(store, surroundings.now) }, user, { ops: [init] });
    return stored.ok ? { ok: true, value: { user } } : stored;
  });
  valueOf(made);
  const open = async (): Promise<Client> =>
    closeLater(valueOf(await openClient({ home: device.folder, ...surroundings })));
  return { open, client: await open() };
}

describe('a home from before there was encryption', () => {
  it('goes on as a new device, which states what is encrypted to it, and reads what it writes', async () => {
    const { client, open } = await oldHome();
    const { kid } = client.me;
    expect(valueOf(await client.devices.list())).toMatchObject([
      { id: kid, isThis: true, level: 'owner' },
      { removed: { why: 'retired' } },
    ]);
    valueOf(await client.records.add('v:notes', { json: 'sealed' }, { tag: 'x' }));
    await client.close();
    const again = await open();
    expect(again.me.kid).toBe(kid);
    expect(await collect(again.records.list())).toMatchObject([{ json: 'sealed' }]);
    expect(await again.standing()).toEqual({ state: 'device' });
    expect((await again.doctor()).filter(({ ok }) => !ok)).toEqual([]);
  });

  it('is told by the doctor to be taken in again where it may not do that by itself', async () => {
    const { client } = await oldHome(20);
    expect((await client.doctor()).filter(({ ok }) => !ok)).toMatchObject([
      { check: 'log', fix: expect.stringContaining('new device') as string },
    ]);
    // It writes for those who have keys.
    valueOf(await client.records.add('v:notes', { json: 'sealed' }, { tag: 'x' }));
  });
});
