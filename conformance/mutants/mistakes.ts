// The mistakes of the designed mutants: each a replacement of one function of the model.
import { createHmac } from 'node:crypto';
import {
  Fault,
  checkHeader,
  decodeStatement,
  decodeUtf8,
  encodeBase64url,
  headerText,
  parseStrictJson,
  signedText,
  statementId,
  verifyStatement,
} from '@allod/conformance-model';
import type { Json, ModelFunction } from '@allod/conformance-model';

/** Asks Number for the value, and afterwards whether it is an integer. */
export const readAnyInteger: ModelFunction<'parseNumber'> = (model, text) => {
  model.when('CNV-012', !Number.isInteger(Number(text)), 'E_JSON');
  model.when('CNV-013', !Number.isSafeInteger(Number(text)), 'E_JSON');
  return Number(text);
};

/** Judges the claims before the header. */
export const judgeClaimsFirst: ModelFunction<'decodeStatement'> = (model, input) => {
  const [, claims] = model.splitStatement(input.st);
  model.checkClaims(model.parseStrictJson(model.decodeBase64url(claims)));
  return decodeStatement(model, input);
};

/** Normalises all text that is read. */
export const readNormalised: ModelFunction<'decodeUtf8'> = (model, bytes) => decodeUtf8(model, bytes).normalize('NFC');

/** The id of the claims as they would be written now. */
export const idOfWrittenAgain: ModelFunction<'statementId'> = (model, st) => statementId(model, writtenAgain(st));

/** Signs, and verifies, the claims as they would be written now. */
export const signWrittenAgain: ModelFunction<'signedText'> = (model, st) => signedText(model, writtenAgain(st));

/** `st` with its claims parsed and serialised by the language's own JSON; as it is when that is not possible. */
function writtenAgain(st: string): string {
  const [header = '', claims = ''] = st.split('.');
  try {
    const text = JSON.stringify(JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')));
    return `${header}.${Buffer.from(text).toString('base64url')}`;
  } catch {
    return st;
  }
}

/** The header check of a verifier that knows further algorithms. */
export function allowAlg(...names: readonly string[]): ModelFunction<'checkHeader'> {
  return (model, json, calledFor) => {
    const alg = json instanceof Map ? json.get('alg') : undefined;
    if (!(json instanceof Map) || typeof alg !== 'string' || !names.includes(alg)) {
      return checkHeader(model, json, calledFor);
    }
    const inSuite = new Map(json).set('alg', 'Ed25519');
    return { ...checkHeader(model, inSuite, calledFor), alg };
  };
}

/** With alg none there is nothing to verify. */
export const trustNone: ModelFunction<'verifyStatement'> = (model, input) =>
  algOf(input.st) === 'none' ? model.decodeStatement(input) : verifyStatement(model, input);

/** The key check without the question which algorithm the key is for. */
export const strengthOnly: ModelFunction<'checkKey'> = (model, key) => {
  if (model.algorithmOfKey(key) === 'ES256') model.checkCurvePoint(model.keyBytes(key));
  else model.checkStrength(model.keyBytes(key));
};

/** The header picks the algorithm; for a MAC the public key is the secret. */
export const obeyHeader: ModelFunction<'verifyStatement'> = (model, input) => {
  const alg = algOf(input.st);
  if (!alg.startsWith('HS')) return verifyStatement(model, input);
  const statement = model.decodeStatement(input);
  const secret = model.decodeBase64url(model.findKey(statement.header.kid, input.keys)?.x ?? '');
  const mac = createHmac(alg === 'HS256' ? 'sha256' : 'sha512', secret)
    .update(input.st)
    .digest();
  model.when('STM-016', !mac.equals(statement.signature.subarray(0, mac.length)), 'E_SIG');
  return statement;
};

function algOf(st: string): string {
  try {
    const header: unknown = JSON.parse(Buffer.from(st.split('.')[0] ?? '', 'base64url').toString('utf8'));
    return typeof header === 'object' && header !== null && 'alg' in header ? String(header.alg) : '';
  } catch {
    return '';
  }
}

/** Reads the three members and passes over the rest. */
export const dropUnknownMembers: ModelFunction<'checkHeader'> = (model, json, calledFor) => {
  if (!(json instanceof Map)) return checkHeader(model, json, calledFor);
  const known = [...json].filter(([name]) => ['alg', 'kid', 'typ'].includes(name));
  return checkHeader(model, new Map(known), calledFor);
};

/** Adds an option to the header that says what holds anyway. */
export const writeOption: ModelFunction<'headerText'> = (model, typ, by) =>
  headerText(model, typ, by).replace('}', ',"b64":true}');

/** Longest line of a MIME encoder, in characters. */
const MIME_LINE = 76;

/** Encodes as for mail. */
export const wrapLines: ModelFunction<'encodeBase64url'> = (model, bytes) =>
  encodeBase64url(model, bytes).replaceAll(new RegExp(`.{${MIME_LINE}}(?=.)`, 'g'), '$&\r\n');

/** Takes white space between tokens for tampering. */
export const refuseSpaces: ModelFunction<'parseStrictJson'> = (model, bytes) => {
  const value = parseStrictJson(model, bytes);
  const outsideStrings = Buffer.from(bytes)
    .toString('utf8')
    .replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
  if (/\s/.test(outsideStrings)) throw new Fault('E_JSON', 'CNV-015');
  return value;
};

/** Collects members in a plain object. */
export const collectInObject: ModelFunction<'objectFromMembers'> = (_model, members) => {
  const object: Record<string, Json> = {};
  for (const [name, value] of members) object[name] = value;
  return new Map(Object.entries(object));
};

/** The clock of the vectors, in microseconds since 1970, and five minutes of patience. */
const LATEST_MICROS = 1_790_000_000_000_000 + 300_000_000;

/** Refuses what was issued in the future. */
export const refuseFuture: ModelFunction<'checkTime'> = (model, claims) => {
  const t = claims.get('t');
  const isTime = !claims.has('t') || (typeof t === 'number' && Number.isSafeInteger(t) && t >= 0);
  model.when('CNV-018', !isTime, 'E_FORMAT');
  if (Number(t) > LATEST_MICROS) throw new Fault('E_FORMAT', 'CNV-019');
};

/** Every claim that the chapters name. */
const CLAIMS: ReadonlySet<string> = new Set(
  't sgn iss act via col tag dig len cty ant seq prv au ax burn del k kind salt mem'.split(' '),
);

/** Takes every claim that is not known for one that has to be understood. */
export const parkUnknown: ModelFunction<'checkUpgrade'> = (_model, claims) => {
  for (const name of claims.keys()) if (!CLAIMS.has(name)) throw new Fault('E_UPGRADE', 'CNV-020');
};
