import type { JsonObject } from '@allod/core/bytes';
import { signTogether } from '@allod/core/statement';
import type { ClaimsRule, Signer, Statement, StatementType } from '@allod/core/statement';
import type { Heads, OpClaims, SigningJwk, TeamInitClaims } from './claims.ts';
import { OP_RULE } from './op-rule.ts';

/** Somebody who signs an op: a key, and the path from the log down to its user. None for a key that is itself an entry. (03 §5.1) */
export interface SigningDevice {
  readonly signer: Signer;
  readonly by?: readonly string[];
}

/** Who signs an op, and what its writer knows. */
export interface Signing {
  /** 1 to 8; the first one acts, the others agree. */
  readonly signers: readonly SigningDevice[];
  /** Heads of other logs, where they are newer than what the past of the op names. */
  readonly x?: Heads;
  /** Microseconds since 1970. */
  readonly t: number;
}

/** Where an op goes: its log and the heads of it that the writer knows, 1 to 16. */
export interface OpPlace extends Signing {
  readonly log: string;
  readonly par: readonly string[];
  /** The public keys of the cold keys that sign. */
  readonly keys?: readonly SigningJwk[];
}

/** What an op says beside its place. */
export type OpSaid<C = OpClaims> = C extends unknown
  ? Omit<C, 'log' | 'par' | 'by' | 'sgn' | 'x' | 'keys' | 't'>
  : never;

/**
 * Makes an op that does not begin a log. Throws `RangeError` for claims without the form of chapter 03 §4, and for other than 1 to 8 signers;
 * whether the op may be is not asked.
 */
export function makeOp(said: OpSaid, { log, par, keys, ...signing }: OpPlace): Promise<Statement> {
  const placed = { ...said, log, par, ...(keys === undefined ? {} : { keys }) };
  return signOp(placed, signing);
}

/** Signs the claims of any op but the first of a user. Throws `RangeError` as {@link makeOp} does. */
export function signOp(said: OpSaid<OpClaims | TeamInitClaims>, signing: Signing): Promise<Statement> {
  return signStated({ name: `op ${said.k}`, typ: 'allod-op', rule: OP_RULE, said }, signing);
}

/** What somebody states, and which rule it has to keep. */
interface Stated {
  readonly name: string;
  readonly typ: Extract<StatementType, 'allod-op' | 'allod-snap'>;
  readonly rule: ClaimsRule;
  readonly said: object;
}

/** Signs claims by paths. Throws `RangeError` for claims that break the rule, and for other than 1 to 8 signers. */
export async function signStated({ name, typ, rule, said }: Stated, { signers, x, t }: Signing): Promise<Statement> {
  if (signers.length < 1 || signers.length > 8)
    throw new RangeError(`${typ === 'allod-op' ? 'an op' : 'a snapshot'} has 1 to 8 signers, got ${signers.length}`);
  const sgn = signers.map(({ signer, by }) => ({ kid: signer.kid, ...(by === undefined ? {} : { by }) }));
  const alone = signers[0]!.by === undefined ? {} : { by: signers[0]!.by };
  const claims = { ...said, ...(signers.length > 1 ? { sgn } : alone), ...(x === undefined ? {} : { x }), t };
  const plain = JSON.parse(JSON.stringify(claims)) as JsonObject;
  const fault = rule.findFault(plain);
  if (fault !== undefined) throw new RangeError(`this is no ${name}: ${fault.code} (${fault.requirement})`);
  // As bytes, so that the list of signers is ours: it says by which path each of them signs.
  const bytes = new TextEncoder().encode(JSON.stringify(plain));
  return signTogether(
    { typ, claims: bytes },
    signers.map(({ signer }) => signer),
  );
}
