import { createECDH, createPrivateKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { createModel } from '@allod/conformance-model';
import { describe, expect, test } from 'vitest';
import { runCase } from '../../runner/case-run.ts';
import type { Json, JsonObject } from '../../runner/json.ts';
import { keyFormOf } from '../../runner/protocol.ts';
import { signedDifference } from '../../runner/signed.ts';
import { suiteFromJson } from '../../runner/vectors.ts';
import { protocol } from './support.ts';

interface Pair {
  readonly alg: 'Ed25519' | 'ES256';
  readonly secret: KeyObject;
  readonly jwk: JsonObject;
  readonly kid: string;
}

const model = createModel();
const okOf = (command: string, input: object): Record<string, unknown> => {
  const outcome = model.handle(command, input);
  if (!('ok' in outcome)) throw new TypeError(`${command}: ${JSON.stringify(outcome)}`);
  return outcome.ok;
};

function pairOf(alg: Pair['alg'], privateJwk: JsonObject): Pair {
  const secret = createPrivateKey({ key: { ...privateJwk }, format: 'jwk' });
  const { d: _secret, ...jwk } = privateJwk;
  return { alg, secret, jwk, kid: String(okOf('key.thumbprint', { jwk })['kid']) };
}

const seed = Buffer.alloc(32, 7);

function edJwk(): JsonObject {
  const derived = okOf('key.derive', { seed: { $b64u: seed.toString('base64url') } })['jwk'] as JsonObject;
  return { ...derived, d: seed.toString('base64url') };
}

function ecJwk(): JsonObject {
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(seed);
  const point = curve.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  return { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '', d: seed.toString('base64url') };
}

const b64u = (text: string): string => Buffer.from(text).toString('base64url');

/** Half of the order of P-256: what the second half of a signature stays below. */
const HALF = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

function signature({ alg, secret }: Pair, text: string): string {
  if (alg === 'Ed25519') return sign(null, Buffer.from(text), secret).toString('base64url');
  const bytes = sign('sha256', Buffer.from(text), { key: secret, dsaEncoding: 'ieee-p1363' });
  const s = BigInt(`0x${bytes.subarray(32).toString('hex')}`);
  const low = s > HALF ? ORDER - s : s;
  return Buffer.concat([bytes.subarray(0, 32), Buffer.from(low.toString(16).padStart(64, '0'), 'hex')]).toString(
    'base64url',
  );
}

const plainHeader = ({ alg, kid }: Pair): string => JSON.stringify({ alg, kid, typ: 'allod-rec' });

function statementOf(signers: readonly Pair[], claims: string, headerOf = plainHeader): JsonObject {
  const parts = signers.map((pair) => {
    const h = b64u(headerOf(pair));
    return { h, s: signature(pair, `${h}.${b64u(claims)}`) };
  });
  const [first = { h: '', s: '' }, ...sigs] = parts;
  return { st: `${first.h}.${b64u(claims)}`, sig: first.s, ...(sigs.length === 0 ? {} : { sigs }) };
}

const [ed, ec] = [pairOf('Ed25519', edJwk()), pairOf('ES256', ecJwk())];
const ONE = '{"t":1790000000000000}';
const TWO = JSON.stringify({ t: 1, sgn: [{ kid: ed.kid }, { kid: ec.kid }] });
const keys: readonly Json[] = [ed.jwk, ec.jwk];
const [one, two] = [statementOf([ed], ONE), statementOf([ed, ec], TWO)];
const sigsOf = ({ sigs }: JsonObject): JsonObject[] => (Array.isArray(sigs) ? [...(sigs as JsonObject[])] : []);

describe('signed statements are compared by what they say:', () => {
  test('the same text is equal', () => {
    expect(signedDifference(two, two, keys)).toBeUndefined();
  });

  test('another spelling of the header is equal, signed as it is spelled', () => {
    const spaced = statementOf([ed], ONE, ({ alg, kid }) => `{ "typ": "allod-rec", "kid": "${kid}", "alg": "${alg}" }`);
    expect(spaced['st']).not.toBe(one['st']);
    expect(signedDifference(one, spaced, keys)).toBeUndefined();
  });

  test('another signature that holds is equal', () => {
    const again = statementOf([ed, ec], TWO);
    expect(again['sigs']).not.toEqual(two['sigs']);
    expect(signedDifference(two, again, keys)).toBeUndefined();
  });

  test.each<[string, JsonObject, string]>([
    [
      'a header with one member more',
      statementOf([ed], ONE, (pair) => plainHeader(pair).replace('}', ',"b64":true}')),
      '/st (header)/b64 is not expected',
    ],
    [
      'a header with another value',
      statementOf([ed], ONE, (pair) => plainHeader(pair).replace('-rec', '-op')),
      '/st (header)/typ: expected "allod-rec", got "allod-op"',
    ],
    [
      'a header that is no strict JSON',
      statementOf([ed], ONE, (pair) => plainHeader(pair).replace('{', '{"alg":"none",')),
      '/st (header): E_JSON (CNV-010)',
    ],
    ['a header that is no object', statementOf([ed], ONE, () => '"x"'), '/st (header): not an object'],
    ['a header that is not base64url', { ...one, st: `*${String(one['st'])}` }, '/st (header): E_FORMAT (CNV-002)'],
    ['other claims', statementOf([ed], '{"t":1790000000000001}'), '/st (claims): expected'],
    ['the claims in another spelling', statementOf([ed], '{ "t":1790000000000000}'), '/st (claims): expected'],
    ['a third part', { ...one, st: `${String(one['st'])}.AA` }, 'E_FORMAT (STM-001)'],
    ['a signature of another statement', { ...one, sig: signature(ed, 'another') }, 'E_SIG (STM-016)'],
    ['no statement', {}, '/st (header): '],
  ])('%s is not', (_what, got, words) => {
    expect(signedDifference(one, got, keys)).toContain(words);
  });

  test.each<[string, JsonObject, string]>([
    ['one signature too few', { ...two, sigs: [] }, '/sigs: expected 2 signers, got 1'],
    [
      'a further header with another member',
      { ...two, sigs: [{ ...sigsOf(two)[0], h: b64u('{}') }] },
      '/sigs/0/h/alg is missing',
    ],
    [
      'a further signature over the first header',
      { ...two, sigs: [{ ...sigsOf(two)[0], s: signature(ec, String(two['st'])) }] },
      'E_SIG (STM-025)',
    ],
  ])('%s is not', (_what, got, words) => {
    expect(signedDifference(two, got, keys)).toContain(words);
  });

  test('a case of a signing command is judged under the keys that it signs with', async () => {
    const input: JsonObject = { claims: { $b64u: b64u(ONE) }, typ: 'allod-rec', key: edJwk() };
    const file = (ok: JsonObject): ReturnType<typeof suiteFromJson> =>
      suiteFromJson(
        {
          suite: 'x',
          area: 'x',
          command: 'statement.sign',
          profile: 'crypto',
          cases: [
            {
              id: 'x/a',
              title: 'a',
              requirements: ['STM-018'],
              flags: [],
              kind: 'valid',
              level: 'must',
              since: '0.1',
              input,
              expect: { ok, compare: 'jws' },
            },
          ],
        },
        'x.json',
      );
    const verdict = async (got: JsonObject): Promise<unknown> =>
      runCase(file(one).cases[0]!, {
        keyByName: new Map(),
        keyForm: keyFormOf(protocol),
        ask: async () => ({ kind: 'ok', ok: got }),
      });
    const spaced = statementOf([ed], ONE, (pair) => ` ${plainHeader(pair)}`);
    expect(await verdict(spaced)).toMatchObject({ verdict: 'pass', exchanges: [{ expect: { keys: [ed.jwk] } }] });
    expect(await verdict({ ...spaced, sig: one['sig'] ?? '' })).toMatchObject({ verdict: 'fail' });
  });
});
