import { describe, expect, it } from 'vitest';
import { clearBody, contentOf } from '../src/records/body.ts';
import { draftNext, MAX_NAMED, nextClaims } from '../src/records/draft.ts';
import type { Chain } from '../src/records/draft.ts';
import { valueOf } from './scratch.ts';

const id = (letter: string): string => `${letter.repeat(42)}A`;
const empty: Chain = { owner: id('u'), col: 'v:a', heads: [id('h')], seq: 0, last: [], t: -1 };
const body = clearBody(valueOf(contentOf('v:a.public', { json: 1 })));

describe('the next claims of a chain', () => {
  it('begin a chain with number 1 and no predecessor', () => {
    const claims = nextClaims(empty, { body, tag: 'x' }, 5);
    expect(claims).toEqual({ iss: id('u'), col: 'v:a', tag: 'x', dig: body.dig, len: 1, seq: 1, t: 5, au: [id('h')] });
  });

  it('go on after the last record, or after all of them when the chain has forked', () => {
    const last = [id('p'), id('q')];
    expect(nextClaims({ ...empty, seq: 7, last, t: 3 }, { body, tag: 'x' }, 5)).toMatchObject({
      seq: 8,
      prv: last,
      t: 5,
    });
  });

  it.each([
    [10, 5, 11],
    [10, 10, 11],
    [10, 11, 11],
    [0, 0, 1],
  ])('after a record of time %d, by a clock that shows %d, are of time %d', (t, now, expected) => {
    expect(nextClaims({ ...empty, t }, { body }, now).t).toBe(expected);
  });

  it('REC-002 name no more than 16 predecessors and antecedents', () => {
    const many = Array.from({ length: 20 }, (_, i) => id(String.fromCodePoint(97 + i)));
    const { prv, ant } = nextClaims({ ...empty, seq: 1, last: many }, { body, ant: many }, 5);
    expect([prv, ant]).toEqual([many.slice(0, MAX_NAMED), many.slice(0, MAX_NAMED)]);
  });

  it('REC-003 spell out nothing that absence means', () => {
    const nothing = clearBody(valueOf(contentOf('v:a.public', { bytes: new Uint8Array(), cty: 'text/plain' })));
    const { draft } = draftNext(empty, { body: nothing, ant: [] }, { now: 5, header: 'aGVhZGVy' });
    const claims = JSON.parse(Buffer.from(draft.claimsBytes).toString()) as object;
    expect(Object.keys(claims)).toEqual(['iss', 'col', 'dig', 'cty', 'seq', 't', 'au']);
  });

  it('are drafted with the id that the statement will have, so that the next can name it', () => {
    const first = draftNext(empty, { body, tag: 'x' }, { now: 5, header: 'aGVhZGVy' });
    const second = draftNext(first.chain, { body, tag: 'x' }, { now: 5, header: 'aGVhZGVy' });
    expect(JSON.parse(Buffer.from(second.draft.claimsBytes).toString())).toMatchObject({
      seq: 2,
      prv: [first.draft.id],
      t: 6,
    });
  });
});
