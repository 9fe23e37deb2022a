import type { KeyValueWrite } from './key-value.ts';

/** Where a draft reads what nobody has changed yet. */
export interface DraftSource {
  get(keys: readonly Uint8Array[]): Promise<(Uint8Array | undefined)[]>;
}

/** The name by which a draft knows a row, and the row's key in the map: each stands for the other. */
export type RowName = readonly [name: string, key: Uint8Array];

interface LoadedRow {
  readonly key: Uint8Array;
  value: Uint8Array | undefined;
  isChanged: boolean;
}

/**
 * Changes that are not written yet. What is to be read is loaded first, all at once; after that everything is at hand without waiting.
 * A draft may go on from another one, which nobody changes from then on: so one commit of several can be given up.
 */
export class Draft {
  readonly #source: DraftSource;
  readonly #before: Draft | undefined;
  readonly #rows: Map<string, LoadedRow> = new Map();
  readonly #writes: KeyValueWrite[] = [];

  constructor(source: DraftSource, before?: Draft) {
    this.#source = source;
    this.#before = before;
  }

  /** Reads the rows that no draft has yet. */
  async load(names: readonly RowName[]): Promise<void> {
    const missing = names.filter(([name]) => this.#find(name) === undefined);
    if (missing.length === 0) return;
    const values = await this.#source.get(missing.map(([, key]) => key));
    for (const [i, [name, key]] of missing.entries()) this.#rows.set(name, { key, value: values[i], isChanged: false });
  }

  /** The value of a row as it will be. Throws `TypeError` for one that was not loaded. */
  value(name: string): Uint8Array | undefined {
    return this.#loaded(name).value;
  }

  /** The key of a row. Throws `TypeError` for one that was not loaded. */
  key(name: string): Uint8Array {
    return this.#loaded(name).key;
  }

  /** Sets a row that was loaded; `null` deletes it. */
  set(name: string, value: Uint8Array | null): void {
    this.#rows.set(name, { key: this.#loaded(name).key, value: value ?? undefined, isChanged: true });
  }

  /** Sets a row, loaded or not; `null` deletes it. */
  put([name, key]: RowName, value: Uint8Array | null): void {
    this.#rows.set(name, { key, value: value ?? undefined, isChanged: true });
  }

  /** Writes a row that no draft reads; the later of two for one key wins. */
  write(key: Uint8Array, value: Uint8Array | null): void {
    this.#writes.push([key, value]);
  }

  /** All changes, those of the drafts before this one first. */
  changes(): KeyValueWrite[] {
    const changes = this.#before?.changes() ?? [];
    for (const { key, value, isChanged } of this.#rows.values()) if (isChanged) changes.push([key, value ?? null]);
    for (const write of this.#writes) changes.push(write);
    return changes;
  }

  #loaded(name: string): LoadedRow {
    const row = this.#find(name);
    if (row === undefined) throw new TypeError(`the row ${name} was not loaded`);
    return row;
  }

  #find(name: string): LoadedRow | undefined {
    const row = this.#rows.get(name);
    if (row !== undefined || this.#before === undefined) return row;
    return this.#before.#find(name);
  }
}
