import { isId } from '../bytes/id.ts';
import { isJsonObject } from '../bytes/strict-json.ts';
import type { JsonObject, JsonValue } from '../bytes/strict-json.ts';
import { accept, refuse } from '../errors/result.ts';
import type { ProtocolError, Result } from '../errors/result.ts';
import type { StatementType } from './header.ts';
import { isTime } from './record-form.ts';
import type { Signature } from './statement.ts';

/** Signers of one statement, and principals on a path. (STM-020) */
const MAX_SIGNERS = 8;
const MAX_STEPS = 8;

/** The codes that the shape of claims can be refused with. */
export type ClaimsCode = 'E_FORMAT' | 'E_SIZE';

/** What a chapter says about the claims of one statement type. */
export interface ClaimsRule {
  /** The first fault of the shape (step 5), if there is one. */
  readonly findFault: (claims: JsonObject) => ProtocolError<ClaimsCode> | undefined;
  /** What in the claims needs newer software (step 7), if anything does. */
  readonly findUpgrade: (claims: JsonObject) => ProtocolError<'E_UPGRADE'> | undefined;
}

/** The rules for each statement type that somebody knows. */
export type ClaimsRules = Partial<Readonly<Record<StatementType, ClaimsRule>>>;

type Refusal<C extends ClaimsCode | 'E_SIGNERS'> = { readonly ok: false; readonly error: ProtocolError<C> };

/** Checks the shape of parsed claims (step 5): what all statements share, then the rule of the type. (STM-004, STM-020, CNV-018) */
export function checkClaims(claims: JsonValue, rule: ClaimsRule | undefined): Result<JsonObject, ClaimsCode> {
  if (!isJsonObject(claims)) return refuse('E_FORMAT', 'STM-004');
  const { t, sgn } = claims;
  if (t !== undefined && !isTime(t)) return refuse('E_FORMAT', 'CNV-018');
  if (sgn !== undefined && !isSignerList(sgn)) return refuse('E_FORMAT', 'STM-020');
  const error = rule?.findFault(claims);
  return error === undefined ? accept(claims) : { ok: false, error };
}

/** Checks that the headers are those of the listed signers, in their order (step 6). (STM-021 to STM-023) */
export function checkSigners(
  claims: JsonObject,
  signatures: readonly Pick<Signature, 'header'>[],
): Refusal<'E_SIGNERS'> | undefined {
  const listed = listedKids(claims);
  if (listed === undefined) return signatures.length === 1 ? undefined : refuse('E_SIGNERS', 'STM-021');
  if (new Set(listed).size !== listed.length) return refuse('E_SIGNERS', 'STM-023');
  if (signatures.length !== listed.length) return refuse('E_SIGNERS', 'STM-021');
  return signatures.every(({ header }, i) => header.kid === listed[i]) ? undefined : refuse('E_SIGNERS', 'STM-022');
}

/** What makes this version put a statement aside (step 7). (CNV-021, STM-026) */
export function findUpgrade(
  claims: JsonObject,
  { isBatched, rule }: { readonly isBatched: boolean; readonly rule: ClaimsRule | undefined },
): ProtocolError<'E_UPGRADE'> | undefined {
  for (const unknown of Object.keys(claims))
    if (unknown.startsWith('!')) return refuse('E_UPGRADE', 'CNV-021', { unknown }).error;
  return isBatched ? refuse('E_UPGRADE', 'STM-026', { unknown: 'bat' }).error : rule?.findUpgrade(claims);
}

/** The ids that the claim `sgn` lists, or `undefined` when the statement has one signer. Of claims whose shape is right. */
function listedKids(claims: JsonObject): string[] | undefined {
  const sgn = claims.sgn as readonly { readonly kid: string }[] | undefined;
  return sgn?.map(({ kid }) => kid);
}

function isSignerList(sgn: JsonValue): boolean {
  return Array.isArray(sgn) && sgn.length >= 2 && sgn.length <= MAX_SIGNERS && sgn.every(isSigner);
}

function isSigner(signer: JsonValue): boolean {
  if (!isJsonObject(signer)) return false;
  const { kid, by, ...more } = signer;
  return isIdText(kid) && (by === undefined || isPath(by)) && Object.keys(more).length === 0;
}

function isPath(by: JsonValue): boolean {
  return Array.isArray(by) && by.length >= 1 && by.length <= MAX_STEPS && by.every(isIdText);
}

function isIdText(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && isId(value);
}
