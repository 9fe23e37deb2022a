import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import * as ed25519 from '../src/ed25519.ts';
import { type Holdings, missingHeads, park, type Parked } from '../src/index.ts';
import { emptyHoldings, inWorkableOrder, summaryOf, takeIn } from '../src/intake.ts';
import { boundModel } from './bound.ts';

const model = boundModel();

const holdings = (): Holdings => emptyHoldings(new Uint8Array(8), 0);

function copy(id: string, plan: Partial<Parked> = {}): Parked {
  return { id, input: { st: id }, origin: 'link', bytes: 100, ...plan };
}

const ids = ({ parked }: Holdings): string[] => parked.map(({ id }) => id);

describe('SYN-030 what waits for a link', () => {
  test('SYN-030 keeps exactly 8,388,608 bytes', () => {
    const held = holdings();
    for (const id of ['a', 'b']) park(model, held, copy(id, { bytes: 4_194_304 }));
    expect(ids(held)).toEqual(['a', 'b']);
  });

  test('SYN-030 never keeps a byte more: the oldest go', () => {
    const held = holdings();
    for (const id of ['a', 'b']) park(model, held, copy(id, { bytes: 4_194_304 }));
    park(model, held, copy('c', { bytes: 1 }));
    expect(ids(held)).toEqual(['b', 'c']);
  });

  test('SYN-030 never counts what the link did not bring', () => {
    const held = holdings();
    park(model, held, copy('own', { origin: 'own', bytes: 9_000_000 }));
    park(model, held, copy('a'));
    expect(ids(held)).toEqual(['own', 'a']);
  });
});

describe('SYN-027 copies', () => {
  test('SYN-027 keeps two copies of a statement that differ', () => {
    const held = holdings();
    park(model, held, copy('a', { input: { st: 'a', sig: 'one' } }));
    park(model, held, copy('a', { input: { st: 'a', sig: 'two' } }));
    expect(ids(held)).toEqual(['a', 'a']);
  });

  test('SYN-027 ignores a copy that is there already, and takes it for the newest', () => {
    const held = holdings();
    for (const id of ['a', 'b', 'a']) park(model, held, copy(id));
    expect(ids(held)).toEqual(['b', 'a']);
  });
});

const SEED = new Uint8Array(32).fill(7);
const X = Buffer.from(ed25519.publicKey(SEED)).toString('base64url');
const KID = createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${X}"}`).digest('base64url');

/** An op of the one device of a user, and its id. */
function op(claims: object): { readonly id: string; readonly input: { readonly st: string; readonly sig: string } } {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const st = `${encode({ alg: 'Ed25519', kid: KID, typ: 'allod-op' })}.${encode(claims)}`;
  const sig = Buffer.from(ed25519.sign(SEED, Buffer.from(st))).toString('base64url');
  return { id: createHash('sha256').update(st).digest('base64url'), input: { st, sig } };
}

const mem = [{ kid: KID, lvl: 40, sig: { kty: 'OKP', crv: 'Ed25519', x: X } }];
const first = op({ k: 'init', kind: 'user', salt: 'A'.repeat(22), mem, t: 1 });
/** Any public key of an epoch. */
const PUB = { kty: 'OKP', crv: 'X25519', x: Buffer.alloc(32, 9).toString('base64url') };
const second = op({ k: 'epoch', pub: PUB, log: first.id, par: [first.id], t: 2 });
const third = op({ k: 'epoch', pub: PUB, log: first.id, par: [second.id], t: 3 });

describe('ops that come too early', () => {
  test('SYN-028 ask for the ops that they name, SYN-029 and go on one after the other when those come', () => {
    const held = holdings();
    const [late, later] = [third, second].map(({ input }) => takeIn(model, held, { input, origin: 'link' }).verdict);
    expect([late?.verdict, later?.verdict]).toEqual(['parked', 'parked']);
    expect(late === undefined ? [] : missingHeads(model, held, late)).toEqual([second.id]);
    const { added } = takeIn(model, held, { input: first.input, origin: 'link' });
    expect(added.map(({ id }) => id)).toEqual([first.id, second.id, third.id]);
    expect(summaryOf(model, held, first.id).heads).toEqual([third.id]);
  });

  test('SYN-029 refuses them with the op for which they wait, and whatever waits for them', () => {
    const held = holdings();
    takeIn(model, held, { input: first.input, origin: 'link' });
    const bad = op({ k: 'set', log: first.id, par: [first.id], who: KID, lvl: 40, t: 4 });
    const child = op({ k: 'epoch', pub: PUB, log: first.id, par: [bad.id], t: 5 });
    const grandchild = op({ k: 'epoch', pub: PUB, log: first.id, par: [child.id], t: 6 });
    for (const { input } of [grandchild, child]) takeIn(model, held, { input, origin: 'link' });
    expect(ids(held)).toEqual([grandchild.id, child.id]);
    expect(takeIn(model, held, { input: bad.input, origin: 'link' })).toMatchObject({ refused: 2, added: [] });
    expect(ids(held)).toEqual([]);
    expect(takeIn(model, held, { input: child.input, origin: 'own' }).verdict.code).toBe('E_PARENT');
  });

  test('are taken, of one message, when what they name has been', () => {
    const inputs = [third, second, first].map(({ input }) => input);
    const held = holdings();
    const taken = [];
    for (const input of inWorkableOrder(model, held, inputs)) {
      taken.push(input);
      takeIn(model, held, { input, origin: 'link' });
    }
    expect(taken).toEqual(inputs.toReversed());
  });

  test('stand in the space of the log that they name', () => {
    const held = holdings();
    for (const { input } of [first, second]) takeIn(model, held, { input, origin: 'link' });
    expect(held.heldBySpace.get(first.id)?.map(({ id }) => id)).toEqual([first.id, second.id]);
  });
});
