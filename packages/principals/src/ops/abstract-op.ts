import type { Statement } from '@allod/core/statement';
import type { Capability } from '../claims.ts';
import type { UserInitClaims } from '../claims.ts';
import type { Founder, Op, OpSigner } from '../log/op.ts';

/** The claims of any op, as far as they have a form: all that a kind may say, by name. */
interface SaidClaims {
  readonly k: Op['k'];
  readonly log: string;
  readonly par: readonly string[];
  readonly by?: readonly string[];
  readonly sgn?: readonly { readonly kid: string; readonly by?: readonly string[] }[];
  readonly x?: Op['x'];
  readonly t: number;
  readonly caps?: readonly Capability[];
  readonly last?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly mem?: readonly {
    readonly who?: string;
    readonly kid?: string;
    readonly lvl: number;
    readonly enc?: unknown;
  }[];
  readonly enc?: unknown;
  readonly back?: readonly { readonly eid: string }[];
}

/** What of an op has to be computed from what it says. */
export interface OpNames {
  readonly id: string;
  /** Of an invite: the thumbprint of its one-time key. */
  readonly key?: string | undefined;
  /** Of an epoch: that of its public key. */
  readonly eid?: string | undefined;
}

/** The claims that each kind takes over as they are. What else stands in an op of the kind is ignored. (03 §4) */
const SAID_BY_KIND: Readonly<Record<Op['k'], readonly (keyof Op)[]>> = {
  init: ['kind', 'pol'],
  add: ['who', 'lvl'],
  invite: ['who', 'lvl', 'uses', 'exp'],
  join: ['who', 'lvl', 'ref'],
  set: ['who', 'lvl'],
  remove: ['who', 'keep', 'thru', 'why'],
  bound: [],
  epoch: ['end'],
  pol: ['pol'],
};

/** What the resolver is told of an op. */
export function opOf(statement: Statement, { id, key, eid }: OpNames): Op {
  const claims = statement.claims as unknown as SaidClaims;
  const { k, caps, last, mem, t, enc, back } = claims;
  const isUser = k === 'init' && (claims as unknown as UserInitClaims).kind === 'user';
  const op: { -readonly [Name in keyof Op]: Op[Name] } = {
    id,
    k,
    log: k === 'init' ? id : claims.log,
    par: k === 'init' ? [] : claims.par,
    signers: signersOf(statement, isUser ? undefined : claims),
    t,
  };
  if (claims.x !== undefined && !isUser) op.x = claims.x;
  for (const name of SAID_BY_KIND[k]) {
    const said = statement.claims[name];
    if (said !== undefined) Object.assign(op, { [name]: said });
  }
  if (caps !== undefined && (k === 'add' || k === 'invite' || k === 'set')) op.caps = caps.map(canonicalText);
  if (key !== undefined && k === 'invite') op.key = key;
  if (last !== undefined && k === 'bound') op.kids = [...new Set(Object.values(last).flatMap(Object.keys))];
  if (mem !== undefined && k === 'init') op.mem = mem.map(founderOf);
  if (enc !== undefined && (k === 'add' || k === 'join' || k === 'invite')) op.enc = true;
  if (eid !== undefined && k === 'epoch') op.eid = eid;
  if (back !== undefined && k === 'epoch') op.back = back.map((each) => each.eid);
  return op;
}

function founderOf({ who, kid, lvl, enc }: NonNullable<SaidClaims['mem']>[number]): Founder {
  const founder = { who: who ?? kid!, lvl };
  return enc === undefined ? founder : { ...founder, enc: true };
}

/** The ids that an op names: in `par`, `ref` and `x`. (03 §4.1) */
export function namesOf({ par, ref, x }: Op): readonly string[] {
  if (ref === undefined && x === undefined) return par;
  return [...par, ...(ref === undefined ? [] : [ref]), ...Object.values(x ?? {}).flat()];
}

/** A capability as one text: as JSON, with its members in the order of their names. */
function canonicalText(capability: Capability): string {
  return JSON.stringify(Object.fromEntries(Object.entries(capability).toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

/** Who signs, each with his path; the devices of a user's first op, which come without claims, have none. (03 §5.1) */
export function signersOf(
  { signatures, header }: Statement,
  claims: Pick<SaidClaims, 'by' | 'sgn'> | undefined,
): readonly OpSigner[] {
  if (claims === undefined) return signatures.map((each) => ({ kid: each.header.kid, by: [] }));
  return claims.sgn?.map(({ kid, by = [] }) => ({ kid, by })) ?? [{ kid: header.kid, by: claims.by ?? [] }];
}
