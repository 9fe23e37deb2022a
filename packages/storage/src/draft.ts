import { encodeBase64url } from '@allod/core/bytes';
import type { KeyValueWrite } from './key-value.ts';

/** Where a draft reads what it does not change: a map, or another draft. */
export interface DraftSource {
  get(keys: readonly Uint8Array[]): Promise<(Uint8Array | undefined)[]>;
}

/** Changes that are not written yet, over what is stored. */
export class Draft implements DraftSource {
  readonly #source: DraftSource;
  readonly #changes: Map<string, KeyValueWrite> = new Map();

  constructor(source: DraftSource) {
    this.#source = source;
  }

  /** The values of `keys` as they will be, in order. */
  async get(keys: readonly Uint8Array[]): Promise<(Uint8Array | undefined)[]> {
    const names = keys.map(encodeBase64url);
    const missing = keys.filter((_, i) => !this.#changes.has(names[i]!));
    const found = missing.length === 0 ? [] : await this.#source.get(missing);
    let next = 0;
    return names.map((name) => {
      const change = this.#changes.get(name);
      return change === undefined ? found[next++] : (change[1] ?? undefined);
    });
  }

  /** The value of one key as it will be. */
  async one(key: Uint8Array): Promise<Uint8Array | undefined> {
    const [value] = await this.get([key]);
    return value;
  }

  set(key: Uint8Array, value: Uint8Array | null): void {
    this.#changes.set(encodeBase64url(key), [key, value]);
  }

  /** All changes, one for each key. */
  changes(): KeyValueWrite[] {
    return [...this.#changes.values()];
  }

  /** Takes over the changes of a draft that was made over this one. */
  merge(draft: Draft): void {
    for (const [key, value] of draft.changes()) this.set(key, value);
  }
}
