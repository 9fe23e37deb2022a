import { statementFromParts, statementParts } from '@allod/core/statement';
import type { Statement, StatementParts } from '@allod/core/statement';
import { createLogBook, OP_RULE } from '@allod/principals';
import type { LogBook } from '@allod/principals';
import { decodeFrame, encodeFrame, itemFromParts, partsFromItem } from '@allod/transport/frames';
import { valueOf } from './corpus.ts';
import { READ_BATCH } from './plan.ts';

/** Ops as bytes, in frames as sync sends them. */
export function framesOf(ops: readonly Statement[]): Uint8Array[] {
  const items = ops.map((op) => itemFromParts(statementParts(op)));
  return Array.from({ length: Math.ceil(items.length / READ_BATCH) }, (_, n) =>
    encodeFrame([{ m: 'items', s: 0, q: 1, i: items.slice(n * READ_BATCH, (n + 1) * READ_BATCH) }]),
  );
}

/** A book into which all ops of some frames were taken: read, judged, and every signature checked. */
export async function judgeFrames(frames: readonly Uint8Array[]): Promise<LogBook> {
  const book = createLogBook();
  await judgeAll(book, frames.flatMap(readFrame));
  return book;
}

/** Has a book judge ops that are admitted. */
export async function judgeAll(book: LogBook, ops: readonly Statement[]): Promise<void> {
  for (const judged of await book.judge(ops))
    if (judged.verdict !== 'admitted') throw new Error(`an op was ${judged.verdict}`);
}

/** An op as somebody else reads it, who has checked no signature of it. */
export function readOp(parts: StatementParts): Statement {
  return valueOf(statementFromParts(parts, { typ: 'allod-op', rules: { 'allod-op': OP_RULE } }));
}

function readFrame(frame: Uint8Array): Statement[] {
  const [message] = valueOf(decodeFrame(frame));
  if (message?.m !== 'items') throw new Error('a frame of ops has items');
  return (message.i ?? []).map((item) => readOp(partsFromItem(item)));
}
