import type { Statement } from '@allod/core/statement';
import type { JudgedBody, Verdict } from '@allod/core/verify';
import type { EpochBook } from '@allod/principals/epochs';

/** A statement with what somebody calls its body, if anything. */
export interface Embodied {
  readonly statement: Statement;
  readonly id: string;
  readonly body: Uint8Array | undefined;
}

/** How bodies are judged, and the logs that are asked: `BODY_RULE` of `@allod/collections/bodies`. */
export interface BodyRule {
  /** A book without logs. */
  createBook(): EpochBook;
  /**
   * Step 10 of chapter 02 §8 for those that brought a body, with the verdicts on their statements; `known.now` in microseconds since 1970.
   * `undefined` for those that brought none.
   */
  judge(
    offered: readonly Embodied[],
    verdicts: readonly Verdict[],
    known: { readonly logs: EpochBook; readonly now: number },
  ): Promise<(JudgedBody | undefined)[]>;
}
