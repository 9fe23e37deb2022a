import { accept, ERROR_CODES, refuse } from '@allod/core/errors';
import type { ErrorCode, Result } from '@allod/core/errors';
import type { Store } from '@allod/storage';
import type { Peer, Session, SessionEvent, Settled } from '@allod/sync';
import { countHeld } from '../held.ts';
import type { Surroundings } from '../surroundings.ts';
import { readRelayUrl } from './relay-url.ts';

/** How two stores are brought together. */
export interface SyncOptions {
  /** Ids of the spaces; one's own and those of all teams that one is in when absent, and whatever else is here with records. */
  readonly spaces?: readonly string[];
  /** Gives up. What has arrived stays. */
  readonly signal?: AbortSignal;
  /** Hears of what is not accepted, on either side. */
  readonly on?: (event: SessionEvent) => void;
}

/** What became of one space. */
export interface SpaceReport extends Omit<Settled, 'answered'> {
  readonly space: string;
}

/** The same, while the link is still there. */
type SpaceSoFar = SpaceReport & Pick<Settled, 'answered'>;

/** What a sync came to. */
export interface SyncReport extends Omit<Settled, 'equal' | 'answered'> {
  /** Whether both sides are known to hold the same of every space. (SYN-011) */
  readonly equal: boolean;
  /** Records of these spaces that state a time which has not come by the clock here: they are kept, and HELD. (COL-006) */
  readonly held: number;
  /** What was put in order meanwhile, as whole sentences. */
  readonly upkeep: readonly string[];
  readonly spaces: readonly SpaceReport[];
}

/** What a sync needs. */
export interface SyncContext {
  readonly store: Store;
  readonly peer: Peer;
  readonly surroundings: Pick<Surroundings, 'connect' | 'now'>;
}

/**
 * Connects, catches up in both directions, and closes the link. Refuses with `E_INPUT` a URL that is none of a relay, `E_LINK` when nobody
 * answers there, the link is lost or `signal` gives up, and with the code with which either side closed. What arrived before stays.
 */
export async function syncOnce(
  { store, peer, surroundings }: SyncContext,
  url: string,
  { spaces = [], signal, on }: SyncOptions,
): Promise<Result<SyncReport>> {
  const relay = readRelayUrl(url);
  if (!relay.ok) return relay;
  if (signal?.aborted) return refuse('E_LINK', 'TRN-006');
  const link = await surroundings.connect(relay.value.link);
  if (!link.ok) return link;
  const session = peer.attach(link.value, 'opened', on);
  const abort = (): void => session.close();
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort);
  try {
    const reports = await settle(session, spaces);
    if (!reports.ok) return reports;
    const answered = await answerOut(session, spaces, reports.value);
    if (!answered.ok) return answered;
    const held = await countHeld(store, spaces, surroundings.now());
    const bySpace = reports.value.map(reportOf);
    return accept({ ...sum(bySpace), held, upkeep: [], spaces: bySpace });
  } finally {
    signal?.removeEventListener('abort', abort);
    session.close();
    await session.closed;
  }
}

async function settle(session: Session, spaces: readonly string[]): Promise<Result<SpaceSoFar[]>> {
  const open = spaces.map((space) => ({ space, subscription: session.open(space) }));
  const reports: SpaceSoFar[] = [];
  for (const { space, subscription } of open) {
    const settled = await subscription.settled;
    if (!settled.ok) return refuseEnd(session);
    reports.push({ space, ...settled.value });
  }
  return accept(reports);
}

/**
 * Stays until the other side has nothing left to ask for, such as bodies too long to ride with their records. It asks on once it has stored
 * what it asked for, and before it answers what came behind that: so it is done when opening again brings no question.
 */
async function answerOut(
  session: Session,
  spaces: readonly string[],
  reports: readonly SpaceSoFar[],
): Promise<Result<undefined>> {
  let [before, now] = [0, answeredIn(reports)];
  while (now > before) {
    const again = await settle(session, spaces.slice(0, 1));
    if (!again.ok) return again;
    [before, now] = [now, answeredIn(again.value)];
  }
  return accept(undefined);
}

function reportOf({ space, received, sent, refused, parked, equal }: SpaceSoFar): SpaceReport {
  return { space, received, sent, refused, parked, equal };
}

function answeredIn(reports: readonly SpaceSoFar[]): number {
  return Math.max(0, ...reports.map(({ answered }) => answered));
}

/** Why a session ended too early. A fault of this process is thrown on. */
async function refuseEnd(session: Session): Promise<Result<never>> {
  const { code, cause } = await session.closed;
  if (cause !== undefined) throw cause;
  return refuseCode(isCode(code) ? code : 'E_LINK');
}

function refuseCode(code: ErrorCode): Result<never> {
  // The details of a code stay with whoever found the fault.
  return refuse<ErrorCode>(code, code === 'E_LINK' ? 'TRN-006' : '', undefined);
}

function isCode(code: string): code is ErrorCode {
  return (ERROR_CODES as readonly string[]).includes(code);
}

function sum(reports: readonly SpaceReport[]): Omit<SyncReport, 'held' | 'upkeep' | 'spaces'> {
  const total = (read: (report: SpaceReport) => number): number => reports.reduce((all, each) => all + read(each), 0);
  return {
    received: total(({ received }) => received),
    sent: total(({ sent }) => sent),
    refused: total(({ refused }) => refused),
    parked: total(({ parked }) => parked),
    equal: reports.every(({ equal }) => equal),
  };
}
