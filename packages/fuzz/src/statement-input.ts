import { encodeBase64url } from '@allod/core/bytes';
import { RECORD_RULE } from '@allod/core/statement';
import type { ClaimsRules, Place, SignerPart, Statement, StatementJson, StatementParts } from '@allod/core/statement';
import { OP_RULE } from '@allod/principals';
import { bytesOfText, textOfBytes } from './input.ts';
import type { Input } from './input.ts';

/** Bits of the first byte of an input that stands for a statement. */
const TEXTS = 1;
const BATCHED = 2;
const PLACE_SHIFT = 2;

const RULES: ClaimsRules = { 'allod-rec': RECORD_RULE, 'allod-op': OP_RULE };
const PLACES: readonly Place[] = [
  { rules: RULES },
  { typ: 'allod-rec', rules: RULES },
  { typ: 'allod-op', rules: RULES },
  {},
];

/** How many forms of {@link formOf} there are. */
export const FORMS = 16;

/** What an input that stands for a statement is read as. */
export interface StatementForm {
  /** The byte strings are texts as they are sent: `st`, `sig`, then `h` and `s` of each further signer; else they are raw bytes. */
  readonly isText: boolean;
  readonly isBatched: boolean;
  readonly place: Place;
}

/** The form of an input, from its first byte. */
export function formOf([first = new Uint8Array()]: Input): StatementForm {
  const bits = first[0] ?? 0;
  return { isText: (bits & TEXTS) > 0, isBatched: (bits & BATCHED) > 0, place: PLACES[(bits >> PLACE_SHIFT) & 3]! };
}

function pairs<T>(list: readonly T[]): (readonly [T, T])[] {
  return Array.from({ length: Math.floor(list.length / 2) }, (_, i) => [list[2 * i]!, list[2 * i + 1]!] as const);
}

const NONE: Uint8Array = new Uint8Array();

/** The raw bytes of a statement: header, claims and signature, then header and signature of each further signer. */
export function partsOfInput([
  ,
  headerBytes = NONE,
  claimsBytes = NONE,
  signature = NONE,
  ...rest
]: Input): StatementParts {
  const further: SignerPart[] = pairs(rest).map(([header, each]) => ({ headerBytes: header, signature: each }));
  return further.length === 0
    ? { headerBytes, claimsBytes, signature }
    : { headerBytes, claimsBytes, signature, further };
}

/** The JSON form of a statement that an input stands for. */
export function jsonOfInput(input: Input): StatementJson {
  const { isText, isBatched } = formOf(input);
  const bat = isBatched ? { bat: {} } : {};
  if (!isText) return { ...jsonOfParts(partsOfInput(input)), ...bat };
  const [st = '', sig = '', ...rest] = input.slice(1).map(textOfBytes);
  const sigs = pairs(rest).map(([h, s]) => ({ h, s }));
  return { st, sig, ...(sigs.length === 0 ? {} : { sigs }), ...bat };
}

function jsonOfParts({ headerBytes, claimsBytes, signature, further = [] }: StatementParts): StatementJson {
  const st = `${encodeBase64url(headerBytes)}.${encodeBase64url(claimsBytes)}`;
  const sigs = further.map((each) => ({ h: encodeBase64url(each.headerBytes), s: encodeBase64url(each.signature) }));
  return { st, sig: encodeBase64url(signature), ...(sigs.length === 0 ? {} : { sigs }) };
}

/** An input of texts for a JSON form. */
export function inputOfJson({ st, sig = '', sigs = [], bat }: StatementJson): Input {
  const form = TEXTS + (bat === undefined ? 0 : BATCHED);
  return [Uint8Array.of(form), ...[st, sig, ...sigs.flatMap(({ h, s }) => [h, s])].map(bytesOfText)];
}

/** An input of raw bytes for a JSON form; what is not base64url in it is passed over. */
export function rawInputOfJson({ st, sig = '', sigs = [] }: StatementJson): Input {
  const [headerText = '', claimsText = ''] = st.split('.');
  const texts = [headerText, claimsText, sig, ...sigs.flatMap(({ h, s }) => [h, s])];
  return [Uint8Array.of(0), ...texts.map((each) => new Uint8Array(Buffer.from(each, 'base64url')))];
}

/** An input of raw bytes for a statement. */
export function inputOfStatement({ claimsBytes, signatures }: Pick<Statement, 'claimsBytes' | 'signatures'>): Input {
  const [first, ...further] = signatures;
  const rest = further.flatMap(({ headerBytes, signature }) => [headerBytes, signature]);
  return [Uint8Array.of(0), first!.headerBytes, claimsBytes, first!.signature, ...rest];
}
