import { SIZE_BY_NAME } from './bodies.ts';
import type { SizeName } from './bodies.ts';
import type { Lab, Wanted } from './lab.ts';
import { takeTurns } from './measure.ts';
import { makeRow } from './row.ts';
import type { Goal, Row } from './row.ts';

/** Bodies of a call, by the size of their contents. */
const BATCH_BY_SIZE: Readonly<Record<SizeName, number>> = { '200': 256, '1k': 256, '64k': 16, '1m': 4 };
const GOAL_BY_SIZE: Partial<Readonly<Record<SizeName, Goal>>> = { '200': { atLeast: 0.6 }, '64k': { atLeast: 0.85 } };

const WHAT = {
  seal: 'sealBodies, JSON up to 1 kB, beyond it bytes of another kind; each body is a record of its own, from the key of the collection on.',
  open: 'openBodies of the same: strict form, content key, commitment, AES-GCM, the content.',
} as const;

type Verb = keyof typeof WHAT;

const SIZES = Object.keys(SIZE_BY_NAME) as readonly SizeName[];

/** What sealing and opening cost, beside what chapter 04 asks for and no more. */
export const BODY_MEASUREMENTS: readonly { readonly row: string; readonly run: (lab: Lab) => Promise<Row> }[] =
  SIZES.flatMap((size) =>
    (['seal', 'open'] as const).map((verb) => ({
      row: `${verb}-${size}`,
      run: (lab: Lab): Promise<Row> => bodyRow(lab, verb, size),
    })),
  );

async function bodyRow(lab: Lab, verb: Verb, size: SizeName): Promise<Row> {
  const records = lab.plan.bodies[size];
  const batch = BATCH_BY_SIZE[size];
  const work = { records, batch, cores: 1 };
  const wanted = [
    { name: `ours-${verb}-${size}`, ...work },
    { name: `floor-${verb}-${size}`, ...work },
    { name: `bare-${verb}-${size}`, ...work },
  ] as const satisfies Wanted[];
  return lab.with(wanted, async ([ours, floor, bare]) => {
    const { rounds, warmUps } = lab.plan;
    const runners = { ours: ours.round, floor: floor.round, bare: bare.round };
    const taken = await takeTurns({ runners, rounds, warmUps });
    await lab.profile(`${verb}-${size}`, { ours });
    const [value, least, barest] = [taken.ours, taken.floor, taken.bare].map(({ cpuSeconds }) => records / cpuSeconds);
    const goal = GOAL_BY_SIZE[size];
    const parse = verb === 'open' && BATCH_BY_SIZE[size] === 256 ? ', JSON.parse' : '';
    return makeRow({
      name: `${verb}-${size}`,
      value: value!,
      unit: 'bodies/s',
      floor: least!,
      ...(goal && { goal }),
      note:
        `${WHAT[verb]} ${batch} a call. Floor: node:crypto alone: digests, derivations, AES-GCM${parse}, and base64url of the ciphertext; ` +
        `without base64url ${barest!.toPrecision(4)}, of which ours is ${(value! / barest!).toFixed(2)}. By CPU time.`,
    });
  });
}
