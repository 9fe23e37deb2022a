// Chapter 03 §6.7: snapshots, which say what the state of a log is at some heads, and bind nobody.
import { createHash } from 'node:crypto';
import { inSceneOf } from './authority.ts';
import { AUTHORITY_LIMITS, stateIn } from './authority-intake.ts';
import { closureOf, LEVEL } from './authority-ops.ts';
import { levelOf } from './authority-ranks.ts';
import type { Json } from './conventions.ts';
import type { Model } from './model.ts';
import type { Book } from './op-judge.ts';
import type { StatedOp } from './op-read.ts';
import type { DecodedStatement, StatementInput } from './statements.ts';

/** A snapshot, and what the verifier knows when it arrives. */
export interface ClaimedState {
  readonly snapshot: DecodedStatement;
  readonly book: Book;
}

/** Some heads of a log. */
export interface HeadsOf {
  readonly log: string;
  readonly heads: readonly string[];
}

/** What ops say, as a snapshot states it. */
export interface StateAt {
  /** How many ops that are. */
  readonly n: number;
  /** The state by RFC 8785. */
  readonly text: string;
  /** The SHA-256 of the text. */
  readonly digest: string;
}

/** Steps 1 to 7. */
export function decodeSnapshot(model: Model, input: StatementInput): DecodedStatement {
  const shape = (claims: Map<string, Json>): void => model.checkSnapshotForm(claims);
  const snapshot = model.decodeStatement({ ...input, typ: 'allod-snap', shape });
  model.checkUpgrade(snapshot.claimsJson); // 7 upgrade
  model.checkBatch(input);
  return snapshot;
}

/** Steps 1 to 11. Gives the id. */
export function checkSnapshot(model: Model, input: StatementInput, book: Book): string {
  const snapshot = model.decodeSnapshot(input); // 1 to 7
  const claimed = { snapshot, book };
  model.checkSnapshotNames(claimed); // 8 key
  const stated = statedBy(model, snapshot);
  const { op } = stated;
  const keys = inSceneOf(book.trial, op, (scene) => {
    for (const signer of op.signers) model.when('PRN-097', levelOf(scene, signer) < LEVEL.guest, 'E_NOT_AUTHORIZED');
    return op.signers.map((signer) => model.keyOfSigner(book, { stated, signer }));
  });
  model.verifySigners(snapshot, keys); // 9 signature
  model.checkSnapshotState(claimed); // 11 kind
  return snapshot.id;
}

/** PRN-094 to PRN-096. */
export function checkSnapshotNames(model: Model, { snapshot, book }: ClaimedState): void {
  const { trial, refusedById } = book;
  const { log, heads } = headsOf(snapshot);
  const named = [[log, heads] as const, ...othersOf(snapshot)];
  const ids = named.flatMap(([, each]) => each);
  for (const id of ids) model.when('PRN-094', !trial.ops.has(id) && !refusedById.has(id), 'E_PENDING_AUTH');
  for (const [wanted, each] of named) {
    const found = each.map((id) => trial.ops.get(id)?.log ?? refusedById.get(id) ?? '');
    model.when('PRN-095', !found.every((other) => other === '' || other === wanted), 'E_LOG_MISMATCH');
  }
  for (const [other] of othersOf(snapshot)) model.when('PRN-095', other === log, 'E_LOG_MISMATCH');
  for (const id of ids) model.when('PRN-096', refusedById.has(id), 'E_PARENT');
}

/** PRN-098. */
export function checkSnapshotState(model: Model, { snapshot, book }: ClaimedState): void {
  const { n, digest } = model.stateAt(book, headsOf(snapshot));
  const { claimsJson: claims } = snapshot;
  model.when('PRN-098', claims.get('n') !== n || claims.get('state') !== digest, 'E_SNAPSHOT_MISMATCH');
}

/** What the ops in some heads and their pasts say. */
export function stateAt(model: Model, { trial }: Book, { log, heads }: HeadsOf): StateAt {
  const only = closureOf(trial, heads);
  const court = { trial, limits: AUTHORITY_LIMITS, held: new Map(), rejected: new Map() };
  const { members, policy, order, alive } = stateIn(court, log, { only });
  const all = Object.entries(members);
  const guests = all.filter(([, { lvl }]) => lvl === LEVEL.guest);
  const struck = order.filter((id) => !alive.includes(id));
  const text = objectText(model, [
    [
      'mem',
      objectText(
        model,
        all.map(([who, { lvl }]) => [who, String(lvl)]),
      ),
    ],
    [
      'caps',
      objectText(
        model,
        guests.map(([who, { caps = [] }]) => [who, listText(model, caps)]),
      ),
    ],
    [
      'pol',
      objectText(
        model,
        Object.entries(policy).map(([name, value]) => [name, JSON.stringify(value)]),
      ),
    ],
    [
      'struck',
      listText(
        model,
        struck.map((id) => JSON.stringify(id)),
      ),
    ],
  ]);
  const digest = model.encodeBase64url(createHash('sha256').update(text).digest());
  return { n: only.size, text, digest };
}

/** RFC 8785 writes texts and integers as ECMAScript does. */
function objectText(model: Model, members: readonly (readonly [name: string, text: string])[]): string {
  const textByName = new Map(members);
  const inOrder = model.inTextOrder([...textByName.keys()]);
  return `{${inOrder.map((name) => `${JSON.stringify(name)}:${textByName.get(name) ?? ''}`).join(',')}}`;
}

/** A list in which the order says nothing. */
function listText(model: Model, texts: readonly string[]): string {
  return `[${model.inTextOrder(texts).join(',')}]`;
}

/** Texts by their UTF-16 code units, as ECMAScript compares them. */
export function inTextOrder(_model: Model, texts: readonly string[]): string[] {
  return texts.toSorted();
}

/** A snapshot as if it were an op behind its heads. */
function statedBy(model: Model, snapshot: DecodedStatement): StatedOp {
  const { log, heads: par } = headsOf(snapshot);
  const x = Object.fromEntries(othersOf(snapshot));
  const op = { id: snapshot.id, k: 'epoch', log, par, signers: model.signersOf(snapshot), x } as const;
  return { statement: snapshot, op, devices: [], shown: [] };
}

function headsOf({ claimsJson: claims }: DecodedStatement): HeadsOf {
  return { log: String(claims.get('log')), heads: textsOf(claims.get('heads')) };
}

function othersOf({ claimsJson: claims }: DecodedStatement): (readonly [log: string, heads: string[]])[] {
  const x = claims.get('x');
  return x instanceof Map ? [...x].map(([log, heads]) => [log, textsOf(heads)] as const) : [];
}

function textsOf(list: Json | undefined): string[] {
  return Array.isArray(list) ? list.map(String) : [];
}
