import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import type { Store } from '@allod/storage';
import { watchEnds } from '@allod/sync';
import { jsonAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import { CAPABILITIES, CAPABILITY_PATH } from './capabilities.ts';
import { addressOf, checkOrigins, createGatekeeper } from './gatekeeper.ts';
import type { Gatekeeper } from './gatekeeper.ts';
import { createHttpServer } from './http-server.ts';
import { createLinks, LINK_PATH } from './links.ts';
import { listingAnswer } from './listing.ts';
import { faultLine } from './log.ts';
import type { LogEntry, LogLine } from './log.ts';
import { rememberSpaces } from './spaces.ts';
import { processTimers } from './timers.ts';

/** What a relay is started with. */
export interface RelayOptions {
  /** What it keeps statements in: the caller's, who closes it after the relay. Nobody else writes to it meanwhile. */
  readonly store: Store;
  /** TCP port; 0 for any that is free. */
  readonly port: number;
  /** Loopback, for links are not authenticated: `127.0.0.1` when absent. (RLY-005) */
  readonly host?: '127.0.0.1' | '::1' | 'localhost';
  /** Origins of web pages that may ask and link, as browsers spell them; none when absent. (RLY-006) */
  readonly origins?: readonly string[];
  /** Whether `/` lists what is kept, by ids alone. */
  readonly listing?: boolean;
  /** The clock, in microseconds since 1970. */
  readonly now: () => number;
  /** Gets each line of the log. */
  readonly log?: (entry: LogEntry) => void;
}

/** A relay that listens. */
export interface Relay {
  /** Where it listens, such as `http://127.0.0.1:4100`. */
  readonly url: string;
  /** Where links go, such as `ws://127.0.0.1:4100/allod/v1`. */
  readonly linkUrl: string;
  /** Says goodbye on every link, waits for what they have begun to store, and frees the port. Twice is once. */
  close(): Promise<void>;
}

/**
 * Starts a relay on loopback. It accepts links, serves every space that somebody opens, and changes nothing on any other request.
 * Refuses with `E_LISTEN` when the port is taken or may not be used. Throws `RangeError` for a host that is not loopback (RLY-005), for
 * what is no port, and for what is no origin.
 */
export async function startRelay(options: RelayOptions): Promise<Result<Relay, 'E_LISTEN'>> {
  const { port, host = '127.0.0.1', origins = [], now } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new RangeError(`${port} is no port`);
  const address = addressOf(host);
  checkOrigins(origins);
  const log = (line: LogLine): void => options.log?.({ at: now(), ...line });
  const store = rememberSpaces(options.store);
  const links = createLinks({ store, now, log });
  const life: Life = { gatekeeper: NOBODY_YET, closing: undefined };
  const server = createHttpServer({
    routes: routesOf(store, { life, isListing: options.listing === true }),
    linkPath: LINK_PATH,
    link: links.upgrade,
    gatekeeper: () => life.gatekeeper,
    answered: (status) => log({ event: 'answered', status }),
    failed: (fault) => log(faultLine(fault)),
  });
  if (!(await listens(server, { port, address }))) return refuse('E_LISTEN', '');
  const bound = (server.address() as AddressInfo).port;
  life.gatekeeper = createGatekeeper({ host, port: bound, origins });
  const leaveEnds = watchEnds({ store, now, timers: processTimers, failed: (fault) => log(faultLine(fault)) });
  const name = `${host === '::1' ? '[::1]' : host}:${bound}`;
  log({ event: 'listening', url: `http://${name}` });
  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    await links.close();
    await leaveEnds();
    server.closeAllConnections();
    await closed;
    log({ event: 'stopped' });
  };
  return accept({
    url: `http://${name}`,
    linkUrl: `ws://${name}${LINK_PATH}`,
    close: () => (life.closing ??= close()),
  });
}

/** What changes while a relay runs. */
interface Life {
  gatekeeper: Gatekeeper;
  closing: Promise<void> | undefined;
}

/** Until the port is known, so is no name. */
const NOBODY_YET: Gatekeeper = { admits: () => false };

function routesOf(
  store: Store,
  { life, isListing }: { readonly life: Life; readonly isListing: boolean },
): ReadonlyMap<string, () => Promise<Answer>> {
  return new Map<string, () => Promise<Answer>>([
    [CAPABILITY_PATH, async () => jsonAnswer(CAPABILITIES)],
    ['/healthz', async () => healthAnswer(life.closing === undefined && (await canRead(store)))],
    ...(isListing ? [['/', () => listingAnswer(store)] as const] : []),
  ]);
}

function healthAnswer(ok: boolean): Answer {
  return jsonAnswer({ ok }, ok ? 200 : 503);
}

/** Whether the store still answers. */
async function canRead(store: Store): Promise<boolean> {
  try {
    await store.items([NO_STATEMENT]);
    return true;
  } catch {
    return false;
  }
}

/** An id that no statement has: nobody finds what hashes to zero. */
const NO_STATEMENT = 'A'.repeat(43);

async function listens(
  server: Server,
  { port, address }: { readonly port: number; readonly address: string },
): Promise<boolean> {
  try {
    server.listen({ port, host: address, exclusive: true });
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  }
}
