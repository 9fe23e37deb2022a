// The mistakes of the designed mutants about several signers, records, logs and acceptance.
import { Fault, acceptRecord, bodyOf, checkBody, decodeRecord, verifySigners } from '@allod/conformance-model';
import type { ModelFunction } from '@allod/conformance-model';

/** Is content when some signature is there: who signs, and how many of those listed, is not asked. */
export const countSignatures: ModelFunction<'checkSigners'> = (model, { count }) => {
  model.when('STM-021', count < 1, 'E_SIGNERS');
};

/** Verifies every signature over the `st` of the statement. */
export const verifyOverFirst: ModelFunction<'verifySigners'> = (model, statement, keys) => {
  const [first] = statement.signers;
  const signers = statement.signers.map((signer) => ({ ...signer, st: first?.st ?? '' }));
  verifySigners(model, { ...statement, signers }, keys);
};

/** Hands out the claims that it parsed, written again. */
export const handOutParsedClaims: ModelFunction<'decodeRecord'> = (model, input) => {
  const record = decodeRecord(model, input);
  return { ...record, claims: writtenAgain(record.claims) };
};

/** What came, by what is handed out in its place. */
const receivedByParsed = new WeakMap<Uint8Array, Uint8Array>();

/** Takes the body as parsed and written again … */
export const takeParsedBody: ModelFunction<'bodyOf'> = (model, input) => {
  const body = bodyOf(model, input);
  if (body === undefined) return undefined;
  const parsed = writtenAgain(body);
  receivedByParsed.set(parsed, body);
  return parsed;
};

/** … and checks the digest, as it should, over what came. */
export const checkReceivedBody: ModelFunction<'checkBody'> = (model, { claims, body }) => {
  checkBody(model, { claims, body: receivedByParsed.get(body) ?? body });
};

function writtenAgain(bytes: Uint8Array): Uint8Array {
  try {
    return Buffer.from(JSON.stringify(JSON.parse(Buffer.from(bytes).toString('utf8'))));
  } catch {
    return bytes;
  }
}

/** Refuses a record together with its body. */
export const judgeWithBody: ModelFunction<'decodeRecord'> = (model, input) => {
  const record = decodeRecord(model, input);
  const body = model.bodyOf(input);
  if (body !== undefined) model.checkBody({ claims: record.claimsJson, body });
  return record;
};

/** Parses the body, where it is JSON by its media type, before anything else is known about it. */
export const parseBodyFirst: ModelFunction<'checkBody'> = (model, claimed) => {
  if (!claimed.claims.has('cty')) model.parseStrictJson(claimed.body);
  checkBody(model, claimed);
};

/** Takes the characters between the quotes as they stand on the line, escapes and all. */
export const keepEscapes: ModelFunction<'bodyOf'> = (model, input) => {
  if (input.body === undefined) return bodyOf(model, input);
  return bodyOf(model, { ...input, body: JSON.stringify(input.body).slice(1, -1) });
};

/** Lets whoever is known write: any log that the verifier accepted names the key, whosever it is. */
export const trustAnyDevice: ModelFunction<'checkWriter'> = (model, { record, book }) => {
  const devices = [...book.statedById.values()].flatMap((stated) => stated.devices);
  for (const { header } of record.signers)
    model.when('COL-002', !devices.some(({ kid }) => kid === header.kid), 'E_NOT_AUTHORIZED');
};

/** Looks a key up among all that is known. */
export const findAnyKey: ModelFunction<'keyOfSigner'> = (model, book, { signer }) => {
  const devices = [...book.statedById.values()].flatMap((stated) => stated.devices);
  return devices.map(({ key }) => key).find((key) => model.thumbprint(key) === signer.kid);
};

/** Wants a chain without a gap: the first has no predecessor, every other has one. */
export const refuseGaps: ModelFunction<'acceptRecord'> = (model, input) => {
  const claims = model.decodeRecord(input).claimsJson;
  if ((claims.get('seq') === 1) === claims.has('prv')) throw new Fault('E_PENDING_AUTH', 'COL-005');
  return acceptRecord(model, input);
};

/** How far ahead is shown, in the milliseconds of the language's own clock. */
const AHEAD_MILLISECONDS = 300_000;

/** Compares in milliseconds. */
export const compareInMilliseconds: ModelFunction<'stateOf'> = (_model, claims, now) => {
  const aheadMs = Math.floor(Number(claims.get('t')) / 1000) - Math.floor(now / 1000);
  return aheadMs > AHEAD_MILLISECONDS ? 'HELD' : 'VALID';
};
