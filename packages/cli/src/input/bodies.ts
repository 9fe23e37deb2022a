import type { Body } from '@allod/client';
import { wrongInput, wrongUsage } from '../errors/failure.ts';

/** A key, then `=` for a text or `:=` for any other JSON. */
const PAIR = /^([^=:]+)(:?=)(.*)$/s;
const JSON_TYPE = 'application/json';

const encoder = new TextEncoder();

/**
 * The bodies of new records from the words of a command: one JSON text; `key=value…`, where `key:=…` gives JSON instead of a text; or `-` for
 * standard input, which is one JSON text or one on each line. JSON is kept as it is written. Throws a `Failure` with `E_INPUT` or `E_USAGE`.
 */
export async function readBodies(words: readonly string[], stdin: () => Promise<string>): Promise<Body[]> {
  const [first, ...others] = words;
  if (first === undefined)
    throw wrongUsage('Say what the record holds: JSON, key=value pairs, or - for standard input.');
  if (first === '-' && others.length === 0) return bodiesOf(await stdin());
  if (PAIR.test(first) && !isJson(first)) return [{ json: objectOf(words) }];
  if (others.length > 0) throw wrongUsage('A record takes one JSON text, or key=value pairs. Quote JSON in the shell.');
  return [bodyOf(first, 'The text')];
}

function bodiesOf(text: string): Body[] {
  if (text.trim() === '') throw wrongInput('Standard input is empty.');
  if (isJson(text)) return [bodyOf(text.trim(), 'Standard input')];
  const lines = text.split('\n').map((line) => line.trim());
  return lines.flatMap((line, i) => (line === '' ? [] : [bodyOf(line, `Line ${i + 1} of standard input`)]));
}

/** Bytes, not the value: a reader gets numbers and spaces as they were written. */
function bodyOf(text: string, what: string): Body {
  if (!text.isWellFormed() || !isJson(text)) throw wrongInput(`${what} is not JSON.`);
  return { bytes: encoder.encode(text), cty: JSON_TYPE };
}

function objectOf(words: readonly string[]): Record<string, unknown> {
  const members = words.map((word) => {
    const [, key = '', sign = '', value = ''] = PAIR.exec(word) ?? [];
    if (sign === '') throw wrongInput(`"${word}" is not key=value.`);
    if (sign === ':=' && !isJson(value)) throw wrongInput(`What follows "${key}:=" is not JSON.`);
    return [key, sign === ':=' ? (JSON.parse(value) as unknown) : value] as const;
  });
  const names = members.map(([key]) => key);
  const twice = names.find((key, i) => names.indexOf(key) < i);
  if (twice !== undefined) throw wrongInput(`"${twice}" is given twice.`);
  return Object.fromEntries(members);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
