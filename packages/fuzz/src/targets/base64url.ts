import { decodeBase64url, decodeId, encodeBase64url, isId } from '@allod/core/bytes';
import type { Result } from '@allod/core/errors';
import * as fc from 'fast-check';
import type { Material } from '../corpus/material.ts';
import { demand } from '../fault.ts';
import { bytesOfText, textOfBytes } from '../input.ts';
import type { Input } from '../input.ts';
import { ACCEPTED, codeOf } from '../target.ts';
import type { Target } from '../target.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const CODES = ['E_FORMAT'];

const letter = fc.oneof(
  { arbitrary: fc.constantFrom(...ALPHABET), weight: 40 },
  { arbitrary: fc.constantFrom('+', '/', '=', ' ', '\n', '\0', '.', 'é', 'Ａ', '\ud800', '𝄞'), weight: 1 },
);
const text = fc.oneof(
  fc.array(letter, { maxLength: 50 }).map((letters) => letters.join('')),
  fc.array(letter, { minLength: 42, maxLength: 44 }).map((letters) => letters.join('')),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('base64url')),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('base64')),
);

/** The decoders of the target. */
export interface Base64urlDecoders {
  readonly decode: (text: string) => Result<Uint8Array, 'E_FORMAT'>;
  readonly decodeIdText: (text: string) => Result<Uint8Array, 'E_FORMAT'>;
}

const REAL: Base64urlDecoders = { decode: decodeBase64url, decodeIdText: decodeId };

/** Base64url, and ids, which are 32 bytes of it. (CNV-002 to CNV-006) */
export function base64urlTarget({ vectors }: Material, decoders: Base64urlDecoders = REAL): Target {
  return {
    name: 'base64url',
    corpus: [...vectors.base64url, ...vectors.statements.slice(0, 100).map(({ st }) => st.slice(0, 400))].map(
      (each) => [bytesOfText(each)],
    ),
    grammar: text.map((each) => [bytesOfText(each)]),
    judge: ([bytes = new Uint8Array()]: Input) => judge(textOfBytes(bytes), decoders),
  };
}

function judge(given: string, { decode, decodeIdText }: Base64urlDecoders): string {
  // Buffer passes over what is foreign, so that only text in the one accepted spelling comes back as it was.
  const expected = Buffer.from(given, 'base64url');
  const isCanonical = expected.toString('base64url') === given;
  const result = decode(given);
  demand(result.ok === isCanonical, 'verdict', `${result.ok ? 'accepts' : 'refuses'} against CNV-002 to CNV-004`);
  const id = decodeIdText(given);
  demand(id.ok === (isCanonical && expected.length === 32), 'verdict', `decodeId ${id.ok ? 'accepts' : 'refuses'}`);
  demand(id.ok === isId(given), 'agreement', 'decodeId and isId disagree');
  if (!id.ok) codeOf(id.error, CODES);
  if (!result.ok) return codeOf(result.error, CODES);
  demand(expected.equals(result.value), 'value', 'the bytes are not those that Buffer gives');
  demand(!id.ok || expected.equals(id.value), 'value', 'the bytes of the id are not those that Buffer gives');
  demand(encodeBase64url(result.value) === given, 'inverse', 'encoding the bytes gives another text');
  return ACCEPTED;
}
