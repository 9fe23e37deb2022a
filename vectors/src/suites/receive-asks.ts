// sync/receive: what a peer asks for, and when it says that it is done.
import type { Asked, Suite } from '../suite.ts';
import { fromBase64url, octets, type ValueObject } from '../value.ts';
import {
  arrives,
  commits,
  FIN,
  HELLO,
  item,
  items,
  note,
  open,
  opOf,
  receiveInput,
  removal,
  type ReceivePlan,
} from './session-plan.ts';
import { ALICE, BOB, CAROL, idOfNothing } from './users.ts';

const [ALICE_OP, BOB_OP] = [opOf(ALICE), opOf(BOB)];

type Row = readonly [slug: string, title: string, plan: ReceivePlan];

function putAll(
  suite: Suite,
  plan: { requirements: string[]; flags: string[]; kind?: 'edge'; asked?: Asked },
  rows: readonly Row[],
): void {
  for (const [slug, title, each] of rows) suite.accepts(slug, title, { ...plan, input: receiveInput(each) });
}

/** The cases. */
export function receivedAsks(suite: Suite): void {
  statements(suite);
  bodies(suite);
  ends(suite);
}

/** Records that lack one op, in frames of their own. */
function statements(suite: Suite): void {
  const [begin, first, second] = [arrives(HELLO, open()), arrives(items(0, [removal(1)])), items(1, [removal(2)])];
  const forgedOp = { ...ALICE_OP, sig: String(note(9)['sig']) };
  const steps = (...between: ValueObject[]): ReceivePlan => ({
    held: [],
    steps: [begin, first, ...between, arrives(second)],
  });
  const further = removal(2, { ax: { [CAROL.id]: [CAROL.id] } });
  putAll(suite, { requirements: ['SYN-037'], flags: ['Ask'] }, [
    ['ok-ask-once', 'a second record lacks the op that was asked for and has not come', steps()],
    [
      'ok-ask-once-unknown',
      'a second record lacks the op of which the other side knows nothing',
      steps(arrives({ m: 'got', rq: 0, no: [[fromBase64url(ALICE.id), 'E_UNKNOWN']] })),
    ],
    [
      'ok-ask-once-forged',
      'a second record lacks the op of which a forged copy came',
      steps(arrives({ m: 'got', rq: 0, i: [item(forgedOp)] })),
    ],
    [
      'ok-ask-once-other',
      'a second record lacks the op for which another one was the answer',
      steps(arrives({ m: 'got', rq: 0, i: [item(BOB_OP)] })),
    ],
    [
      'ok-ask-once-more',
      'a second record lacks the same op and another one',
      { held: [], steps: [begin, first, arrives(items(1, [further]))] },
    ],
    [
      'ok-ask-once-come',
      'the op has come, and a record lacks another one',
      {
        held: [],
        steps: [begin, first, arrives({ m: 'got', rq: 0, i: [item(ALICE_OP)] }), arrives(items(1, [further]))],
      },
    ],
  ]);
  const ask = (rq: number): ValueObject => arrives({ m: 'get', rq, ids: [fromBase64url(ALICE.id)] });
  putAll(suite, { requirements: ['SYN-037'], flags: ['Get'] }, [
    ['ok-asked-again', 'who is asked again answers again', { steps: [arrives(HELLO), ask(0), ask(1)] }],
  ]);
}

/** A record without its body, which says how long that is. */
function bare(number: number, len: number): ValueObject {
  return note(number, { claims: { dig: idOfNothing(`body ${number}`), len }, body: null });
}

function bodies(suite: Suite): void {
  const begin = arrives(HELLO, open({ has: [ALICE_OP] }));
  const half = 524_288;
  const together = (second: number): ReceivePlan => ({
    steps: [begin, arrives(items(0, [bare(1, half), bare(2, second)]))],
  });
  const apart = (lengths: readonly [number, number], ...between: ValueObject[]): ReceivePlan => ({
    steps: [begin, arrives(items(0, [bare(1, lengths[0])])), ...between, arrives(items(1, [bare(2, lengths[1])]))],
  });
  const first = fromBase64url(idOfNothing('body 1'));
  const part = { m: 'got', rq: 0, bd: [[first, 0, half, octets('{}')]], more: true };
  const unknown = { m: 'got', rq: 0, no: [[first, 'E_UNKNOWN']] };
  putAll(suite, { requirements: ['SYN-038'], flags: ['Ask'], kind: 'edge' }, [
    [
      'asked-body-bytes-limit-minus-1',
      'two absent bodies of together 1,048,575 bytes: both are asked for',
      together(half - 1),
    ],
    [
      'asked-body-bytes-limit-exact',
      'two absent bodies of together 1,048,576 bytes: both are asked for',
      together(half),
    ],
    [
      'asked-body-bytes-limit-plus-1',
      'two absent bodies of together 1,048,577 bytes, one after the other: the second has to wait',
      apart([half, half + 1]),
    ],
  ]);
  putAll(suite, { requirements: ['SYN-038'], flags: ['Ask'] }, [
    ['ok-ask-body-largest', 'the largest body is on its way, and one of a byte has to wait', apart([2 * half, 1])],
    [
      'ok-ask-body-part',
      'a part of the first body makes no room for the second',
      { steps: [...apart([half, half + 1]).steps, arrives(part)] },
    ],
    [
      'ok-ask-body-unknown',
      'once the first is answered there is room for the second',
      { steps: [...apart([half, half + 1]).steps, arrives(unknown)] },
    ],
    [
      'ok-ask-body-later',
      'the first is answered before the second is lacked',
      apart([2 * half, 2 * half], arrives(unknown)),
    ],
  ]);
}

function ends(suite: Suite): void {
  const held = [ALICE_OP, note(1), note(2)];
  const plan = { requirements: ['SYN-039'], flags: ['Turn'] };
  putAll(suite, plan, [
    ['ok-done', 'fin has come, and everything was sent', { held, steps: [arrives(HELLO, open()), arrives(FIN)] }],
    ['ok-done-not', 'everything was sent, and fin has not come', { held, steps: [arrives(HELLO, open())] }],
    [
      'ok-done-not-equal',
      'there is nothing to send, and fin has not come',
      { held, steps: [arrives(HELLO, open({ has: held }))] },
    ],
    [
      'ok-done-not-items',
      'items have come, and fin has not',
      { held, steps: [arrives(HELLO, open()), arrives(items(0, [note(3)]))] },
    ],
    [
      'ok-done-not-live',
      'something becomes durable, and fin has not come',
      { held, steps: [arrives(HELLO, open({ live: true })), commits(note(3))] },
    ],
    [
      'ok-done-other',
      'of two subscriptions one has had its fin',
      {
        held: [...held, BOB_OP],
        steps: [arrives(HELLO, open(), open({ s: 2, user: BOB })), arrives({ ...FIN, s: 2 })],
      },
    ],
  ]);
  putAll(suite, plan, [
    [
      'ok-done-ack',
      'all that was sent is acknowledged, and fin has not come',
      { held, steps: [arrives(HELLO, open()), arrives({ m: 'ack', s: 0, q: 0, no: [], dur: 1 })] },
    ],
  ]);
}
