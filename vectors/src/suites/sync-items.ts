// Statements as chapter 06 sees them. Their ids are chosen, not computed: no other chapter is asked about them.
import { NOW } from '../statement.ts';
import { base64url, bytesValue, fromBase64url, octets, type Value, type ValueObject } from '../value.ts';
import { ALICE, deviceEntry, idOfNothing, recordClaims, saltOf } from './users.ts';

/** Microseconds of a day. */
export const DAY = 86_400_000_000;

/** What may be otherwise than in the plainest item. */
export interface ItemPlan {
  id?: string;
  t?: number;
  col?: string;
  /** Claims beside or instead of the plainest; `undefined` leaves a claim out. */
  claims?: Record<string, Value | undefined>;
  /** The claims as text, instead of all others. */
  text?: string;
}

/** A record of Alice. */
export function recordItem(plan: ItemPlan = {}): ValueObject {
  const claims = recordClaims(ALICE, { ...changed(plan), ...(plan.col === undefined ? {} : { col: plan.col }) });
  return item('allod-rec', claims, plan);
}

/** An op of Alice. */
export function opItem(plan: ItemPlan = {}): ValueObject {
  const first = { k: 'init', kind: 'user', salt: saltOf('alice'), mem: [deviceEntry('alice/phone')], t: NOW };
  return item('allod-op', { ...first, ...changed(plan) }, plan);
}

function changed({ t, claims }: ItemPlan): Record<string, Value | undefined> {
  return { ...(t === undefined ? {} : { t }), ...claims };
}

function item(typ: string, claims: ValueObject, { id = idOfNothing('one'), text }: ItemPlan): ValueObject {
  return { typ, claims: bytesValue(octets(text ?? JSON.stringify(claims))), id };
}

/** The id of these bytes, and zeros up to 32. */
export function idFrom(...bytes: readonly number[]): string {
  const id = new Uint8Array(32);
  id.set(bytes);
  return base64url(id);
}

/** The id with other bytes from `at` on. */
export function idWith(id: string, at: number, bytes: Uint8Array): string {
  const changedId = fromBase64url(id);
  changedId.set(bytes, at);
  return base64url(changedId);
}
