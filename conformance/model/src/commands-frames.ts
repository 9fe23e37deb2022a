// The commands of TP/1 for chapter 06 §3 to §5.
import { bytes, bytesValue, recordInput, type Input } from './command-values.ts';
import { emptyHoldings, takeIn, type Held } from './intake.ts';
import type { Model } from './model.ts';
import { heldIds } from './session.ts';
import { newSession, type AnsweredGet, type Session, type Subscription } from './session-state.ts';
import { toJsonForm, type JsonForm } from './shapes.ts';

const DEFAULT_BYTES = 1_048_576;

/** `frame.decode`, `frame.encode`, `session.receive` and `pack.verify`. */
export const FRAME_COMMANDS: Readonly<Record<string, (model: Model, input: Input) => Record<string, unknown>>> = {
  'frame.decode': (model, input) => ({
    messages: model.decodeFrame(bytes(input['bytes'])).map(({ message }) => toJsonForm(new Map(message))),
  }),
  'frame.encode': (model, input) => ({ bytes: bytesValue(model.encodeFrame(input['messages'] as JsonForm[])) }),
  'session.receive': (model, input) => {
    const session = startSession(model, input);
    for (const step of input['steps'] as Input[]) if (!session.isClosed) takeStep(model, session, step);
    return shownOf(model, session);
  },
  'pack.verify': (model, input) => {
    const { n, per, refused } = model.importPack(bytes(input['pack']), Number(input['now']));
    const rows = per.map(({ space, summary }) => ({
      space,
      n: summary.n,
      certificate: bytesValue(summary.cert),
      heads: sorted(model, summary.heads),
    }));
    return { n, per: rows, refused };
  },
};

function startSession(model: Model, input: Input): Session {
  const holdings = emptyHoldings(bytes(input['st']), Number(input['now']));
  for (const each of input['held'] as Input[]) takeIn(model, holdings, { input: recordInput(each), origin: 'own' });
  return newSession(holdings, { mf: Number(input['mf'] ?? DEFAULT_BYTES), wn: Number(input['wn'] ?? DEFAULT_BYTES) });
}

function takeStep(model: Model, session: Session, { frame, commit, wait }: Input): void {
  if (frame !== undefined) model.receiveFrame(session, bytes(frame));
  if (wait !== undefined) model.receiveTime(session, Number(wait));
  for (const each of (commit ?? []) as Input[]) model.receiveCommit(session, recordInput(each));
}

function shownOf(model: Model, session: Session): Record<string, unknown> {
  const { subscriptions, acks, got, asks, holdings } = session;
  const digests = asks.flatMap(({ bodies }) => bodies.map(({ digest }) => digest));
  return {
    acks: acks.toSorted((a, b) => a.s - b.s || a.q - b.q),
    gets: sorted(
      model,
      asks.flatMap(({ ids }) => ids),
    ),
    digs: sorted(model, new Set(digests)),
    subscriptions: [...subscriptions.values()]
      .toSorted((a, b) => a.s - b.s)
      .map((each) => shownSubscription(model, each)),
    got: got.toSorted((a, b) => a.rq - b.rq).map((each) => shownGet(model, each)),
    held: sorted(model, heldIds(session)),
    parked: sorted(model, new Set(holdings.parked.map(({ id }) => id))),
  };
}

function shownSubscription(model: Model, subscription: Subscription): Record<string, unknown> {
  const { s, summary, reset, catchUp, done, liveIds } = subscription;
  const { n, cert, heads } = summary;
  return {
    s,
    n,
    ce: bytesValue(cert),
    heads: sorted(model, heads),
    reset,
    catchUp: stretches(catchUp).flatMap((ids) => sorted(model, ids)),
    done,
    live: liveIds,
  };
}

/** The ids of neighbours of one type. */
function stretches(held: readonly Held[]): string[][] {
  const found: { typ: string; ids: string[] }[] = [];
  for (const { typ, id } of held) {
    const last = found.at(-1);
    if (last?.typ === typ) last.ids.push(id);
    else found.push({ typ, ids: [id] });
  }
  return found.map(({ ids }) => ids);
}

function shownGet(model: Model, { rq, ids, digs, no }: AnsweredGet): Record<string, unknown> {
  const codeById = new Map(no);
  return {
    rq,
    ids: sorted(model, ids),
    digs: sorted(model, digs),
    no: sorted(model, codeById.keys()).map((id) => [id, codeById.get(id)]),
  };
}

/** Ids in ascending order of their bytes. */
function sorted(model: Model, ids: Iterable<string>): string[] {
  const decoded = [...ids].map((id) => [id, model.parseId(id)] as const);
  return decoded.toSorted(([, a], [, b]) => Buffer.compare(a, b)).map(([id]) => id);
}
