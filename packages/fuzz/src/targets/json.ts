import { isDeepStrictEqual } from 'node:util';
import { MAX_JSON_DEPTH, parseStrictJson } from '@allod/core/bytes';
import type { JsonObject, JsonValue } from '@allod/core/bytes';
import type { Material } from '../corpus/material.ts';
import { demand } from '../fault.ts';
import { nearJson } from '../grammar/json.ts';
import type { Input } from '../input.ts';
import { ACCEPTED, codeOf } from '../target.ts';
import type { Target } from '../target.ts';

const TOKEN = /"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*|[ \t\n\r]+|[^]/g;

/**
 * Whether bytes are strict JSON, found in another way than the decoder's: `JSON.parse` for the grammar, and of text that it
 * takes the tokens for what it does not mind. (CNV-007 to CNV-014)
 */
export function isStrictJson(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString('utf8');
  // The bytes of a byte order mark stay in this text, and JSON.parse takes none.
  if (!Buffer.from(text, 'utf8').equals(bytes)) return false;
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    return false;
  }
  const tokens = text.match(TOKEN) ?? [];
  if (!tokens.every(isStrictToken)) return false;
  return depthOf(tokens) <= MAX_JSON_DEPTH && tokens.filter((each) => each === ':').length === nameCount(value);
}

function isStrictToken(token: string): boolean {
  if (token.startsWith('"')) return (JSON.parse(token) as string).isWellFormed();
  if (!/^[-0-9]/.test(token)) return true;
  return /^(?:0|-?[1-9][0-9]*)$/.test(token) && Number.isSafeInteger(Number(token));
}

function depthOf(tokens: readonly string[]): number {
  let depth = 0;
  let deepest = 0;
  for (const token of tokens) {
    if (token === '{' || token === '[') deepest = Math.max(deepest, ++depth);
    if (token === '}' || token === ']') depth--;
  }
  return deepest;
}

/** Names of all objects in a value: fewer than the text has when one occurs twice. */
function nameCount(value: JsonValue): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inside = Object.values(value as JsonObject).reduce<number>((sum, each) => sum + nameCount(each), 0);
  return Array.isArray(value) ? inside : Object.keys(value).length + inside;
}

/** Strict JSON. (CNV-007 to CNV-014, CNV-017) */
export function jsonTarget({ vectors, people }: Material, decode: typeof parseStrictJson = parseStrictJson): Target {
  const made = people.flatMap(({ said }) => said.map(({ statement }) => statement.claimsBytes));
  return {
    name: 'json',
    corpus: [...vectors.json, ...made].map((bytes) => [bytes]),
    grammar: nearJson.map((bytes) => [bytes]),
    judge: ([bytes = new Uint8Array()]: Input) => {
      const result = decode(bytes);
      demand(
        result.ok === isStrictJson(bytes),
        'verdict',
        `${result.ok ? 'accepts' : 'refuses'} against CNV-007 to 014`,
      );
      if (!result.ok) return codeOf(result.error, ['E_JSON']);
      const expected: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
      demand(isDeepStrictEqual(result.value, expected), 'value', 'the value is not the one that JSON.parse gives');
      return ACCEPTED;
    },
  };
}
