// Chapter 03 §2 to §5.1: what an op says, from its claims: in the terms of the resolver, and the keys that it shows.
import type { Op, OpEntry, OpKind, OpSigner } from './authority-ops.ts';
import type { Json } from './conventions.ts';
import type { Model } from './model.ts';
import { claimsOfKind, memberOf } from './op-forms.ts';
import type { DecodedStatement, Jwk } from './statements.ts';

/** A device with its signing key: an entry of `mem`, or whom an `add` or a `join` is about. */
export interface Device {
  readonly kid: string;
  readonly key: Jwk;
  readonly isInHardware: boolean;
}

/** An op whose form is right. */
export interface StatedOp {
  readonly statement: DecodedStatement;
  readonly op: Op;
  readonly devices: readonly Device[];
  /** The keys in `keys`, and the one of an invite. */
  readonly shown: readonly Jwk[];
}

type Claims = Map<string, Json>;

/** What an op says. */
export function readOp(model: Model, given: DecodedStatement): StatedOp {
  const claims = claimsOfKind(given.claimsJson);
  const statement = { ...given, claimsJson: claims };
  const key = claims.get('key');
  const shown = [...listOf(claims.get('keys')), ...(key === undefined ? [] : [key])].map(jwkOf);
  return { statement, op: opOf(model, statement), devices: model.devicesOf(claims), shown };
}

function opOf(model: Model, statement: DecodedStatement): Op {
  const { id, claimsJson: claims } = statement;
  const k = String(claims.get('k')) as OpKind;
  const isFirst = k === 'init';
  const key = claims.get('key');
  return {
    id,
    k,
    log: isFirst ? id : String(claims.get('log')),
    par: isFirst ? [] : textsOf(claims.get('par')),
    signers: model.signersOf(statement),
    x: Object.fromEntries(entriesOf(claims.get('x')).map(([log, heads]) => [log, textsOf(heads)])),
    t: Number(claims.get('t')),
    ...textClaims(claims),
    ...(claims.has('lvl') ? { lvl: Number(claims.get('lvl')) } : {}),
    ...(claims.has('caps') ? { caps: listOf(claims.get('caps')).map(canonicalText) } : {}),
    ...(claims.get('keep') === true ? { keep: true } : {}),
    ...(claims.get('why') === 'retired' ? { why: 'retired' } : {}),
    ...(claims.has('thru') ? { thru: textsOf(claims.get('thru')) } : {}),
    ...(key === undefined ? {} : { key: model.thumbprint(jwkOf(key)) }),
    ...(claims.has('uses') ? { uses: Number(claims.get('uses')) } : {}),
    ...(claims.has('exp') ? { exp: Number(claims.get('exp')) } : {}),
    ...(k === 'bound' ? { kids: entriesOf(claims.get('last')).flatMap(([, tips]) => namesOf(tips)) } : {}),
    ...(claims.has('pol') ? { pol: fieldsOf(claims.get('pol')) } : {}),
    ...(claims.has('enc') ? { enc: true } : {}),
    ...(k === 'epoch' ? epochClaims(model, claims) : {}),
    ...(isFirst ? { kind: claims.get('kind') === 'team' ? 'team' : 'user', mem: membersOf(claims) } : {}),
  };
}

/** Chapter 04 §2.1: the id of an epoch is computed. */
function epochClaims(model: Model, claims: Claims): Pick<Op, 'eid' | 'back' | 'end'> {
  return {
    eid: model.thumbprint(jwkOf(claims.get('pub'))),
    ...(claims.has('back') ? { back: listOf(claims.get('back')).map((each) => String(memberOf(each, 'eid'))) } : {}),
    ...(claims.has('end') ? { end: Number(claims.get('end')) } : {}),
  };
}

function textClaims(claims: Claims): Pick<Op, 'who' | 'ref'> {
  const [who, ref] = [claims.get('who'), claims.get('ref')];
  return { ...(typeof who === 'string' ? { who } : {}), ...(typeof ref === 'string' ? { ref } : {}) };
}

function membersOf(claims: Claims): OpEntry[] {
  return listOf(claims.get('mem')).map((entry) => ({
    who: String(memberOf(entry, 'who') ?? memberOf(entry, 'kid')),
    lvl: Number(memberOf(entry, 'lvl')),
    ...(memberOf(entry, 'enc') === undefined ? {} : { enc: true }),
  }));
}

/** §5.1: who signs, and by which path. The path of a single signer stands in `by`. */
export function signersOf(_model: Model, { header, claimsJson: claims }: DecodedStatement): OpSigner[] {
  if (!claims.has('sgn')) return [{ kid: header.kid, by: textsOf(claims.get('by')) }];
  return listOf(claims.get('sgn')).map((signer) => ({
    kid: String(memberOf(signer, 'kid')),
    by: textsOf(memberOf(signer, 'by')),
  }));
}

/** The devices that an op states, with their keys. */
export function devicesOf(_model: Model, claims: Claims): Device[] {
  const isFirst = claims.get('k') === 'init';
  const entries = isFirst ? listOf(claims.get('mem')) : [claims];
  const devices = entries.filter((entry) => memberOf(entry, 'sig') !== undefined);
  return devices.map((entry) => ({
    kid: String(memberOf(entry, isFirst ? 'kid' : 'who')),
    key: jwkOf(memberOf(entry, 'sig')),
    isInHardware: memberOf(entry, 'hw') === true,
  }));
}

/** A JSON value as one text, so that equal values are equal texts (PRN-030). */
export function canonicalText(json: Json): string {
  if (Array.isArray(json)) return `[${json.map(canonicalText).join(',')}]`;
  if (!(json instanceof Map)) return JSON.stringify(json);
  const members = [...json].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}:${canonicalText(value)}`).join(',')}}`;
}

/** The public key of a JWK whose form is right. */
export function jwkOf(key: Json | undefined): Jwk {
  return Object.fromEntries(entriesOf(key).map(([name, value]) => [name, String(value)]));
}

const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
const textsOf = (value: Json | undefined): string[] => listOf(value).map(String);
const entriesOf = (value: Json | undefined): [string, Json][] => (value instanceof Map ? [...value] : []);
const namesOf = (value: Json): string[] => entriesOf(value).map(([name]) => name);
const fieldsOf = (value: Json | undefined): Record<string, string> =>
  Object.fromEntries(entriesOf(value).map(([name, text]) => [name, String(text)]));
