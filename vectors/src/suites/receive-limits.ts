// sync/receive: limits of a session.
import { cbor, type CborMap } from '../cbor.ts';
import type { Suite } from '../suite.ts';
import { headerText } from '../statement.ts';
import { base64url, bytesValue, fromBase64url, octets, type Value, type ValueObject } from '../value.ts';
import { DELETE } from './accept-plan.ts';
import { frame, spliceBetween } from './frame-plan.ts';
import {
  arrives,
  compressedItems,
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
} from './session-plan.ts';
import { ALICE, CAROL, digestOf, idOfNothing, recordClaims } from './users.ts';

const ALICE_OP = opOf(ALICE);
const HAS_LOG = { has: [ALICE_OP] };

/** The cases. */
export function receivedLimits(suite: Suite): void {
  refusedItems(suite);
  refusedLater(suite);
  frameBytes(suite);
  credit(suite);
  requests(suite);
  parkedStatements(suite);
}

/** Records of one length with a signature of zeros: nobody signed them. */
function unsigned(count: number): ValueObject[] {
  const zeros = Buffer.alloc(64).toString('base64url');
  return Array.from({ length: count }, (_, i) => ({ ...unsignedRecord(1000 + i), sig: zeros }));
}

function unsignedRecord(number: number): ValueObject {
  const claims = recordClaims(ALICE, { ...DELETE, tag: `note ${number}`, seq: number, ant: [idOfNothing('ant')] });
  return { st: [headerText('alice/phone'), JSON.stringify(claims)].map((part) => base64url(octets(part))).join('.') };
}

function refusedItems(suite: Suite): void {
  const plan = { requirements: ['SYN-026'], flags: ['Limit'] };
  const begin = arrives(HELLO, open(HAS_LOG));
  const bad = unsigned(101);
  const step = (count: number): ValueObject => arrives(compressedItems(0, bad.slice(0, count)));
  const input = receiveInput({ steps: [begin, step(99), arrives(items(1, [note(1)]))] });
  suite.accepts('refused-items-limit-minus-1', '99 refused items, and then a good one', { ...plan, input });
  const base = 'refused-items-limit-minus-1';
  const refused = { ...plan, code: 'E_ABUSE', base };
  const other = (count: number): Value => step(count)['frame'] ?? null;
  suite.refuses('refused-items-limit-exact', '100 refused items', {
    ...refused,
    fault: { op: 'replace', path: '/steps/1/frame', value: other(100) },
  });
  suite.refuses('refused-items-limit-plus-1', '101 refused items', {
    ...refused,
    fault: { op: 'replace', path: '/steps/1/frame', value: other(101) },
  });
  suite.refuses('refused-items-later', '99 refused items, and another one later', {
    ...refused,
    fault: spliceBetween('/steps/2/frame', frame(items(1, [note(1)])), frame(items(1, bad.slice(99, 100)))),
  });
}

/** A statement counts each time that it is refused, also when it waited before. */
function refusedLater(suite: Suite): void {
  const late = removal(1, { ax: { [CAROL.id]: [CAROL.id] } });
  const steps = (made: ValueObject): ValueObject[] => [
    arrives(HELLO, open(HAS_LOG)),
    arrives(compressedItems(0, unsigned(99))),
    arrives(items(1, [made])),
    arrives({ m: 'got', rq: 0, i: [item(opOf(CAROL))] }),
  ];
  const plan = { requirements: ['SYN-026'], flags: ['Limit'] };
  suite.accepts('ok-refused-parked', '99 refused items, and one that waited and is accepted', {
    ...plan,
    input: receiveInput({ steps: steps(late) }),
  });
  suite.refuses('refused-items-parked', '99 refused items, and one that waited and is refused', {
    ...plan,
    code: 'E_ABUSE',
    base: 'ok-refused-parked',
    fault: spliceBetween('/steps/2/frame', frame(items(1, [late])), frame(items(1, [forged(late)]))),
  });
}

/** A ping that is a frame of so many bytes. */
function pingOf(length: number): Uint8Array {
  const around = cbor({ m: 'ping', x: Buffer.alloc(100_000) }).length - 100_000;
  return cbor({ m: 'ping', x: Buffer.alloc(length - around) });
}

function frameBytes(suite: Suite): void {
  const plan = { requirements: ['TRN-001'], flags: ['Limit'] };
  const steps = (length: number): ValueObject[] => [
    arrives(HELLO),
    { frame: { $b64u: Buffer.from(pingOf(length)).toString('base64url') } },
  ];
  const [most, least] = [1_048_576, 131_072];
  suite.accepts('frame-bytes-limit-minus-1', 'a frame of 1,048,575 bytes', {
    ...plan,
    input: receiveInput({ steps: steps(most - 1) }),
  });
  suite.accepts('frame-bytes-limit-exact', 'a frame of 1,048,576 bytes', {
    ...plan,
    input: receiveInput({ steps: steps(most) }),
  });
  suite.accepts('ok-frame-least', 'a frame of 131,072 bytes, of which nobody takes more', {
    ...plan,
    input: receiveInput({ mf: least, steps: steps(least) }),
  });
  const refused = { ...plan, code: 'E_LIMIT' };
  suite.refuses('frame-bytes-limit-plus-1', 'a frame of 1,048,577 bytes', {
    ...refused,
    base: 'frame-bytes-limit-exact',
    fault: spliceBetween('/steps/1/frame', pingOf(most), pingOf(most + 1)),
  });
  suite.refuses('frame-beyond-mf', 'a frame one byte longer than this peer takes', {
    ...refused,
    base: 'ok-frame-least',
    fault: spliceBetween('/steps/1/frame', pingOf(least), pingOf(least + 1)),
  });
}

/** A record with a body so long that its `items` has so many bytes. */
function itemsOf(length: number): CborMap {
  const size = (body: number): number => cbor(items(0, [noteOf(1, 'x'.repeat(body))])).length;
  const around = size(100_000) - 100_000;
  return items(0, [noteOf(1, 'x'.repeat(length - around))]);
}

function credit(suite: Suite): void {
  const plan = { requirements: ['SYN-031'], flags: ['Limit'] };
  const wn = 131_072;
  const [exact, beyond] = [itemsOf(wn), itemsOf(wn + 1)];
  const steps = [arrives(HELLO, open(HAS_LOG)), arrives(exact)];
  suite.accepts('ok-credit', 'items of as many bytes as there is credit', {
    ...plan,
    input: receiveInput({ wn, steps }),
  });
  suite.accepts('ok-credit-frame', 'a frame longer than the credit, of which the items are not', {
    ...plan,
    input: receiveInput({
      wn,
      steps: [arrives(HELLO, open(HAS_LOG)), arrives({ m: 'ping', x: Buffer.alloc(9) }, exact)],
    }),
  });
  suite.refuses('credit-items', 'items of one byte more than there is credit', {
    ...plan,
    code: 'E_FLOW',
    base: 'ok-credit',
    fault: spliceBetween('/steps/1/frame', frame(exact), frame(beyond)),
  });
  const together = (second: number): Uint8Array =>
    frame(items(0, [noteOf(1, 'x'.repeat(60_000))]), items(1, [noteOf(2, 'x'.repeat(second))]));
  suite.accepts('ok-credit-together', 'two messages in one frame, for which the credit is enough', {
    ...plan,
    input: receiveInput({ wn, steps: [arrives(HELLO, open(HAS_LOG)), { frame: bytesValue(together(60_000)) }] }),
  });
  suite.refuses('credit-together', 'two messages in one frame, for which together the credit is not enough', {
    ...plan,
    code: 'E_FLOW',
    base: 'ok-credit-together',
    fault: { op: 'replace', path: '/steps/1/frame', value: bytesValue(together(80_000)) },
  });
  const got = (body: number): CborMap => ({ m: 'got', rq: 0, i: [item(noteOf(1, 'x'.repeat(body)))] });
  const fitting = wn - (cbor(got(100_000)).length - 100_000);
  suite.accepts('ok-credit-got', 'an answer of as many bytes as there is credit', {
    ...plan,
    input: receiveInput({ wn, steps: [arrives(HELLO), arrives(got(fitting))] }),
  });
  suite.refuses('credit-got', 'an answer of one byte more than there is credit', {
    ...plan,
    code: 'E_FLOW',
    base: 'ok-credit-got',
    fault: spliceBetween('/steps/1/frame', frame(got(fitting)), frame(got(fitting + 1))),
  });
}

function requests(suite: Suite): void {
  const plan = { requirements: ['SYN-034'], flags: ['Limit'] };
  const body = 'x'.repeat(200_000);
  // A body that the runner's credit never lets through: what asks for it stays unanswered.
  const ask = (rq: number): CborMap => ({ m: 'get', rq, digs: [fromBase64url(digestOf(body))] });
  const asks = (count: number): ValueObject[] => Array.from({ length: count }, (_, rq) => arrives(ask(rq)));
  const hello = arrives({ ...HELLO, wn: 131_072 });
  const input = (count: number): ValueObject =>
    receiveInput({ held: [ALICE_OP, noteOf(1, body)], steps: [hello, ...asks(count)] });
  suite.accepts('gets-in-flight-limit-minus-1', '63 requests without an answer', { ...plan, input: input(63) });
  suite.accepts('gets-in-flight-limit-exact', '64 requests without an answer', { ...plan, input: input(64) });
  suite.refuses('gets-in-flight-limit-plus-1', '65 requests without an answer', {
    ...plan,
    code: 'E_LIMIT',
    base: 'gets-in-flight-limit-exact',
    fault: { op: 'add', path: '/steps/65', value: arrives(ask(64)) },
  });
  const answered = Array.from({ length: 70 }, (_, rq) => arrives({ m: 'get', rq, ids: [fromBase64url(ALICE.id)] }));
  suite.accepts('ok-gets-answered', 'seventy requests, each of which has its answer before the next', {
    ...plan,
    input: receiveInput({ steps: [arrives(HELLO), ...answered] }),
  });
}

function parkedStatements(suite: Suite): void {
  const plan = { requirements: ['SYN-030'], flags: ['Limit', 'Parked'] };
  const begin = arrives(HELLO, open());
  const all = unsigned(1001);
  for (const [place, count] of [
    ['minus-1', 999],
    ['exact', 1000],
    ['plus-1', 1001],
  ] as const) {
    const steps = [
      begin,
      arrives(compressedItems(0, all.slice(0, 500))),
      arrives(compressedItems(1, all.slice(500, count))),
    ];
    const [row, what] = count > 1000 ? ['N116 ', 'the oldest is dropped'] : ['', 'all of them wait'];
    suite.accepts(`parked-statements-limit-${place}`, `${row}${count} records whose log is not there: ${what}`, {
      ...plan,
      kind: 'edge',
      asked: { allBut: ['acks'] },
      input: receiveInput({ held: [], steps }),
    });
  }
}
