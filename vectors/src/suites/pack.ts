import { createHash } from 'node:crypto';
import { cbor, Raw, type Cbor, type CborMap } from '../cbor.ts';
import { fixed } from '../deflate.ts';
import { NOW, resolveKeys } from '../statement.ts';
import { Suite } from '../suite.ts';
import { fromBase64url, octets, type ValueObject } from '../value.ts';
import { idBytes, jsonForm, spliceBetween } from './frame-plan.ts';
import { forged, item, items, note, opOf, removal, summaryOf } from './session-plan.ts';
import { packedLogs } from './pack-logs.ts';
import {
  acceptAll,
  beginning,
  CONTENT,
  endOf,
  MAGIC,
  pack,
  packInput,
  type PackPlan,
  refuseAll,
  rowOf,
} from './pack-plan.ts';
import { ALICE, BOB, CAROL } from './users.ts';

const NOTES = {
  Truncated: {
    bugClass: 'truncation',
    effect: 'half a backup is taken for a whole one',
    description: 'A pack says at its end what it holds. Without that end it is reported as cut off.',
  },
  Frame: {
    bugClass: 'shape',
    effect: 'two readers see two packs',
    description: 'Beginning, messages and end have their form.',
  },
  End: {
    bugClass: 'comparison',
    effect: 'something is missing or added, and nobody notices',
    description: 'What the end says agrees with what the pack holds.',
  },
  Verdict: {
    bugClass: 'acceptance',
    effect: 'a pack brings in what no session would',
    description: 'Every item is judged by itself, as in a session.',
  },
};

const [ALICE_OP, BOB_OP] = [opOf(ALICE), opOf(BOB)];
const [ONE, TWO, THREE] = [note(1), note(2), note(3)];
const BOBS = note(1, { user: BOB, by: 'bob/phone' });

/** sync/pack: what a store makes of a pack. */
export function packSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'sync/pack',
      command: 'pack.verify',
      profile: 'sync',
      description: 'Packs: what an empty store holds after the import of one, or why the pack is at fault.',
      notes: NOTES,
    },
    resolveKeys('public'),
  );
  good(suite);
  verdicts(suite);
  truncated(suite);
  shapes(suite);
  ends(suite);
  places(suite);
  packedLogs(suite);
  return suite;
}

const TWO_SPACES: PackPlan = {
  users: [ALICE, BOB],
  content: [
    [ALICE_OP, ONE],
    [BOB_OP, BOBS],
  ],
};

function good(suite: Suite): void {
  const list = cbor([ALICE_OP, ONE, TWO].map(item));
  const compressed: CborMap = { m: 'items', s: 0, q: 0, z: fixed(list), zn: list.length };
  const parts = [items(0, [ALICE_OP, ONE]), items(1, [TWO])];
  acceptAll(suite, { requirements: ['STO-022', 'STO-024', 'STO-021'], flags: ['Frame'] }, [
    ['ok', 'a log and two records', pack()],
    ['ok-two-spaces', 'two spaces', pack(TWO_SPACES)],
    ['ok-empty', 'a space of which there is nothing', pack({ content: [[]], messages: [] })],
    [
      'ok-one-empty',
      'two spaces, of one of which there is nothing',
      pack({ users: [CAROL, ALICE], content: [[], [ALICE_OP]], messages: [items(0, [ALICE_OP], 1)] }),
    ],
    ['ok-parts', 'a space in two messages', pack({ messages: parts })],
    [
      'ok-alternating',
      'two spaces that take turns',
      pack({
        ...TWO_SPACES,
        messages: [items(0, [ALICE_OP]), items(0, [BOB_OP], 1), items(1, [ONE]), items(1, [BOBS], 1)],
      }),
    ],
    ['ok-compressed', 'compressed items', pack({ messages: [compressed] })],
    ['ok-ignored', 'a member that nobody knows', pack({ head: { x: 1 }, end: { x: 1 } })],
    [
      'ok-per-order',
      'an end that has the spaces in another order',
      pack({ ...TWO_SPACES, end: { per: [rowOf(BOB.id, [BOB_OP, BOBS]), rowOf(ALICE.id, [ALICE_OP, ONE])] } }),
    ],
    [
      'ok-ahead',
      'a record from ten minutes ahead',
      pack({ content: [[ALICE_OP, note(1, { claims: { t: NOW + 600_000_000 } })]] }),
    ],
    ['ok-log-alone', 'a log alone', pack({ content: [[ALICE_OP]] })],
  ]);
}

function verdicts(suite: Suite): void {
  const late = removal(4, { ax: { [CAROL.id]: [CAROL.id] } });
  acceptAll(suite, { requirements: ['STO-023'], flags: ['Verdict'] }, [
    ['ok-forged', 'a record with the signature of another', pack({ content: [[ALICE_OP, forged(ONE), TWO]] })],
    [
      'ok-forged-all',
      'a log with the signature of another',
      pack({ content: [[{ ...ALICE_OP, sig: String(ONE['sig']) }, ONE]] }),
    ],
    [
      'ok-stranger',
      'a record by the device of somebody else',
      pack({ content: [[ALICE_OP, note(1, { by: 'bob/phone' })]] }),
    ],
    ['ok-parked', 'a record that names an op which is not in the pack', pack({ content: [[ALICE_OP, late, ONE]] })],
    ['ok-no-log', 'records without their log', pack({ content: [[ONE, TWO]] })],
    ['ok-body', 'a wrong body: the record stands', pack({ content: [[ALICE_OP, { ...ONE, body: '[]' }]] })],
    ['ok-twice', 'a record twice', pack({ content: [[ALICE_OP, ONE, ONE]] })],
    [
      'ok-second-space',
      'indexes count over all spaces',
      pack({
        ...TWO_SPACES,
        content: [
          [ALICE_OP, ONE],
          [BOB_OP, forged(BOBS)],
        ],
      }),
    ],
  ]);
}

function truncated(suite: Suite): void {
  const whole = pack();
  const before = beginning({});
  const plan = { requirements: ['STO-021'], flags: ['Truncated'], code: 'E_PACK_TRUNCATED', base: 'ok' };
  const head = beginning({ messages: [] });
  refuseAll(suite, plan, [
    ['cut-last', 'the last byte is missing', whole.subarray(0, -1)],
    ['cut-end', 'the end is missing', before],
    ['cut-in-end', 'half of the end is missing', whole.subarray(0, before.length + 40)],
    ['cut-end-first', 'of the end there is one byte', whole.subarray(0, before.length + 1)],
    ['cut-items', 'half of the items are missing', whole.subarray(0, head.length + 200)],
    ['cut-after-head', 'there is the first message alone', head],
    ['cut-in-head', 'half of the first message is missing', whole.subarray(0, 20)],
    ['cut-after-magic', 'there are the first eight bytes alone', whole.subarray(0, 8)],
    ['cut-in-magic', 'there are the first four bytes alone', whole.subarray(0, 4)],
    ['cut-all', 'there is nothing', new Uint8Array(0)],
    [
      'cut-messages',
      'the items of the second message are missing, and the end',
      beginning({ messages: [items(0, [ALICE_OP, ONE])] }),
    ],
  ]);
}

function shapes(suite: Suite): void {
  const plan = { requirements: ['STO-022'], flags: ['Frame'], code: 'E_PACK', base: 'ok' };
  const whole: Cbor = items(0, [ALICE_OP, ONE, TWO]);
  const withMessages = (...messages: Cbor[]): Uint8Array => pack({ messages });
  const bare = items(0, [ALICE_OP, ONE, TWO]);
  const sp = [fromBase64url(ALICE.id)];
  refuseAll(suite, plan, [
    ['magic-first', 'another first byte', pack({ magic: octets('aLLODPK1') })],
    ['magic-version', 'the first bytes of another version', pack({ magic: octets('ALLODPK2') })],
    ['magic-none', 'a pack without its first eight bytes', pack({ magic: new Uint8Array(0) })],
    ['head-missing', 'items without a first message', Buffer.concat([MAGIC, cbor(whole), cbor(endOf({}, MAGIC))])],
    ['head-version', 'version 2', pack({ head: { v: 2 } })],
    ['head-no-spaces', 'no spaces', pack({ head: { sp: [] } })],
    ['head-space-short', 'a space of 31 bytes', pack({ head: { sp: [idBytes('x').subarray(1)] } })],
    ['head-made', 'a time before 1970', pack({ head: { made: -1 } })],
    ['head-marked', 'a member that has to be understood', pack({ head: { '!x': 1 } })],
    ['head-twice', 'a second first message', withMessages({ m: 'pack', v: 1, sp, made: NOW }, whole)],
    ['message-unknown', 'a message that nobody knows', withMessages(whole, { m: 'push' })],
    ['message-ping', 'a message of sessions', withMessages(whole, { m: 'ping' })],
    [
      'message-got',
      'statements in a message of sessions',
      withMessages({ m: 'got', rq: 0, i: [item(ALICE_OP), item(ONE), item(TWO)] }),
    ],
    ['message-marked', 'a member of items that has to be understood', withMessages({ ...bare, '!x': 1 })],
    ['message-number', 'a number instead of a message', withMessages(whole, 0)],
    ['message-list', 'a list instead of a message', withMessages(whole, [])],
    ['message-no-m', 'a message without m', withMessages(whole, {})],
    ['message-indefinite', 'a message of indefinite length', withMessages(whole, new Raw(0xbf, 0xff))],
    ['message-tag', 'a tag', withMessages(whole, new Raw(0xc1, cbor(whole)))],
    ['items-none', 'items of which there are none', withMessages(whole, { m: 'items', s: 0, q: 1, i: [] })],
    [
      'items-shape',
      'an item without a signature',
      withMessages(whole, { m: 'items', s: 0, q: 1, i: [[octets('{}'), octets('{}')]] }),
    ],
    ['items-z', 'items that do not inflate', withMessages(whole, { m: 'items', s: 0, q: 1, z: octets('xx'), zn: 2 })],
    ['after-byte', 'a byte behind the end', pack({ after: Uint8Array.of(0) })],
    ['after-items', 'items behind the end', pack({ after: cbor(items(1, [THREE])) })],
    ['after-end', 'the end twice', pack({ after: cbor(endOf({}, beginning({}))) })],
    [
      'end-first',
      'the end before the items',
      Buffer.concat([beginning({ messages: [] }), cbor(endOf({}, beginning({ messages: [] }))), cbor(whole)]),
    ],
  ]);
  missing(suite);
  largest(suite);
}

/** A message has room for the largest body, and not for two of them. */
function largest(suite: Suite): void {
  const most = 2_097_152;
  const made = items(0, CONTENT[0] ?? []);
  const around = cbor({ ...made, x: Buffer.alloc(100_000) }).length - 100_000;
  const ofSize = (size: number): Uint8Array => pack({ messages: [{ ...made, x: Buffer.alloc(size - around) }] });
  acceptAll(suite, { requirements: ['STO-022'], flags: ['Frame'], kind: 'edge' }, [
    ['pack-message-bytes-limit-minus-1', 'a message of 2,097,151 bytes', ofSize(most - 1)],
    ['pack-message-bytes-limit-exact', 'a message of 2,097,152 bytes', ofSize(most)],
  ]);
  suite.refuses('pack-message-bytes-limit-plus-1', 'a message of one byte more', {
    requirements: ['STO-022'],
    flags: ['Frame'],
    code: 'E_PACK',
    kind: 'edge',
    input: packInput(ofSize(most + 1)),
  });
}

/** The members without which the first message and the end are none. */
function missing(suite: Suite): void {
  const plan = { requirements: ['STO-022'], flags: ['Frame'], code: 'E_PACK', base: 'ok' };
  const { $b64u } = suite.inputOf('ok')['pack'] as ValueObject;
  const base = Buffer.from(String($b64u), 'base64url');
  const head: CborMap = { m: 'pack', v: 1, sp: [fromBase64url(ALICE.id)], made: NOW };
  const end = endOf({}, beginning({}));
  const put = (name: string, message: CborMap, bytes: (less: CborMap) => Uint8Array): void => {
    for (const member of Object.keys(message).filter((each) => each !== 'm')) {
      const less = Object.fromEntries(Object.entries(message).filter(([each]) => each !== member));
      suite.refuses(`without-${name}-${member}`, `${name} without ${member}`, {
        ...plan,
        fault: spliceBetween('/pack', base, bytes(less)),
        schemaInstance: { schema: 'pack-messages', instance: jsonForm(less) },
      });
    }
  };
  put('pack', head, (less) => {
    const before = Buffer.concat([MAGIC, cbor(less), cbor(items(0, [ALICE_OP, ONE, TWO]))]);
    return Buffer.concat([before, cbor(endOf({}, before))]);
  });
  put('packend', end, (less) => Buffer.concat([beginning({}), cbor(less)]));
}

function ends(suite: Suite): void {
  const plan = { requirements: ['STO-022'], flags: ['End'], code: 'E_PACK', base: 'ok' };
  const row = rowOf(ALICE.id, [ALICE_OP, ONE, TWO]);
  const [space, n, ce, heads] = row as [Uint8Array, number, Uint8Array, Uint8Array[]];
  const per = (...rows: Cbor[]): Uint8Array => pack({ end: { per: rows } });
  const sha = createHash('sha256').update(beginning({})).digest();
  refuseAll(suite, plan, [
    ['end-count-more', 'one more item than there is', pack({ end: { n: 4 } })],
    ['end-count-less', 'one less item than there is', pack({ end: { n: 2 } })],
    ['end-space-count', 'one statement more in the space', per([space, n + 1, ce, heads])],
    ['end-certificate', 'another certificate', per([space, n, idBytes('certificate'), heads])],
    [
      'end-certificate-less',
      'the certificate without one record',
      per([space, n, summaryOf([ALICE_OP, ONE]).ce, heads]),
    ],
    ['end-heads-none', 'no heads', per([space, n, ce, []])],
    ['end-heads-other', 'another head', per([space, n, ce, [idBytes('head')]])],
    ['end-heads-more', 'one more head', per([space, n, ce, [...heads, idBytes('head')].toSorted(Buffer.compare)])],
    ['end-space-other', 'another space', per([fromBase64url(BOB.id), n, ce, heads])],
    ['end-space-more', 'a space that the pack does not name', per(row, rowOf(BOB.id, []))],
    ['end-space-twice', 'the space twice', per(row, row)],
    ['end-sha', 'another hash', pack({ end: { sha: idBytes('sha') } })],
    [
      'end-sha-magic',
      'the hash of everything but the first eight bytes',
      pack({ end: { sha: createHash('sha256').update(beginning({}).subarray(8)).digest() } }),
    ],
    ['end-sha-reversed', 'the hash backwards', pack({ end: { sha: Uint8Array.from(sha).toReversed() } })],
    ['item-more', 'one record more than the end says', pack({ messages: [items(0, [ALICE_OP, ONE, TWO, THREE])] })],
    ['item-less', 'one record less than the end says', pack({ messages: [items(0, [ALICE_OP, ONE])] })],
    ['item-other', 'another record in place of one', pack({ messages: [items(0, [ALICE_OP, ONE, THREE])] })],
  ]);
}

function places(suite: Suite): void {
  const plan = { requirements: ['STO-022'], flags: ['Frame'], code: 'E_PACK' };
  const spaces = (...messages: Cbor[]): Uint8Array => pack({ ...TWO_SPACES, messages });
  const first = items(0, [ALICE_OP, ONE]);
  refuseAll(suite, { ...plan, base: 'ok-two-spaces' }, [
    ['space-beyond', 'items of a space that the pack does not name', spaces(first, items(0, [BOB_OP, BOBS], 2))],
    ['space-far', 'items of the last number of all', spaces(first, items(0, [BOB_OP, BOBS], 2047))],
    [
      'space-other',
      'a record that belongs to the other space',
      spaces(items(0, [ALICE_OP, ONE, BOBS]), items(0, [BOB_OP], 1)),
    ],
    [
      'space-swapped',
      'the items of the two spaces the wrong way round',
      spaces(items(0, [BOB_OP, BOBS]), items(0, [ALICE_OP, ONE], 1)),
    ],
  ]);
}
