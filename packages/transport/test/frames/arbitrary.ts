import type { Item, Message } from '@allod/transport/frames';
import fc from 'fast-check';

// Shapes of chapter 06 §3.2 by hand, so that a fault of the generated validators shows.
const bytes = (least: number, most = least): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: least, maxLength: most }).map((each) => new Uint8Array(each));
const id = bytes(32);
const cursor = bytes(24);
const subscription = fc.nat(2047);
const count = fc.oneof(fc.nat(30), fc.maxSafeNat());
const heads = fc.array(id, { maxLength: 3 });
const name = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 16 });
const code = fc.stringMatching(/^E_[A-Z0-9_]{1,40}$/);
const list = <T>(each: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(each, { minLength: 1, maxLength: 4 });

const signature = fc.oneof(
  bytes(64),
  fc.tuple(bytes(64), fc.array(fc.tuple(bytes(2, 9), bytes(64)), { minLength: 1, maxLength: 7 })),
);

/** Any item, mostly short. */
export const item: fc.Arbitrary<Item> = fc.oneof(
  fc.tuple(bytes(2, 40), bytes(2, 300), signature),
  fc.tuple(bytes(2, 40), bytes(2, 300), signature, bytes(0, 300)),
);

/** Objects with any of the optional members left out. */
function shape<T>(
  required: { [K in keyof T]?: fc.Arbitrary<unknown> },
  optional: Record<string, fc.Arbitrary<unknown>> = {},
): fc.Arbitrary<T> {
  const members = { ...required, ...optional };
  return fc.record(members, { requiredKeys: Object.keys(required) as never[] }) as unknown as fc.Arbitrary<T>;
}
const m = <M extends Message['m']>(value: M): fc.Arbitrary<M> => fc.constant(value);

/** Any message, as it is handed over: items are not compressed. */
export const message: fc.Arbitrary<Message> = fc.oneof(
  shape<Message>({
    m: m('hello'),
    v: list(name),
    ft: fc.array(name, { maxLength: 4 }),
    mf: fc.integer({ min: 131_072, max: 1_048_576 }),
    wn: fc.integer({ min: 131_072, max: 16_777_216 }),
    st: bytes(8),
  }),
  shape<Message>(
    { m: m('open'), s: subscription, sp: id, live: fc.boolean(), n: count, ce: id, heads },
    { cur: bytes(0, 64) },
  ),
  shape<Message>(
    { m: m('opened'), s: subscription, at: cursor, n: count, ce: id, heads },
    { reset: fc.constant(true) },
  ),
  shape<Message>({ m: m('deps'), s: subscription, l: list(fc.tuple(id, count, heads)) }),
  shape<Message>({ m: m('items'), s: subscription, q: count, i: list(item) }, { cur: cursor }),
  shape<Message>({
    m: m('ack'),
    s: subscription,
    q: count,
    no: fc.array(fc.tuple(fc.nat(511), code), { maxLength: 4 }),
    dur: fc.nat(2),
  }),
  shape<Message>({ m: m('get'), rq: count, ids: list(id) }, { digs: list(id) }),
  shape<Message>({ m: m('get'), rq: count, digs: list(id) }),
  shape<Message>(
    { m: m('got'), rq: count },
    {
      i: list(item),
      bd: list(fc.tuple(id, fc.nat(1_048_576), fc.nat(1_048_576), bytes(0, 90))),
      no: list(fc.tuple(id, code)),
      more: fc.constant(true),
    },
  ),
  shape<Message>({ m: m('win'), c: fc.integer({ min: 1, max: 16_777_216 }) }),
  shape<Message>({ m: m('fin'), s: subscription }),
  shape<Message>({ m: m('done'), s: subscription, cur: cursor, n: count, heads }),
  shape<Message>({ m: m('lag'), s: subscription, cur: cursor }),
  shape<Message>({ m: m('ping') }),
  shape<Message>({ m: m('pong') }),
  shape<Message>({ m: m('bye'), code }, { retry: fc.nat(86_400) }),
);
