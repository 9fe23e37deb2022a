import type { Admission } from '@allod/collections';
import type { RecordClaims, Statement } from '@allod/core/statement';
import { RECORD_RULE, isRecord, statementFromParts, statementIds } from '@allod/core/statement';
import type { State } from '@allod/core/verify';
import { orderKey } from '@allod/storage';
import type { Store, Stored } from '@allod/storage';

/** Statements that are read at once. */
const PAGE = 256;

/** An accepted statement as it was read, and what follows from it. */
export interface Surveyed {
  readonly id: string;
  readonly pos: number;
  readonly state: State;
  readonly key: Uint8Array;
  readonly t: number;
  /** Of a record alone. */
  readonly record?: RecordClaims & { readonly kid: string };
  /** Of an op that announces an epoch: its keybox, and when it goes. */
  readonly epoch?: { readonly dig?: string; readonly end?: number };
}

/** Everything that is here of one space. */
export interface Survey {
  readonly space: string;
  /** In the order of positions. */
  readonly statements: readonly Surveyed[];
  /** Ids of what is listed and not there, cannot be read, or has another id than its own. */
  readonly damaged: readonly string[];
  /** Ids of what would not be accepted today. */
  readonly refused: readonly string[];
}

/** Reads a whole space, and judges all of it again. Writes nothing. */
export async function surveySpace(store: Store, admission: Admission, space: string): Promise<Survey> {
  const statements: Surveyed[] = [];
  const damaged: string[] = [];
  const refused: string[] = [];
  let page: string[] = [];
  const read = async (): Promise<void> => {
    const found = await readPage(store, admission, page);
    statements.push(...found.statements);
    damaged.push(...found.damaged);
    refused.push(...found.refused);
    page = [];
  };
  for await (const { id } of store.scan({ by: 'pos', space })) if (page.push(id) === PAGE) await read();
  await read();
  return { space, statements, damaged, refused };
}

type Page = Omit<Survey, 'space'>;

async function readPage(store: Store, admission: Admission, ids: readonly string[]): Promise<Page> {
  const stored = await store.items(ids);
  const damaged: string[] = [];
  const sound: { readonly stored: Stored; readonly statement: Statement }[] = [];
  for (const [i, each] of stored.entries()) {
    const read = each?.state === undefined ? undefined : statementFromParts(each.parts, PLACE);
    if (read?.ok === true) sound.push({ stored: each!, statement: read.value });
    else damaged.push(ids[i]!);
  }
  const computed = await statementIds(sound.map(({ statement }) => statement));
  const judged = await admission.judge(sound.map(({ stored: { parts } }) => ({ parts })));
  const statements: Surveyed[] = [];
  const refused: string[] = [];
  for (const [i, { stored: each, statement }] of sound.entries()) {
    if (computed[i] !== each.id) damaged.push(each.id);
    else {
      if (judged[i]!.verdict !== 'admitted') refused.push(each.id);
      statements.push(surveyed(each, statement));
    }
  }
  return { statements, damaged, refused };
}

const PLACE = { rules: { 'allod-rec': RECORD_RULE } };

function surveyed({ id, pos, state }: Stored, statement: Statement): Surveyed {
  const { header, claims } = statement;
  const key = orderKey({ typ: header.typ, claims, id });
  const record = isRecord(statement) ? { record: { ...statement.claims, kid: header.kid } } : {};
  const { dig, end } = claims as { readonly dig?: string; readonly end?: number };
  const said = { ...(dig === undefined ? {} : { dig }), ...(end === undefined ? {} : { end }) };
  const epoch = header.typ === 'allod-op' && claims.k === 'epoch' ? { epoch: said } : {};
  return { id, pos: pos!, state: state!, key, t: Number(claims.t), ...record, ...epoch };
}
