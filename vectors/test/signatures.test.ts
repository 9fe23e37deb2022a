import { createPublicKey, verify, type JsonWebKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

// The signatures of the vectors seen by the platform alone: no code of the builders or the model.

interface Case {
  readonly id: string;
  readonly kind: string;
  readonly input: {
    readonly st: string;
    readonly sig: string;
    readonly sigs?: readonly { readonly h: string; readonly s: string }[];
    readonly keys: readonly (JsonWebKey | { readonly $key: string })[];
  };
  readonly expect: { readonly ok?: unknown };
}

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'));
const casesOf = (suite: string): Case[] => (read(`statements/${suite}.json`) as { cases: Case[] }).cases;
const { keys } = read('keys.json') as { keys: { label: string; kid: string; jwk: JsonWebKey }[] };

function keyOf(kid: string): KeyObject {
  const found = keys.find((key) => key.kid === kid);
  if (found === undefined) throw new RangeError(`nobody has ${kid}`);
  return createPublicKey({ key: found.jwk, format: 'jwk' });
}

function holds(key: KeyObject, text: string, signature: string): boolean {
  const hash = key.asymmetricKeyType === 'ec' ? 'sha256' : null;
  const bytes = Buffer.from(signature, 'base64url');
  return verify(hash, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, bytes);
}

function kidOf(header: string): string {
  return (JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as { kid: string }).kid;
}

/** Whether every signature of a statement holds under the key of its own header. */
function allHold({ st, sig, sigs = [] }: Case['input']): boolean {
  const [header = '', claims = ''] = st.split('.');
  const pairs = [{ h: header, s: sig }, ...sigs];
  return pairs.every(({ h, s }) => holds(keyOf(kidOf(h)), `${h}.${claims}`, s));
}

describe('statements/signers', () => {
  const accepted = casesOf('signers').filter(({ expect: { ok } }) => ok !== undefined);

  test.each(accepted)('all signatures of $id hold', ({ input }) => {
    expect(allHold(input)).toBe(true);
  });

  // What keeps these out is the list of signers: each signature by itself is good.
  const counted = ['stripped', 'unlisted-alone', 'reordered', 'list-reordered', 'doubled', 'stranger-second'];
  test.each(counted)('all signatures of %s hold, so that only the list refuses it', (slug) => {
    const found = casesOf('signers').find(({ id }) => id === `statements/signers/${slug}`)!;
    expect(allHold(found.input)).toBe(true);
  });
});

describe('statements/es256', () => {
  const slugs = ['high-s', 'high-s-other-nonce', 'high-s-near-half'];

  test.each(slugs)('the platform accepts %s, so that only the bound refuses it', (slug) => {
    const found = casesOf('es256').find(({ id }) => id === `statements/es256/${slug}`)!;
    expect(allHold(found.input)).toBe(true);
  });

  test('the platform accepts whatever of a card is accepted', () => {
    const accepted = casesOf('es256').filter(({ kind, expect: { ok } }) => ok !== undefined && kind === 'valid');
    expect(accepted.length).toBeGreaterThan(2);
    for (const { input } of accepted) expect(allHold(input)).toBe(true);
  });
});
