import { createAdmission } from '@allod/collections';
import type { Judged, Offered } from '@allod/collections';
import { BODY_RULE } from '@allod/collections/bodies';
import { statementFromParts } from '@allod/core/statement';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bare, bodyBytes, claimsOf, digest, forge, logsOf, now, person, say } from './people.ts';
import type { Person } from './people.ts';

const [ada, bob] = await Promise.all([person(1), person(2)]);
const byAda = await say(ada.signer, claimsOf(ada));
const byBob = await say(bob.signer, claimsOf(bob));

/** What may be offered: everything that admission tells apart, good and bad. */
const offers: Readonly<Record<string, Offered>> = {
  initAda: bare(ada.init),
  initBob: bare(bob.init),
  forgedInit: bare(forge(ada.init)),
  laterOp: bare(await say(ada.signer, { k: 'vote', log: ada.id, t: now }, 'allod-op')),
  weakInit: bare(await say(ada.signer, { k: 'init', kind: 'user', t: now }, 'allod-op')),
  byAda: { parts: byAda, body: bodyBytes('{}') },
  byBob: bare(byBob),
  wrongBody: { parts: byAda, body: bodyBytes('[]') },
  forged: { parts: forge(byAda), body: bodyBytes('{}') },
  stranger: bare(await say(bob.signer, claimsOf(ada))),
  future: bare(await say(ada.signer, claimsOf(ada, { t: now * 2 }))),
  waiting: bare(await say(ada.signer, claimsOf(ada, { ax: { [bob.id]: [digest('nowhere')] } }))),
  both: bare(await say(ada.signer, claimsOf(ada, { ax: { [bob.id]: [bob.id] } }))),
  laterRecord: bare(await say(ada.signer, claimsOf(ada, { '!later': true }))),
  laterTwice: bare(await say(ada.signer, claimsOf(ada, { '!later': true, col: 'z:notes' }))),
  laterKind: bare(await say(ada.signer, claimsOf(ada, { col: 'z:notes' }))),
  lostOp: bare(await say(ada.signer, { k: 'vote', t: now }, 'allod-op')),
  noRecord: bare(await say(ada.signer, { iss: ada.id, t: now })),
  noOp: bare(await say(ada.signer, { t: now }, 'allod-op')),
  wrongTag: bare(await say(ada.signer, claimsOf(ada, { col: 'i:notes' }))),
  receipt: bare(await say(ada.signer, claimsOf(ada), 'allod-rcpt')),
  noJson: bare({ ...byAda, claimsBytes: bodyBytes('{]') }),
};

/** Everything about a verdict that somebody acts on. */
function gist(judged: Judged): unknown {
  if (judged.verdict === 'refused') return [judged.id, judged.space, judged.error];
  const body = judged.body?.ok === false ? judged.body.error.code : judged.body?.value;
  const why = judged.verdict === 'admitted' ? judged.admitted.state : [judged.parked.why, judged.parked.waitsFor];
  return [judged.verdict, judged.id, judged.space, why, body];
}

async function alone(offered: Offered, held: readonly Person[]): Promise<unknown> {
  const [judged] = await createAdmission({ bodies: BODY_RULE, now: () => now, loadOps: logsOf(held) }).judge([offered]);
  return gist(judged!);
}

test('SYN-023 gives each item, in any order and company, the verdict that it gets alone where the good ops are held', async () => {
  const plans = fc.array(fc.constantFrom(...Object.keys(offers)), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(plans, fc.subarray([ada, bob]), async (plan, held) => {
      const items = plan.map((name) => offers[name]!);
      const judged = await createAdmission({ bodies: BODY_RULE, now: () => now, loadOps: logsOf(held) }).judge(items);
      const known = [ada, bob].filter((each) => held.includes(each) || items.some(({ parts }) => parts === each.init));
      expect(judged.map(gist)).toEqual(await Promise.all(items.map((item) => alone(item, known))));
    }),
    { numRuns: 60 },
  );
});

test('STM-009, STM-010 gives a statement that core made the verdict of its parts', async () => {
  const made = Object.values(offers).flatMap(({ parts }) => {
    const read = statementFromParts(parts);
    return read.ok ? [{ parts, statement: read.value }] : [];
  });
  const plans = fc.array(fc.constantFrom(...made), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(
      plans,
      fc.subarray([ada, bob]),
      fc.constantFrom({}, { space: bob.id }),
      async (plan, held, where) => {
        const it = createAdmission({ bodies: BODY_RULE, now: () => now, loadOps: logsOf(held) });
        const judged = await it.judgeStatements(
          plan.map(({ statement }) => statement),
          where,
        );
        const ofParts = await it.judge(
          plan.map(({ parts }) => bare(parts)),
          where,
        );
        expect(judged.map(gist)).toEqual(ofParts.map(gist));
      },
    ),
    { numRuns: 60 },
  );
});

test('the offers of the properties above are told apart', async () => {
  const words = await Promise.all(
    Object.values(offers).map(async (each) => JSON.stringify(await alone(each, [ada, bob]))),
  );
  // The two inits, the two plain records and `both` are accepted alike but for their ids.
  expect(new Set(words).size).toBe(words.length);
});
