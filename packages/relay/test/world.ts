/** Relays and peers that speak to them over real WebSockets. */
import { createAdmission } from '@allod/collections';
import type { Offered } from '@allod/collections';
import { BODY_RULE } from '@allod/collections/bodies';
import type { Store } from '@allod/storage';
import { createIntake, createPeer, loadOps } from '@allod/sync';
import type { Intake, Session } from '@allod/sync';
import { connectWebSocket } from '@allod/transport/websocket';
import { afterEach } from 'vitest';
import { startRelay } from '../src/index.ts';
import type { Relay, RelayOptions } from '../src/index.ts';
import { processTimers } from '../src/timers.ts';
import { memoryStore, now } from './people.ts';

const toClose: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).toReversed()) await close();
});

/** A relay that ends with the test. */
export async function relayWith(
  options: Partial<RelayOptions> = {},
): Promise<{ relay: Relay; store: Store; port: number }> {
  const store = options.store ?? (await memoryStore(1));
  const started = await startRelay({ port: 0, now: () => now, ...options, store });
  if (!started.ok) throw new Error(started.error.code);
  toClose.push(() => started.value.close());
  return { relay: started.value, store, port: Number(new URL(started.value.url).port) };
}

/** A peer with a store of its own. */
export interface Client {
  readonly store: Store;
  readonly intake: Intake;
  readonly session: Session;
  /** Accepts what its own program has made. */
  write(items: readonly Offered[]): Promise<void>;
}

/** A peer that has opened a link to a relay. */
export async function clientOf(linkUrl: string, generation: number, held?: Store): Promise<Client> {
  const store = held ?? (await memoryStore(generation));
  const judge = createAdmission({ bodies: BODY_RULE, now: () => now, loadOps: (space) => loadOps(store, space) });
  const intake = createIntake({ store, judge });
  const peer = createPeer({ store, intake, now: () => now, timers: processTimers });
  const link = await connectWebSocket(linkUrl);
  if (!link.ok) throw new Error(link.error.code);
  toClose.push(() => peer.close());
  return {
    store,
    intake,
    session: peer.attach(link.value, 'opened'),
    async write(items) {
      const offered = await intake.offer(items);
      if (!offered.ok) throw new Error(offered.error.code);
    },
  };
}

/** Resolves once a store holds so many statements of a space, and the bodies with these digests. */
export async function holds(
  store: Store,
  { space, count, digs = [] }: { readonly space: string; readonly count: number; readonly digs?: readonly string[] },
): Promise<void> {
  for (;;) {
    let stop = (): void => undefined;
    const committed = new Promise((resolve) => {
      stop = store.watch(space, resolve);
    });
    const [fold] = await store.fold(space, [{}]);
    const bodies = await Promise.all(digs.map((dig) => store.body(dig, [0, 0])));
    const isThere = fold!.count >= count && !bodies.includes(undefined);
    if (!isThere) await committed;
    stop();
    if (isThere) return;
  }
}
