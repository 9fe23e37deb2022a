import { decodeBase64url, encodeBase64url, isJsonObject, parseStrictJson } from '@allod/core/bytes';
import type { JsonObject } from '@allod/core/bytes';
import { refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { decodeStatement } from '@allod/core/statement';
import type { ShapeCode, Signer, Statement } from '@allod/core/statement';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { FurtherClaims, Heads } from '../claims.ts';
import { OP_RULE } from '../op-rule.ts';
import type { ProposedOp, Signature } from './ballot.ts';

/** Who signs an op: a key, and the path from the log down to its user. */
export interface DraftSigner {
  readonly kid: string;
  readonly by: readonly string[];
}

/** Where the op of a ballot goes. */
export interface DraftPlace {
  readonly log: string;
  /** Heads of the log, 1 to 16. */
  readonly par: readonly string[];
  /** 2 to 8; the first one acts, and has the least level. */
  readonly signers: readonly DraftSigner[];
  /** Heads of other logs, where they are newer than what the past of the op names. */
  readonly x?: Heads;
  /** Microseconds since 1970. */
  readonly t: number;
}

/** What a draft says. */
export interface Draft extends DraftPlace {
  /** The claims as they are signed, in base64url: the same in the `st` of all who sign this draft. */
  readonly claims: string;
  /** Whose signature this is. */
  readonly kid: string;
}

/** A draft, signed by one of its signers. */
export type SignedDraft = Pick<Signature, 'st' | 'sig'>;

/** The claims of an op that several are to sign, in base64url. Throws `RangeError` for claims without the form of chapter 03 §4. (PRN-108) */
export function draftOp(op: ProposedOp, { log, par, signers, x, t }: DraftPlace): string {
  const sgn = signers.map(({ kid, by }) => ({ kid, by }));
  const claims = JSON.parse(
    JSON.stringify({ ...op, log, par, sgn, ...(x === undefined ? {} : { x }), t }),
  ) as JsonObject;
  const fault = OP_RULE.findFault(claims);
  if (fault !== undefined || sgn.length < 2 || sgn.length > 8)
    throw new RangeError(`this is no op for several signers: ${fault?.code ?? 'E_SIGNERS'}`);
  return encodeBase64url(utf8ToBytes(JSON.stringify(claims)));
}

/** Signs the claims of a draft. Whether they may be signed is asked before. (PRN-108, PRN-109) */
export async function signDraft(claims: string, signer: Signer): Promise<SignedDraft> {
  const { alg, kid } = signer;
  const header = encodeBase64url(utf8ToBytes(JSON.stringify({ alg, kid, typ: 'allod-op' })));
  const st = `${header}.${claims}`;
  const [signature] = await signer.sign([utf8ToBytes(st)]);
  return { st, sig: encodeBase64url(signature!) };
}

/**
 * Reads what somebody has signed. `undefined` unless it is the op that was proposed, for this log, and says nothing beside it. (PRN-108)
 * Whether the signature holds is asked when the op is complete.
 */
export function readDraft(
  st: string,
  { op, log }: { readonly op: ProposedOp; readonly log: string },
): Draft | undefined {
  const [header, claims] = st.split('.', 2).map(readObject);
  if (header === undefined || claims === undefined || typeof header.kid !== 'string') return undefined;
  if (OP_RULE.findFault(claims) !== undefined || claims.log !== log || !saysAlone(claims, op)) return undefined;
  const { par, sgn = [], x, t } = claims as unknown as FurtherClaims;
  const signers = sgn.map(({ kid, by = [] }) => ({ kid, by }));
  const more = x === undefined ? {} : { x };
  return { log, par, signers, ...more, t, claims: st.slice(st.indexOf('.') + 1), kid: header.kid };
}

/** Puts the signatures of one draft together, as they come. Refuses with `E_SIGNERS` (STM-021) while one of its signers is missing, and as `decodeOp` does. */
export function completeOp(
  { signers }: Pick<Draft, 'signers'>,
  signed: ReadonlyMap<string, SignedDraft>,
): Result<Statement, ShapeCode> {
  const parts = signers.map(({ kid }) => signed.get(kid));
  const [first, ...further] = parts;
  if (first === undefined || further.includes(undefined)) return refuse('E_SIGNERS', 'STM-021');
  const sigs = further.map((each) => ({ h: each!.st.slice(0, each!.st.indexOf('.')), s: each!.sig }));
  return decodeStatement({ ...first, sigs }, { typ: 'allod-op', rules: { 'allod-op': OP_RULE } });
}

const AROUND: readonly string[] = ['log', 'par', 'sgn', 'x', 't'];

/** Whether claims are those of a proposal, and the others that an op for several signers has. */
function saysAlone(claims: JsonObject, op: ProposedOp): boolean {
  const said = Object.fromEntries(Object.entries(claims).filter(([name]) => !AROUND.includes(name)));
  return sortedText(said) === sortedText(op);
}

/** The same text for objects that say the same, two levels deep. */
function sortedText(object: JsonObject): string {
  const sorted = (from: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(from).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const members = Object.entries(object).map(([name, value]) => [name, isJsonObject(value) ? sorted(value) : value]);
  return JSON.stringify(sorted(Object.fromEntries(members) as JsonObject));
}

function readObject(text: string): JsonObject | undefined {
  const bytes = decodeBase64url(text);
  const said = bytes.ok ? parseStrictJson(bytes.value) : bytes;
  return said.ok && isJsonObject(said.value) ? said.value : undefined;
}
