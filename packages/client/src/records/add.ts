import type { Admission } from '@allod/collections';
import { concatBytes, decodeId } from '@allod/core/bytes';
import { accept } from '@allod/core/errors';
import type { ProtocolError, Result } from '@allod/core/errors';
import { mayBeClear } from '@allod/core/sealed';
import { collectionKind, MAX_BODY_BYTES, SIGNATURE_BYTES, signStatements, statementParts } from '@allod/core/statement';
import type { Signer, Statement } from '@allod/core/statement';
import type { Admitted, Judged } from '@allod/core/verify';
import type { CommitCode, Store } from '@allod/storage';
import type { DeviceKeys } from '../device-keys.ts';
import type { Epochs } from '../epochs/epochs.ts';
import { sealContents, sealingFor, sealingForGuest } from '../epochs/seal-records.ts';
import type { EpochOps } from '../epochs/make-epoch.ts';
import type { SealCode, Sealing } from '../epochs/seal-records.ts';
import type { Logs } from '../logs/logs.ts';
import { createSerial } from '../serial.ts';
import type { Surroundings } from '../surroundings.ts';
import { authorityFor } from './authority.ts';
import { clearBody, contentOf, sealedBody, storedLength, tooLarge } from './body.ts';
import type { Body, Content, EncodedBody } from './body.ts';
import { draftNext } from './draft.ts';
import type { Authority, Chain, Draft } from './draft.ts';
import type { Place } from './list.ts';
import { checkPlace, drawTags } from './place.ts';
import { readChain, readVersions } from './read-chain.ts';

/** Records of one commit. */
const COMMIT_RECORDS = 500;
/** Bytes of bodies of one commit, unless a single body is longer; they are all in memory at once. */
const COMMIT_BYTES = 8_388_608;
/** How often a batch is drafted again because the chain went on meanwhile. */
const ATTEMPTS = 3;

/** A record that was added, and is durable. */
export interface Added {
  readonly id: string;
  readonly col: string;
  /** Absent in an immutable collection, where the digest of the body stands for it. */
  readonly tag?: string;
  /** Its number in the chain of this device. */
  readonly seq: number;
  /** Microseconds since 1970. */
  readonly t: number;
}

/** The codes with which a record is not added. Nothing of the batch in question was written then. */
export type AddCode = 'E_INPUT' | 'E_SIZE' | 'E_TAG' | 'E_PENDING_AUTH' | 'E_NOT_AUTHORIZED' | SealCode | CommitCode;

/** How records are added. */
export interface AddAllOptions {
  /** Id of the team whose records they become; one's own when absent. */
  readonly owner?: string;
  /** The name of each record in its collection, in the order of the bodies; a new one is drawn where there is none. */
  readonly tags?: readonly (string | undefined)[];
  /** Id of a guest whom the record is for: it is sealed for him, and names his log. (04 §4.3) */
  readonly guest?: string;
  /** Hears of each batch once it is durable. What it was told stays when a later batch is refused. */
  readonly on?: (added: readonly Added[]) => void;
}

/** What a writer is made of. */
export interface WriterOptions {
  /** Whose records they are unless somebody says otherwise, and who signs: another key, once the device goes on as a new one. */
  readonly me: { readonly user: string; readonly key: Signer; readonly keys: Pick<DeviceKeys, 'hedge'> };
  readonly logs: Logs;
  readonly epochs: Epochs;
  readonly store: Store;
  readonly admission: Admission;
  readonly surroundings: Pick<Surroundings, 'now' | 'random'>;
}

/** Adds the records of one device, one call after the other. */
export interface Writer {
  /** Drafts, signs, judges and stores. Refuses as {@link AddCode} says. Throws `RangeError` when there are as many tags as there are not bodies. */
  addAll(col: string, bodies: readonly Body[], options?: AddAllOptions): Promise<Result<Added[], AddCode>>;
}

interface NewRecord {
  readonly content: Content;
  /** Bytes that will be stored of it. */
  readonly length: number;
  /** As the caller gave it. */
  readonly given: string | undefined;
  readonly tag: string | undefined;
}

interface Drafted {
  readonly drafts: readonly Draft[];
  readonly chain: Chain;
}

interface WritePlace extends Place {
  readonly guest: string | undefined;
}

/** What a batch goes by, and under what it is sealed. */
interface Placed {
  readonly authority: Authority;
  /** Absent for what is in clear. */
  readonly sealing?: Sealing;
  readonly announced?: EpochOps;
}

const NONE: EpochOps = { ops: [], ids: [], bodies: [] };

/** Makes the writer of a device. */
export function createWriter(options: WriterOptions): Writer {
  const serial = createSerial();
  const writer = new ChainWriter(options);
  return { addAll: (col, bodies, more = {}) => serial(() => writer.addAll(col, bodies, more)) };
}

class ChainWriter {
  readonly #options: WriterOptions;
  readonly #headerByKid: Map<string, Promise<string>> = new Map();

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  async addAll(
    col: string,
    bodies: readonly Body[],
    { owner = this.#options.me.user, tags = [], guest, on }: AddAllOptions,
  ): Promise<Result<Added[], AddCode>> {
    if (tags.length > 0 && tags.length !== bodies.length)
      throw new RangeError(`${bodies.length} bodies have as many tags, or none, not ${tags.length}`);
    const place = checkPlace(col, tags);
    if (!place.ok) return place;
    const count = bodies.length - tags.filter((tag) => tag !== undefined).length;
    const drawn = drawTags(col, { count, random: this.#options.surroundings.random });
    const records: NewRecord[] = [];
    for (const [i, body] of bodies.entries()) {
      const content = contentOf(col, body);
      if (!content.ok) return content;
      const given = tags[i];
      const length = storedLength(col, content.value);
      records.push({ content: content.value, length, given, tag: given ?? drawn.pop() });
    }
    const added: Added[] = [];
    for (const batch of batches(records)) {
      const written = await this.#addBatch({ space: owner, col, guest }, batch);
      if (!written.ok) return written;
      on?.(written.value);
      added.push(...written.value);
    }
    return accept(added);
  }

  async #addBatch(place: WritePlace, batch: readonly NewRecord[]): Promise<Result<Added[], AddCode>> {
    let attempt = 1;
    for (;;) {
      const written = await this.#tryBatch(place, batch);
      if (written.ok || written.error.code !== 'E_CONFLICT' || attempt === ATTEMPTS) return written;
      attempt++;
    }
  }

  async #tryBatch({ space, col, guest }: WritePlace, batch: readonly NewRecord[]): Promise<Result<Added[], AddCode>> {
    const { me, logs, store } = this.#options;
    const signer = me.key;
    // A device that has not synced yet does not have its own user's log.
    const found = await authorityFor(logs, { user: me.user, owner: space, about: guest === undefined ? [] : [guest] });
    if (!found.ok) return found;
    const sealing = await this.#sealing(col, found.value, guest);
    if (!sealing.ok) return sealing;
    const { authority, announced = NONE } = sealing.value;
    const name = guardName(space === me.user ? col : `${space}/${col}`);
    const guard = await readGuard(store, name);
    const chain = await readChain(store, { authority, kid: signer.kid, col });
    const bodies = await this.#encode(chain, batch, sealing.value);
    const longest = Math.max(...bodies.map(({ bytes }) => bytes.length));
    if (longest > MAX_BODY_BYTES) return tooLarge(col, longest);
    const { drafts, chain: end } = await this.#draft(chain, batch, bodies);
    const signable = drafts.map(({ claimsBytes }) => ({ typ: 'allod-rec' as const, claims: claimsBytes }));
    const statements = await signStatements(signable, signer);
    const admitted = await this.#judge(statements, drafts, announced);
    if (!admitted.ok) return admitted;
    const committed = await store.commit({
      space,
      expect: [[name, guard]],
      put: admitted.value,
      bodies: [...announced.bodies, ...bodies.map(({ dig, bytes }) => [dig, bytes] as const)],
      meta: [[name, guardValue(end)]],
    });
    if (!committed.ok) return committed;
    return accept(drafts.map((draft, i) => addedAs(draft, { col, tag: batch[i]!.tag })));
  }

  /** Under what a batch is sealed, unless it is in clear, and what it goes by: the epoch, if it is new. (SEC-036) */
  async #sealing(col: string, authority: Authority, guest?: string): Promise<Result<Placed, SealCode>> {
    if (mayBeClear(col)) return accept({ authority });
    const { owner, heads, x } = authority;
    const at = { heads, ...(x === undefined ? {} : { x }) };
    const { epochs } = this.#options;
    const sealing = await (guest === undefined ? sealingFor(epochs, owner, at) : sealingForGuest(epochs, guest));
    if (!sealing.ok) return sealing;
    const { announced } = sealing.value;
    if (announced === undefined) return accept({ authority, sealing: sealing.value });
    // What is news is named by the ops of the epoch.
    const { x: _, ...rest } = authority;
    return accept({ authority: { ...rest, heads: announced.ids.slice(-1) }, sealing: sealing.value, announced });
  }

  /** The bodies of a batch, each for the place that it will have. */
  async #encode(
    { owner, col, seq }: Chain,
    batch: readonly NewRecord[],
    { sealing }: Placed,
  ): Promise<readonly EncodedBody[]> {
    if (sealing === undefined) return batch.map(({ content }) => clearBody(content));
    const { me, surroundings } = this.#options;
    const place = { iss: owner, col, kid: me.key.kid };
    const contents = batch.map(({ content, tag }, i) => {
      const slot = { ...place, seq: seq + 1 + i, ...(tag === undefined ? {} : { tag }) };
      return { content, slot };
    });
    const sealed = await sealContents(sealing, contents, { random: surroundings.random, hedge: me.keys.hedge });
    return sealed.map(sealedBody);
  }

  async #draft(start: Chain, batch: readonly NewRecord[], bodies: readonly EncodedBody[]): Promise<Drafted> {
    const { me, store, surroundings } = this.#options;
    const header = await this.#header(me.key);
    const place = { space: start.owner, col: start.col };
    const isImmutable = collectionKind(start.col) === 'immutable';
    const versions = new Map<string, readonly string[]>();
    const drafts: Draft[] = [];
    let chain = start;
    for (const [i, { given, tag }] of batch.entries()) {
      // A tag that was drawn has no versions, and in an immutable collection nothing has.
      const name = isImmutable ? undefined : given;
      const ant =
        name === undefined ? [] : (versions.get(name) ?? (await readVersions(store, { ...place, tag: name })));
      const next = draftNext(chain, { body: bodies[i]!, tag, ant }, { now: surroundings.now(), header });
      if (name !== undefined) versions.set(name, [next.draft.id]);
      drafts.push(next.draft);
      chain = next.chain;
    }
    return { drafts, chain };
  }

  #header(signer: Signer): Promise<string> {
    const header = this.#headerByKid.get(signer.kid) ?? headerOf(signer);
    this.#headerByKid.set(signer.kid, header);
    return header;
  }

  /** What we say is judged like what anybody says: a mistake of ours is refused here, and nowhere else. */
  async #judge(
    statements: readonly Statement[],
    drafts: readonly Draft[],
    announced: EpochOps,
  ): Promise<Result<Admitted[], AddCode>> {
    const admitted: Admitted[] = [];
    const expected = [...announced.ids, ...drafts.map(({ id }) => id)];
    for (const [i, judged] of (await this.#judgeAll(statements, announced)).entries()) {
      if (judged.verdict === 'refused' && isOurs(judged.error)) return { ok: false, error: judged.error };
      if (judged.verdict !== 'admitted' || judged.id !== expected[i] || judged.body?.ok === false)
        throw new Error(`a record of ours does not hold: ${'error' in judged ? judged.error.code : judged.verdict}`);
      admitted.push(judged.admitted);
    }
    return accept(admitted);
  }

  #judgeAll(records: readonly Statement[], { ops, bodies }: EpochOps): Promise<readonly Judged[]> {
    const { admission } = this.#options;
    if (ops.length === 0) return admission.judgeStatements(records);
    const keyboxes = new Map(bodies);
    const offered = [...ops, ...records].map((statement) => {
      const body = keyboxes.get(String(statement.claims.dig));
      return { parts: statementParts(statement), ...(body === undefined ? {} : { body }) };
    });
    return admission.judge(offered);
  }
}

/** The refusals that a caller can bring about; any other is a mistake in this file. */
function isOurs(error: ProtocolError): error is ProtocolError<'E_TAG' | 'E_NOT_AUTHORIZED'> {
  return error.code === 'E_TAG' || error.code === 'E_NOT_AUTHORIZED';
}

function addedAs(
  { id, seq, t }: Draft,
  { col, tag }: { readonly col: string; readonly tag: string | undefined },
): Added {
  return tag === undefined ? { id, col, seq, t } : { id, col, tag, seq, t };
}

function* batches(records: readonly NewRecord[]): Generator<NewRecord[]> {
  let batch: NewRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    const { length } = record;
    if (batch.length === COMMIT_RECORDS || (batch.length > 0 && bytes + length > COMMIT_BYTES)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(record);
    bytes += length;
  }
  if (batch.length > 0) yield batch;
}

/**
 * The encoded header of everything that a signer signs as a record, which signing alone tells. The statement that it stands in here is
 * thrown away, so no true signature is made for it.
 */
async function headerOf({ alg, kid }: Signer): Promise<string> {
  const unsigned: Signer = { alg, kid, sign: async (messages) => messages.map(() => new Uint8Array(SIGNATURE_BYTES)) };
  const [statement] = await signStatements([{ typ: 'allod-rec', claims: { t: 0 } }], unsigned);
  return statement!.st.slice(0, statement!.st.indexOf('.'));
}

/** The value that guards the end of a chain: no two drafts go on from the same place. (STO-007) */
function guardName(place: string): string {
  return `client/chain/${place}`;
}

async function readGuard(store: Store, wanted: string): Promise<Uint8Array | null> {
  for await (const { name, value } of store.scan({ by: 'meta', prefix: wanted })) if (name === wanted) return value;
  return null;
}

function guardValue({ seq, last }: Chain): Uint8Array {
  const number = new Uint8Array(8);
  new DataView(number.buffer).setBigUint64(0, BigInt(seq));
  const ids = last.map((id) => {
    const decoded = decodeId(id);
    if (!decoded.ok) throw new TypeError('an id has 43 characters of base64url');
    return decoded.value;
  });
  return concatBytes([number, ...ids]);
}
