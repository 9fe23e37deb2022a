import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createModel, domainHash } from '../src/index.ts';

const bytesOf = (data: Uint8Array): { $b64u: string } => ({ $b64u: Buffer.from(data).toString('base64url') });

/** A record of a collection at a time; the id is chosen. */
function record(id: Uint8Array, { col = 'v:a', t = 0 }: { col?: string; t?: number } = {}): object {
  const claims = Buffer.from(JSON.stringify({ col, t }));
  return { typ: 'allod-rec', claims: bytesOf(claims), id: Buffer.from(id).toString('base64url') };
}

const id = fc.uint8Array({ minLength: 32, maxLength: 32 });
const place = fc.record({ col: fc.constantFrom('v:a', 'm:b'), t: fc.nat(3 * 86_400_000) });
const items = fc.uniqueArray(fc.tuple(id, place), {
  selector: ([each]) => Buffer.from(each).toString('hex'),
  maxLength: 12,
});

describe('SYN-001 the order key', () => {
  test('SYN-001 gives a record whose hash is eight zero bytes the hash …01, since zeros are for ops', () => {
    const model = createModel({ override: { domainHash: () => new Uint8Array(32) } });
    expect(model.handle('col.hash', { col: 'v:a' })).toEqual({
      ok: { hash: bytesOf(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1)) },
    });
  });

  test('SYN-001 leaves a hash as it is when but one of the eight bytes is not zero, and the ninth does not count', () => {
    const hash = Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 0, 7);
    const model = createModel({ override: { domainHash: () => hash } });
    expect(model.handle('col.hash', { col: 'v:a' })).toEqual({ ok: { hash: bytesOf(hash.subarray(0, 8)) } });
  });

  test('SYN-001 is 48 bytes, of which an op leaves the first eight zero', () => {
    const claims = bytesOf(Buffer.from('{"t":9007199254740991}'));
    const op = { typ: 'allod-op', claims, id: Buffer.alloc(32, 7).toString('base64url') };
    const key = Buffer.from(`${'00'.repeat(8)}001fffffffffffff${'07'.repeat(32)}`, 'hex');
    expect(createModel().handle('order.key', op)).toEqual({ ok: { key: bytesOf(key) } });
  });
});

describe('SYN-002 the certificate', () => {
  test('SYN-002, SYN-003 the certificate and the lanes do not depend on the order of arrival, nor on repetition', () => {
    const model = createModel();
    fc.assert(
      fc.property(items, (set) => {
        const all = set.map(([each, where]) => record(each, where));
        const summary = model.handle('sync.cert', { items: all });
        expect(model.handle('sync.cert', { items: [...all.toReversed(), ...all] })).toEqual(summary);
      }),
      { seed: 6, numRuns: 60 },
    );
  });

  test('SYN-002 a set without one of its ids has another certificate', () => {
    const model = createModel();
    const certificateOf = (all: readonly object[]): unknown => {
      const outcome = model.handle('sync.cert', { items: all });
      return 'ok' in outcome ? outcome.ok['cert'] : outcome;
    };
    fc.assert(
      fc.property(items, (set) => {
        fc.pre(set.length > 0);
        const all = set.map(([each, where]) => record(each, where));
        expect(certificateOf(all.slice(1))).not.toEqual(certificateOf(all));
      }),
      { seed: 6, numRuns: 60 },
    );
  });

  test('SYN-002 hashes of names, buckets and certificates are made apart by their prefixes', () => {
    const domains: string[] = [];
    const model = createModel({
      override: {
        domainHash: (inner, domain, data) => {
          domains.push(domain);
          return domainHash(inner, domain, data);
        },
      },
    });
    model.handle('sync.cert', { items: [record(new Uint8Array(32))] });
    expect(domains).toEqual(['allod1/col', 'allod1/bucket', 'allod1/cert']);
  });
});
