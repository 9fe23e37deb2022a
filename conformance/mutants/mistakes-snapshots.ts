// The mistakes of the designed mutants about snapshots.
import { createHash } from 'node:crypto';
import { checkSnapshotNames, Fault, judgeOps, stateAt, type ModelFunction } from '@allod/conformance-model';

/** Sorts by code points, as languages do whose texts are not UTF-16. */
export const sortByCodePoint: ModelFunction<'inTextOrder'> = (_model, texts) =>
  texts.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

/** Leaves out what is empty. */
export const leaveOutEmpty: ModelFunction<'stateAt'> = (model, book, at) => {
  const { n, text } = stateAt(model, book, at);
  const members = Object.entries(JSON.parse(text) as Record<string, object>);
  const short = JSON.stringify(Object.fromEntries(members.filter(([, value]) => Object.keys(value).length > 0)));
  return { n, text: short, digest: createHash('sha256').update(short).digest('base64url') };
};

/** Compares with what the log says now. */
export const compareWithNow: ModelFunction<'stateAt'> = (model, book, { log }) => {
  const own = [...book.trial.ops.values()].filter((op) => op.log === log);
  const heads = own.map(({ id }) => id).filter((id) => !own.some(({ par }) => par.includes(id)));
  return stateAt(model, book, { log, heads });
};

/** Refuses what it cannot compare yet. */
export const refuseEarly: ModelFunction<'checkSnapshotNames'> = (model, claimed) => {
  try {
    checkSnapshotNames(model, claimed);
  } catch (error) {
    if (error instanceof Fault && error.requirement === 'PRN-094') throw new Fault('E_SNAPSHOT_MISMATCH', 'PRN-098');
    throw error;
  }
};

/** Takes a snapshot as the end of what stands beside it. */
export const takeAsFinal: ModelFunction<'judgeOps'> = (model, offers) => {
  const { book, faultById } = judgeOps(model, offers);
  const late = new Map(faultById);
  for (const { input } of offers) {
    const heads = headsOf(input.st);
    const isBehind = (id: string): boolean =>
      heads.includes(id) || (book.trial.ops.get(id)?.par ?? []).some((parent) => isBehind(parent));
    const past = heads.flatMap((head) => [head, ...pastOf(book, head)]);
    const logs = heads.map((head) => book.trial.ops.get(head)?.log);
    for (const { id, log } of book.trial.ops.values()) {
      if (!logs.includes(log) || past.includes(id) || isBehind(id)) continue;
      book.trial.ops.delete(id);
      book.statedById.delete(id);
      late.set(id, new Fault('E_NOT_AUTHORIZED', 'PRN-099'));
    }
  }
  return { book, faultById: late };
};

type Book = ReturnType<typeof judgeOps>['book'];

function pastOf(book: Book, id: string): string[] {
  return (book.trial.ops.get(id)?.par ?? []).flatMap((parent) => [parent, ...pastOf(book, parent)]);
}

/** The heads of a snapshot; of anything else none. */
function headsOf(st: string): readonly string[] {
  const [header = '', claims = ''] = st.split('.').map((part) => Buffer.from(part, 'base64url').toString());
  if (!header.includes('"allod-snap"')) return [];
  return (JSON.parse(claims) as { readonly heads: readonly string[] }).heads;
}
