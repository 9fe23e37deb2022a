// sync/receive: what is sent of a space that was opened.
import { derive } from '../actors.ts';
import type { CborMap } from '../cbor.ts';
import type { Suite } from '../suite.ts';
import { fromBase64url, type ValueObject } from '../value.ts';
import { frame, spliceBetween } from './frame-plan.ts';
import { ahead } from './receive-items.ts';
import {
  arrives,
  commits,
  cursorAt,
  FIN,
  HELLO,
  items,
  note,
  open,
  opOf,
  receiveInput,
  removal,
  type OpenPlan,
  type ReceivePlan,
} from './session-plan.ts';
import { ALICE, BOB, CAROL, idOf } from './users.ts';

const [ALICE_OP, BOB_OP, CAROL_OP] = [opOf(ALICE), opOf(BOB), opOf(CAROL)];
const [ONE, TWO, THREE] = [note(1), note(2), note(3)];
const HELD = [ALICE_OP, ONE, TWO, THREE];

function idBytesOf(made: ValueObject): Uint8Array {
  return fromBase64url(idOf(made));
}

type Row = readonly [slug: string, title: string, plan: ReceivePlan];

function putAll(
  suite: Suite,
  plan: { requirements: string[]; flags: string[]; kind?: 'edge' },
  rows: readonly Row[],
): void {
  for (const [slug, title, each] of rows) suite.accepts(slug, title, { ...plan, input: receiveInput(each) });
}

/** The cases. */
export function receivedOpens(suite: Suite): void {
  equality(suite);
  cursors(suite);
  states(suite);
  cutOver(suite);
  echoes(suite);
}

/** A space that is opened, and nothing more. */
function opened(plan: OpenPlan): ValueObject[] {
  return [arrives(HELLO, open(plan)), arrives({ ...FIN, s: plan.s ?? 0 })];
}

function equality(suite: Suite): void {
  const plan = { requirements: ['SYN-011'], flags: ['Equal'] };
  const otherSet = [ALICE_OP, ONE, TWO, note(4)];
  putAll(suite, plan, [
    ['ok-empty', 'a space of which neither side has anything', { held: [], steps: opened({}) }],
    ['ok-unknown', 'a space of which only the runner has something', { held: [], steps: opened({ has: HELD }) }],
    ['ok-equal', 'both sides have the same', { held: HELD, steps: opened({ has: HELD }) }],
    [
      'ok-equal-order',
      'both sides have the same, which came in another order',
      { held: [ALICE_OP, THREE, ONE, TWO], steps: opened({ has: HELD }) },
    ],
    ['ok-equal-count', 'as many, with the same log, and others', { held: HELD, steps: opened({ has: otherSet }) }],
    [
      'ok-equal-resumed',
      'both sides have the same, and the runner an old cursor',
      { held: HELD, steps: opened({ has: HELD, cur: cursorAt(1, ALICE_OP) }) },
    ],
    [
      'ok-equal-resumed-zero',
      'both sides have the same, and the runner the first of all cursors',
      { held: HELD, steps: opened({ has: HELD, cur: cursorAt(0, undefined) }) },
    ],
    ['ok-less', 'the runner lacks one', { held: HELD, steps: opened({ has: [ALICE_OP, ONE, TWO] }) }],
    ['ok-more', 'the runner has one more', { held: [ALICE_OP, ONE], steps: opened({ has: [ALICE_OP, ONE, TWO] }) }],
    ['ok-no-log', 'the runner has the log alone', { held: HELD, steps: opened({ has: [ALICE_OP] }) }],
  ]);
  const twoSpaces = [arrives(HELLO, open({}), open({ s: 2, user: BOB })), arrives(FIN, { ...FIN, s: 2 })];
  putAll(suite, { requirements: ['SYN-014'], flags: ['Equal'] }, [
    ['ok-all', 'everything, the log first', { held: HELD, steps: opened({}) }],
    ['ok-all-many', 'twelve records and the log', { held: [ALICE_OP, ...many(12)], steps: opened({}) }],
    ['ok-other-spaces', 'only what belongs to the space', { held: [BOB_OP, ...HELD, CAROL_OP], steps: opened({}) }],
    ['ok-two-opened', 'two spaces', { held: [BOB_OP, ...HELD], steps: twoSpaces }],
    ['ok-no-fin', 'without fin there is no done', { held: HELD, steps: [arrives(HELLO, open({}))] }],
    [
      'ok-parked-not-sent',
      'what waits is not in the set',
      { held: [ALICE_OP, removal(5, { au: [ALICE.id, BOB.id] })], steps: opened({}) },
    ],
  ]);
}

/** So many records. */
function many(count: number): ValueObject[] {
  return Array.from({ length: count }, (_, i) => note(i + 1));
}

function cursors(suite: Suite): void {
  const plan = { requirements: ['SYN-012'], flags: ['Cursor'] };
  const resumed = (cur: Uint8Array, has: readonly ValueObject[] = []): ReceivePlan => ({
    held: HELD,
    steps: opened({ cur, has }),
  });
  const otherGeneration = derive('store/other').subarray(0, 8);
  const reversed = Buffer.from(cursorAt(2, ONE)).subarray(0, 8).toReversed();
  putAll(suite, plan, [
    ['cursor-bytes-limit-exact', 'after the second statement', resumed(cursorAt(2, ONE))],
    ['ok-cursor-first', 'after the first', resumed(cursorAt(1, ALICE_OP))],
    ['ok-cursor-last', 'after the last', resumed(cursorAt(4, THREE))],
    ['ok-cursor-zero', 'from the beginning', resumed(cursorAt(0, undefined))],
    ['ok-cursor-generation', 'a cursor of another generation', resumed(cursorAt(2, ONE, otherGeneration))],
    ['ok-cursor-generation-zeros', 'a cursor of a generation of zeros', resumed(cursorAt(2, ONE, new Uint8Array(8)))],
    ['ok-cursor-generation-reversed', 'the generation backwards', resumed(cursorAt(2, ONE, Uint8Array.from(reversed)))],
    ['ok-cursor-beyond', 'the position after the last', resumed(cursorAt(5, THREE))],
    ['ok-cursor-far', 'a position that was never given', resumed(cursorAt(9_000_000, ONE))],
    ['ok-cursor-farthest', 'the greatest position of eight bytes', resumed(cursorAt(2n ** 64n - 1n, ONE))],
    ['ok-cursor-id', 'the id of the next position', resumed(cursorAt(2, TWO))],
    ['ok-cursor-id-zeros', 'no id at a position that has one', resumed(cursorAt(2, undefined))],
    ['ok-cursor-id-at-zero', 'an id at the position zero', resumed(cursorAt(0, ALICE_OP))],
    [
      'ok-cursor-equal',
      'a cursor of another generation, and the same set',
      resumed(cursorAt(4, THREE, otherGeneration), HELD),
    ],
    [
      'ok-cursor-empty',
      'from the beginning of a space that is empty',
      { held: [], steps: opened({ cur: cursorAt(0, undefined) }) },
    ],
    [
      'ok-cursor-gone',
      'a cursor of a space that is empty',
      { held: [], steps: opened({ cur: cursorAt(1, ALICE_OP) }) },
    ],
    [
      'ok-cursor-other-space',
      'a cursor of another space',
      { held: [BOB_OP, ...HELD], steps: opened({ cur: cursorAt(1, BOB_OP) }) },
    ],
    [
      'ok-cursor-space',
      'positions count in each space by itself',
      { held: [BOB_OP, ...HELD, CAROL_OP], steps: opened({ cur: cursorAt(3, TWO) }) },
    ],
  ]);
  const cur = cursorAt(2, ONE);
  const refused = {
    requirements: ['SYN-013'],
    flags: ['Cursor'],
    code: 'E_CURSOR',
    base: 'cursor-bytes-limit-exact',
  } as const;
  const rows: [string, string, Uint8Array][] = [
    ['cursor-bytes-limit-minus-1', 'a cursor of 23 bytes', cur.subarray(0, 23)],
    ['cursor-bytes-limit-plus-1', 'a cursor of 25 bytes', Buffer.concat([cur, Uint8Array.of(0)])],
    ['cursor-none', 'a cursor of no bytes', new Uint8Array(0)],
    ['cursor-short', 'a cursor without an id', cur.subarray(0, 16)],
    ['cursor-long', 'a cursor of 64 bytes', Buffer.concat([cur, Buffer.alloc(40)])],
  ];
  for (const [slug, title, bytes] of rows) {
    const fault = spliceBetween('/steps/0/frame', frame(HELLO, open({ cur })), frame(HELLO, open({ cur: bytes })));
    suite.refuses(slug, title, { ...refused, fault });
  }
}

function states(suite: Suite): void {
  const plan = { requirements: ['SYN-015'], flags: ['State'] };
  const begin = arrives(HELLO, open({ has: [ALICE_OP], live: true }), FIN);
  putAll(suite, plan, [
    ['ok-ahead', 'a record from ten minutes ahead is sent', { held: [ALICE_OP, ahead(1)], steps: opened({}) }],
    [
      'ok-ahead-between',
      'a record from ten minutes ahead, between two others',
      { held: [ALICE_OP, ONE, ahead(2), THREE], steps: opened({ has: [ALICE_OP] }) },
    ],
    ['ok-ahead-live', 'a record from ten minutes ahead is sent live', { steps: [begin, commits(ahead(1))] }],
  ]);
}

function cutOver(suite: Suite): void {
  const held = [ALICE_OP, ONE];
  const live = open({ live: true });
  const begin = arrives(HELLO, live);
  const ids = [note(4), note(5), note(6)].toSorted((a, b) => Buffer.compare(idBytesOf(b), idBytesOf(a)));
  const later = (number: number, t: number): ValueObject => note(number, { claims: { t } });
  const [newer, older] = [later(7, 1_790_000_000_000_200), later(8, 1_790_000_000_000_100)];
  putAll(suite, { requirements: ['SYN-017', 'SYN-018'], flags: ['Live'] }, [
    ['ok-live', 'a record after done', { held, steps: [begin, arrives(FIN), commits(TWO)] }],
    [
      'ok-live-between',
      'a record between open and fin comes after done',
      { held, steps: [begin, commits(TWO), arrives(FIN)] },
    ],
    [
      'ok-live-both',
      'a record before done and one after',
      { held, steps: [begin, commits(TWO), arrives(FIN), commits(THREE)] },
    ],
    ['ok-live-no-fin', 'a record after the cut waits for fin', { held, steps: [begin, commits(TWO)] }],
    ['ok-live-again', 'a record that is held is committed again', { held, steps: [begin, arrives(FIN), commits(ONE)] }],
    [
      'ok-live-empty',
      'a space that was empty when it was opened',
      { held: [], steps: [begin, commits(ALICE_OP), arrives(FIN), commits(ONE)] },
    ],
    [
      'ok-live-equal',
      'both sides had the same',
      { held, steps: [arrives(HELLO, open({ live: true, has: held })), arrives(FIN), commits(TWO)] },
    ],
    [
      'ok-live-cursor',
      'after a cursor',
      {
        held,
        steps: [
          arrives(HELLO, open({ live: true, cur: cursorAt(1, ALICE_OP) })),
          commits(TWO),
          arrives(FIN),
          commits(THREE),
        ],
      },
    ],
    ['ok-not-live', 'nobody asked for what comes later', { held, steps: [...opened({}), commits(TWO)] }],
    [
      'ok-not-live-between',
      'nobody asked for what comes between open and fin',
      { held, steps: [arrives(HELLO, open({})), commits(TWO), arrives(FIN)] },
    ],
    [
      'ok-live-other',
      'a record of another space',
      { held: [...held, BOB_OP], steps: [begin, arrives(FIN), commits(note(1, { user: BOB, by: 'bob/phone' }))] },
    ],
  ]);
  putAll(suite, { requirements: ['SYN-018'], flags: ['Live'] }, [
    ['ok-live-order', 'three records whose ids descend', { held, steps: [begin, arrives(FIN), commits(...ids)] }],
    [
      'ok-live-order-queue',
      'three records whose ids descend, before done',
      { held, steps: [begin, commits(...ids), arrives(FIN)] },
    ],
    [
      'ok-live-order-ascending',
      'three records whose ids ascend, before done',
      { held, steps: [begin, commits(...ids.toReversed()), arrives(FIN)] },
    ],
    [
      'ok-live-order-time',
      'an older record that comes later, before done',
      { held, steps: [begin, commits(newer, older), arrives(FIN)] },
    ],
  ]);
}

function echoes(suite: Suite): void {
  const live: CborMap = open({ live: true, has: [ALICE_OP] });
  const begin = arrives(HELLO, live);
  const again = arrives(open({ s: 2, live: true }), { ...FIN, s: 2 });
  putAll(suite, { requirements: ['SYN-019'], flags: ['Live'] }, [
    [
      'ok-echo',
      'a record that came on the link, after done',
      { steps: [begin, arrives(FIN), arrives(items(0, [ONE]))] },
    ],
    [
      'ok-echo-queue',
      'a record that came on the link, before done',
      { steps: [begin, arrives(items(0, [ONE])), arrives(FIN)] },
    ],
    [
      'ok-echo-between',
      'a record that came on the link, between two of the store itself',
      { steps: [begin, commits(ONE), arrives(items(0, [TWO])), commits(THREE), arrives(FIN)] },
    ],
    ['ok-echo-again', 'the space is opened again', { steps: [begin, arrives(items(0, [ONE])), arrives(FIN), again] }],
    [
      'ok-echo-commit',
      'the store accepts by itself what came on the link',
      { steps: [begin, arrives(FIN), arrives(items(0, [ONE])), commits(ONE)] },
    ],
    [
      'ok-echo-parked',
      'a record that came on the link, and waited for a log that the store accepts by itself',
      {
        held: [],
        steps: [arrives(HELLO, open({ live: true })), arrives(FIN), arrives(items(0, [removal(1)])), commits(ALICE_OP)],
      },
    ],
  ]);
}
