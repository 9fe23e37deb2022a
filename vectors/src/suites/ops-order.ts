// Ops with faults in two steps: the earlier one is reported (CNV-001).
import { actor, signAs } from '../actors.ts';
import { joint, NOW } from '../statement.ts';
import type { Suite } from '../suite.ts';
import { base64url, octets, type ValueObject } from '../value.ts';
import { later, op, world } from './ops-plan.ts';
import { BOB, idOfNothing } from './users.ts';

const NO_SIGNATURE = base64url(signAs('mallory/phone', octets('another text')));
const [GONE, ELSEWHERE] = [[idOfNothing('par')], idOfNothing('log')];
const TOO_MANY = Array.from({ length: 17 }, (_, i) => idOfNothing(`many/${i}`));
const READER: ValueObject = { key: { ...actor('mallory/phone').jwk }, lvl: 10 };

/** CNV-001 for ops: forms, then newer rules, then what is named, then who signs. */
export function opOrder(suite: Suite): void {
  const rows: [slug: string, title: string, code: string, requirement: string, judged: ValueObject][] = [
    ['form-before-upgrade', 'no pol, and a claim named !x', 'E_FORMAT', 'PRN-015', judgedOp('pol', { '!x': 1 })],
    [
      'form-before-names',
      'no pol, and a parent that nobody has',
      'E_FORMAT',
      'PRN-015',
      judgedOp('pol', { par: GONE }),
    ],
    ['form-before-log', 'no pol, in another log', 'E_FORMAT', 'PRN-015', judgedOp('pol', { log: ELSEWHERE })],
    ['form-before-signature', 'no pol, and no signature that holds', 'E_FORMAT', 'PRN-015', unsigned(judgedOp('pol'))],
    ['form-before-signers', 'no pol, and a signature that is gone', 'E_FORMAT', 'PRN-015', stripped('pol')],
    [
      'size-before-upgrade',
      '17 parents, and a claim named !x',
      'E_SIZE',
      'PRN-016',
      judgedOp('epoch', { par: TOO_MANY, '!x': 1 }),
    ],
    ['size-before-names', '17 parents that nobody has', 'E_SIZE', 'PRN-016', judgedOp('epoch', { par: TOO_MANY })],
    [
      'signers-before-upgrade',
      'a signature that is gone, and a claim named !x',
      'E_SIGNERS',
      'STM-021',
      stripped('epoch', { '!x': 1 }),
    ],
    [
      'kind-before-names',
      'an unknown kind, and a parent that nobody has',
      'E_UPGRADE',
      'PRN-002',
      judgedOp('rotate', { par: GONE }),
    ],
    [
      'kind-before-signature',
      'an unknown kind, and no signature that holds',
      'E_UPGRADE',
      'PRN-002',
      unsigned(judgedOp('rotate')),
    ],
    [
      'upgrade-before-names',
      'a claim named !x, and a parent that nobody has',
      'E_UPGRADE',
      'CNV-021',
      judgedOp('epoch', { par: GONE, '!x': 1 }),
    ],
    [
      'names-before-levels',
      'a parent that nobody has, and a reader of a user',
      'E_PENDING_AUTH',
      'PRN-019',
      judgedOp('invite', { par: GONE, ...READER }),
    ],
    [
      'names-before-signature',
      'a parent that nobody has, and no signature that holds',
      'E_PENDING_AUTH',
      'PRN-019',
      unsigned(judgedOp('epoch', { par: GONE })),
    ],
    [
      'levels-before-signature',
      'a reader of a user, and no signature that holds',
      'E_FORMAT',
      'PRN-017',
      unsigned(judgedOp('invite', READER)),
    ],
  ];
  for (const [slug, title, code, requirement, judged] of rows) {
    suite.refusesOp(`order-${slug}`, `${title}: ${code}`, {
      requirements: ['CNV-001', requirement],
      flags: ['Order'],
      code,
      kind: 'edge',
      at: '/ops/1',
      input: world(BOB, [judged]),
    });
  }
}

/** An op of Bob behind his first. */
function judgedOp(k: string, more: ValueObject = {}): ValueObject {
  return op(later(k, BOB, more), 'bob/phone');
}

function unsigned(judged: ValueObject): ValueObject {
  return { ...judged, sig: NO_SIGNATURE };
}

/** An op of two signers without the second signature. */
function stripped(k: string, more: ValueObject = {}): ValueObject {
  const { st, sig } = joint({
    by: ['bob/phone', 'bob/laptop'],
    typ: 'allod-op',
    claims: { ...later(k, BOB, more), t: NOW },
  });
  return { st, sig };
}
