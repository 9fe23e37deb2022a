/** The reference adapter for sessions and packs: a store in memory, a link without a wire, and a clock that the case moves. */
import { createAdmission } from '@allod/collections';
import { decodeBase64url } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { ErrorCode, Result } from '@allod/core/errors';
import { decodeStatement, statementParts } from '@allod/core/statement';
import type { StatementJson } from '@allod/core/statement';
import { createMemoryStore } from '@allod/storage';
import type { Store } from '@allod/storage';
import { createIntake, createPeer, findOps, importPack, loadOps } from '@allod/sync';
import type { Intake, Offered } from '@allod/sync';
import type { Link, LinkHandlers } from '@allod/transport';
import { decodeFrame } from '@allod/transport/frames';
import type { ReceivedMessage } from '@allod/transport/frames';
import { ManualClock } from './conformance-clock.ts';
import { sortedIds, transcriptOf } from './conformance-transcript.ts';
import { fromBytes, toBytes } from './conformance-values.ts';
import type { Bytes, Commands } from './conformance-values.ts';

type Given = StatementJson & { readonly body?: string; readonly bodyB?: string };
type Step = { readonly frame: Bytes } | { readonly commit: Given[] } | { readonly wait: number };
interface SessionInput {
  readonly now: number;
  readonly st: Bytes;
  readonly held: Given[];
  readonly mf?: number;
  readonly wn?: number;
  readonly steps: Step[];
}

export const sessions: Commands = {
  'session.receive': async (input: SessionInput) => {
    const clock = new ManualClock(input.now);
    const { store, intake, ids } = await place(clock, toBytes(input.st));
    await offer(intake, input.held);
    const link = new RecordingLink();
    const peer = createPeer({
      store,
      intake,
      now: () => clock.now,
      timers: clock,
      limits: { frameBytes: input.mf ?? DEFAULT_BYTES, creditBytes: input.wn ?? DEFAULT_BYTES },
    });
    const session = peer.attach(link, 'accepted');
    for (const step of input.steps) {
      if (link.isClosed) break;
      if ('frame' in step) link.handlers?.frame(toBytes(step.frame));
      else if ('commit' in step) await offer(intake, step.commit);
      else clock.advance(step.wait);
      await session.idle();
    }
    const bye = link.sent.find((message) => message.m === 'bye');
    if (bye !== undefined) return refuse(bye.code as ErrorCode & 'E_TURN', '');
    return accept({ ...(await transcriptOf(link.sent)), ...(await holdings(store, ids)) });
  },
  'pack.verify': async ({ now, pack }: { now: number; pack: Bytes }) => {
    const { store, intake } = await place(new ManualClock(now), new Uint8Array(8));
    const report = await importPack(chunksOf(toBytes(pack)), { store, intake });
    if (report.fault !== undefined) return refuse(report.fault.code as ErrorCode & 'E_PACK', '');
    const per = report.per.map((each) => ({ ...each, certificate: fromBytes(each.certificate) }));
    const refused = [...report.refused, ...report.parked].toSorted((a, b) => a.index - b.index);
    return accept({ n: report.items, per, refused: refused.map(({ index, code }) => [index, code]) });
  },
};

const DEFAULT_BYTES = 1_048_576;
/** Bytes of a pack that are read at once. */
const CHUNK_BYTES = 65_536;

interface Place {
  readonly store: Store;
  readonly intake: Intake;
  /** What was offered. */
  readonly ids: ReadonlySet<string>;
}

async function place(clock: ManualClock, gen: Uint8Array): Promise<Place> {
  const ids = new Set<string>();
  const store = await createMemoryStore(() => gen);
  const intake = createIntake({
    store,
    judge: createAdmission({
      now: () => clock.now,
      loadOps: (space) => loadOps(store, space),
      findOps: (asked) => findOps(store, asked),
    }),
  });
  return { store, intake: rememberIn(ids, intake), ids };
}

async function offer(intake: Intake, given: readonly Given[]): Promise<void> {
  for (const each of given) {
    const offered = offeredFrom(each);
    if (!offered.ok) throw new TypeError('what a store holds has the form of a statement');
    await intake.offer([offered.value]);
  }
}

function offeredFrom(given: Given): Result<Offered> {
  const statement = decodeStatement(given);
  if (!statement.ok) return statement;
  const parts = statementParts(statement.value);
  if (given.body !== undefined) return accept({ parts, body: new TextEncoder().encode(given.body) });
  if (given.bodyB === undefined) return accept({ parts });
  const body = decodeBase64url(given.bodyB);
  return body.ok ? accept({ parts, body: body.value }) : body;
}

/** An intake that remembers which statements it was offered. */
function rememberIn(ids: Set<string>, intake: Intake): Intake {
  return {
    ...intake,
    async offer(items, options) {
      const answers = await intake.offer(items, options);
      for (const { id } of answers.ok ? answers.value : []) if (id !== undefined) ids.add(id);
      return answers;
    },
  };
}

/** What a store has of some statements: the accepted ones and the parked ones. */
async function holdings(
  store: Store,
  ids: ReadonlySet<string>,
): Promise<{ readonly held: string[]; readonly parked: string[] }> {
  const stored = (await store.items(sortedIds(ids))).filter((each) => each !== undefined);
  const named = (list: typeof stored): string[] => list.map(({ id }) => id);
  return {
    held: named(stored.filter(({ state }) => state !== undefined)),
    parked: named(stored.filter(({ parked }) => parked !== undefined)),
  };
}

async function* chunksOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES);
}

/** A link of which the case is the other end. */
class RecordingLink implements Link {
  readonly sent: ReceivedMessage[] = [];
  readonly buffered = 0;
  handlers: LinkHandlers | undefined;
  isClosed = false;

  send(frame: Uint8Array): void {
    const messages = decodeFrame(frame);
    if (!messages.ok) throw new TypeError('a session sent what is no frame');
    this.sent.push(...messages.value);
  }

  listen(handlers: LinkHandlers): void {
    this.handlers = handlers;
  }

  close(): void {
    this.isClosed = true;
  }
}
