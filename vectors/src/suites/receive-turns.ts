// sync/receive: hello, and messages out of turn.
import { Raw, type Cbor } from '../cbor.ts';
import type { Suite } from '../suite.ts';
import type { ValueObject } from '../value.ts';
import { cursor, frame, idBytes, spliceBetween } from './frame-plan.ts';
import { octetsOf } from '../place.ts';
import { arrives, FIN, HELLO, items, note, open, opOf, receiveInput, type ReceivePlan } from './session-plan.ts';
import { ALICE, BOB } from './users.ts';

const [ALICE_OP, BOB_OP] = [opOf(ALICE), opOf(BOB)];
const SECOND = 1_000_000;

/** A refused case: the step of the base that is another, and what it is then. */
type StepRow = readonly [slug: string, title: string, step: number, messages: readonly Cbor[]];

/** The cases. */
export function receivedTurns(suite: Suite): void {
  greetings(suite);
  times(suite);
  turns(suite);
  wholeFrames(suite);
}

function accept(
  suite: Suite,
  requirements: string[],
  row: readonly [slug: string, title: string, plan: ReceivePlan],
): void {
  const [slug, title, plan] = row;
  suite.accepts(slug, title, { requirements, flags: ['Turn'], input: receiveInput(plan) });
}

/** Cases with other messages in one step of the base. */
function refuseSteps(
  suite: Suite,
  plan: { requirements: string[]; flags: string[]; code: string; base: string },
  rows: readonly StepRow[],
): void {
  const steps = suite.inputOf(plan.base)['steps'] as ValueObject[];
  for (const [slug, title, step, messages] of rows) {
    const path = `/steps/${step}/frame`;
    const { frame: bytes } = steps[step] ?? {};
    const base = octetsOf(bytes ?? '');
    suite.refuses(slug, title, { ...plan, fault: spliceBetween(path, base, frame(...messages)) });
  }
}

function greetings(suite: Suite): void {
  accept(
    suite,
    ['TRN-002', 'TRN-004'],
    ['ok-hello', 'hello, then a space', { steps: [arrives(HELLO), arrives(open())] }],
  );
  accept(
    suite,
    ['TRN-002', 'TRN-004'],
    ['ok-hello-together', 'hello and a space in one frame', { steps: [arrives(HELLO, open())] }],
  );
  accept(
    suite,
    ['TRN-004'],
    [
      'ok-hello-versions',
      'a version that is known behind one that is not',
      { steps: [arrives({ ...HELLO, v: ['allod2', 'allod1'] })] },
    ],
  );
  accept(
    suite,
    ['TRN-004'],
    ['ok-hello-features', 'features that nobody knows', { steps: [arrives({ ...HELLO, ft: ['x', 'y'] })] }],
  );
  const plan = { requirements: ['TRN-002'], flags: ['Turn'], code: 'E_HS', base: 'ok-hello' };
  refuseSteps(suite, plan, [
    ['hello-missing', 'a space, and no hello', 0, [open()]],
    ['hello-second', 'a ping, then hello', 0, [{ m: 'ping' }, HELLO]],
    ['hello-twice', 'hello twice in one frame', 0, [HELLO, HELLO]],
    ['hello-again', 'hello again in a second frame', 1, [HELLO]],
    ['hello-after', 'hello again behind the space', 1, [open(), HELLO]],
    ['hello-bye', 'a bye, and no hello', 0, [{ m: 'bye', code: 'E_X' }]],
  ]);
  suite.refuses('hello-left-out', 'the frame with hello does not come', {
    ...plan,
    fault: { op: 'remove', path: '/steps/0' },
  });
  refuseSteps(suite, { ...plan, requirements: ['TRN-004'], code: 'E_VERSION' }, [
    ['version-other', 'another version', 0, [{ ...HELLO, v: ['allod2'] }]],
    ['version-capital', 'the version in capitals', 0, [{ ...HELLO, v: ['ALLOD1'] }]],
    ['version-longer', 'a version that begins with this one', 0, [{ ...HELLO, v: ['allod1.1'] }]],
    [
      'version-many',
      'eight versions, and not this one',
      0,
      [{ ...HELLO, v: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'allod'] }],
    ],
  ]);
}

function times(suite: Suite): void {
  const wait = (micros: number): ValueObject => ({ wait: micros });
  const late = (micros: number): ValueObject[] => [wait(micros), arrives(HELLO, open()), arrives(FIN)];
  accept(suite, ['TRN-003'], ['hello-seconds-limit-minus-1', 'hello after nine seconds', { steps: late(9 * SECOND) }]);
  accept(
    suite,
    ['TRN-003'],
    ['ok-wait', 'eleven seconds after hello', { steps: [arrives(HELLO), wait(11 * SECOND), arrives(open())] }],
  );
  accept(
    suite,
    ['TRN-003'],
    [
      'ok-wait-between',
      'five seconds before hello and six after it',
      { steps: [wait(5 * SECOND), arrives(HELLO), wait(6 * SECOND), arrives(open())] },
    ],
  );
  const plan = { requirements: ['TRN-003'], flags: ['Turn'], code: 'E_HS', base: 'hello-seconds-limit-minus-1' };
  const rows: [string, string, number][] = [
    ['hello-seconds-limit-exact', 'no hello after ten seconds', 10],
    ['hello-seconds-limit-plus-1', 'no hello after eleven seconds', 11],
    ['hello-seconds-hour', 'no hello after an hour', 3600],
  ];
  for (const [slug, title, seconds] of rows) {
    suite.refuses(slug, title, { ...plan, fault: { op: 'replace', path: '/steps/0/wait', value: seconds * SECOND } });
  }
}

function turns(suite: Suite): void {
  const has = { has: [ALICE_OP] };
  const steps = [arrives(HELLO, open(has)), arrives(items(0, [note(1)])), arrives(FIN)];
  accept(suite, ['SYN-035'], ['ok-turn', 'open, items, fin', { steps }]);
  accept(suite, ['SYN-035'], ['ok-turn-late', 'items after fin', { steps: [...steps, arrives(items(1, [note(2)]))] }]);
  accept(
    suite,
    ['SYN-035'],
    [
      'ok-turn-ack',
      'an ack for a subscription that is there',
      {
        held: [ALICE_OP, note(1)],
        steps: [arrives(HELLO, open()), arrives({ m: 'ack', s: 0, q: 0, no: [], dur: 1 }), arrives(FIN)],
      },
    ],
  );
  accept(
    suite,
    ['SYN-035'],
    [
      'ok-turn-numbers',
      'numbers that are even, and ascend by more than two',
      { steps: [arrives(HELLO, open({ s: 4, ...has }), open({ s: 2046, user: BOB }))] },
    ],
  );
  const [opened, done]: [Cbor, Cbor] = [
    { m: 'opened', s: 0, at: cursor(), n: 0, ce: idBytes('ce'), heads: [] },
    { m: 'done', s: 0, cur: cursor(), n: 0, heads: [] },
  ];
  const plan = { requirements: ['SYN-035'], flags: ['Turn'], code: 'E_TURN', base: 'ok-turn' };
  refuseSteps(suite, plan, [
    ['turn-open-odd', 'a number that is the other side’s to give', 0, [HELLO, open({ s: 1, ...has })]],
    ['turn-open-odd-last', 'the last number that is the other side’s to give', 0, [HELLO, open({ s: 2047, ...has })]],
    ['turn-open-taken', 'a number that is taken', 2, [open({ user: BOB, has: [BOB_OP] })]],
    ['turn-open-again', 'the same space under the same number', 2, [open(has)]],
    ['turn-items', 'items of a subscription that does not exist', 1, [items(0, [note(1)], 2)]],
    ['turn-items-odd', 'items of a subscription of the other side that does not exist', 1, [items(0, [note(1)], 1)]],
    ['turn-fin-twice', 'fin twice', 2, [FIN, FIN]],
    ['turn-opened', 'opened from the side that opened', 2, [opened]],
    ['turn-done', 'done from the side that opened', 2, [done]],
    ['turn-done-after', 'done after fin from the side that opened', 2, [FIN, done]],
  ]);
}

function wholeFrames(suite: Suite): void {
  const steps = [arrives(HELLO, open({ has: [ALICE_OP] })), arrives(items(0, [note(1)]), { m: 'ping' })];
  const flags = ['Whole'];
  suite.accepts('ok-whole', 'items and a ping in one frame', {
    requirements: ['SYN-005', 'SYN-004', 'SYN-008'],
    flags,
    input: receiveInput({ steps }),
  });
  suite.accepts('ok-ignored', 'items with a member that nobody knows', {
    requirements: ['SYN-007'],
    flags,
    input: receiveInput({
      steps: [arrives(HELLO, open({ has: [ALICE_OP] })), arrives({ ...items(0, [note(1)]), x: 1 })],
    }),
  });
  suite.accepts('ok-bye', 'what follows a bye has no effect', {
    requirements: ['SYN-007'],
    flags,
    input: receiveInput({
      steps: [
        arrives(HELLO, open({ has: [ALICE_OP] })),
        arrives({ m: 'bye', code: 'E_OTHER', x: 1 }),
        arrives(items(0, [note(1)])),
      ],
    }),
  });
  const plan = { flags, base: 'ok-whole' };
  const good = items(0, [note(1)]);
  refuseSteps(suite, { ...plan, requirements: ['SYN-005'], code: 'E_MESSAGE' }, [
    ['whole-unknown', 'a message that nobody knows behind good items', 1, [good, { m: 'push' }]],
  ]);
  refuseSteps(suite, { ...plan, requirements: ['SYN-006'], code: 'E_MESSAGE' }, [
    ['whole-marked', 'a member that has to be understood behind good items', 1, [good, { m: 'ping', '!x': 1 }]],
  ]);
  refuseSteps(suite, { ...plan, requirements: ['SYN-004'], code: 'E_FRAME' }, [
    ['whole-cut', 'half a message behind good items', 1, [good, new Raw(0xa1, 0x61)]],
    ['whole-first', 'a first frame that is none', 0, [new Raw(0xff)]],
  ]);
  refuseSteps(suite, { ...plan, requirements: ['SYN-008'], code: 'E_FRAME' }, [
    ['whole-shape', 'a message without its shape behind good items', 1, [good, { m: 'win', c: 0 }]],
  ]);
  refuseSteps(suite, { ...plan, requirements: ['SYN-009'], code: 'E_FRAME' }, [
    ['whole-z', 'items that do not inflate', 1, [{ m: 'items', s: 0, q: 0, z: Buffer.from('xx'), zn: 2 }]],
  ]);
}
