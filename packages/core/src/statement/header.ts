import { isId } from '../bytes/id.ts';
import { isJsonObject } from '../bytes/strict-json.ts';
import type { JsonValue } from '../bytes/strict-json.ts';
import { accept, refuse } from '../errors/result.ts';
import type { Result } from '../errors/result.ts';

/** The registered statement types. */
export const STATEMENT_TYPES = [
  'allod-op',
  'allod-rec',
  'allod-batch',
  'allod-rcpt',
  'allod-hs',
  'allod-snap',
] as const;
/** A statement type, as `typ` spells it. */
export type StatementType = (typeof STATEMENT_TYPES)[number];

/** The signature algorithms of the suite `allod1`. */
export const ALGORITHMS = ['Ed25519', 'ES256'] as const;
/** An algorithm of the suite, as `alg` spells it. */
export type Algorithm = (typeof ALGORITHMS)[number];

/** The protected header: nothing else may stand in it. */
export interface Header {
  readonly alg: Algorithm;
  /** Id of the signing key, 43 characters. */
  readonly kid: string;
  readonly typ: StatementType;
}

/**
 * Checks a parsed protected header (step 4), and that its `typ` is the `expected` one where the place calls for one.
 * Refuses with `E_HEADER` (STM-007, STM-008), `E_TYP` (STM-009, STM-010) or `E_ALG` (STM-011).
 */
export function checkHeader(
  header: JsonValue,
  expected?: StatementType,
): Result<Header, 'E_HEADER' | 'E_TYP' | 'E_ALG'> {
  if (!isJsonObject(header)) return refuse('E_HEADER', 'STM-007');
  if (Object.keys(header).some((name) => name !== 'alg' && name !== 'kid' && name !== 'typ'))
    return refuse('E_HEADER', 'STM-007');
  const { alg, kid, typ } = header;
  if (typeof kid !== 'string' || !isId(kid)) return refuse('E_HEADER', 'STM-008');
  if (!isOneOf(STATEMENT_TYPES, typ)) return refuse('E_TYP', 'STM-009');
  if (expected !== undefined && typ !== expected) return refuse('E_TYP', 'STM-010');
  if (!isOneOf(ALGORITHMS, alg)) return refuse('E_ALG', 'STM-011');
  return accept({ alg, kid, typ });
}

/** Checks a header that is sound for its place alone: what is left of step 4. Refuses with `E_TYP` (STM-010). */
export function checkType(header: Header, expected: StatementType | undefined): Result<Header, 'E_TYP'> {
  return expected === undefined || header.typ === expected ? accept(header) : refuse('E_TYP', 'STM-010');
}

/** The bytes of a protected header as this implementation spells it. (STM-018) */
export function encodeHeader({ alg, kid, typ }: Header): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ alg, kid, typ }));
}

function isOneOf<T>(values: readonly T[], value: unknown): value is T {
  return (values as readonly unknown[]).includes(value);
}
