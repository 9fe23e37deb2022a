import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { concatBytes } from '@allod/core/bytes';
import type { StatementJson } from '@allod/core/statement';

/** The inputs of the committed vectors, by what they are fed to. */
export interface Vectors {
  readonly json: readonly Uint8Array[];
  readonly base64url: readonly string[];
  readonly statements: readonly StatementJson[];
  readonly frames: readonly Uint8Array[];
  readonly packs: readonly Uint8Array[];
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type Case = { readonly input: { readonly [name: string]: Json } };
type VectorFile = { readonly cases: readonly Case[]; readonly shared?: { readonly [name: string]: Json } };

const AREAS = ['conventions', 'statements', 'records', 'principals', 'collections', 'frames', 'sync'];

/** Reads the vectors below a folder. Throws `Error` when there are none of some kind: then nothing could be shown with them. */
export function readVectors(folder: string): Vectors {
  const filesOf = (area: string): string[] => readdirSync(join(folder, area)).filter((file) => file.endsWith('.json'));
  const inputs = AREAS.flatMap((area) =>
    filesOf(area).flatMap((file) => casesIn(join(folder, area, file)).map(({ input }) => ({ area, file, input }))),
  );
  const from = (place: string): Json[] =>
    inputs.filter(({ area, file }) => place === `${area}/${file}` || place === area).map(({ input }) => input);
  const all = inputs.map(({ input }) => input);
  const found: Vectors = {
    json: from('conventions/json.json').flatMap(bytesIn),
    base64url: [...from('conventions/base64url.json'), ...from('conventions/ids.json')].flatMap(textsIn),
    statements: all.flatMap(statementsIn),
    frames: [...from('frames/decode.json'), ...from('sync/receive.json')].flatMap(bytesIn),
    packs: from('sync/pack.json').flatMap(bytesIn),
  };
  const missing = Object.entries(found).flatMap(([kind, list]) => (list.length === 0 ? [kind] : []));
  if (missing.length > 0) throw new Error(`the vectors hold no ${missing.join(' and no ')}`);
  return found;
}

function casesIn(file: string): readonly Case[] {
  const { cases, shared = {} } = JSON.parse(readFileSync(file, 'utf8')) as VectorFile;
  return cases.map(({ input }) => ({ input: withShared(input, shared) as Case['input'] }));
}

/** A value with what stands in its file once, and by name where it belongs. */
function withShared(json: Json, shared: VectorFile['shared'] & object): Json {
  if (Array.isArray(json)) return json.map((each: Json) => withShared(each, shared));
  if (!isObject(json)) return json;
  if (typeof json['$shared'] === 'string') return shared[json['$shared']] ?? null;
  return Object.fromEntries(Object.entries(json).map(([name, each]) => [name, withShared(each, shared)]));
}

function isObject(json: Json): json is { readonly [name: string]: Json } {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** What a value stands for: bytes, when it is one of the forms for bytes; or the value. */
function expanded(json: Json): Json | Uint8Array {
  if (!isObject(json)) return json;
  const { $b64u: text, $repeat: repeat, $concat: concat } = json;
  if (typeof text === 'string') return new Uint8Array(Buffer.from(text, 'base64url'));
  if (Array.isArray(concat)) return joined(concat.map(expanded));
  if (!isObject(repeat ?? null)) return json;
  const { of, n } = repeat as { readonly of: Json; readonly n: number };
  return repeated(expanded(of), n);
}

function repeated(of: Json | Uint8Array, n: number): string | Uint8Array {
  if (typeof of === 'string') return of.repeat(n);
  if (!(of instanceof Uint8Array)) throw new TypeError('only texts and bytes are repeated');
  return new Uint8Array(Buffer.alloc(of.length * n, of));
}

/** Texts and bytes one after the other: a text when all are. */
function joined(parts: readonly (Json | Uint8Array)[]): string | Uint8Array {
  if (parts.every((each) => typeof each === 'string')) return parts.join('');
  return concatBytes(parts.map((each) => (each instanceof Uint8Array ? each : new TextEncoder().encode(String(each)))));
}

/** Every byte string in a value, however deep. */
function bytesIn(json: Json): Uint8Array[] {
  const value = expanded(json);
  if (value instanceof Uint8Array) return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value as { readonly [name: string]: Json }).flatMap(bytesIn);
}

/** Every text in a value. */
function textsIn(json: Json): string[] {
  const value = expanded(json);
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  return Object.values(value as { readonly [name: string]: Json }).flatMap(textsIn);
}

/** Every statement in a value: what has a text `st`. */
function statementsIn(json: Json): StatementJson[] {
  if (typeof json !== 'object' || json === null) return [];
  const { st, sig, sigs, bat } = isObject(json) ? json : {};
  const inside = Object.values(json as { readonly [name: string]: Json }).flatMap(statementsIn);
  const text = expanded(st ?? null);
  if (typeof text !== 'string') return inside;
  const rest = { sig: expanded(sig ?? null), sigs: signersOf(sigs ?? []), ...(bat === undefined ? {} : { bat }) };
  const made = typeof rest.sig === 'string' ? { ...rest, sig: rest.sig } : { ...rest, sig: '' };
  return [{ st: text, ...made }, ...inside];
}

function signersOf(sigs: Json): { readonly h: string; readonly s: string }[] {
  if (!Array.isArray(sigs)) return [];
  return (sigs as readonly Json[]).flatMap((each) => {
    const { h = '', s = '' } = isObject(each) ? each : {};
    return [{ h: String(expanded(h)), s: String(expanded(s)) }];
  });
}
