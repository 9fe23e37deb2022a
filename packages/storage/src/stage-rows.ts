import type { StatementParts } from '@allod/core/statement';
import type { Draft, RowName } from './draft.ts';
import { acceptedRows, bodyOf, readBack, waitingRows } from './index-rows.ts';
import type { Indexed } from './index-rows.ts';
import { decodeAccepted, decodeItem } from './item-row.ts';
import type { AcceptedRow } from './item-row.ts';
import { idRow, keyOf, positionRow, TABLE } from './keys.ts';
import type { KeyValueWrite } from './key-value.ts';
import { metaRow } from './meta.ts';
import type { NameBytes } from './order.ts';
import type { Commit, Waiting } from './port.ts';

/** The row that says how many spaces there are. */
export const NUMBER_OF_SPACES: RowName = {
  table: TABLE.head,
  name: 'spaces',
  key: keyOf(TABLE.head, new TextEncoder().encode('spaces')),
};

/** A statement as a store has it: with its place in the set, or with why it waits. */
export type Held = Indexed & { readonly parts: StatementParts } & (
    | { readonly pos: number; readonly accepted: AcceptedRow }
    | { readonly waiting: Waiting }
  );

/** Loads every row that a commit may have to look at. */
export async function loadRows(draft: Draft, commit: Commit): Promise<void> {
  const {
    space,
    expect = [],
    put = [],
    park = [],
    state = [],
    drop = [],
    bodies = [],
    dropBodies = [],
    release = [],
  } = commit;
  const names: RowName[] = [idRow(TABLE.space, space), NUMBER_OF_SPACES];
  for (const [name] of expect) names.push(metaRow(name));
  for (const { statement } of put) addStatement(names, statement.id, bodyOf(statement));
  for (const { id, statement } of park) addStatement(names, id, bodyOf(statement));
  for (const [id] of state) names.push(idRow(TABLE.item, id));
  for (const id of [...drop, ...release]) names.push(idRow(TABLE.item, id));
  for (const [dig] of bodies) names.push(idRow(TABLE.body, dig));
  for (const dig of dropBodies) names.push(idRow(TABLE.body, dig));
  await draft.load(names);
  await loadHeld(draft, commit);
}

function addStatement(names: RowName[], id: string, dig: string | undefined): void {
  names.push(idRow(TABLE.item, id));
  if (dig !== undefined) names.push(idRow(TABLE.body, dig));
}

/** What can be said only once the rows of the items are there: where accepted ones are, and the bodies of what is dropped or released. */
async function loadHeld(draft: Draft, { put = [], state = [], drop = [], release = [] }: Commit): Promise<void> {
  const ids = [...put.map(({ statement }) => statement.id), ...state.map(([id]) => id), ...drop, ...release];
  const places = ids.flatMap((id) => {
    const row = draft.row(TABLE.item, id).value;
    if (row === undefined) return [];
    const item = decodeItem(row);
    return 'pos' in item ? [positionRow(item.spaceNumber, item.pos)] : [];
  });
  await draft.load(places);
  const digs = [...drop, ...release].flatMap((id) => {
    const held = readHeld(draft, id);
    const dig = held === undefined ? undefined : bodyOf(held);
    return dig === undefined ? [] : [idRow(TABLE.body, dig)];
  });
  await draft.load(digs);
}

/** The statement with this id as the draft has it. */
export function readHeld(draft: Draft, id: string): Held | undefined {
  const { key, value: row } = draft.row(TABLE.item, id);
  if (row === undefined) return undefined;
  const item = decodeItem(row);
  const base = { id, idBytes: idOfKey(key), spaceNumber: item.spaceNumber };
  if ('waiting' in item) return { ...base, ...readBack(id, item.parts), parts: item.parts, waiting: item.waiting };
  const { pos } = item;
  const { table, name } = positionRow(item.spaceNumber, pos);
  const accepted = decodeAccepted(draft.row(table, name).value ?? new Uint8Array());
  return { ...base, ...readBack(id, accepted.parts), parts: accepted.parts, pos, accepted };
}

/** The id in the key of an item: what follows the letter of the table. */
export function idOfKey(key: Uint8Array): Uint8Array {
  return key.subarray(1);
}

/** Every index row of a statement that is held. */
export function rowsOfHeld(held: Held, names: NameBytes): KeyValueWrite[] {
  return 'waiting' in held
    ? waitingRows(held.idBytes, held.waiting.waitsFor)
    : acceptedRows(held, held.accepted.state, names);
}
