import type { StatementParts } from '@allod/core/statement';
import type { Offered } from '@allod/core/verify';
import { SESSION_LIMITS } from './limits.ts';

const { parkedStatements, parkedBytes } = SESSION_LIMITS;
/** Other copies of one parked statement that are kept in memory. */
const MAX_COPIES_OF_ONE = 3;

/** What is known of a statement while it is parked. */
export interface ParkedNote {
  readonly id: string;
  readonly space: string;
  readonly origin: number;
  readonly bytes: number;
  readonly link: object | undefined;
}

interface Account {
  readonly notes: Map<string, ParkedNote>;
  bytes: number;
}

/** Who parked what, and how much. Lives as long as the process: after a restart nobody has parked anything. */
export class ParkingLot {
  readonly #noteById: Map<string, ParkedNote> = new Map();
  readonly #accountByLink: WeakMap<object, Account> = new WeakMap();
  readonly #copiesById: Map<string, Offered[]> = new Map();
  #copyBytes = 0;

  /** Whether nothing is known of anything. */
  get isEmpty(): boolean {
    return this.#noteById.size === 0 && this.#copiesById.size === 0;
  }

  /** Notes that a link parked a statement. Gives those that it has to give up for it, oldest first. */
  park(note: ParkedNote): ParkedNote[] {
    if (this.#noteById.has(note.id)) return [];
    this.#noteById.set(note.id, note);
    if (note.link === undefined) return [];
    const account = this.#accountByLink.get(note.link) ?? { notes: new Map(), bytes: 0 };
    this.#accountByLink.set(note.link, account);
    account.notes.set(note.id, note);
    account.bytes += note.bytes;
    const evicted: ParkedNote[] = [];
    for (const oldest of account.notes.values()) {
      if (account.notes.size <= parkedStatements && account.bytes <= parkedBytes) break;
      this.forget(oldest.id);
      evicted.push(oldest);
    }
    return evicted;
  }

  /** The number of the peer that parked a statement, 0 when it is not known. */
  originOf(id: string): number {
    return this.#noteById.get(id)?.origin ?? 0;
  }

  /** Ends the note of a statement that is no longer parked. */
  forget(id: string): void {
    const note = this.#noteById.get(id);
    this.#noteById.delete(id);
    this.#dropCopies(id);
    const account = note?.link === undefined ? undefined : this.#accountByLink.get(note.link);
    if (note === undefined || account?.notes.delete(id) !== true) return;
    account.bytes -= note.bytes;
  }

  /**
   * Keeps a second copy of a parked statement, whose signatures differ: which of them holds, nobody can say yet. (SYN-027)
   * The newest stay, and no more bytes of all than one link may park. Bodies are in the store.
   */
  keepCopy(id: string, { parts }: Offered): void {
    const copies = [...this.copiesOf(id), { parts: ownBytes(parts) }].slice(-MAX_COPIES_OF_ONE);
    this.#dropCopies(id);
    this.#copiesById.set(id, copies);
    this.#copyBytes += bytesOf(copies);
    for (const oldest of this.#copiesById.keys()) {
      if (this.#copyBytes <= parkedBytes) break;
      this.#dropCopies(oldest);
    }
  }

  #dropCopies(id: string): void {
    this.#copyBytes -= bytesOf(this.copiesOf(id));
    this.#copiesById.delete(id);
  }

  /** The other copies of a parked statement, oldest first. */
  copiesOf(id: string): readonly Offered[] {
    return this.#copiesById.get(id) ?? [];
  }
}

/** How much a parked statement takes, in bytes. */
export function offeredBytes({ parts, body }: Offered): number {
  const { headerBytes, claimsBytes, signature, further = [] } = parts;
  const others = further.reduce((sum, each) => sum + each.headerBytes.length + each.signature.length, 0);
  return headerBytes.length + claimsBytes.length + signature.length + others + (body?.length ?? 0);
}

function bytesOf(copies: readonly Offered[]): number {
  return copies.reduce((sum, copy) => sum + offeredBytes(copy), 0);
}

/** The same in memory of its own: what came shares memory with the whole frame. */
function ownBytes({ headerBytes, claimsBytes, signature, further }: StatementParts): StatementParts {
  const own = { headerBytes: headerBytes.slice(), claimsBytes: claimsBytes.slice(), signature: signature.slice() };
  if (further === undefined) return own;
  const others = further.map((each) => ({ headerBytes: each.headerBytes.slice(), signature: each.signature.slice() }));
  return { ...own, further: others };
}
