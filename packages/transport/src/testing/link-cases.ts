import { CLOSE_CODE_BY_ERROR, CLOSE_LOST } from '../close-codes.ts';
import { HIGH_WATER_BYTES, MAX_FRAME_BYTES } from '../link.ts';
import type { Link } from '../link.ts';
import { ear, ended, equal, frameOf, throws } from './check.ts';

/** Both ends of a link that is open and that nobody listens to. Each end takes frames of 1,048,576 bytes. */
export interface OpenedLinks {
  readonly ends: readonly [Link, Link];
  /** Cuts the link so that neither end can say a word more. Absent where that cannot happen. */
  cut?(): void;
  /** Frees what the ends are made of. */
  dispose?(): Promise<void>;
}

/** One case of the suite for links. `run` rejects when the driver fails it. */
export interface LinkCase {
  /** A sentence, without the ids. */
  readonly title: string;
  /** Ids of the requirements that it is evidence for. */
  readonly requirements: readonly string[];
  /** Opens a link, works the case and disposes of the link. */
  run(): Promise<void>;
}

interface CaseBody {
  readonly title: string;
  readonly requirements: readonly string[];
  readonly needsCut?: true;
  readonly run: (opened: OpenedLinks) => Promise<void>;
}

/**
 * The suite for drivers of links; `open` gives a new link each time. `canCut` leaves out what needs a link that can be lost.
 * Cases hold for both ends alike and run once in each direction.
 */
export function linkCases(open: () => Promise<OpenedLinks>, canCut: boolean): LinkCase[] {
  const cases = CASES.filter(({ needsCut }) => canCut || needsCut !== true);
  const directions = ['first to second', 'second to first'] as const;
  return directions.flatMap((direction) =>
    cases.map(({ title, requirements, run }) => ({
      title: `${title} (${direction})`,
      requirements,
      async run() {
        const opened = await open();
        const [first, second] = opened.ends;
        const ends = direction === 'first to second' ? ([first, second] as const) : ([second, first] as const);
        try {
          await run({ ...opened, ends });
        } finally {
          for (const end of opened.ends) end.close(1000);
          await opened.dispose?.();
        }
      },
    })),
  );
}

const FRAME_CASES: readonly CaseBody[] = [
  {
    title: 'carries frames whole, in order and once, whatever their length',
    requirements: [],
    async run({ ends: [from, to] }) {
      const frames = [0, 1, 2, 125, 126, 65_535, 65_536, 300_000].map((length, index) => frameOf(length, index));
      const [, listener] = [ear(from), ear(to)];
      for (const frame of frames) from.send(frame);
      from.close(1000);
      await ended(listener);
      equal(listener.frames, frames, 'the frames that arrive');
    },
  },
  {
    title: 'keeps what comes before anybody listens, and how it ended',
    requirements: [],
    async run({ ends: [from, to] }) {
      const sender = ear(from);
      from.send(frameOf(3, 1));
      from.send(frameOf(4, 2));
      from.close(3000, 'early');
      await ended(sender);
      const listener = ear(to);
      equal(await ended(listener), { code: 3000, reason: 'early' }, 'how it ended');
      equal(listener.frames, [frameOf(3, 1), frameOf(4, 2)], 'the frames that arrive');
    },
  },
  {
    title: 'carries frames both ways at once',
    requirements: [],
    async run({ ends: [from, to] }) {
      const [near, far] = [ear(from), ear(to)];
      for (let i = 0; i < 50; i++) {
        from.send(frameOf(1_000, i));
        to.send(frameOf(2_000, i));
      }
      const all =
        (count: number) =>
        ({ frames }: { frames: Uint8Array[] }) =>
          frames.length === count;
      await Promise.all([near.until(all(50)), far.until(all(50))]);
      equal(
        far.frames.map(({ length }) => length),
        Array(50).fill(1_000),
        'one way',
      );
      equal(
        near.frames.map((frame) => frame[0]),
        [...Array(50).keys()],
        'the other way, in order',
      );
    },
  },
  {
    title: 'carries a frame of the greatest length',
    requirements: ['TRN-001'],
    async run({ ends: [from, to] }) {
      const [, listener] = [ear(from), ear(to)];
      from.send(frameOf(MAX_FRAME_BYTES, 7));
      await listener.until(({ frames }) => frames.length === 1);
      equal(listener.frames[0]!.length, MAX_FRAME_BYTES, 'its length');
    },
  },
  {
    title: 'closes on both sides with 4413 for a frame that is longer',
    requirements: ['TRN-001', 'TRN-014'],
    async run({ ends: [from, to] }) {
      const [sender, listener] = [ear(from), ear(to)];
      from.send(frameOf(MAX_FRAME_BYTES + 1, 7));
      from.send(frameOf(1, 8));
      const limit = CLOSE_CODE_BY_ERROR['E_LIMIT'];
      equal((await ended(listener)).code, limit, 'where it arrives');
      equal((await ended(sender)).code, limit, 'where it came from');
      equal(listener.frames, [], 'the frames that arrive');
    },
  },
];

const CLOSE_CASES: readonly CaseBody[] = [
  {
    title: 'states the close code and the reason on both sides, once, after the last frame',
    requirements: ['TRN-014'],
    async run({ ends: [from, to] }) {
      const [sender, listener] = [ear(from), ear(to)];
      from.send(frameOf(9, 1));
      from.close(4451, 'E_ABUSE');
      from.close(4400, 'again');
      equal(await ended(sender), { code: 4451, reason: 'E_ABUSE' }, 'the side that closes');
      equal(await ended(listener), { code: 4451, reason: 'E_ABUSE' }, 'the other side');
      equal(listener.frames, [frameOf(9, 1)], 'the frame before it');
      to.close(4400);
      equal([sender.closes.length, listener.closes.length], [1, 1], 'how often it was said');
    },
  },
  {
    title: 'ignores what is sent after the link was closed, by either side',
    requirements: [],
    async run({ ends: [from, to] }) {
      const [sender, listener] = [ear(from), ear(to)];
      from.close(1000);
      from.send(frameOf(5, 1));
      to.send(frameOf(5, 2));
      await Promise.all([ended(sender), ended(listener)]);
      from.send(frameOf(5, 3));
      to.send(frameOf(5, 4));
      equal([sender.frames, listener.frames], [[], []], 'what arrives');
      equal([from.buffered, to.buffered], [0, 0], 'what waits');
    },
  },
  {
    title: 'hands over nothing more to a listener that has closed the link, also of what was waiting for it',
    requirements: [],
    async run({ ends: [from, to] }) {
      const sender = ear(from);
      for (let i = 0; i < 5; i++) from.send(frameOf(5, i));
      let heard = 0;
      to.listen({
        frame() {
          heard++;
          to.close(4400, 'E_FRAME');
        },
        closed: () => undefined,
      });
      equal(await ended(sender), { code: 4400, reason: 'E_FRAME' }, 'the other side');
      equal(heard, 1, 'the frames that were handed over');
    },
  },
  {
    title: 'refuses close codes that no program gives, reasons that are too long, and a second listener',
    requirements: [],
    async run({ ends: [from] }) {
      for (const code of [0, 999, 1005, 1006, 2999, 5000, 4400.5])
        throws(() => from.close(code), RangeError, `the code ${code}`);
      throws(() => from.close(1000, 'é'.repeat(62)), RangeError, 'a reason of 124 bytes');
      ear(from);
      throws(() => void ear(from), TypeError, 'a second listener');
    },
  },
  {
    title: 'says on both sides that it was lost',
    requirements: [],
    needsCut: true,
    async run({ ends: [from, to], cut }) {
      const [sender, listener] = [ear(from), ear(to)];
      cut?.();
      equal((await ended(sender)).code, CLOSE_LOST, 'one side');
      equal((await ended(listener)).code, CLOSE_LOST, 'the other side');
    },
  },
];

const PRESSURE_CASES: readonly CaseBody[] = [
  {
    title: 'takes frames up to the high-water mark, and delivers all of them',
    requirements: ['TRN-010'],
    async run({ ends: [from, to] }) {
      const sender = ear(from);
      const sent = fill(from);
      const listener = ear(to);
      await sender.until(({ drains }) => drains === 1);
      equal(from.buffered <= HIGH_WATER_BYTES, true, 'room after `drained`');
      from.send(frameOf(10, sent));
      await listener.until(({ frames }) => frames.length === sent + 1);
      equal(
        listener.frames.map((frame) => frame[0]),
        [...Array(sent + 1).keys()],
        'their order',
      );
    },
  },
  {
    title: 'refuses a frame while more than 4,194,304 bytes are not sent',
    requirements: ['TRN-010'],
    async run({ ends: [from, to] }) {
      ear(from);
      const sent = fill(from);
      const before = from.buffered;
      throws(() => from.send(frameOf(1, 0)), RangeError, 'a frame above the mark');
      equal(from.buffered, before, 'what waits');
      const listener = ear(to);
      from.close(1000);
      await ended(listener);
      equal(listener.frames.length, sent, 'the frames that arrive');
    },
  },
];

/** Sends frames of 1 MiB to somebody who does not listen until the link is above its mark. Returns how many. */
function fill(link: Link): number {
  // What the system takes off the link's hands first is less than this.
  const enough = 200;
  let sent = 0;
  while (link.buffered <= HIGH_WATER_BYTES) {
    if (sent === enough)
      throw new Error(`${sent} frames of 1 MiB, and ${link.buffered} bytes wait: nothing holds back`);
    link.send(frameOf(MAX_FRAME_BYTES, sent++));
  }
  return sent;
}

const CASES: readonly CaseBody[] = [...FRAME_CASES, ...CLOSE_CASES, ...PRESSURE_CASES];
