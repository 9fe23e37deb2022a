// The values of TP/1: how arguments and answers carry bytes, texts, statements and records.
import type { RecordInput } from './records.ts';
import type { FurtherSignature } from './signers.ts';
import type { StatementInput } from './statements.ts';

/** The arguments of a request. */
export type Input = Readonly<Record<string, unknown>>;

/** A statement of a request. */
export function statementInput(input: Input): StatementInput {
  return {
    st: text(input['st']),
    ...(input['sig'] === undefined ? {} : { sig: text(input['sig']) }),
    ...(input['sigs'] === undefined ? {} : { sigs: (input['sigs'] as Input[]).map(furtherSignature) }),
    ...(input['bat'] === undefined ? {} : { bat: input['bat'] }),
    ...(input['typ'] === undefined ? {} : { typ: text(input['typ']) }),
  };
}

function furtherSignature({ h, s }: Input): FurtherSignature {
  return { h: text(h), s: text(s) };
}

/** A record of a request. */
export function recordInput(input: Input): RecordInput {
  return {
    ...statementInput(input),
    ...(input['body'] === undefined ? {} : { body: text(input['body']) }),
    ...(input['bodyB'] === undefined ? {} : { bodyB: text(input['bodyB']) }),
  };
}

/** Bytes of an answer. */
export function bytesValue(value: Uint8Array): { $b64u: string } {
  return { $b64u: Buffer.from(value).toString('base64url') };
}

/** The bytes of an argument. Throws TypeError for anything else. */
export function bytes(value: unknown): Uint8Array {
  if (typeof value === 'object' && value !== null && '$b64u' in value)
    return Buffer.from(String(value.$b64u), 'base64url');
  throw new TypeError('expected bytes: {"$b64u":…}');
}

/** The text of an argument. Text that JSON cannot carry travels as its octets; those that are no UTF-8 become lone surrogates. */
export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  const octets = bytes(value);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    return Array.from(octets, (octet) => String.fromCharCode(octet < 0x80 ? octet : LONE_SURROGATES + octet)).join('');
  }
}

const LONE_SURROGATES = 0xdc00;
