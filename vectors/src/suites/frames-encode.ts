import { cbor, type CborMap } from '../cbor.ts';
import { fixed } from '../deflate.ts';
import { resolveKeys } from '../statement.ts';
import { Suite } from '../suite.ts';
import { anyBytes, changed, cursor, idBytes, jsonForm, manyIds, MESSAGES, SHORTEST } from './frame-plan.ts';

const requirements = ['SYN-004', 'SYN-008'];

/** frames/encode: the one encoding of messages. */
export function framesEncodeSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'frames/encode',
      command: 'frame.encode',
      profile: 'frames',
      description: 'The frame of messages that are given in their JSON form.',
      notes: {
        Order: {
          bugClass: 'encoding',
          effect: 'every strict reader refuses the frame',
          description: 'Members stand in the order of their encodings, whatever order they came in.',
        },
        Short: {
          bugClass: 'encoding',
          effect: 'every strict reader refuses the frame',
          description: 'Numbers and lengths are as short as can be.',
        },
        Bytes: {
          bugClass: 'type',
          effect: 'bytes are sent as text, or text as bytes',
          description: 'The schema says which text of the JSON form stands for bytes.',
        },
      },
    },
    resolveKeys('public'),
  );
  for (const [name, message] of Object.entries(MESSAGES)) {
    encode(suite, [`ok-${name}`, `a message ${name}`, [message]], { flags: ['Bytes'] });
  }
  numbers(suite);
  lengths(suite);
  orders(suite);
  items(suite);
  return suite;
}

interface Flagged {
  readonly flags: string[];
  readonly kind?: 'edge';
}

type EncodeRow = readonly [slug: string, title: string, messages: readonly CborMap[]];

function encode(suite: Suite, [slug, title, messages]: EncodeRow, plan: Flagged): void {
  const input = { messages: messages.map(jsonForm) };
  suite.accepts(slug, title, { requirements, ...plan, input });
}

function numbers(suite: Suite): void {
  const counts = [23, 24, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER];
  for (const n of counts) {
    encode(suite, [`number-${n}`, `the number ${n}`, [{ ...MESSAGES.get, rq: n }]], { flags: ['Short'], kind: 'edge' });
  }
}

function lengths(suite: Suite): void {
  const rows: EncodeRow[] = [
    ['text-23', 'a text of 23 bytes', [{ m: 'bye', code: `E_${'X'.repeat(21)}` }]],
    ['text-24', 'a text of 24 bytes', [{ m: 'bye', code: `E_${'X'.repeat(22)}` }]],
    [
      'text-astral',
      'a text that is longer in bytes than in characters',
      [{ ...MESSAGES.hello, ft: ['\u{1f600}'.repeat(6)] }],
    ],
    ['list-none', 'an empty list', [{ ...MESSAGES.ack, no: [] }]],
    ['list-23', 'a list of 23', [{ ...MESSAGES.done, heads: manyIds(23) }]],
    ['list-24', 'a list of 24', [{ ...MESSAGES.done, heads: manyIds(24) }]],
    ['list-256', 'a list of 256', [{ m: 'get', rq: 0, ids: manyIds(256) }]],
    ['bytes-none', 'no bytes', [{ m: 'items', s: 0, q: 0, i: [[...SHORTEST, new Uint8Array(0)]] }]],
    ['bytes-256', 'a body of 256 bytes', [{ m: 'items', s: 0, q: 0, i: [[...SHORTEST, anyBytes(256)]] }]],
    ['bytes-65536', 'a body of 65,536 bytes', [{ m: 'items', s: 0, q: 0, i: [[...SHORTEST, Buffer.alloc(65_536)]] }]],
  ];
  for (const row of rows) encode(suite, row, { flags: ['Short'], kind: 'edge' });
}

function orders(suite: Suite): void {
  const backwards = (message: CborMap): CborMap => Object.fromEntries(Object.entries(message).toReversed());
  for (const name of ['hello', 'open', 'opened', 'items', 'got', 'done'] as const) {
    const message = backwards(name === 'hello' ? { ...MESSAGES.hello, ft: [] } : changed(MESSAGES[name], { s: 2 }));
    const known = name === 'got' ? backwards(changed(MESSAGES.got, { more: undefined })) : message;
    encode(suite, [`order-${name}`, `a message ${name} whose members came backwards`, [known]], {
      flags: ['Order'],
      kind: 'edge',
    });
  }
  encode(suite, ['three', 'three messages, one behind the other', [MESSAGES.fin, MESSAGES.ping, MESSAGES.fin]], {
    flags: ['Order'],
  });
}

function items(suite: Suite): void {
  const [p, c, s] = [Buffer.from('{}'), Buffer.from('{ }'), Buffer.alloc(64)] as const;
  const list = cbor([SHORTEST]);
  const rows: EncodeRow[] = [
    [
      'signers',
      'an item of three signers',
      [
        {
          m: 'items',
          s: 0,
          q: 1,
          i: [
            [
              p,
              c,
              [
                s,
                [
                  [p, s],
                  [c, s],
                ],
              ],
            ],
          ],
        },
      ],
    ],
    ['compressed', 'items that are compressed already', [{ m: 'items', s: 0, q: 2, z: fixed(list), zn: list.length }]],
    ['cursor', 'items and where they lead', [{ m: 'items', s: 0, q: 3, i: [SHORTEST], cur: cursor(9) }]],
    [
      'parts',
      'parts of two bodies',
      [
        {
          m: 'got',
          rq: 1,
          bd: [
            [idBytes('a'), 0, 4, Buffer.from('ab')],
            [idBytes('b'), 2, 4, Buffer.from('cd')],
          ],
        },
      ],
    ],
  ];
  for (const row of rows) encode(suite, row, { flags: ['Bytes'] });
}
