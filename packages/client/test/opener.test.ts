import { epochKeys, sealBody } from '@allod/core/open';
import type { EpochKeys, Slot } from '@allod/core/open';
import type { RecordClaims } from '@allod/core/statement';
import { describe, expect, it } from 'vitest';
import { createOpener } from '../src/records/opener.ts';
import type { StoredBody } from '../src/records/opener.ts';
import { randomBytes } from './scratch.ts';

const id = (letter: string): string => `${letter.repeat(42)}A`;
const ISS = id('i');
const KID = id('k');
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

async function keysOf(fill: number): Promise<EpochKeys> {
  return epochKeys(new Uint8Array(32).fill(fill));
}

const draw = randomBytes('opener');

/** A record of number 1 with a body that was sealed for it, unless it is said for which other place. */
async function stored(to: EpochKeys, more: Partial<Slot> = {}): Promise<StoredBody> {
  const slot: Slot = { iss: ISS, col: 'v:notes', kid: KID, seq: 1, tag: 'x', ...more };
  const sealed = await sealBody({ slot, content: utf8('"hello"'), to, random: draw(32), secret: draw(32) });
  const claims = { iss: ISS, col: 'v:notes', tag: 'x', seq: 1, cty: 'application/jose' } as unknown as RecordClaims;
  return { claims, kid: KID, body: sealed };
}

describe('opening bodies', () => {
  it('opens what the keys of a device open, and goes on with the next where they do not', async () => {
    const [known, unknown] = await Promise.all([keysOf(1), keysOf(2)]);
    const open = createOpener({
      keysOf: async (_, eid) =>
        eid === known.eid ? { ok: true, keys: known } : { ok: false, missing: { why: 'not-given', ask: [], bad: [] } },
    });
    const clear = { ...(await stored(known)), body: utf8('1') };
    const { cty: _, ...claims } = clear.claims;
    const [first, second, third] = await open([await stored(known), await stored(unknown), { ...clear, claims }]);
    expect(first).toMatchObject({ ok: true, content: utf8('"hello"') });
    expect(second).toEqual({ ok: false, sealed: { eid: unknown.eid, why: 'not-given' } });
    expect(third).toEqual({ ok: true, content: utf8('1') });
  });

  it.each([
    ['owner', { iss: id('j') }],
    ['collection', { col: 'v:other' }],
    ['device', { kid: id('l') }],
    ['number', { seq: 2 }],
    ['tag', { tag: 'y' }],
  ])('SEC-033 names a body that was sealed for another %s', async (_, slot) => {
    const keys = await keysOf(1);
    const open = createOpener({ keysOf: async () => ({ ok: true, keys }) });
    const [opened] = await open([await stored(keys, slot)]);
    expect(opened).toEqual({ ok: false, sealed: { eid: keys.eid, why: 'E_KEY_COMMIT' } });
  });

  it('SEC-034 names a body of which a byte is another one, and SEC-028 what is none', async () => {
    const keys = await keysOf(1);
    const open = createOpener({ keysOf: async () => ({ ok: true, keys }) });
    const sealed = await stored(keys);
    const text = Buffer.from(sealed.body).toString();
    const at = text.lastIndexOf('.') - 4;
    const bent = utf8(text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1));
    const [changed, none] = await open([
      { ...sealed, body: bent },
      { ...sealed, body: utf8('no body') },
    ]);
    expect(changed).toEqual({ ok: false, sealed: { eid: keys.eid, why: 'E_DECRYPT' } });
    expect(none).toEqual({ ok: false, sealed: { why: 'E_FORMAT' } });
  });

  it('SEC-044 asks for the keys of a grant in the log of whom it is for', async () => {
    const keys = await keysOf(1);
    const asked: string[] = [];
    const open = createOpener({
      keysOf: async (log) => {
        asked.push(log);
        return { ok: true, keys };
      },
    });
    const grant = await stored(keys, { col: 'm:allod.grants', tag: id('g') });
    await open([{ ...grant, claims: { ...grant.claims, col: 'm:allod.grants', tag: id('g') } }]);
    expect(asked).toEqual([id('g')]);
  });
});
