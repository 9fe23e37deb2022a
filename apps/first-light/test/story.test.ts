import { describe, expect, it } from 'vitest';
import { StoryFault } from '../src/steps.ts';
import { STEPS, tellStory } from '../src/story.ts';
import { imagine } from './imagined-world.ts';
import type { Faults } from './imagined-world.ts';

/** How the story ends in a world with these faults. */
async function ending(faults: Faults): Promise<unknown> {
  return tellStory(imagine(faults).world).catch((fault: unknown) => fault);
}

describe('tellStory', () => {
  it('says each step and its figures', async () => {
    const { world, said } = imagine();
    await tellStory(world);
    expect(said.map((line) => line.replaceAll(/[0-9a-f]{64}/g, (digest) => digest.slice(0, 4)))).toMatchInlineSnapshot(`
      [
        "1. A relay starts",
        "   process 7001 on port 4100 of this machine alone, with an empty store",
        "2. Ada gets a laptop and a phone",
        "   she is the user ada",
        "   laptop: /homes/laptop",
        "   phone:  /homes/phone",
        "   each has a key of its own, without a passphrase; what they write is encrypted for both",
        "3. The laptop takes in the countries of the world",
        "   3 records signed and stored in 5 ms, one for each country of an atlas",
        "4. The laptop brings them to the relay",
        "   laptop → relay: 5 statements in 5 ms, none refused",
        "5. The phone starts empty, and gets them from the relay",
        "   relay → phone: 5 statements in 5 ms, each verified by the phone, none refused",
        "   all 3 can be read there, Aruba to Tuvalu, and say what the laptop wrote",
        "   SHA-256 over the sorted ids of all statements:",
        "     laptop   5 statements  e7af",
        "     phone    5 statements  e7af",
        "     the same",
        "6. Both stay connected, and write",
        "   both are connected",
        "   the laptop writes a record; 5 ms later the phone has it, verified and stored",
        "   the phone writes a record; 5 ms later the laptop has it, verified and stored",
        "7. The relay is killed",
        "   process 7001 got SIGKILL; both devices noticed",
        "   each writes one more record meanwhile; their digests differ now",
        "8. The relay starts again",
        "   process 7002 on port 4100, with the store of process 7001",
        "   after 5 ms both had connected by themselves, and each had what the other wrote",
        "   SHA-256 over the sorted ids of all statements:",
        "     laptop   9 statements  d9e0",
        "     phone    9 statements  d9e0",
        "     the same",
        "9. Nothing is missing in the relay",
        "   stranger, with an empty home, pulls from the relay alone: 9 statements, none refused",
        "   SHA-256 over the sorted ids of all statements:",
        "     laptop   9 statements  d9e0",
        "     phone    9 statements  d9e0",
        "     stranger 9 statements  d9e0",
        "     the same",
        "   and reads nothing of it: each record is sealed for Ada’s devices",
        "10. The devices are put away",
        "   all of it held; it took 65 ms",
      ]
    `);
    expect(said.filter((line) => /^\d+\. /.test(line))).toHaveLength(STEPS);
  });

  it('leaves a relay that runs, with all that any device holds, and homes that nobody has open', async () => {
    const closed: string[] = [];
    const faults = {
      laptop: { close: async () => void closed.push('laptop') },
      phone: { close: async () => void closed.push('phone') },
    };
    const { world, relay } = imagine(faults);
    const { relay: running, ada } = await tellStory(world);
    expect(running.pid).toBe(7_002);
    expect([relay.isUp, relay.linked.size, relay.held.size]).toEqual([true, 0, 9]);
    expect([await ada.laptop.digest(), closed]).toEqual([await ada.phone.digest(), ['laptop', 'phone']]);
  });

  it('starts the relay again on the port that it had', async () => {
    const ports: (number | undefined)[] = [];
    const { world, relay } = imagine();
    const startRelay = async (port?: number): ReturnType<typeof world.startRelay> => {
      ports.push(port);
      return relay.start();
    };
    await tellStory({ ...world, startRelay });
    expect(ports).toEqual([undefined, 4_100]);
  });

  it.each<[string, Faults, string]>([
    [
      'a relay that does not start',
      { world: { startRelay: () => Promise.reject(new Error('E_LISTEN')) } },
      '1, .*E_LISTEN',
    ],
    ['a home that cannot be made', { world: { createAda: () => Promise.reject(new Error('E_HOME')) } }, '2, .*E_HOME'],
    [
      'fewer records than countries',
      { laptop: { write: async () => ['a', 'b', 'b'] } },
      '3, .*3 countries became 2 records',
    ],
    [
      'a relay that refuses',
      { laptop: { sync: async () => ({ sent: 5, received: 0, refused: 1, parked: 0 }) } },
      '4, .*1 statement refused',
    ],
    [
      'a relay that does not decide',
      { laptop: { sync: async () => ({ sent: 5, received: 0, refused: 0, parked: 2 }) } },
      '4, .*2 undecided',
    ],
    [
      'a sync that leaves something out',
      { laptop: { sync: async () => ({ sent: 3, received: 0, refused: 0, parked: 0 }) } },
      '4, .*it holds 5 statements and sent 3',
    ],
    ['a phone that is not empty', { phone: { count: async () => 2 } }, '5, .*not empty: it holds 2'],
    [
      'a phone that refuses',
      { phone: { sync: async () => ({ sent: 0, received: 3, refused: 1, parked: 0 }) } },
      '5, .*1 statement refused',
    ],
    [
      'a phone that gets too little',
      { phone: { sync: async () => ({ sent: 0, received: 3, refused: 0, parked: 0 }) } },
      '5, .*3 statements came',
    ],
    [
      'a body that says something else on the phone',
      { phone: { read: async () => new Map([['TUV', { cca3: 'TUV', name: { common: 'Atlantis' } }]]) } },
      '5, .*0 of them say what the laptop wrote',
    ],
    ['digests that differ', { phone: { digest: async () => 'other' } }, '5, .*the digests differ'],
    ['a record that does not arrive live', { phone: { arrivals: nothing } }, '6, .*a record is missing'],
    ['a record that does not come back live', { laptop: { arrivals: nothing } }, '6, .*a record is missing'],
    [
      'digests that are the same although the relay was dead',
      { laptop: { digest: async () => 'same' }, phone: { digest: async () => 'same' } },
      '7, .*the digests are the same, although nothing was sent',
    ],
    [
      'a relay that has lost its store',
      { stranger: { sync: async () => ({ sent: 0, received: 0, refused: 0, parked: 0 }) } },
      '9, .*the digests differ',
    ],
    [
      'a relay that gives what does not hold',
      { stranger: { sync: async () => ({ sent: 0, received: 9, refused: 1, parked: 0 }) } },
      '9, .*1 statement refused',
    ],
    [
      'a stranger who reads',
      { stranger: { read: async () => new Map([['TUV', 'Tuvalu']]) } },
      '9, .*stranger reads 1 record',
    ],
    [
      'a home that does not close',
      { laptop: { close: () => Promise.reject(new Error('it is stuck')) } },
      '10, .*stuck',
    ],
  ])('ends at the step with %s', async (_, faults, words) => {
    const fault = await ending(faults);
    expect(fault).toBeInstanceOf(StoryFault);
    expect((fault as StoryFault).message).toMatch(new RegExp(`^step ${words}`));
  });

  it('ends at the step where the relay does not come back', async () => {
    const { world, relay } = imagine();
    const startRelay = async (port?: number): ReturnType<typeof world.startRelay> => {
      if (port !== undefined) throw new Error('E_STORE_CORRUPT');
      return relay.start();
    };
    await expect(tellStory({ ...world, startRelay })).rejects.toThrow(/^step 8, .*E_STORE_CORRUPT/);
  });

  it('ends at the step at which it is told to, although nothing happens there', async () => {
    const controller = new AbortController();
    const never = (): AsyncIterable<string> => ({
      [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }),
    });
    const say = (line: string): void => {
      if (line.startsWith('6.')) queueMicrotask(() => controller.abort(new Error('the person left')));
    };
    const { world } = imagine({ phone: { arrivals: never }, world: { signal: controller.signal, say } });
    await expect(tellStory(world)).rejects.toThrow(/^step 6, .*the person left/);
  });

  it('begins nothing when it is told to end before', async () => {
    const { world, relay } = imagine({ world: { signal: AbortSignal.abort(new Error('the person left')) } });
    await expect(tellStory(world)).rejects.toThrow(/^step 1, .*the person left/);
    expect(relay.starts).toBe(0);
  });
});

async function* nothing(): AsyncGenerator<string> {
  // A watch that ends at once.
}
