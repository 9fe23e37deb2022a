import { createAdmission } from '@allod/collections';
import { BODY_RULE } from '@allod/collections/bodies';
import { createSoftwareSigner, statementIds } from '@allod/core/statement';
import type { Signer } from '@allod/core/statement';
import { beginUserLog, createUser } from '@allod/principals';
import { createMemoryStore } from '@allod/storage';
import type { Store } from '@allod/storage';
import { loadOps } from '@allod/sync';
import { describe, expect, it } from 'vitest';
import { deviceKeysOf } from '../src/device-keys.ts';
import { createEpochs } from '../src/epochs/epochs.ts';
import { createLogs } from '../src/logs/logs.ts';
import { storeOps } from '../src/logs/write-ops.ts';
import { createWriter } from '../src/records/add.ts';
import type { Writer } from '../src/records/add.ts';
import { collect, randomBytes, START, testClock, valueOf } from './scratch.ts';

interface Setting {
  readonly writer: Writer;
  readonly store: Store;
  readonly user: string;
}

/** A writer that signs with whatever is made of the key of the user's only device. */
async function setting(signerOf: (own: Signer) => Signer): Promise<Setting> {
  const keys = await deviceKeysOf(new Uint8Array(32).fill(1));
  const own = keys.signer;
  const init = await createUser([{ signer: own, ...keys.stated, level: 40 }], { salt: new Uint8Array(16), t: START });
  const [user = ''] = await statementIds([init]);
  const random = randomBytes('writer');
  const store = await createMemoryStore(random);
  valueOf(await store.commit({ space: user, put: valueOf(await beginUserLog(user, init)).ops }));
  const { now } = testClock();
  const admission = createAdmission({ bodies: BODY_RULE, now, loadOps: (space) => loadOps(store, space) });
  const me = { user, key: signerOf(own), keys };
  const logs = createLogs({ store, admission });
  const directory = { spaces: () => [user] };
  const epochs = createEpochs({ store, directory, admission, logs, me, now, random });
  const epoch = valueOf(await epochs.announce(user));
  valueOf(await storeOps({ store, admission }, user, epoch));
  const writer = createWriter({ me, logs, epochs, store, admission, surroundings: { now, random } });
  return { writer, store, user };
}

const bodies = [{ json: 1 }, { json: 2 }];

async function count({ store, user }: Setting): Promise<number> {
  return (await collect(store.scan({ by: 'pos', space: user }))).length;
}

describe('writing with a key that somebody else keeps', () => {
  it('stores what it signs rightly', async () => {
    const at = await setting(({ alg, kid, sign }) => ({ alg, kid, sign }));
    expect(valueOf(await at.writer.addAll('i:a', bodies)).map(({ seq }) => seq)).toEqual([1, 2]);
    expect(await count(at)).toBe(4);
  });

  it('STM-016 throws at a false signature among right ones, and stores nothing', async () => {
    const at = await setting(({ alg, kid, sign }) => ({
      alg,
      kid,
      async sign(messages) {
        const signatures = await sign(messages);
        signatures.at(-1)![40]! ^= 1;
        return signatures;
      },
    }));
    await expect(at.writer.addAll('i:a', bodies)).rejects.toThrow('a record of ours does not hold: E_SIG');
    expect(await count(at)).toBe(2);
  });

  it('STM-016 throws at the signatures of other messages, and stores nothing', async () => {
    const at = await setting(({ alg, kid, sign }) => ({
      alg,
      kid,
      sign: async (messages) => (await sign(messages)).toReversed(),
    }));
    await expect(at.writer.addAll('i:a', bodies)).rejects.toThrow('a record of ours does not hold: E_SIG');
    expect(await count(at)).toBe(2);
  });

  it('COL-002 refuses the key of a device that is none of the user', async () => {
    const other = await createSoftwareSigner(new Uint8Array(32).fill(2));
    const at = await setting(() => other);
    expect(await at.writer.addAll('i:a', bodies)).toMatchObject({
      error: { code: 'E_NOT_AUTHORIZED', requirement: 'COL-002' },
    });
    expect(await count(at)).toBe(2);
  });
});
