import { stateOf } from '@allod/collections';
import { isRecord, RECORD_RULE, statementFromParts } from '@allod/core/statement';
import type { RecordStatement } from '@allod/core/statement';
import type { State } from '@allod/core/verify';
import type { Store, Stored } from '@allod/storage';
import { JSON_TYPE, showBody } from './body.ts';
import type { OpenedBody, Opener, StoredBody, Unopened } from './opener.ts';

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
  /** Bytes of the content, or, as long as that is not known, of the body as it is stored; absent for a record without one. */
  readonly length?: number;
  /** Media type of the content; absent for JSON. */
  readonly cty?: string;
  /** The content, when it is JSON. */
  readonly json?: unknown;
  /** The content, when it is anything else, also when it is called JSON and is none. */
  readonly bytes?: Uint8Array;
  /** The record has a body, and it is not here. */
  readonly missing?: true;
  /** The body is sealed, and cannot be opened here. */
  readonly sealed?: Unopened;
}

/** Where records are read, and how their bodies are opened. */
export interface RecordSource {
  readonly store: Store;
  /** The clock, in microseconds. */
  readonly now: () => number;
  readonly open: Opener;
}

/** The records with these ids, in order; `undefined` for what is not here, waits, or is no record. */
export async function viewRecords(
  { store, now, open }: RecordSource,
  ids: readonly string[],
): Promise<(RecordView | undefined)[]> {
  const at = now();
  const found = (await store.items(ids)).map(recordOf);
  const bodies = await Promise.all(found.map((record) => bodyOf(store, record)));
  const stored = bodies.filter((body) => body !== undefined);
  const opened = new Map((await open(stored)).map((each, i) => [stored[i]!, each]));
  return found.map((record, i) => {
    const body = bodies[i];
    if (record === undefined) return undefined;
    return viewOf(record, { at, ...(body === undefined ? {} : { body, opened: opened.get(body)! }) });
  });
}

/** A record as it was found. */
export interface FoundRecord {
  readonly id: string;
  readonly statement: RecordStatement;
}

/** A stored statement, when it is an accepted record. */
export function recordOf(stored: Stored | undefined): FoundRecord | undefined {
  if (stored?.state === undefined) return undefined;
  const read = statementFromParts(stored.parts, { rules: { 'allod-rec': RECORD_RULE } });
  return read.ok && isRecord(read.value) ? { id: stored.id, statement: read.value } : undefined;
}

/** The body of a record, when it is here. */
export async function bodyOf(store: Store, record: FoundRecord | undefined): Promise<StoredBody | undefined> {
  if (record === undefined) return undefined;
  const { claims, header } = record.statement;
  const body = claims.dig === undefined ? undefined : await store.body(claims.dig);
  return body === undefined ? undefined : { claims, kid: header.kid, body };
}

function viewOf(
  { id, statement: { header, claims } }: FoundRecord,
  { at, body, opened }: { readonly at: number; readonly body?: StoredBody; readonly opened?: OpenedBody },
): RecordView {
  const { iss, act = iss, via, col, tag, t, seq, dig, len = 0 } = claims;
  const what = {
    ...(via === undefined ? {} : { via }),
    ...(tag === undefined ? {} : { tag }),
    ...(dig === undefined ? {} : { length: len }),
    ...(dig !== undefined && body === undefined ? ({ missing: true } as const) : {}),
  };
  const whose = { owner: iss, by: act, kid: header.kid };
  const shown = opened === undefined ? {} : shownOf(opened);
  return { id, ...whose, col, t, seq, state: stateOf(claims, at), ...what, ...shown };
}

function shownOf(opened: OpenedBody): Partial<RecordView> {
  if (!opened.ok) return { sealed: opened.sealed };
  const { content, cty } = opened;
  const isJson = cty === undefined || cty === JSON_TYPE;
  return { length: content.length, ...(isJson ? {} : { cty }), ...showBody(content, cty) };
}
