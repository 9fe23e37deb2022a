// frames/decode: which messages there are, and their members.
import { looseMap, type Cbor, type CborMap } from '../cbor.ts';
import type { Suite } from '../suite.ts';
import {
  acceptAll,
  changed,
  frame,
  frameInput,
  jsonForm,
  MESSAGES,
  refuseAll,
  spliceBetween,
  type FrameRow,
  type MessageName,
} from './frame-plan.ts';

const NAMES = Object.keys(MESSAGES) as MessageName[];

/** The cases. */
export function memberCases(suite: Suite): void {
  const rows = NAMES.map((name): FrameRow => [`ok-${name}`, `a message ${name}`, frame(MESSAGES[name])]);
  acceptAll(suite, { requirements: ['SYN-005', 'SYN-008'] }, rows);
  unknownMessages(suite);
  markedMembers(suite);
  ignoredMembers(suite);
  missingMembers(suite);
  wrongTypes(suite);
}

function unknownMessages(suite: Suite): void {
  const plan = { requirements: ['SYN-005'], flags: ['Unknown'], code: 'E_MESSAGE' } as const;
  const named = (m: Cbor): Uint8Array => frame({ m });
  refuseAll(suite, { ...plan, base: 'ok-ping' }, [
    ['m-unknown', 'a message that nobody knows', named('push')],
    ['m-capital', 'a message with a capital', named('Ping')],
    ['m-space', 'a message with a space behind it', named('ping ')],
    ['m-empty', 'a message with an empty name', named('')],
    ['m-pack', 'a message that only packs have', named('pack')],
    ['m-prototype', 'a message named like what every object of JavaScript has', named('constructor')],
    ['m-proto', 'a message named __proto__', named('__proto__')],
    ['m-bytes', 'm in bytes', named(Buffer.from('ping'))],
    ['m-number', 'm as a number', named(1)],
    ['m-null', 'm as null', named(null)],
    ['m-list', 'm as a list', named(['ping'])],
    ['m-missing', 'a message without m', frame({})],
    ['m-other-name', 'a message with M instead of m', frame({ M: 'ping' })],
    ['m-second', 'a second message that nobody knows', frame(MESSAGES.ping, { m: 'push' })],
  ]);
}

function markedMembers(suite: Suite): void {
  const plan = { requirements: ['SYN-006'], flags: ['Marked'], code: 'E_MESSAGE' } as const;
  for (const name of NAMES) {
    const marked = frame({ ...MESSAGES[name], '!x': 1 });
    refuseAll(suite, { ...plan, base: `ok-${name}` }, [
      [`marked-${name}`, `a message ${name} with a member that has to be understood`, marked],
    ]);
  }
  refuseAll(suite, { ...plan, base: 'ok-ping' }, [
    ['marked-only', 'a member with no other name than !', frame({ m: 'ping', '!': 1 })],
    ['marked-null', 'a member that has to be understood, and is null', frame({ m: 'ping', '!x': null })],
    ['marked-m', 'a member !m', frame({ m: 'ping', '!m': 'ping' })],
    ['marked-second', 'such a member in the second message', frame(MESSAGES.ping, { m: 'ping', '!x': 1 })],
  ]);
}

function ignoredMembers(suite: Suite): void {
  const rows = NAMES.map((name): FrameRow => {
    const more: CborMap = { ...MESSAGES[name], x: { y: [1] } };
    return [`ignored-${name}`, `a message ${name} with a member that nobody knows`, frame(more)];
  });
  acceptAll(suite, { requirements: ['SYN-007'], flags: ['Ignored'] }, rows);
  acceptAll(suite, { requirements: ['SYN-007'], flags: ['Ignored', 'AcceptedOddity'], kind: 'edge' }, [
    ['ignored-proto', 'a member __proto__', frame(looseMap(['m', 'ping'], ['__proto__', { m: 'pong' }]))],
    ['ignored-constructor', 'a member constructor', frame({ m: 'ping', constructor: 1 })],
    ['ignored-to-string', 'a member toString', frame({ m: 'ping', toString: 1 })],
    ['ignored-empty', 'a member with an empty name', frame({ m: 'ping', '': 1 })],
    ['ignored-middle', 'a member with ! that does not begin with it', frame({ m: 'ping', 'x!': 1 })],
    ['ignored-other', 'a member that other messages have', frame({ m: 'ping', s: 'x' })],
    ['ignored-case', 'a member that differs from a known one in case', frame({ ...MESSAGES.win, C: 0 })],
    ['ignored-marked-inside', 'a member with ! inside one that is ignored', frame({ m: 'ping', x: { '!y': 1 } })],
  ]);
}

function missingMembers(suite: Suite): void {
  for (const name of NAMES) {
    const base = frame(MESSAGES[name]);
    const optional: readonly string[] = OPTIONAL[name] ?? [];
    const members = Object.keys(MESSAGES[name]).filter((member) => member !== 'm');
    for (const member of members) {
      const less = changed(MESSAGES[name], { [member]: undefined });
      const [slug, title] = [`without-${name}-${member}`, `${name} without ${member}`];
      if (optional.includes(member)) {
        suite.accepts(slug, title, { requirements: ['SYN-008'], kind: 'edge', input: frameInput(frame(less)) });
      } else {
        suite.refuses(slug, title, {
          requirements: ['SYN-008'],
          flags: ['Shape'],
          code: 'E_FRAME',
          base: `ok-${name}`,
          fault: spliceBetween('/bytes', base, frame(less)),
          schemaInstance: { schema: 'messages', instance: jsonForm(less) },
        });
      }
    }
  }
}

/** The members that a message may lack, each without any of the others. */
const OPTIONAL: Partial<Record<MessageName, readonly string[]>> = {
  open: ['cur'],
  opened: ['reset'],
  items: ['cur'],
  get: ['ids', 'digs'],
  got: ['i', 'bd', 'no', 'more'],
  bye: ['retry'],
};

function wrongTypes(suite: Suite): void {
  for (const name of NAMES) {
    const members = Object.entries(MESSAGES[name]).filter(([member]) => member !== 'm');
    refuseAll(
      suite,
      { requirements: ['SYN-008'], flags: ['Shape'], code: 'E_FRAME', base: `ok-${name}` },
      members.map(([member, value]): FrameRow => {
        const other = frame(changed(MESSAGES[name], { [member]: otherType(value) }));
        return [`type-${name}-${member}`, `${name} with ${member} as ${typeName(otherType(value))}`, other];
      }),
    );
  }
}

/** A value of the type with which this one is confused most easily. */
function otherType(value: Cbor): Cbor {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64url');
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return Buffer.from(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  return null;
}

function typeName(value: Cbor): string {
  if (value instanceof Uint8Array) return 'bytes';
  return value === null ? 'null' : `a ${typeof value === 'string' ? 'text' : typeof value}`;
}
