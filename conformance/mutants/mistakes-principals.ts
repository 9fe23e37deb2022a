// The mistakes of the designed mutants about logs of users and teams.
import {
  Fault,
  checkAuthority,
  checkWriter,
  judgeOp,
  keyOfSigner,
  readOp,
  stateOfLog,
  type AuthorityRule,
  type Book,
  type ModelFunction,
  type ModelHooks,
} from '@allod/conformance-model';

type State = ReturnType<typeof stateOfLog>;
type Levels = Map<string, { lvl: number }>;

/** The resolver without some of its rules. */
export function without(...rules: readonly AuthorityRule[]): ModelHooks {
  return { off: new Set(rules) };
}

/** Goes through the ops in some order and lets each one say who is a member. */
function lastWriterWins(book: Book, state: State, order: readonly string[]): State {
  const members: Levels = new Map();
  for (const id of order) {
    const { k, who = '', lvl, ref = '', keep, mem = [] } = book.trial.ops.get(id) ?? { k: 'epoch' };
    for (const entry of mem) members.set(entry.who, { lvl: entry.lvl });
    const given = k === 'join' ? book.trial.ops.get(ref)?.lvl : k === 'invite' ? undefined : lvl;
    if (given !== undefined) members.set(who, { lvl: given });
    if (k === 'remove' && keep !== true) members.delete(who);
  }
  return { ...state, members };
}

/** Lets the ops that came last have the last word. */
export const obeyArrival: ModelFunction<'stateOfLog'> = (model, book, log) => {
  const state = stateOfLog(model, book, log);
  return lastWriterWins(
    book,
    state,
    [...book.trial.ops.keys()].filter((id) => state.alive.includes(id)),
  );
};

/** Lets the ops with the latest time have the last word. */
export const obeyTime: ModelFunction<'stateOfLog'> = (model, book, log) => {
  const state = stateOfLog(model, book, log);
  const time = (id: string): number => book.trial.ops.get(id)?.t ?? 0;
  return lastWriterWins(
    book,
    state,
    state.alive.toSorted((a, b) => time(a) - time(b)),
  );
};

/** Keeps what was accepted alive. */
export const keepAlive: ModelFunction<'stateOfLog'> = (model, book, log) => {
  const state = stateOfLog(model, book, log);
  return { ...state, alive: [...state.alive, ...state.struck].toSorted(), struck: [] };
};

/** Shows devices alone, and no cold key. */
export const hideRoots: ModelFunction<'stateOfLog'> = (model, book, log) => {
  const state = stateOfLog(model, book, log);
  return { ...state, members: new Map([...state.members].filter(([, { lvl }]) => lvl !== ROOT)) };
};

const ROOT = 50;

/** Strikes what a removed member did beside its removal, its leave among it. */
export const strikeLeaves: ModelFunction<'stateOfLog'> = (model, book, log) => {
  const state = stateOfLog(model, book, log);
  const { trial } = book;
  const isStruck = (id: string): boolean => {
    const own = trial.ops.get(id);
    if (own === undefined || trial.localOf(id).isSelf !== true) return false;
    return state.alive.some((other) => {
      const { k, who } = trial.ops.get(other) ?? {};
      const isBeside = !isBefore(book, other, id) && !isBefore(book, id, other);
      return other !== id && k === 'remove' && who === own.who && isBeside;
    });
  };
  const struck = state.alive.filter(isStruck);
  const alive = state.alive.filter((id) => !struck.includes(id));
  return { ...state, alive, struck: [...state.struck, ...struck].toSorted() };
};

function isBefore(book: Book, early: string, late: string): boolean {
  const parents = book.trial.ops.get(late)?.par ?? [];
  return parents.includes(early) || parents.some((parent) => isBefore(book, early, parent));
}

/** Applies an op with as many of its parents as are at hand. */
export const forgetParents: ModelFunction<'judgeOp'> = (model, book, offer) => {
  const known = (ids: readonly string[]): string[] => ids.filter((id) => book.trial.ops.has(id));
  judgeOp(
    {
      ...model,
      readOp: (statement) => {
        const stated = readOp(model, statement);
        const par = known(stated.op.par);
        return par.length === 0 ? stated : { ...stated, op: { ...stated.op, par } };
      },
    },
    book,
    offer,
  );
};

/** Looks a key up in everything that is known. */
export const findKeyAnywhere: ModelFunction<'keyOfSigner'> = (model, book, signer) => {
  const devices = [...book.statedById.values()].flatMap((stated) => stated.devices.map(({ key }) => key));
  const found = devices.find((key) => model.thumbprint(key) === signer.signer.kid);
  return keyOfSigner(model, book, signer) ?? found;
};

/** Does not look into `keys`. */
export const ignoreShownKeys: ModelFunction<'keyOfSigner'> = (model, book, { stated, signer }) =>
  keyOfSigner(model, book, { stated: { ...stated, shown: [] }, signer });

/** Lets an op pass that these requirements refuse, if something holds for it. */
function unless(
  requirements: readonly string[],
  isFine: (book: Parameters<typeof checkAuthority>[1], id: string) => boolean,
): ModelFunction<'checkAuthority'> {
  return (model, trial, id) => {
    try {
      checkAuthority(model, trial, id);
    } catch (error) {
      if (error instanceof Fault && requirements.includes(error.requirement) && isFine(trial, id)) return;
      throw error;
    }
  };
}

/** Counts signatures in place of members. */
export const countSignersTwice: ModelFunction<'checkAuthority'> = unless(
  ['PRN-035', 'PRN-040', 'PRN-048'],
  (trial, id) => (trial.ops.get(id)?.signers.length ?? 0) >= 2,
);

/** Asks for the level of the first step of a path alone. */
export const trustPaths: ModelFunction<'checkAuthority'> = unless(
  ['PRN-034', 'PRN-040', 'PRN-047', 'PRN-070'],
  (trial, id) => (trial.ops.get(id)?.signers[0]?.by.length ?? 0) >= 1,
);

/** Judges an op by what its signers are now, by all that came before it, not by what it knows. */
export const judgeNow: ModelFunction<'checkAuthority'> = (model, trial, id) => {
  const op = trial.ops.get(id);
  if (op === undefined || op.k === 'init') return checkAuthority(model, trial, id);
  const { [op.log]: par = [], ...x } = headsNow(trial, id);
  trial.ops.set(id, { ...op, par, x });
  trial.pasts.delete(id);
  try {
    checkAuthority(model, trial, id);
  } finally {
    trial.ops.set(id, op);
    trial.pasts.delete(id);
  }
};

/** Judges the writer of a record by what the logs say now, not by the heads that it names. */
export const trustWritersNow: ModelFunction<'checkWriter'> = (model, { record, book }) => {
  const { [String(record.claimsJson.get('iss'))]: au = [], ...ax } = headsNow(book.trial);
  const claimsJson = new Map([...record.claimsJson, ['au', au], ['ax', new Map(Object.entries(ax))]]);
  checkWriter(model, { record: { ...record, claimsJson }, book });
};

/** By log, the ops that no other op of it follows, one of them aside. */
function headsNow({ ops }: Book['trial'], but?: string): Record<string, string[]> {
  const known = [...ops.values()].filter(({ id }) => id !== but);
  const followed = new Set(known.flatMap(({ par }) => par));
  const heads: Record<string, string[]> = {};
  for (const { id, log } of known) if (!followed.has(id)) (heads[log] ??= []).push(id);
  return heads;
}

/** Lets admins alone remove anybody, themselves among them. */
export const askAdminsToLeave: ModelFunction<'checkAuthority'> = (model, trial, id) => {
  checkAuthority(model, trial, id);
  const isLow = trial.ops.get(id)?.k === 'remove' && trial.localOf(id).rank < ADMIN;
  if (isLow) throw new Fault('E_NOT_AUTHORIZED', 'PRN-045');
};

const ADMIN = 30;
