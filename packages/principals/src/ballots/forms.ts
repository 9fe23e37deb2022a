import type { JsonObject } from '@allod/core/bytes';
import { amongst, exact, has, id, matching } from '../checks.ts';
import type { Check, Members } from '../checks.ts';
import { policy } from '../op-forms.ts';

const given = amongst(10, 20, 30, 40);
const reason = matching(/^\P{Cc}{1,500}$/u);
const signed = matching(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/);
const signature = matching(/^[A-Za-z0-9_-]{85}[AQgw]$/);

/** What each op that can be proposed says beside its kind, and nothing else. */
const OPS: Readonly<Record<string, Members>> = {
  invite: { who: id, lvl: given },
  set: { who: id, lvl: given },
  remove: { who: id },
  pol: { pol: policy },
};

const isOp: Check = (value) => Object.entries(OPS).some(([k, members]) => exact({ k: amongst(k), ...members })(value));

interface Shape {
  readonly needs: Members;
  readonly may?: Members;
}

/** Written here, and not made from the schema, as the forms of the ops are; a test holds both against each other. */
const SHAPE_BY_KIND: Readonly<Record<BallotKind, Shape>> = {
  proposal: { needs: { op: isOp }, may: { text: reason } },
  vote: { needs: { on: id, yes: amongst(true, false) } },
  withdrawal: { needs: { on: id } },
  signature: { needs: { on: id, st: signed, sig: signature } },
};

/** What a record of a ballot can be. */
export type BallotKind = 'proposal' | 'vote' | 'withdrawal' | 'signature';

/** The members of each kind, in their order. */
export const NAMES_BY_KIND: Readonly<Record<BallotKind, readonly string[]>> = {
  proposal: ['k', 'op', 'text'],
  vote: ['k', 'on', 'yes'],
  withdrawal: ['k', 'on'],
  signature: ['k', 'on', 'st', 'sig'],
};

/** Whether a kind of record is known. */
export function isBallotKind(k: string): k is BallotKind {
  return Object.hasOwn(SHAPE_BY_KIND, k);
}

/** Whether an op of this kind can be proposed. */
export function isProposable(k: string): boolean {
  return Object.hasOwn(OPS, k);
}

/** Whether an object has the members of a kind, as the tables have them. (PRN-102) */
export function hasBallotForm(said: JsonObject, k: BallotKind): boolean {
  const { needs, may = {} } = SHAPE_BY_KIND[k];
  return has(said, needs, may);
}
