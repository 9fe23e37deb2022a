import { stateOf } from '@allod/collections';
import { isRecord, RECORD_RULE, statementFromParts } from '@allod/core/statement';
import type { State } from '@allod/core/verify';
import type { Store } from '@allod/storage';
import { showBody } from './body.ts';

/** A record as it is shown. */
export interface RecordView {
  readonly id: string;
  /** Id of the user or team whose record it is. */
  readonly owner: string;
  /** Id of the user who wrote it. */
  readonly by: string;
  /** The teams between the owner and the user, if there are any. */
  readonly via?: readonly string[];
  /** Id of the key of the device that signed it. */
  readonly kid: string;
  readonly col: string;
  readonly tag?: string;
  /** When it was written by the clock of its writer, in microseconds since 1970. */
  readonly t: number;
  /** Its number in the chain of its device. */
  readonly seq: number;
  /** HELD while its time is more than 5 minutes ahead of the clock here. (COL-006) */
  readonly state: State;
  /** Bytes of the body; absent for a record without one. */
  readonly length?: number;
  /** Media type of the body; absent for JSON. */
  readonly cty?: string;
  /** The body, when it is JSON. */
  readonly json?: unknown;
  /** The body, when it is anything else, also when it is called JSON and is none. */
  readonly bytes?: Uint8Array;
  /** The record has a body, and it is not here. */
  readonly missing?: true;
}

/** The records with these ids, in order; `undefined` for what is not here, waits, or is no record. `now` in microseconds. */
export async function viewRecords(
  store: Store,
  ids: readonly string[],
  now: number,
): Promise<(RecordView | undefined)[]> {
  const stored = await store.items(ids);
  return Promise.all(
    stored.map(async (each) => {
      if (each?.state === undefined) return undefined;
      const read = statementFromParts(each.parts, { rules: { 'allod-rec': RECORD_RULE } });
      if (!read.ok || !isRecord(read.value)) return undefined;
      const { header, claims } = read.value;
      const { iss, act = iss, via, col, tag, t, seq, dig, len = 0, cty } = claims;
      const body = dig === undefined ? undefined : await store.body(dig);
      const what = {
        ...(via === undefined ? {} : { via }),
        ...(tag === undefined ? {} : { tag }),
        ...(dig === undefined ? {} : { length: len }),
        ...(cty === undefined ? {} : { cty }),
        ...(dig !== undefined && body === undefined ? ({ missing: true } as const) : {}),
      };
      const shown = body === undefined ? {} : showBody(body, cty);
      const whose = { owner: iss, by: act, kid: header.kid };
      return { id: each.id, ...whose, col, t, seq, state: stateOf(claims, now), ...what, ...shown };
    }),
  );
}
