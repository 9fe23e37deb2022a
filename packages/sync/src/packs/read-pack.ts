import { beginSha256 } from '#sha256';
import { compareBytes, concatBytes, encodeBase64url, equalBytes } from '@allod/core/bytes';
import { statementFromParts, statementIds } from '@allod/core/statement';
import type { Statement, StatementParts } from '@allod/core/statement';
import type { Offered } from '@allod/core/verify';
import { certificate, orderKey } from '@allod/storage';
import { decodeSequence, partsFromItem } from '@allod/transport/frames';
import type { PackEndMessage, PackMessage, ReceivedItems } from '@allod/transport/frames';
import { SESSION_LIMITS } from '../limits.ts';
import { isSameHeads } from '../summary.ts';
import { PACK_MAGIC } from './export-pack.ts';
import { HeadFinder } from './heads.ts';
import { KeyList } from './key-list.ts';

const { packMessageBytes: MAX_MESSAGE_BYTES } = SESSION_LIMITS;

/** What a pack gives, one after the other. The last is `end` or `fault`. */
export type PackStep =
  | { readonly kind: 'spaces'; readonly spaces: readonly string[]; readonly made: number }
  | { readonly kind: 'items'; readonly space: string; readonly items: readonly Offered[] }
  | { readonly kind: 'end'; readonly per: PackEndMessage['per'] }
  | { readonly kind: 'fault'; readonly code: PackCode };

/** The codes of a pack: it is not made as packs are (STO-022), or it ends too early (STO-021). */
export type PackCode = 'E_PACK' | 'E_PACK_TRUNCATED';

/**
 * Reads a pack to its end or its first fault, and compares its content with what its end says. Nobody's signature is checked.
 * Memory: one message, and 48 bytes for each statement. (06 §5)
 */
export async function* readPack(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<PackStep> {
  const reader = new PackReader();
  for await (const chunk of chunks) {
    for (const read of reader.take(chunk)) {
      const step = await reader.judge(read);
      if (step === undefined) continue;
      yield step;
      if (step.kind === 'fault') return;
    }
  }
  yield reader.finish();
}

type Read = { readonly message: ReceivedItems | PackMessage; readonly bytes: Uint8Array } | 'fault';

interface Content {
  readonly keys: KeyList;
  readonly heads: HeadFinder;
}

class PackReader {
  readonly #sha = beginSha256();
  #rest: Uint8Array = new Uint8Array();
  readonly #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #needed = 1;
  #hasMagic = false;
  #spaces: readonly string[] | undefined;
  readonly #contents: Content[] = [];
  #items = 0;
  #end: PackEndMessage | undefined;

  /** Whole messages, as far as the bytes go. */
  *take(chunk: Uint8Array): Generator<Read> {
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.length;
    // Bytes are put together once there are enough for what comes next, and not each time that some come.
    if (this.#rest.length + this.#waitingBytes < this.#needed) return;
    this.#rest = concatBytes([this.#rest, ...this.#waiting.splice(0)]);
    this.#waitingBytes = 0;
    while (this.#rest.length > 0) {
      if (!this.#hasMagic) {
        const length = Math.min(this.#rest.length, PACK_MAGIC.length);
        if (!equalBytes(this.#rest.subarray(0, length), PACK_MAGIC.subarray(0, length))) return void (yield 'fault');
        if (length < PACK_MAGIC.length) return;
        this.#hasMagic = true;
        this.#advance(length);
        continue;
      }
      if (this.#rest.length < this.#needed) return;
      const step = decodeSequence(this.#rest);
      if (step.kind === 'fault') return void (yield 'fault');
      if (step.kind === 'more') {
        this.#needed = Math.max(step.atLeast, this.#rest.length + 1);
        if (this.#needed > MAX_MESSAGE_BYTES) yield 'fault';
        return;
      }
      if (step.length > MAX_MESSAGE_BYTES) return void (yield 'fault');
      const bytes = this.#rest.subarray(0, step.length);
      yield { message: step.message, bytes };
      this.#advance(step.length);
    }
  }

  #advance(length: number): void {
    // What comes before `packend` is hashed, and nothing comes after it.
    if (this.#end === undefined) this.#sha.update(this.#rest.subarray(0, length));
    this.#rest = this.#rest.subarray(length);
    this.#needed = 1;
  }

  /** Takes a message in its place. */
  async judge(read: Read): Promise<PackStep | undefined> {
    const fault = { kind: 'fault', code: 'E_PACK' } as const;
    if (read === 'fault' || this.#end !== undefined) return fault;
    const { message } = read;
    if (this.#spaces === undefined) {
      if (message.m !== 'pack') return fault;
      this.#spaces = message.sp.map(encodeBase64url);
      this.#contents.push(...message.sp.map(() => ({ keys: new KeyList(), heads: new HeadFinder() })));
      return { kind: 'spaces', spaces: this.#spaces, made: message.made };
    }
    if (message.m === 'pack') return fault;
    if (message.m === 'items') return (await this.#takeItems(message)) ?? fault;
    this.#end = message;
    return (await this.#agrees(message)) ? undefined : fault;
  }

  async #takeItems({ s, i }: ReceivedItems): Promise<PackStep | undefined> {
    const space = this.#spaces![s];
    if (space === undefined) return undefined;
    this.#items += i.length;
    const parts = i.map(partsFromItem);
    await addContent(this.#contents[s]!, parts);
    const items = parts.map((each, at) =>
      i[at]![3] === undefined ? { parts: each } : { parts: each, body: i[at]![3] },
    );
    return { kind: 'items', space, items };
  }

  /** Whether the end says what the content is. (STO-022) */
  async #agrees({ n, per, sha }: PackEndMessage): Promise<boolean> {
    if (n !== this.#items || !equalBytes(sha, this.#sha.digest()) || per.length !== this.#contents.length) return false;
    const rows = await Promise.all(
      this.#contents.map(async ({ keys, heads }, s) => {
        const list = [...keys];
        return { space: this.#spaces![s]!, n: list.length, ce: certificate(list), heads: heads.heads() };
      }),
    );
    const stated = [...per].map(([sp, count, ce, heads]) => ({ space: encodeBase64url(sp), n: count, ce, heads }));
    const sorted = (list: typeof rows): typeof rows => list.toSorted((a, b) => (a.space < b.space ? -1 : 1));
    const found = sorted(rows);
    return sorted(stated.map((row) => ({ ...row, heads: [...row.heads] }))).every((row, at) => {
      const other = found[at]!;
      const isSame = row.space === other.space && row.n === other.n && compareBytes(row.ce, other.ce) === 0;
      return isSame && isSameHeads(row.heads, other.heads);
    });
  }

  /** Whether the last bytes, which were too few to be looked at, are no beginning of a message. */
  #isRestFaulty(): boolean {
    if (this.#waitingBytes === 0) return false;
    const step = decodeSequence(concatBytes([this.#rest, ...this.#waiting]));
    return step.kind === 'fault' || (step.kind === 'more' && step.atLeast > MAX_MESSAGE_BYTES);
  }

  finish(): PackStep {
    if (this.#end === undefined) return { kind: 'fault', code: this.#isRestFaulty() ? 'E_PACK' : 'E_PACK_TRUNCATED' };
    return this.#rest.length + this.#waitingBytes > 0
      ? { kind: 'fault', code: 'E_PACK' }
      : { kind: 'end', per: this.#end.per };
  }
}

/** Adds what can have a place in a set, whatever a judge says of it. */
async function addContent({ keys, heads }: Content, parts: readonly StatementParts[]): Promise<void> {
  const statements = parts.flatMap((each) => readable(each) ?? []);
  const ids = await statementIds(statements);
  for (const [i, { header, claims }] of statements.entries()) {
    keys.add(orderKey({ typ: header.typ, claims, id: ids[i]! }));
    if (header.typ === 'allod-op') heads.add(ids[i]!, claims);
  }
}

function readable(parts: StatementParts): Statement | undefined {
  const read = statementFromParts(parts);
  if (!read.ok) return undefined;
  const { header, claims } = read.value;
  const { t, col } = claims;
  const hasTime = typeof t === 'number' && Number.isSafeInteger(t) && t >= 0;
  return hasTime && (header.typ !== 'allod-rec' || typeof col === 'string') ? read.value : undefined;
}
