// sync/receive: items and what becomes of them.
import { fromBase64url, octets, type ValueObject } from '../value.ts';
import type { Asked, Suite } from '../suite.ts';
import { spliceBetween, frame } from './frame-plan.ts';
import {
  arrives,
  commits,
  compressedItems,
  FIN,
  forged,
  HELLO,
  item,
  items,
  note,
  noteOf,
  open,
  opOf,
  receiveInput,
  removal,
  type ReceivePlan,
} from './session-plan.ts';
import { ALICE, BOB, CAROL, digestOf, idOf, idOfNothing } from './users.ts';

const [ALICE_OP, BOB_OP, CAROL_OP] = [opOf(ALICE), opOf(BOB), opOf(CAROL)];
const HAS_LOG = { has: [ALICE_OP] };
/** What the text leaves open where a body is missing or wrong: whether it is asked for. */
const BUT_DIGESTS: Asked = { allBut: ['digs'] };

type Row = readonly [slug: string, title: string, plan: ReceivePlan];

function putAll(
  suite: Suite,
  plan: { requirements: string[]; flags: string[]; asked?: Asked },
  rows: readonly Row[],
): void {
  for (const [slug, title, each] of rows) suite.accepts(slug, title, { ...plan, input: receiveInput(each) });
}

/** The cases. */
export function receivedItems(suite: Suite): void {
  verdicts(suite);
  otherSpaces(suite);
  parking(suite);
  copies(suite);
  bodies(suite);
  answers(suite);
}

function verdicts(suite: Suite): void {
  const begin = arrives(HELLO, open(HAS_LOG));
  const three = [note(1), forged(note(2)), note(3)];
  const unknownKind = note(1, { claims: { col: 'z:com.example.notes' } });
  putAll(suite, { requirements: ['SYN-023'], flags: ['Verdict'] }, [
    ['ok-one', 'one good record', { steps: [begin, arrives(items(0, [note(1)]), FIN)] }],
    [
      'ok-two',
      'two good records, in the space of which the log is held',
      { steps: [begin, arrives(items(0, [note(1), note(2)]))] },
    ],
    [
      'ok-log-first',
      'a log, then its record',
      { held: [], steps: [arrives(HELLO, open()), arrives(items(0, [ALICE_OP, note(1)]))] },
    ],
    [
      'ok-log-before',
      'a log, and in another frame its record',
      { held: [], steps: [arrives(HELLO, open()), arrives(items(0, [ALICE_OP])), arrives(items(1, [note(1)]))] },
    ],
    [
      'ok-log-behind',
      'a record, and behind it in the same message its log',
      { held: [], steps: [arrives(HELLO, open()), arrives(items(0, [note(1), ALICE_OP]))] },
    ],
    [
      'ok-signers',
      'a log whose first op has three signers',
      { held: [], steps: [arrives(HELLO, open({ user: CAROL })), arrives(items(0, [CAROL_OP]))] },
    ],
    ['ok-compressed', 'compressed items', { steps: [begin, arrives(compressedItems(0, [note(1), note(2), note(3)]))] }],
    [
      'ok-one-bad',
      'of three items the second has the signature of another',
      { steps: [begin, arrives(items(0, three), FIN)] },
    ],
    ['ok-all-bad', 'two items, both forged', { steps: [begin, arrives(items(0, [forged(note(1)), forged(note(2))]))] }],
    ['ok-bad-codes', 'three items with three faults', { steps: [begin, arrives(items(0, badItems()))] }],
    [
      'ok-two-messages',
      'two messages in one frame have two answers',
      { steps: [begin, arrives(items(0, [note(1)]), items(1, [forged(note(2)), note(3)]))] },
    ],
    [
      'ok-held-already',
      'a record that is held already is accepted again',
      { held: [ALICE_OP, note(1)], steps: [begin, arrives(items(0, [note(1)]))] },
    ],
    ['ok-same-twice', 'a record twice in one message', { steps: [begin, arrives(items(0, [note(1), note(1)]))] }],
    [
      'ok-stranger',
      'a record by the device of somebody else',
      { steps: [begin, arrives(items(0, [note(1, { by: 'bob/phone' }), note(2)]))] },
    ],
    [
      'ok-newer',
      'a record of a kind that this version does not know waits',
      { steps: [begin, arrives(items(0, [unknownKind]))] },
    ],
    ['ok-held-state', 'a record from ten minutes ahead is accepted', { steps: [begin, arrives(items(0, [ahead(1)]))] }],
  ]);
  const two = [arrives(HELLO, open(HAS_LOG), open({ s: 2, user: BOB, has: [BOB_OP] }))];
  const bobs = note(1, { user: BOB, by: 'bob/phone' });
  putAll(suite, { requirements: ['SYN-023', 'SYN-025'], flags: ['Verdict'] }, [
    [
      'ok-two-spaces',
      'two subscriptions, each with items of its own',
      { held: [ALICE_OP, BOB_OP], steps: [...two, arrives(items(0, [bobs], 2), items(0, [note(1)]))] },
    ],
  ]);
}

/** A record from ten minutes ahead of the clock. */
export function ahead(number: number): ValueObject {
  return note(number, { claims: { t: 1_790_000_600_000_000 } });
}

function badItems(): ValueObject[] {
  const shapeless = note(2, { claims: { seq: 'two' } });
  return [forged(note(1)), shapeless, note(3, { by: 'carol/phone' })];
}

function otherSpaces(suite: Suite): void {
  const plan = { requirements: ['SYN-025'], flags: ['Verdict'], code: 'E_RANGE' } as const;
  const held = [ALICE_OP, BOB_OP];
  const begin = arrives(HELLO, open(HAS_LOG));
  suite.accepts('ok-range', 'two records of the space that was opened', {
    requirements: ['SYN-025'],
    flags: ['Verdict'],
    input: receiveInput({ held, steps: [begin, arrives(items(0, [note(1), note(2)]))] }),
  });
  const bobs = note(1, { user: BOB, by: 'bob/phone' });
  const shapeless = note(1, { user: BOB, by: 'bob/phone', claims: { seq: 'one' } });
  suite.accepts('ok-range-shapeless', 'what has no shape belongs to no space, and is refused by itself', {
    requirements: ['SYN-025', 'SYN-023'],
    flags: ['Verdict'],
    input: receiveInput({ held, steps: [begin, arrives(items(0, [note(1), shapeless]))] }),
  });
  const rows: [string, string, ValueObject[]][] = [
    ['record', 'a record of another space', [note(1), bobs]],
    ['first', 'a record of another space before a good one', [bobs, note(2)]],
    ['op', 'the first op of another log', [note(1), CAROL_OP]],
    ['held', 'an op of another space that is held already', [note(1), BOB_OP]],
    ['forged', 'a forged record of another space', [note(1), forged(bobs)]],
  ];
  for (const [slug, title, made] of rows) {
    suite.refuses(`range-${slug}`, title, {
      ...plan,
      base: 'ok-range',
      fault: spliceBetween('/steps/1/frame', frame(items(0, [note(1), note(2)])), frame(items(0, made))),
    });
  }
}

function parking(suite: Suite): void {
  const begin = arrives(HELLO, open());
  const answer = (...made: ValueObject[]): ValueObject => arrives({ m: 'got', rq: 0, i: made.map(item) });
  const one = removal(1);
  const lateLog = removal(1, { ax: { [CAROL.id]: [CAROL.id] } });
  const asked = { requirements: ['SYN-028'], flags: ['Parked'] };
  const empty = { held: [] };
  putAll(suite, asked, [
    [
      'ok-parked',
      'a record whose log is not there waits, and the log is asked for',
      { ...empty, steps: [begin, arrives(items(0, [one]), FIN)] },
    ],
    [
      'ok-parked-two',
      'two records that lack one op: it is asked for once',
      { ...empty, steps: [begin, arrives(items(0, [one, removal(2)]))] },
    ],
    [
      'ok-parked-further',
      'a record that names an op of a further log',
      { steps: [begin, arrives(items(0, [lateLog]))] },
    ],
    [
      'ok-parked-both',
      'a record that lacks its own log and a further one',
      { ...empty, steps: [begin, arrives(items(0, [lateLog]))] },
    ],
    [
      'ok-parked-nowhere',
      'a record that names an op which is nowhere',
      { steps: [begin, arrives(items(0, [removal(1, { au: [idOfNothing('op')] })]))] },
    ],
    [
      'ok-parked-one-of-two',
      'a record that names an op which is held and one which is not',
      { steps: [begin, arrives(items(0, [removal(1, { au: [ALICE.id, idOfNothing('op')] })]))] },
    ],
    [
      'ok-passed-over',
      'an answer with a log that was not asked for',
      { ...empty, steps: [begin, arrives(items(0, [one])), answer(BOB_OP)] },
    ],
  ]);
  const again = { requirements: ['SYN-029'], flags: ['Parked'] };
  putAll(suite, again, [
    [
      'ok-answered',
      'the log comes when it is asked for',
      { ...empty, steps: [begin, arrives(items(0, [one])), answer(ALICE_OP)] },
    ],
    [
      'ok-answered-two',
      'two records wait for one op',
      { ...empty, steps: [begin, arrives(items(0, [one, removal(2)])), answer(ALICE_OP)] },
    ],
    [
      'ok-answered-further',
      'the further log comes when it is asked for',
      { steps: [begin, arrives(items(0, [lateLog])), answer(CAROL_OP)] },
    ],
    [
      'ok-answered-items',
      'the log comes as an item',
      { ...empty, steps: [begin, arrives(items(0, [one])), arrives(items(1, [ALICE_OP]))] },
    ],
    [
      'ok-answered-here',
      'the log comes from elsewhere',
      { ...empty, steps: [begin, arrives(items(0, [one])), commits(ALICE_OP)] },
    ],
    [
      'ok-answered-forged',
      'a record that waited turns out to be forged',
      { ...empty, steps: [begin, arrives(items(0, [forged(one)])), answer(ALICE_OP)] },
    ],
    [
      'ok-answered-bad',
      'the answer is a log with the signature of another',
      { ...empty, steps: [begin, arrives(items(0, [one])), answer({ ...ALICE_OP, sig: String(note(9)['sig']) })] },
    ],
    [
      'ok-answered-bare',
      'a record waits without its body: once it is accepted the body is asked for',
      { ...empty, steps: [begin, arrives(items(0, [note(1, { body: null })])), answer(ALICE_OP)] },
    ],
    [
      'ok-answered-half',
      'a record waits for two ops, of which one comes',
      { ...empty, steps: [begin, arrives(items(0, [lateLog])), answer(ALICE_OP)] },
    ],
  ]);
}

function copies(suite: Suite): void {
  const begin = arrives(HELLO, open(HAS_LOG));
  const late = arrives(HELLO, open());
  const one = removal(1);
  const comes = arrives({ m: 'got', rq: 0, i: [item(ALICE_OP)] });
  const [first, second] = [arrives(items(0, [forged(one)])), arrives(items(1, [one]))];
  const plan = { requirements: ['SYN-027'], flags: ['Copy'] };
  putAll(suite, plan, [
    ['ok-copy-refused', 'a forged copy, then the right one', { steps: [begin, first, second] }],
    [
      'ok-copy-together',
      'a forged copy and the right one in one message',
      { steps: [begin, arrives(items(0, [forged(one), one]))] },
    ],
    [
      'ok-copy-after',
      'the right copy, then a forged one',
      { steps: [begin, arrives(items(0, [one])), arrives(items(1, [forged(one)]))] },
    ],
    [
      'ok-copy-parked',
      'a forged copy waits, then the right one comes, then the log',
      { held: [], steps: [late, first, second, comes] },
    ],
    [
      'ok-copy-parked-log',
      'a forged copy waits, the log comes, then the right copy',
      { held: [], steps: [late, first, comes, second] },
    ],
    [
      'ok-copy-parked-after',
      'the right copy waits, then a forged one comes, then the log',
      { held: [], steps: [late, arrives(items(0, [one])), arrives(items(1, [forged(one)])), comes] },
    ],
  ]);
  const wrong = { ...note(1), body: '[]' };
  putAll(suite, { ...plan, asked: BUT_DIGESTS }, [
    [
      'ok-copy-body',
      'a wrong body, then the right one',
      { steps: [begin, arrives(items(0, [wrong])), arrives(items(1, [note(1)]))] },
    ],
  ]);
}

function bodies(suite: Suite): void {
  const begin = arrives(HELLO, open(HAS_LOG));
  const text = 'a body that comes in two parts';
  const [made, digest] = [noteOf(1, text), fromBase64url(digestOf(text))];
  const bare = Object.fromEntries(Object.entries(made).filter(([name]) => name !== 'body'));
  const parts = (...of: readonly (readonly [number, string])[]): ValueObject =>
    arrives({ m: 'got', rq: 0, bd: of.map(([at, part]) => [digest, at, text.length, octets(part)]) });
  const asks = arrives({ m: 'get', rq: 0, digs: [digest] });
  putAll(suite, { requirements: ['SYN-023'], flags: ['Body'], asked: BUT_DIGESTS }, [
    [
      'ok-body-wrong',
      'a body of another digest: the record stands',
      { steps: [begin, arrives(items(0, [{ ...note(1), body: '[]' }]))] },
    ],
    [
      'ok-body-length',
      'a body of another length: the record stands',
      { steps: [begin, arrives(items(0, [{ ...note(1), body: '{} ' }, note(2)]))] },
    ],
  ]);
  putAll(suite, { requirements: ['SYN-023'], flags: ['Body'] }, [
    [
      'ok-body-absent',
      'a record without its body: the body is asked for',
      { steps: [begin, arrives(items(0, [bare]))] },
    ],
    [
      'ok-body-part',
      'half of the body has come, and it is not held',
      { steps: [begin, arrives(items(0, [bare])), parts([0, text.slice(0, 9)]), asks] },
    ],
    [
      'ok-body-parts',
      'the body comes in two parts',
      { steps: [begin, arrives(items(0, [bare])), parts([0, text.slice(0, 9)], [9, text.slice(9)]), asks] },
    ],
    [
      'ok-body-forged',
      'another body comes under its digest',
      { steps: [begin, arrives(items(0, [bare])), parts([0, text.replace('two', 'six')]), asks] },
    ],
  ]);
}

function answers(suite: Suite): void {
  const held = [ALICE_OP, note(1), BOB_OP];
  const get = (ids: readonly ValueObject[], rq = 0): ValueObject =>
    arrives({ m: 'get', rq, ids: ids.map((each) => fromBase64url(idOf(each))) });
  const nothing = fromBase64url(idOfNothing('one'));
  const digest = fromBase64url(digestOf('{}'));
  const rows: Row[] = [
    [
      'ok-get',
      'statements of two spaces, none of which was opened',
      { held, steps: [arrives(HELLO), get([note(1), BOB_OP])] },
    ],
    [
      'ok-get-unknown',
      'an id that is not held',
      { held, steps: [arrives(HELLO), arrives({ m: 'get', rq: 0, ids: [nothing] })] },
    ],
    [
      'ok-get-both',
      'an id that is held and one that is not',
      { held, steps: [arrives(HELLO), arrives({ m: 'get', rq: 3, ids: [fromBase64url(idOf(note(1))), nothing] })] },
    ],
    [
      'ok-get-body',
      'a body by its digest',
      { held, steps: [arrives(HELLO), arrives({ m: 'get', rq: 0, digs: [digest] })] },
    ],
    [
      'ok-get-no-body',
      'a digest that nothing has',
      { held, steps: [arrives(HELLO), arrives({ m: 'get', rq: 0, digs: [nothing] })] },
    ],
    ['ok-get-two', 'two requests', { held, steps: [arrives(HELLO), get([note(1)]), get([BOB_OP], 1)] }],
    [
      'ok-get-came',
      'a statement that came on this link',
      { steps: [arrives(HELLO, open(HAS_LOG)), arrives(items(0, [note(1)])), get([note(1)])] },
    ],
  ];
  putAll(suite, { requirements: ['SYN-028'], flags: ['Get'] }, rows);
}
