// Logs in which one op is judged: how they are made, and how their faults are written.
import { actor, type Label } from '../actors.ts';
import type { EditPlan } from '../fault.ts';
import { joint, NOW, resolveKeys, statement } from '../statement.ts';
import { Suite, type Note, type SuiteHead } from '../suite.ts';
import type { Value, ValueObject } from '../value.ts';
import { epochNamed } from './epoch-keys.ts';
import { ALICE, BOB, idOf, initOp, saltOf, type UserLog } from './users.ts';

/** A device that signs, and its path if it has one. */
export type OpSigner = Label | { readonly label: Label; readonly by: readonly string[] };

/** An op with these claims; its signers stand behind them, in `by` or `sgn`. */
export function op(claims: ValueObject, ...signers: readonly [OpSigner, ...OpSigner[]]): ValueObject {
  const listed = signers.map((signer) => (typeof signer === 'string' ? { label: signer } : signer));
  const [only, ...others] = listed;
  if (only === undefined) throw new RangeError('an op has a signer');
  if (others.length === 0) {
    const by = 'by' in only ? { by: [...only.by] } : {};
    return { ...statement({ by: only.label, typ: 'allod-op', claims: { ...claims, ...by } }) };
  }
  const sgn = listed.map((each): ValueObject => {
    const { kid } = actor(each.label);
    return 'by' in each ? { kid, by: [...each.by] } : { kid };
  });
  return {
    ...joint({ by: listed.map(({ label }) => label), typ: 'allod-op', claims: { ...claims, sgn }, exact: true }),
  };
}

/** The claims that all ops but the first have, and those of its kind. */
export function later(k: string, { id }: UserLog, more: ValueObject): ValueObject {
  const pub = k === 'epoch' ? { pub: epochNamed('ops', k).pub } : {};
  return { k, log: id, par: [id], ...pub, t: NOW, ...more };
}

/** The input of `log.resolve` for a log, and the further logs that it needs. */
export function world(log: UserLog, ops: readonly ValueObject[], others: readonly UserLog[] = []): ValueObject {
  const further = others.map(({ id, ops: theirs }) => ({ id, ops: theirs }));
  return { log: log.id, ops: [...log.ops, ...ops], ...(further.length > 0 ? { others: further } : {}) };
}

/** One op behind the first of Alice, who has a laptop, too. */
export function ofAlice(k: string, more: ValueObject = {}, ...joining: readonly OpSigner[]): ValueObject {
  return world(ALICE, [op(later(k, ALICE, more), 'alice/phone', ...joining)]);
}

/** One op behind the first of Bob, who has one device. */
export function ofBob(k: string, more: ValueObject = {}, ...joining: readonly OpSigner[]): ValueObject {
  return world(BOB, [op(later(k, BOB, more), 'bob/phone', ...joining)]);
}

/** Bob's phone, in the name of Bob. */
export const AS_BOB: OpSigner = { label: 'bob/phone', by: [BOB.id] };

/** A user of one phone. */
export function userOf(name: string, label: Label): UserLog {
  const first = initOp({ by: [label], claims: { salt: saltOf(name) } });
  return { id: idOf(first), ops: [first] };
}

/** How the first op of a team is made. */
export interface TeamPlan {
  readonly mem: Value[];
  readonly signers: readonly [OpSigner, ...OpSigner[]];
  /** The logs that its paths need. */
  readonly users: readonly UserLog[];
  readonly claims?: ValueObject;
}

/** A team whose paths are shown by the first ops of its users. */
export function team({ mem, signers, users, claims = {} }: TeamPlan): UserLog {
  const x = Object.fromEntries(users.map(({ id }) => [id, [id]]));
  const all = { k: 'init', kind: 'team', salt: saltOf('team'), mem, x, t: NOW, ...claims };
  const first = op(all, ...signers);
  return { id: idOf(first), ops: [first] };
}

/** A team of Bob alone. */
export const TEAM: UserLog = team({ mem: [{ who: BOB.id, lvl: 40 }], signers: [AS_BOB], users: [BOB] });

/** One op behind the first of Bob's team. */
export function ofTeam(k: string, more: ValueObject = {}): ValueObject {
  return world(TEAM, [op(later(k, TEAM, more), AS_BOB)], [BOB]);
}

/** The op that is judged in an accepted case: the second of the log unless `at` says otherwise. */
export interface Target {
  readonly base: string;
  /** The devices that sign it. */
  readonly by: readonly Label[];
  readonly at?: string;
}

/** One refusal: its slug, what is wrong, the edit of the claims, and what has to change with it. */
export type FormRow = readonly [slug: string, title: string, edit: EditPlan, also?: EditPlan];

/** What all rows of a list have in common. */
export interface Verdict {
  readonly target: Target;
  readonly requirements?: readonly string[];
  readonly code?: string;
  readonly flag?: string;
}

/** Writes one case for each row: the op is signed anew, and refused or parked by its new id. */
export function refuseOps(suite: Suite, verdict: Verdict, rows: readonly FormRow[]): void {
  const { target, requirements = ['PRN-015'], code = 'E_FORMAT', flag = 'Form' } = verdict;
  const at = target.at ?? '/ops/1';
  const inClaims = (edit: EditPlan): EditPlan => ({ ...edit, path: `${at}/st#claims${edit.path}` });
  for (const [slug, title, edit, also] of rows) {
    const further = also === undefined ? {} : { also: [inClaims(also)] };
    suite.refusesOp(slug, `${title}: ${code}`, {
      requirements,
      flags: [flag],
      code,
      at,
      base: target.base,
      fault: { ...inClaims(edit), ...further, resigned: { by: target.by, at } },
    });
  }
}

/** Another value of a claim. */
export const put = (path: string, value: Value): EditPlan => ({ op: 'replace', path: `/${path}`, value });
/** One claim more. */
export const add = (path: string, value: Value): EditPlan => ({ op: 'add', path: `/${path}`, value });
/** One claim less. */
export const drop = (path: string): EditPlan => ({ op: 'remove', path: `/${path}` });

const NOTES: Readonly<Record<string, Note>> = {
  Form: {
    bugClass: 'shape',
    effect: 'an op that one verifier takes and another refuses: two states of one log',
    description: 'Claims whose form is not that of the tables.',
  },
  Beside: {
    bugClass: 'shape',
    effect: 'two claims that contradict each other, and each verifier takes another one',
    description: 'Claims that do not stand beside each other, or not alone.',
  },
  Level: {
    bugClass: 'shape',
    effect: 'a level that nobody defined is compared with those that are',
    description: 'Levels are six numbers, and not each of them stands everywhere.',
  },
  Limit: {
    bugClass: 'resources',
    effect: 'memory and time for whoever is asked',
    description: 'Each limit met, and passed by one.',
  },
  Future: {
    bugClass: 'growth',
    effect: 'old software refuses for ever what new rules allow',
    description: 'What is not known is ignored, or parks the op.',
  },
  Order: {
    bugClass: 'order',
    effect: 'two implementations name two faults',
    description: 'Several faults: the first step of chapter 02 §8 is reported.',
  },
  AcceptedOddity: {
    bugClass: 'over-strictness',
    effect: 'honest ops are refused',
    description: 'Strange, but within the rules: it must be accepted.',
  },
};

/** A suite of logs in which one op is judged. */
export function opsSuite(suite: string, description: string, flags: readonly string[]): Suite {
  const notes = Object.fromEntries(
    Object.entries(NOTES).filter(([flag]) => flags.includes(flag)),
  ) as SuiteHead['notes'];
  return new Suite({ suite, command: 'log.resolve', profile: 'principals', description, notes }, resolveKeys('public'));
}
