import { compareBytes, encodeBase64url, equalBytes } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { statementParts } from '@allod/core/statement';
import type { Admitted, Parked, State } from '@allod/core/verify';
import { absentRow, BODY_KIND, bodyFileRow, inlineRow, referencesOf, withReferences } from './body-row.ts';
import { sha256 } from './digest.ts';
import type { Draft } from './draft.ts';
import { acceptedRows, bodyOf, waitingRows } from './index-rows.ts';
import type { Indexed } from './index-rows.ts';
import { encodeAccepted, encodeParked, encodePlace, signatureBytes, waitingOf } from './item-row.ts';
import { keyOf, positionRow, readUint, TABLE, uint } from './keys.ts';
import type { KeyValueWrite } from './key-value.ts';
import { metaRow } from './meta.ts';
import { createNameBytes, idBytes } from './order.ts';
import type { Commit, Committed, CommitCode } from './port.ts';
import { idOfKey, loadRows, NUMBER_OF_SPACES, readHeld, rowsOfHeld } from './stage-rows.ts';
import type { Held } from './stage-rows.ts';

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

/** Works one commit out in `draft`. What it refuses leaves a draft that nobody may use. */
export async function stageCommit(
  draft: Draft,
  commit: Commit,
  options: StageOptions,
): Promise<Result<Staged, CommitCode>> {
  checkCommit(commit);
  const { expect = [], bodies = [] } = commit;
  await loadRows(draft, commit);
  for (const [name, expected] of expect)
    if (!isSame(draft.row(TABLE.meta, name).value, expected)) return refuse('E_CONFLICT', 'STO-007');
  for (const [dig, bytes] of bodies) if (encodeBase64url(sha256(bytes)) !== dig) return refuse('E_DIGEST', 'STO-010');
  return accept(new Stage(draft, commit, options).run());
}

function checkCommit({ space, put = [], park = [], origin = 0 }: Commit): void {
  idBytes(space);
  if (put.some((each) => each.space !== space) || park.some((each) => each.space !== space))
    throw new TypeError('a commit takes statements of its own space alone');
  if (!Number.isInteger(origin) || origin < 0 || origin > 0xffff)
    throw new RangeError(`origin ${origin} has no 16 bits`);
}

function isSame(held: Uint8Array | undefined, expected: Uint8Array | null): boolean {
  return held === undefined || expected === null ? held === (expected ?? undefined) : equalBytes(held, expected);
}

/** One commit, in the order of its members. Everything it looks at was loaded. */
class Stage {
  readonly #draft: Draft;
  readonly #commit: Commit;
  readonly #options: StageOptions;
  readonly #names = createNameBytes();
  readonly #added: string[] = [];
  readonly #known: string[] = [];
  readonly #isAdded: Set<string> = new Set();
  readonly #files: (readonly [string, Uint8Array])[] = [];
  readonly #removed: string[] = [];
  #spaceNumber = 0;
  #next = 1;

  constructor(draft: Draft, commit: Commit, options: StageOptions) {
    this.#draft = draft;
    this.#commit = commit;
    this.#options = options;
  }

  run(): Staged {
    const {
      space,
      put = [],
      park = [],
      state = [],
      drop = [],
      bodies = [],
      dropBodies = [],
      release = [],
      meta = [],
    } = this.#commit;
    this.#openSpace(put.length + park.length > 0);
    const first = this.#next;
    for (const each of put) this.#put(each);
    for (const each of park) this.#park(each);
    for (const [id, next] of state) this.#setState(id, next);
    for (const id of drop) this.#drop(id);
    for (const [dig, bytes] of bodies) this.#keepBody(dig, bytes);
    for (const dig of dropBodies) this.#dropBody(dig);
    this.#release(new Set(release));
    for (const [name, value] of meta) this.#draft.put(metaRow(name), value);
    if (this.#next > first) this.#draft.set(TABLE.space, space, this.#spaceRow());
    const positions = { first, last: this.#next - 1 };
    const committed = { space, gen: this.#options.gen, ...positions, added: this.#added, known: this.#known };
    return { committed, files: this.#files, removed: this.#removed };
  }

  #openSpace(isNeeded: boolean): void {
    const { space } = this.#commit;
    const row = this.#draft.row(TABLE.space, space).value;
    if (row !== undefined) {
      this.#spaceNumber = readUint(row, 0, 4);
      this.#next = readUint(row, 4, 6);
      return;
    }
    if (!isNeeded) return;
    const spaces = this.#draft.row(NUMBER_OF_SPACES.table, NUMBER_OF_SPACES.name).value;
    this.#spaceNumber = (spaces === undefined ? 0 : readUint(spaces, 0, 4)) + 1;
    const number = uint(this.#spaceNumber, 4);
    this.#draft.put(NUMBER_OF_SPACES, number);
    this.#draft.write(keyOf(TABLE.number, number), idBytes(space));
    this.#draft.set(TABLE.space, space, this.#spaceRow());
  }

  #spaceRow(): Uint8Array {
    const row = new Uint8Array(10);
    row.set(uint(this.#spaceNumber, 4));
    row.set(uint(this.#next, 6), 4);
    return row;
  }

  #put({ statement, state }: Admitted): void {
    const { id } = statement;
    const held = readHeld(this.#draft, id);
    if (held !== undefined && 'accepted' in held) return this.#putAgain(held, statementParts(statement));
    if (held !== undefined) this.#unindex(held);
    const origin = this.#commit.origin ?? 0;
    const pos = this.#next++;
    const indexed = this.#indexed(statement, id);
    const row = encodeAccepted({ id, state, origin, parts: statementParts(statement) }, indexed.idBytes);
    this.#draft.put(positionRow(this.#spaceNumber, pos), row);
    this.#draft.set(TABLE.item, id, encodePlace(this.#spaceNumber, pos));
    this.#write(acceptedRows(indexed, state, this.#names));
    if (held === undefined) this.#refer(bodyOf(statement), 1);
    this.#added.push(id);
    this.#isAdded.add(id);
  }

  /** Of two copies that differ in their signatures, every store keeps the one that comes first. (STO-006) */
  #putAgain(held: Extract<Held, { readonly pos: number }>, parts: Held['parts']): void {
    if (!this.#isAdded.has(held.id)) this.#known.push(held.id);
    if (compareBytes(signatureBytes(parts), signatureBytes(held.parts)) >= 0) return;
    this.#setAccepted(held, { ...held.accepted, parts });
  }

  #park(parked: Parked): void {
    const { id, statement } = parked;
    const { key, value } = this.#draft.row(TABLE.item, id);
    if (value !== undefined) return;
    const waiting = waitingOf(parked);
    const row = encodeParked({ spaceNumber: this.#spaceNumber, waiting, parts: statementParts(statement) });
    this.#draft.set(TABLE.item, id, row);
    this.#write(waitingRows(idOfKey(key), waiting.waitsFor));
    this.#refer(bodyOf(statement), 1);
  }

  #setState(id: string, state: State): void {
    const held = readHeld(this.#draft, id);
    if (held === undefined || !('accepted' in held) || held.spaceNumber !== this.#spaceNumber) return;
    this.#unindex(held);
    this.#setAccepted(held, { ...held.accepted, state });
    this.#write(acceptedRows(held, state, this.#names));
  }

  #drop(id: string): void {
    const held = readHeld(this.#draft, id);
    if (held === undefined || held.spaceNumber !== this.#spaceNumber) return;
    this.#unindex(held);
    this.#draft.set(TABLE.item, id, null);
    if ('accepted' in held) this.#draft.put(positionRow(held.spaceNumber, held.pos), null);
    this.#refer(bodyOf(held), -1);
  }

  #indexed({ header, claims }: Admitted['statement'], id: string): Indexed {
    const { key } = this.#draft.row(TABLE.item, id);
    return { id, idBytes: idOfKey(key), header, claims, spaceNumber: this.#spaceNumber };
  }

  #setAccepted(held: Extract<Held, { readonly pos: number }>, row: Parameters<typeof encodeAccepted>[0]): void {
    this.#draft.put(positionRow(held.spaceNumber, held.pos), encodeAccepted(row, held.idBytes));
  }

  #write(rows: readonly KeyValueWrite[]): void {
    for (const [key, value] of rows) this.#draft.write(key, value);
  }

  #unindex(held: Held): void {
    for (const [key] of rowsOfHeld(held, this.#names)) this.#draft.write(key, null);
  }

  /** Counts a reference to a body up or down. The body goes with the last one. (STO-011, STO-012) */
  #refer(dig: string | undefined, change: 1 | -1): void {
    if (dig === undefined) return;
    const row = this.#draft.row(TABLE.body, dig).value;
    const count = referencesOf(row) + change;
    if (count === 0) this.#dropBody(dig);
    this.#draft.set(TABLE.body, dig, count === 0 ? null : withReferences(row, count));
  }

  #release(ids: ReadonlySet<string>): void {
    const released = new Map<string, number>();
    for (const id of ids) {
      const held = readHeld(this.#draft, id);
      const isOurs = held !== undefined && 'accepted' in held && held.spaceNumber === this.#spaceNumber;
      const dig = isOurs ? bodyOf(held) : undefined;
      if (dig !== undefined) released.set(dig, (released.get(dig) ?? 0) + 1);
    }
    for (const [dig, count] of released)
      if (referencesOf(this.#draft.row(TABLE.body, dig).value) === count) this.#dropBody(dig);
  }

  #keepBody(dig: string, bytes: Uint8Array): void {
    const row = this.#draft.row(TABLE.body, dig).value;
    if (row === undefined || row[0] !== BODY_KIND.absent) return;
    const references = referencesOf(row);
    if (bytes.length <= this.#options.inlineLimit)
      return this.#draft.set(TABLE.body, dig, inlineRow(references, bytes));
    this.#draft.set(TABLE.body, dig, bodyFileRow(references, bytes.length));
    this.#files.push([dig, bytes]);
  }

  #dropBody(dig: string): void {
    const row = this.#draft.row(TABLE.body, dig).value;
    if (row === undefined) return;
    if (row[0] === BODY_KIND.file) this.#removed.push(dig);
    this.#draft.set(TABLE.body, dig, absentRow(referencesOf(row)));
  }
}
