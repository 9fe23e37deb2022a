import type { KeyValue, KeyValuePair } from '../key-value.ts';
import { equal } from './check.ts';

/** One case of the suite for ordered maps. `run` rejects when the driver fails it. */
export interface KeyValueCase {
  readonly title: string;
  /** Opens a map, works the case and closes it. */
  run(): Promise<void>;
}

const bytes = (...of: number[]): Uint8Array => Uint8Array.from(of);
const all = [bytes(0), bytes(255, 255)] as const;

/** The suite for ordered maps; `open` gives an empty one each time. The suite closes it. */
export function keyValueCases(open: () => Promise<KeyValue>): KeyValueCase[] {
  return Object.entries(CASES).map(([title, run]) => ({
    title,
    async run() {
      const kv = await open();
      await run(kv);
      await kv.close();
    },
  }));
}

const first = (pairs: readonly KeyValuePair[]): number[][] => pairs.map(([key]) => [...key]);

const CASES: Readonly<Record<string, (kv: KeyValue) => Promise<void>>> = {
  'gives back values in the order of the keys that were asked for': async (kv) => {
    await kv.write([
      [bytes(1), bytes(10, 0)],
      [bytes(2), bytes(20)],
    ]);
    equal(await kv.get([bytes(2), bytes(3), bytes(1)]), [bytes(20), undefined, bytes(10, 0)], 'values');
  },
  'orders keys bytewise with a prefix first': async (kv) => {
    const keys = [bytes(255), bytes(1, 0), bytes(1), bytes(0), bytes(1, 0, 0), bytes(128)];
    await kv.write(keys.map((key) => [key, bytes(1)]));
    const order = [[0], [1], [1, 0], [1, 0, 0], [128], [255]];
    equal(first(await kv.range(...all, { limit: 9 })), order, 'upwards');
    equal(first(await kv.range(...all, { limit: 9, reverse: true })), order.toReversed(), 'downwards');
  },
  'gives the low end of a range and not the high one': async (kv) => {
    await kv.write([1, 2, 3, 4].map((key) => [bytes(key), bytes(key)]));
    equal(first(await kv.range(bytes(2), bytes(4), { limit: 9 })), [[2], [3]], 'upwards');
    equal(first(await kv.range(bytes(2), bytes(4), { limit: 1, reverse: true })), [[3]], 'downwards');
    equal(await kv.range(bytes(4), bytes(2), { limit: 9 }), [], 'the wrong way round');
  },
  'lets the later of two changes to one key win': async (kv) => {
    await kv.write([
      [bytes(1), bytes(1)],
      [bytes(1), null],
      [bytes(2), null],
      [bytes(2), bytes(2)],
    ]);
    equal(await kv.get([bytes(1), bytes(2)]), [undefined, bytes(2)], 'values');
  },
  'takes keys of 1024 bytes and empty values': async (kv) => {
    const key = new Uint8Array(1024).fill(7);
    await kv.write([[key, bytes()]]);
    equal(await kv.get([key]), [bytes()], 'value');
  },
};
