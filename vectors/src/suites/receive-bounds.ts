// sync/receive-bounds: limits of a session whose cases are long.
import { cbor, Raw, type CborMap } from '../cbor.ts';
import { fixed, stored } from '../deflate.ts';
import type { Suite } from '../suite.ts';
import { fromBase64url, type ValueObject } from '../value.ts';
import { arrives, HELLO, item, noteOf, open, receiveInput } from './session-plan.ts';

const SECOND = 1_000_000;

/** The cases. */
export function receivedBounds(suite: Suite): void {
  parkedBytes(suite);
  silenceSeconds(suite);
  subscriptions(suite);
}

const NOTHING = stored(new Uint8Array(0), { final: false });

/** An `items` with long bodies of one letter, compressed no further than `zn` may be: blocks of nothing stand before. */
function tight(q: number, made: readonly ValueObject[]): CborMap {
  const list = cbor(made.map((each) => new Raw(cbor(item(each)))));
  const z = fixed(list);
  const fillers = Math.max(0, Math.ceil((list.length / 64 - z.length) / NOTHING.length));
  return {
    m: 'items',
    s: 0,
    q,
    z: Buffer.concat([...Array.from({ length: fillers }, () => NOTHING), z]),
    zn: list.length,
  };
}

/** Bytes that a statement takes while it waits: header, claims, signature and body. */
function sizeOf({ st, sig, body }: ValueObject): number {
  const parts = [...String(st).split('.'), String(sig)].map((part) => fromBase64url(part).length);
  return parts.reduce((sum, length) => sum + length, String(body).length);
}

/** Eight records that together take so many bytes. */
function waiting(bytes: number): ValueObject[] {
  const made = Array.from({ length: 7 }, (_, i) => noteOf(i, 'x'.repeat(1_048_300)));
  const around = sizeOf(noteOf(7, 'x'.repeat(1_000_000))) - 1_000_000;
  const left = bytes - around - made.reduce((sum, each) => sum + sizeOf(each), 0);
  return [...made, noteOf(7, 'x'.repeat(left))];
}

function parkedBytes(suite: Suite): void {
  const most = 8_388_608;
  for (const [place, bytes] of [
    ['minus-1', most - 1],
    ['exact', most],
    ['plus-1', most + 1],
  ] as const) {
    const all = waiting(bytes);
    const steps = [0, 3, 6].map((at, q) => arrives(tight(q, all.slice(at, at + 3))));
    const what = bytes > most ? 'the oldest is dropped' : 'all of them wait';
    suite.accepts(
      `parked-bytes-limit-${place}`,
      `${bytes.toLocaleString('en')} bytes whose log is not there: ${what}`,
      {
        requirements: ['SYN-030'],
        flags: ['Limit'],
        kind: 'edge',
        asked: { allBut: ['acks'] },
        input: receiveInput({ held: [], steps: [arrives(HELLO, open()), ...steps] }),
      },
    );
  }
}

/** The last of the three silences after which a link is lost. Who is not there any more opens nothing. */
function silenceSeconds(suite: Suite): void {
  const plan = { requirements: ['TRN-006'], flags: ['Silence'], kind: 'edge' } as const;
  const silent = (last: number): ValueObject[] => [25, 25, last].map((seconds) => ({ wait: seconds * SECOND }));
  for (const [place, seconds] of [
    ['minus-1', 24],
    ['exact', 25],
    ['plus-1', 26],
  ] as const) {
    const what = seconds < 25 ? 'the link stands' : 'the link is lost';
    suite.accepts(`silence-seconds-limit-${place}`, `twice 25 seconds of silence, and then ${seconds}: ${what}`, {
      ...plan,
      input: receiveInput({ steps: [arrives(HELLO), ...silent(seconds), arrives(open())] }),
    });
  }
  const steps = [arrives(HELLO), ...silent(24), arrives({ m: 'pong' }), ...silent(24), arrives(open())];
  suite.accepts('ok-silence-answered', 'whatever comes ends a silence', { ...plan, input: receiveInput({ steps }) });
}

/** An `open` is counted before its number is looked at: the last has a number that is the other side's to give. */
function subscriptions(suite: Suite): void {
  const plan = { requirements: ['SYN-034'], flags: ['Limit'] };
  const opens = (from: number, to: number): ValueObject =>
    arrives(...Array.from({ length: to - from }, (_, i) => open({ s: 2 * (from + i) })));
  const put = (place: string, count: number): void =>
    suite.accepts(`subscriptions-limit-${place}`, `${count.toLocaleString('en')} subscriptions of one side`, {
      ...plan,
      asked: { allBut: ['subscriptions'] },
      input: receiveInput({ held: [], steps: [arrives(HELLO), opens(0, 512), opens(512, count)] }),
    });
  put('minus-1', 1_023);
  put('exact', 1_024);
  suite.refuses('subscriptions-limit-plus-1', '1,025 subscriptions of one side', {
    ...plan,
    code: 'E_LIMIT',
    base: 'subscriptions-limit-exact',
    fault: { op: 'add', path: '/steps/3', value: arrives(open({ s: 1 })) },
  });
}
