import { createModel } from '@allod/conformance-model';
import { at, difference } from './difference.ts';
import { bytesFromJson, isObject, member, textMember } from './json.ts';
import type { Json, JsonObject } from './json.ts';

const model = createModel();

/**
 * Compares two statements made from the same claims by what they say: the headers as JSON, the claims as bytes, and every
 * signature of `got` by the model. A writer may spell its header as it likes, and a signature scheme may use randomness.
 *
 * @param keys - public JWKs of the signers
 * @returns `undefined` when both say the same, else where they differ first
 */
export function signedDifference(expected: JsonObject, got: JsonObject, keys: readonly Json[]): string | undefined {
  if (difference(expected, got, EXACTLY) === undefined) return undefined;
  const [wanted, given] = [headersOf(expected), headersOf(got)];
  if (wanted.length !== given.length) return `/sigs: expected ${wanted.length} signers, got ${given.length}`;
  for (const [i, header] of wanted.entries()) {
    const found = headerDifference(header, given[i] ?? '', i === 0 ? '/st (header)' : `/sigs/${i - 1}/h`);
    if (found !== undefined) return found;
  }
  const [claims = '', gotClaims = ''] = [claimsOf(expected), claimsOf(got)];
  if (claims !== gotClaims) return at('/st (claims)', claims, gotClaims);
  const outcome = model.handle('statement.verify', { ...got, keys });
  return 'ok' in outcome ? undefined : `the statement does not hold under the keys of its signers: ${reason(outcome)}`;
}

const EXACTLY = { path: '', mode: { arrays: 'ordered', extra: false } } as const;

/** The header of each signer, as base64url. */
function headersOf(statement: JsonObject): readonly string[] {
  const sigs = member(statement, 'sigs');
  const further = Array.isArray(sigs) ? sigs.map((each: Json) => (isObject(each) ? textMember(each, 'h') : '')) : [];
  return [textMember(statement, 'st').split('.')[0] ?? '', ...further];
}

function claimsOf(statement: JsonObject): string | undefined {
  return textMember(statement, 'st').split('.')[1];
}

function headerDifference(expected: string, got: string, path: string): string | undefined {
  const header = jsonOf(got);
  if (typeof header === 'string') return `${path}: ${header}`;
  return difference(jsonOf(expected), header, { ...EXACTLY, path });
}

/** The strict JSON behind a base64url text, which is an object in every header; else, as a text, why there is none. */
function jsonOf(text: string): Json {
  const decoded = model.handle('base64url.decode', { text });
  if (!('ok' in decoded)) return reason(decoded);
  const bytes = decoded.ok['bytes'] as Json;
  const checked = model.handle('json.check', { bytes });
  if (!('ok' in checked)) return reason(checked);
  const value: Json = JSON.parse(Buffer.from(bytesFromJson(bytes) ?? []).toString('utf8'));
  return isObject(value) ? value : 'not an object';
}

type Outcome = Exclude<ReturnType<typeof model.handle>, { ok: unknown }>;

function reason(outcome: Outcome): string {
  if ('unsupported' in outcome) return `the model has no ${outcome.unsupported.what}`;
  return `${outcome.error.code} (${outcome.error.detail ?? outcome.error.phase})`;
}
