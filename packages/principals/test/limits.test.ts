import { createPrincipals } from '@allod/principals/log';
import type { Op } from '@allod/principals';
import { expect, test } from 'vitest';

const USER = 'user';
const signers = [{ kid: 'phone', by: [] }];
const init: Op = { id: USER, k: 'init', kind: 'user', log: USER, par: [], signers, mem: [{ who: 'phone', lvl: 40 }] };
const epoch = (id: string, par: string): Op => ({ id, k: 'epoch', log: USER, par: [par], signers });

test('PRN-022 accepts an op with 65,535 ops in its past, and none with one more', () => {
  const principals = createPrincipals();
  principals.add(init);
  let last = USER;
  for (let n = 1; n <= 65_535; n++) {
    const op = epoch(`op ${n}`, last);
    expect(principals.add(op).state === 'accepted' || n).toBe(true);
    last = op.id;
  }
  expect(principals.judge(epoch('one more', last))).toEqual({ state: 'refused', code: 'E_LOG_FULL' });
  expect(principals.judge(epoch('beside', 'op 65534'))).toEqual({ state: 'accepted' });
});

test('PRN-022 refuses an op with more than 65,535 ops in its past, however many of them lie beside each other', () => {
  const principals = createPrincipals();
  principals.add(init);
  const lanes = [USER, USER, USER, USER];
  for (let n = 0; n < 65_535; n++) {
    const op = epoch(`op ${n}`, lanes[n % lanes.length]!);
    lanes[n % lanes.length] = op.id;
    principals.add(op);
  }
  const whole = { ...epoch('all', ''), par: lanes };
  expect(principals.judge(whole)).toEqual({ state: 'refused', code: 'E_LOG_FULL' });
  expect(principals.judge({ ...whole, par: lanes.slice(1) })).toEqual({ state: 'accepted' });
});
