import type { KeyValueWrite } from './key-value.ts';
import type { Table } from './keys.ts';

/** Where a draft reads what nobody has changed yet. */
export interface DraftSource {
  get(keys: readonly Uint8Array[]): Promise<(Uint8Array | undefined)[]>;
}

/** A row by its table and its name there, such as an id, and its key in the map: each stands for the other. */
export interface RowName {
  readonly table: Table;
  readonly name: string;
  readonly key: Uint8Array;
}

/** A row of a draft. */
export interface Row {
  readonly key: Uint8Array;
  /** The value as it will be; nothing for a row that is not there. */
  readonly value: Uint8Array | undefined;
}

interface DraftRow {
  readonly key: Uint8Array;
  value: Uint8Array | undefined;
  isChanged: boolean;
}

type Rows = Map<string, DraftRow>;

/**
 * Changes that are not written yet. What is to be read is loaded first, all at once; after that everything is at hand without waiting.
 * A draft may go on from another one, which nobody changes from then on: so one commit of several can be given up.
 */
export class Draft {
  readonly #source: DraftSource;
  readonly #before: Draft | undefined;
  readonly #tables: Map<Table, Rows> = new Map();
  readonly #writes: KeyValueWrite[] = [];

  constructor(source: DraftSource, before?: Draft) {
    this.#source = source;
    this.#before = before;
  }

  /** Takes up the rows with these names: as the draft before left them, or as they are stored. */
  async load(names: readonly RowName[]): Promise<void> {
    const missing: DraftRow[] = [];
    for (const { table, name, key } of names) {
      const rows = this.#rows(table);
      if (rows.has(name)) continue;
      const before = this.#before?.find(table, name);
      const row: DraftRow = { key, value: before?.value, isChanged: false };
      rows.set(name, row);
      if (before === undefined) missing.push(row);
    }
    if (missing.length === 0) return;
    const values = await this.#source.get(missing.map(({ key }) => key));
    for (const [i, row] of missing.entries()) row.value = values[i];
  }

  /** A row that was loaded. Throws `TypeError` for another one. */
  row(table: Table, name: string): Row {
    return this.#loaded(table, name);
  }

  /** Sets a row that was loaded; `null` deletes it. Throws `TypeError` for another one. */
  set(table: Table, name: string, value: Uint8Array | null): void {
    const row = this.#loaded(table, name);
    row.value = value ?? undefined;
    row.isChanged = true;
  }

  /** Sets a row, loaded or not; `null` deletes it. */
  put({ table, name, key }: RowName, value: Uint8Array | null): void {
    this.#rows(table).set(name, { key, value: value ?? undefined, isChanged: true });
  }

  /** Writes a row that no draft reads; the later of two for one key wins. */
  write(key: Uint8Array, value: Uint8Array | null): void {
    this.#writes.push([key, value]);
  }

  /** All changes, those of the drafts before this one first. */
  changes(): KeyValueWrite[] {
    const changes = this.#before?.changes() ?? [];
    for (const rows of this.#tables.values())
      for (const { key, value, isChanged } of rows.values()) if (isChanged) changes.push([key, value ?? null]);
    for (const write of this.#writes) changes.push(write);
    return changes;
  }

  /** A row that this draft, or one before it, has. */
  find(table: Table, name: string): Row | undefined {
    return this.#tables.get(table)?.get(name) ?? this.#before?.find(table, name);
  }

  #rows(table: Table): Rows {
    const known = this.#tables.get(table);
    if (known !== undefined) return known;
    const rows: Rows = new Map();
    this.#tables.set(table, rows);
    return rows;
  }

  #loaded(table: Table, name: string): DraftRow {
    const row = this.#tables.get(table)?.get(name);
    if (row === undefined) throw new TypeError(`the row ${table}${name} was not loaded`);
    return row;
  }
}
