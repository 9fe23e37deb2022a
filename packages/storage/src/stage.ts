import { compareBytes, equalBytes, encodeBase64url } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { statementParts } from '@allod/core/statement';
import type { Admitted, Parked, State } from '@allod/core/verify';
import { BODY_KIND, bodyFileRow, inlineRow } from './body-row.ts';
import { sha256 } from './digest.ts';
import type { Draft } from './draft.ts';
import { bodyOf, indexRows, readIndexed } from './index-rows.ts';
import type { Indexed } from './index-rows.ts';
import { decodeItem, encodeItem, signatureBytes, waitingOf } from './item-row.ts';
import { idKey, keyOf, readUint, TABLE, uint } from './keys.ts';
import { idBytes } from './order.ts';
import { metaKey } from './meta.ts';
import type { Commit, Committed, CommitCode } from './port.ts';

/** What a commit comes to, before anything is written. */
export interface Staged {
  readonly committed: Committed;
  /** Bodies that go into files, before the rows are written. */
  readonly files: readonly (readonly [dig: string, bytes: Uint8Array])[];
  /** Digests of bodies in files that go, after the rows are written. */
  readonly removed: readonly string[];
}

/** What staging has to know of the store. */
export interface StageOptions {
  readonly gen: Uint8Array;
  /** Bodies longer than this go into files; bytes. */
  readonly inlineLimit: number;
}

const NUMBER_OF_SPACES = keyOf(TABLE.head, new TextEncoder().encode('spaces'));

/** Works one commit out in `draft`. What it refuses leaves a draft that nobody may use. */
export async function stageCommit(
  draft: Draft,
  commit: Commit,
  options: StageOptions,
): Promise<Result<Staged, CommitCode>> {
  checkCommit(commit);
  for (const [name, expected] of commit.expect ?? []) {
    const held = await draft.one(metaKey(name));
    const isSame =
      held === undefined || expected === null ? held === (expected ?? undefined) : equalBytes(held, expected);
    if (!isSame) return refuse('E_CONFLICT', 'STO-007');
  }
  const bodies = commit.bodies ?? [];
  const digests = await sha256(bodies.map(([, bytes]) => bytes));
  if (bodies.some(([dig], i) => encodeBase64url(digests[i]!) !== dig)) return refuse('E_DIGEST', 'STO-010');
  return accept(await new Stage(draft, commit, options).run());
}

function checkCommit({ space, put = [], park = [], origin = 0 }: Commit): void {
  idBytes(space);
  if ([...put, ...park].some((each) => each.space !== space))
    throw new TypeError('a commit takes statements of its own space alone');
  if (!Number.isInteger(origin) || origin < 0 || origin > 0xffff)
    throw new RangeError(`origin ${origin} has no 16 bits`);
}

class Stage {
  readonly #draft: Draft;
  readonly #commit: Commit;
  readonly #options: StageOptions;
  readonly #added: string[] = [];
  readonly #known: string[] = [];
  readonly #files: (readonly [string, Uint8Array])[] = [];
  readonly #removed: string[] = [];
  #spaceNumber = 0;
  #next = 1;

  constructor(draft: Draft, commit: Commit, options: StageOptions) {
    this.#draft = draft;
    this.#commit = commit;
    this.#options = options;
  }

  async run(): Promise<Staged> {
    const { space, put = [], park = [], state = [], drop = [], bodies = [], dropBodies = [], meta = [] } = this.#commit;
    await this.#openSpace(put.length + park.length > 0);
    const first = this.#next;
    for (const each of put) await this.#put(each);
    for (const each of park) await this.#park(each);
    for (const [id, next] of state) await this.#setState(id, next);
    for (const id of drop) await this.#drop(id);
    for (const [dig, bytes] of bodies) await this.#keepBody(dig, bytes);
    for (const dig of dropBodies) await this.#dropBody(dig);
    for (const [name, value] of meta) this.#draft.set(metaKey(name), value);
    if (this.#next > first) this.#draft.set(idKey(TABLE.space, space), this.#spaceRow());
    const positions = { first, last: this.#next - 1 };
    const committed = { space, gen: this.#options.gen, ...positions, added: this.#added, known: this.#known };
    return { committed, files: this.#files, removed: this.#removed };
  }

  async #openSpace(isNeeded: boolean): Promise<void> {
    const key = idKey(TABLE.space, this.#commit.space);
    const [row, spaces] = await this.#draft.get([key, NUMBER_OF_SPACES]);
    if (row !== undefined) {
      this.#spaceNumber = readUint(row, 0, 4);
      this.#next = readUint(row, 4, 6);
      return;
    }
    if (!isNeeded) return;
    this.#spaceNumber = (spaces === undefined ? 0 : readUint(spaces, 0, 4)) + 1;
    this.#draft.set(NUMBER_OF_SPACES, uint(this.#spaceNumber, 4));
    this.#draft.set(keyOf(TABLE.number, uint(this.#spaceNumber, 4)), idBytes(this.#commit.space));
    this.#draft.set(key, this.#spaceRow());
  }

  #spaceRow(): Uint8Array {
    const row = new Uint8Array(10);
    row.set(uint(this.#spaceNumber, 4));
    row.set(uint(this.#next, 6), 4);
    return row;
  }

  async #read(id: string): Promise<Indexed | undefined> {
    const bytes = await this.#draft.one(idKey(TABLE.item, id));
    return bytes === undefined ? undefined : readIndexed(id, decodeItem(bytes));
  }

  async #put({ statement, state }: Admitted): Promise<void> {
    const { id, header, claims } = statement;
    const held = await this.#read(id);
    const parts = statementParts(statement);
    if (held?.row.state !== undefined) {
      if (!this.#added.includes(id)) this.#known.push(id);
      if (compareBytes(signatureBytes(parts), signatureBytes(held.row.parts)) < 0)
        this.#draft.set(idKey(TABLE.item, id), encodeItem({ ...held.row, parts }));
      return;
    }
    const row = { spaceNumber: this.#spaceNumber, pos: this.#next++, origin: this.#commit.origin ?? 0, state, parts };
    if (held !== undefined) await this.#unindex(held);
    await this.#index({ id, row, header, claims });
    if (held === undefined) await this.#refer({ header, claims }, 1);
    this.#added.push(id);
  }

  async #park(parked: Parked): Promise<void> {
    const { id, statement } = parked;
    if ((await this.#read(id)) !== undefined) return;
    const { header, claims } = statement;
    const row = { spaceNumber: this.#spaceNumber, pos: 0, origin: 0, waiting: waitingOf(parked) };
    await this.#index({ id, row: { ...row, parts: statementParts(statement) }, header, claims });
    await this.#refer({ header, claims }, 1);
  }

  async #setState(id: string, state: State): Promise<void> {
    const held = await this.#read(id);
    if (held?.row.state === undefined || held.row.spaceNumber !== this.#spaceNumber) return;
    await this.#unindex(held);
    await this.#index({ ...held, row: { ...held.row, state } });
  }

  async #drop(id: string): Promise<void> {
    const held = await this.#read(id);
    if (held === undefined || held.row.spaceNumber !== this.#spaceNumber) return;
    await this.#unindex(held);
    this.#draft.set(idKey(TABLE.item, id), null);
    await this.#refer(held, -1);
  }

  async #index(indexed: Indexed): Promise<void> {
    this.#draft.set(idKey(TABLE.item, indexed.id), encodeItem(indexed.row));
    for (const [key, value] of await indexRows(indexed)) this.#draft.set(key, value);
  }

  async #unindex(indexed: Indexed): Promise<void> {
    for (const [key] of await indexRows(indexed)) this.#draft.set(key, null);
  }

  /** Counts a reference to a body up or down. The body goes with the last one. (STO-011, STO-012) */
  async #refer(indexed: Pick<Indexed, 'header' | 'claims'>, change: 1 | -1): Promise<void> {
    const dig = bodyOf(indexed);
    if (dig === undefined) return;
    const key = idKey(TABLE.reference, dig);
    const held = await this.#draft.one(key);
    const count = (held === undefined ? 0 : readUint(held, 0, 4)) + change;
    this.#draft.set(key, count === 0 ? null : uint(count, 4));
    if (count === 0) await this.#dropBody(dig);
  }

  async #keepBody(dig: string, bytes: Uint8Array): Promise<void> {
    const key = idKey(TABLE.body, dig);
    const [references, held] = await this.#draft.get([idKey(TABLE.reference, dig), key]);
    if (references === undefined || held !== undefined) return;
    if (bytes.length <= this.#options.inlineLimit) return this.#draft.set(key, inlineRow(bytes));
    this.#draft.set(key, bodyFileRow(bytes.length));
    this.#files.push([dig, bytes]);
  }

  async #dropBody(dig: string): Promise<void> {
    const key = idKey(TABLE.body, dig);
    const held = await this.#draft.one(key);
    if (held === undefined) return;
    if (held[0] === BODY_KIND.file) this.#removed.push(dig);
    this.#draft.set(key, null);
  }
}
