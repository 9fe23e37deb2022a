import type { Result } from '@allod/core/errors';
import type { BodyCode, Judged, Offered } from '@allod/core/verify';
import type { Commit, CommitCode, Committed, Store } from '@allod/storage';
import type { Answer, OfferCode, OfferOptions } from './answer.ts';
import { IntakeWorker } from './intake-worker.ts';
import { keepBodies } from './keep-bodies.ts';
import type { Judge } from './judge.ts';
import { Pipeline } from './pipeline.ts';
import { isOp } from './plan-book.ts';

/** The only way into a store: what is offered is judged, committed and, when an op comes, taken up again. */
export interface Intake {
  /**
   * Judges and commits, one offer after the other: one commit for each space. One bad statement never keeps others out. Offers that follow
   * one without ops are judged while that one is being committed.
   * Refuses with `E_RANGE` (SYN-025), having stored nothing, and with the codes of `Store.commit`.
   */
  offer(items: readonly Offered[], options?: OfferOptions): Promise<Result<readonly Answer[], OfferCode>>;
  /**
   * Stores bodies that statements of `space` were found to lack, as far as the judge takes them for one of these; others are passed over.
   * Refuses with the code of the first one that is refused, having stored the others: `E_DIGEST` (STO-010), or why it may not be kept.
   */
  keep(space: string, bodies: NonNullable<Commit['bodies']>): Promise<Result<Committed, CommitCode | BodyCode>>;
}

/** What an intake is made of. */
export interface IntakeOptions {
  readonly store: Store;
  readonly judge: Judge;
  /**
   * Resolves in a later turn of the event loop; waited for before each commit. Where commits keep the thread busy, the judge of the next
   * offer first gets to hand its signatures to other threads. No wait when absent.
   */
  readonly turn?: () => Promise<void>;
}

/** Makes the only writer of statements of a store. */
export function createIntake(options: IntakeOptions): Intake {
  const worker = new IntakeWorker(options);
  const pipeline = new Pipeline();
  return {
    offer: (items, how = {}) =>
      pipeline.add({
        first: () => worker.judge(items, how),
        blocks: bringsOp,
        last: (judging) => worker.take({ items, judging }, how),
      }),
    keep: (space, bodies) => pipeline.append(() => keepBodies(options, { space, bodies })),
  };
}

/** Verdicts depend on what is stored through ops alone: those of the next offer wait until these are. */
function bringsOp(judged: readonly Judged[]): boolean {
  return judged.some((each) => each.verdict === 'admitted' && isOp(each.admitted));
}
