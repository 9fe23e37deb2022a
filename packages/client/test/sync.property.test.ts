import type { Client } from '@allod/client';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startRelay } from './relay.ts';
import { memoryStores, newClient, newHomes, valueOf } from './scratch.ts';

/** What a device does next. */
type Step = { readonly device: 0 | 1 } & (
  | { readonly does: 'sync' }
  | {
      readonly does: 'add';
      readonly col: string;
      readonly tag: string | undefined;
      readonly bodies: readonly unknown[];
    }
);

const device = fc.constantFrom(0 as const, 1 as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ device, does: fc.constant('sync' as const) }),
  fc.record({
    device,
    does: fc.constant('add' as const),
    col: fc.constantFrom('v:notes', 'm:a', 'i:log'),
    tag: fc.constantFrom(undefined, 'shopping', 'travel'),
    bodies: fc.array(fc.jsonValue(), { minLength: 1, maxLength: 4 }),
  }),
);

async function take(client: Client, each: Step, url: string): Promise<number> {
  if (each.does === 'sync') {
    const { refused, parked } = valueOf(await client.sync(url));
    expect({ refused, parked }).toEqual({ refused: 0, parked: 0 });
    return 0;
  }
  const { col, tag, bodies } = each;
  const tags = bodies.map(() => (col === 'i:log' ? undefined : tag));
  const added = await client.records.addAll(
    col,
    bodies.map((json) => ({ json })),
    { tags },
  );
  // The phone may not have synced yet, and not know its own user.
  if (!added.ok) expect(added.error.code).toBe('E_PENDING_AUTH');
  return added.ok ? added.value.length : 0;
}

describe('two devices that add and sync in any order', () => {
  it('hold the same in the end: everything that was added', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), fc.boolean(), async (steps, isPhoneFirst) => {
        const stores = memoryStores('property');
        const { devices } = await newHomes({ devices: 2, ...stores });
        const relay = await startRelay();
        const clients = await Promise.all(devices.map(({ folder }) => newClient(folder, stores)));
        // The first op and the first epoch.
        let added = 2;
        for (const each of steps) added += await take(clients[each.device]!, each, relay.url);
        const order = isPhoneFirst ? [1, 0, 1] : [0, 1, 0];
        for (const i of order) valueOf(await clients[i]!.sync(relay.url));
        // What the first of them brought last has to reach the other.
        valueOf(await clients[order[1]!]!.sync(relay.url));
        const [laptop, phone] = clients;
        expect(await phone!.digest()).toBe(await laptop!.digest());
        expect(await phone!.spaces()).toEqual(await laptop!.spaces());
        expect((await laptop!.spaces())[0]!.count).toBe(added);
        for (const client of clients) {
          const found = (await client.doctor()).filter(({ ok }) => !ok);
          expect(found).toEqual([]);
        }
        await Promise.all(clients.map((client) => client.close()));
        await relay.close();
      }),
      { numRuns: 25 },
    );
  });
});
