import { cbor, looseMap, Raw, type Cbor } from '../cbor.ts';
import { stored } from '../deflate.ts';
import { resolveKeys } from '../statement.ts';
import { Suite } from '../suite.ts';
import { bytesValue } from '../value.ts';
import { boundCases } from './frames-bounds.ts';
import { cborCases } from './frames-cbor.ts';
import { itemCases } from './frames-items.ts';
import { memberCases } from './frames-members.ts';
import { frame, MESSAGES, SHORTEST } from './frame-plan.ts';

const NOTES = {
  Long: {
    bugClass: 'encoding',
    effect: 'one message has many encodings, and a length that was counted is another one',
    description: 'Numbers and lengths are as short as can be.',
  },
  Indefinite: {
    bugClass: 'encoding',
    effect: 'a reader that does not know the length reads without a bound',
    description: 'Every value says its length first.',
  },
  Foreign: {
    bugClass: 'encoding',
    effect: 'a value becomes an object, a date or a rounded number in one language and not in another',
    description: 'No tags, no floating-point numbers, no simple values but three, no numbers beyond 2^53 − 1.',
  },
  Utf8: { bugClass: 'encoding', effect: 'two readers see two texts', description: 'Text is UTF-8.' },
  Keys: {
    bugClass: 'encoding',
    effect: 'one of two members wins, and which one depends on the reader',
    description: 'Names are text, in the order of their encodings, and each once.',
  },
  Sequence: {
    bugClass: 'framing',
    effect: 'half a frame has an effect, or bytes are left over that nobody looked at',
    description: 'A frame is 1 to 1,024 whole maps.',
  },
  Depth: {
    bugClass: 'resources',
    effect: 'a few bytes exhaust the stack',
    description: 'Lists and maps are nested at most 8 deep.',
  },
  Unknown: {
    bugClass: 'dispatch',
    effect: 'a message is taken for another, or passed over',
    description: 'An unknown message closes the link.',
  },
  Marked: {
    bugClass: 'growth',
    effect: 'a message is carried out without what changes its meaning',
    description: 'A member whose name begins with ! has to be understood.',
  },
  Ignored: {
    bugClass: 'over-strictness',
    effect: 'nothing can ever be added',
    description: 'Other members that are not known are left out.',
  },
  Shape: {
    bugClass: 'shape',
    effect: 'a value of another type goes on into the program',
    description: 'Every member has its type, and those that are needed are there.',
  },
  Bound: {
    bugClass: 'bounds',
    effect: 'two peers differ about what is too much',
    description: 'Bounds of the schemas.',
  },
  Item: {
    bugClass: 'shape',
    effect: 'statements that cannot be stored as they came',
    description: 'An item has three members or four, each within its bounds.',
  },
  Compressed: {
    bugClass: 'compression',
    effect: 'two readers see two lists, or one that was never judged',
    description: 'z inflates to its last byte, to exactly zn bytes, which are one list of items.',
  },
  Bomb: {
    bugClass: 'resources',
    effect: 'a few bytes fill the memory',
    description: 'zn is bounded, by itself and by the length of z.',
  },
  Order: {
    bugClass: 'order',
    effect: 'two implementations name two faults',
    description: 'Several faults: first the rules of CBOR over all bytes, then message by message.',
  },
  AcceptedOddity: {
    bugClass: 'over-strictness',
    effect: 'honest frames are refused',
    description: 'Strange, but within the rules: it must be accepted.',
  },
};

/** frames/decode: whether bytes are a frame, and what it says. */
export function framesDecodeSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'frames/decode',
      command: 'frame.decode',
      profile: 'frames',
      description:
        'Frames: CBOR as strictly as chapter 06 uses it, and the messages of the schemas. Nothing in an item is judged.',
      notes: NOTES,
    },
    resolveKeys('public'),
  );
  memberCases(suite);
  cborCases(suite);
  boundCases(suite);
  itemCases(suite);
  faultsAtOnce(suite);
  return suite;
}

/** Frames with several faults: the first one names the code. */
function faultsAtOnce(suite: Suite): void {
  const [unknown, marked]: [Cbor, Cbor] = [{ m: 'push' }, { m: 'ping', '!x': 1 }];
  const shapeless: Cbor = { m: 'win', c: 0 };
  const badCbor = new Raw(0xbf, cbor('m'), cbor('ping'), 0xff);
  const badZ: Cbor = { m: 'items', s: 0, q: 0, z: stored(cbor([SHORTEST])), zn: 1 };
  const many = (message: Cbor): Uint8Array => frame(...Array.from({ length: 1025 }, () => message));
  const rows: [slug: string, title: string, requirement: string, code: string, bytes: Uint8Array][] = [
    ['cbor-last', 'an unknown message, then one in bad CBOR', 'SYN-004', 'E_FRAME', frame(unknown, badCbor)],
    [
      'cbor-inside',
      'an unknown message with a bad value',
      'SYN-004',
      'E_FRAME',
      frame({ m: 'push', x: new Raw(0xf7) }),
    ],
    ['cut-last', 'a marked member, then half a message', 'SYN-004', 'E_FRAME', frame(marked, new Raw(0xa1, 0x61))],
    ['count', '1,025 unknown messages', 'SYN-004', 'E_FRAME', many({ m: 'x' })],
    [
      'key-and-m',
      'two names the wrong way round in an unknown message',
      'SYN-004',
      'E_FRAME',
      frame(looseMap(['x', 0], ['m', 'push'])),
    ],
    [
      'unknown-first',
      'an unknown message, then one without its shape',
      'SYN-005',
      'E_MESSAGE',
      frame(unknown, shapeless),
    ],
    [
      'shape-first',
      'a message without its shape, then an unknown one',
      'SYN-008',
      'E_FRAME',
      frame(shapeless, unknown),
    ],
    [
      'shape-and-marked',
      'a marked member in a message without its shape',
      'SYN-006',
      'E_MESSAGE',
      frame({ m: 'win', c: 0, '!x': 1 }),
    ],
    ['z-first', 'bad z, then an unknown message', 'SYN-009', 'E_FRAME', frame(badZ, unknown)],
    [
      'z-and-marked',
      'a marked member beside bad z',
      'SYN-006',
      'E_MESSAGE',
      frame({ m: 'items', s: 0, q: 0, z: Buffer.from('{}'), zn: 1, '!x': 1 }),
    ],
    [
      'z-and-shape',
      'bad z in a message without its shape',
      'SYN-008',
      'E_FRAME',
      frame({ m: 'items', s: 2048, q: 0, z: Buffer.from('{}'), zn: 1 }),
    ],
    ['marked-last', 'a good message, then a marked member', 'SYN-006', 'E_MESSAGE', frame(MESSAGES.hello, marked)],
  ];
  for (const [slug, title, requirement, code, bytes] of rows) {
    suite.refuses(`order-${slug}`, title, {
      requirements: [requirement],
      flags: ['Order'],
      kind: 'edge',
      code,
      input: { bytes: bytesValue(bytes) },
    });
  }
}
