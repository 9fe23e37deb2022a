import { isJsonObject } from '../bytes/strict-json.ts';
import type { JsonObject, JsonValue } from '../bytes/strict-json.ts';
import { accept, refuse } from '../errors/result.ts';
import type { Result } from '../errors/result.ts';

/** Checks the shape of parsed claims (step 5). Refuses with `E_FORMAT`. (STM-004, CNV-018) */
export function checkClaims(claims: JsonValue): Result<JsonObject, 'E_FORMAT'> {
  if (!isJsonObject(claims)) return refuse('E_FORMAT', 'STM-004');
  return isTime(claims.t) ? accept(claims) : refuse('E_FORMAT', 'CNV-018');
}

/** Names of the claims that must be understood and are not. (CNV-021) */
export function unknownCriticalClaims(claims: JsonObject): string[] {
  return Object.keys(claims).filter((name) => name.startsWith('!'));
}

function isTime(t: JsonValue | undefined): boolean {
  return t === undefined || (typeof t === 'number' && t >= 0);
}
