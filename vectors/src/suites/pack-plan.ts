// How the requests of sync/pack are written.
import { createHash } from 'node:crypto';
import { cbor, type Cbor, type CborMap } from '../cbor.ts';
import { NOW } from '../statement.ts';
import type { CasePlan, Suite } from '../suite.ts';
import { bytesValue, fromBase64url, octets, type ValueObject } from '../value.ts';
import { spliceBetween } from './frame-plan.ts';
import { items, note, opOf, summaryOf } from './session-plan.ts';
import { ALICE, type UserLog } from './users.ts';

/** The eight bytes at the beginning. */
export const MAGIC: Uint8Array = octets('ALLODPK1');

/** How a pack is made. What is not given is as it has to be. */
export interface PackPlan {
  users?: readonly UserLog[];
  /** For each space its statements, in order. */
  content?: readonly (readonly ValueObject[])[];
  /** Everything before the end, instead of what `content` gives. */
  messages?: readonly Cbor[];
  magic?: Uint8Array;
  head?: CborMap;
  /** Members of the end that are otherwise. */
  end?: CborMap;
  /** What follows the end. */
  after?: Uint8Array;
}

/** Alice's log and two records. */
export const CONTENT: readonly (readonly ValueObject[])[] = [[opOf(ALICE), note(1), note(2)]];

/** The pack before its end. */
export function beginning({
  users = [ALICE],
  content = CONTENT,
  messages,
  magic = MAGIC,
  head = {},
}: PackPlan): Uint8Array {
  const sp = users.map(({ id }) => fromBase64url(id));
  const first: CborMap = { m: 'pack', v: 1, sp, made: NOW, ...head };
  const all = messages ?? content.map((made, s) => items(0, made, s));
  return Buffer.concat([magic, ...[first, ...all].map(cbor)]);
}

/** The end of a pack with this content. */
export function endOf({ users = [ALICE], content = CONTENT, end = {} }: PackPlan, before: Uint8Array): CborMap {
  const per = users.map(({ id }, s): Cbor => rowOf(id, content[s] ?? []));
  const sha = createHash('sha256').update(before).digest();
  return { m: 'packend', n: content.flat().length, per, sha, ...end };
}

/** What the end says of a space. */
export function rowOf(id: string, made: readonly ValueObject[]): Cbor[] {
  const { n, ce, heads } = summaryOf(made);
  return [fromBase64url(id), n, ce, heads];
}

/** A whole pack. */
export function pack(plan: PackPlan = {}): Uint8Array {
  const before = beginning(plan);
  return Buffer.concat([before, cbor(endOf(plan, before)), plan.after ?? new Uint8Array(0)]);
}

/** The input of `pack.verify`. */
export function packInput(bytes: Uint8Array): ValueObject {
  return { now: NOW, pack: bytesValue(bytes) };
}

type AcceptRow = readonly [slug: string, title: string, bytes: Uint8Array];

/** Packs that are imported to their end. */
export function acceptAll(suite: Suite, plan: CasePlan, rows: readonly AcceptRow[]): void {
  for (const [slug, title, bytes] of rows) suite.accepts(slug, title, { ...plan, input: packInput(bytes) });
}

/** Packs that are one splice away from that of a base. */
export function refuseAll(
  suite: Suite,
  plan: CasePlan & { code: string; base: string },
  rows: readonly AcceptRow[],
): void {
  const { $b64u } = suite.inputOf(plan.base)['pack'] as ValueObject;
  const base = Buffer.from(String($b64u), 'base64url');
  for (const [slug, title, bytes] of rows) {
    suite.refuses(slug, title, { ...plan, fault: spliceBetween('/pack', base, bytes) });
  }
}
