/** Marked keys are planted, everything is done with them that can be done, and whatever can be seen of it is searched. */
import { collectionKey, epochKeys } from '@allod/core/open';
import { encodeLink } from '@allod/principals/links';
import {
  createKeyring,
  createMemoryKeyStore,
  enclaveUser,
  joinShares,
  openEnclave,
  openKeybox,
  planEpoch,
  sealEnclave,
  secretFromBytes,
  shareKey,
  signerOf,
  splitKit,
} from '@allod/principals/secrets';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { bytesOf, idOf, randomOf, secretOf } from './craft.ts';

const PLANTED = ['canary sig', 'canary enc', 'canary device', 'canary kit', 'canary epoch'];
const log = idOf('log');

/** Every way in which bytes are commonly written. */
function spellings(bytes: Uint8Array): readonly string[] {
  const buffer = Buffer.from(bytes);
  const lists = [[...bytes].join(','), [...bytes].join(', ')];
  return [buffer.toString('base64url'), buffer.toString('base64').replace(/=+$/, ''), buffer.toString('hex'), ...lists];
}

/** What a program would print of a value: as text, as JSON, and as Node inspects it; of an error also its stack and cause. */
function visible(value: unknown): string {
  const error = value instanceof Error ? `${value.message} ${value.stack ?? ''} ${String(value.cause)}` : '';
  return `${String(value)} ${JSON.stringify(value) ?? ''} ${inspect(value, { depth: 20, showHidden: true })} ${error}`;
}

async function thrownBy(run: () => unknown): Promise<unknown> {
  try {
    return await run();
  } catch (error) {
    return error;
  }
}

test('SEC-046, SEC-052 no key, secret or password is seen in what comes back or is thrown, but in links, shares and keyboxes', async () => {
  const seen: unknown[] = [];
  const store = await createMemoryKeyStore([{ sig: secretOf('canary sig'), enc: secretOf('canary enc') }]);
  const [device] = await store.describe();
  const recipients = [{ kid: device!.kid, jwk: device!.enc! }];
  const epoch = await planEpoch({ log, recipients }, randomOf('canary'));
  if (!epoch.ok) throw new TypeError(epoch.error.code);
  const [op] = epoch.value.ops;
  const body = op!.body!;
  const agree = async (publicKey: Uint8Array) => {
    const shared = await store.derive(device!.kid, [publicKey]);
    return shared.ok ? { ok: true as const, value: shared.value[0] } : shared;
  };
  const place = { body, log, pub: op!.pub, kid: device!.kid };
  for (const changes of [{}, { log: idOf('other') }, { kid: idOf('other') }, { body: body.map((byte) => byte ^ 1) }])
    seen.push(await openKeybox({ ...place, ...changes }, agree));
  const ops = [{ id: 'op', eid: epoch.value.eid, pub: op!.pub, back: [], by: 'ada' }];
  const source = { revision: 0, epochs: () => ops, keybox: async () => body, through: () => [] };
  const keyring = await createKeyring({ source, stores: [store], now: () => 0 });
  const found = await keyring.open(log, epoch.value.eid);
  seen.push(store, keyring, found, epoch, await signerOf(store, device!.kid));

  const keys = { password: 'canary password', secretKey: secretFromBytes(bytesOf('canary epoch').subarray(0, 16)) };
  const content = { user: log, seed: secretOf('canary device'), relays: [] };
  const random = { salt: bytesOf('salt').subarray(0, 16), iv: bytesOf('iv').subarray(0, 12) };
  const enclave = await sealEnclave(content, keys, random);
  seen.push(content, enclave, await openEnclave(enclave, keys), await enclaveUser(keys.secretKey, 'ada'));
  seen.push(await openEnclave(enclave, { ...keys, password: 'another' }));
  seen.push(await thrownBy(() => sealEnclave({ ...content, user: 'ada' }, keys, random)));

  const kit = secretFromBytes(bytesOf('canary kit').subarray(0, 31));
  const shares = await splitKit(kit, { needed: 2, shares: 2 });
  seen.push(kit, await joinShares(shares), await joinShares(shares.slice(1)));
  seen.push(await thrownBy(() => splitKit(secretOf('canary kit'), { needed: 2, shares: 2 })));
  const shared = shareKey(collectionKey(await epochKeys(bytesOf('canary epoch')), 'm:app.notes'));
  const link = { kind: 'share', url: 'allod:', log, relays: [], ...shared } as const;
  seen.push(shared, await thrownBy(() => encodeLink({ ...link, url: 'no url' })));
  await keyring.lock();
  seen.push(await thrownBy(() => found.ok && found.secret.bytes()), keyring, found);

  const text = seen.map(visible).join('\n');
  for (const bytes of [...PLANTED.map(bytesOf), shared.key.bytes()])
    for (const spelled of spellings(bytes.subarray(0, 16))) expect(text).not.toContain(spelled.slice(0, 20));
  expect(text).not.toContain(keys.password);
});

test('the search finds what is there to be found', () => {
  const bytes = bytesOf('canary sig');
  const texts = [bytes, { a: Buffer.from(bytes).toString('hex') }, new Error(Buffer.from(bytes).toString('base64'))];
  for (const each of texts) {
    const text = visible(each);
    expect(spellings(bytes.subarray(0, 16)).some((spelled) => text.includes(spelled.slice(0, 20)))).toBe(true);
  }
});
