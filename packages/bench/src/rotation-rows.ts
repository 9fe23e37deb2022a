import type { Crypto, Lab } from './lab.ts';
import { takeTurns } from './measure.ts';
import type { Plan } from './plan.ts';
import { makeRow } from './row.ts';
import type { Row } from './row.ts';

/** Members of a team that gets a new key, as the name of a row has them. */
type Size = keyof Plan['rotations']['members'];

const SIZES: readonly Size[] = ['10', '100', '1000'];
const ON_NODE_ROW = 'rotate-1000-node-crypto';
const NESTED_ROW = 'rotate-nested-10k';
const NESTED_BYTES_ROW = 'bytes-rotate-nested-10k';
/** What somebody who removes a member of 10,000 may be asked for. */
const MOST_SECONDS = 0.06;
const MOST_BYTES = 50_000;

/** What a new key for everybody costs: rows by their names, and how they are measured. */
export const ROTATION_MEASUREMENTS: readonly {
  readonly rows: readonly string[];
  readonly run: (lab: Lab) => Promise<Row[]>;
}[] = [
  ...SIZES.map((size) => ({ rows: [`rotate-${size}`], run: async (lab: Lab) => [await flatRow(lab, size, 'sodium')] })),
  { rows: [ON_NODE_ROW], run: async (lab: Lab) => [await flatRow(lab, '1000', 'node')] },
  { rows: [NESTED_ROW, NESTED_BYTES_ROW], run: nestedRows },
];

async function flatRow(lab: Lab, size: Size, crypto: Crypto): Promise<Row> {
  const { rounds, warmUps, rotations } = lab.plan;
  const records = rotations.members[size];
  const work = { records, batch: Math.max(1, Math.round(rotations.wraps / records)), cores: 1 };
  const isNode = crypto === 'node';
  const name = isNode ? ON_NODE_ROW : `rotate-${size}`;
  const wanted = [
    { name: 'ours-rotation', ...work, crypto },
    { name: 'jose-rotation', ...work },
  ] as const;
  return lab.with(wanted, async ([ours, theirs]) => {
    const runners = { ours: ours.round, theirs: theirs.round };
    const took = await takeTurns({ runners, rounds, warmUps });
    await lab.profile(name, { ours });
    return makeRow({
      name,
      value: (took.ours.cpuSeconds / work.batch) * 1000,
      unit: 'ms',
      opponent: (took.theirs.cpuSeconds / work.batch) * 1000,
      ...(isNode ? {} : { goal: { atMost: 0.2 } }),
      note:
        `A member is removed, and ${records} get the secret of a new epoch: keyboxes for 256 each, with the epoch before under it. By CPU time; ${isNode ? 'node:crypto' : 'sodium-native'} agrees; ` +
        `${took.ours['bytes']} bytes of keyboxes. Opponent: one General JWE of jose for the same, its keys imported before, ${took.theirs['bytes']} bytes.`,
    });
  });
}

async function nestedRows(lab: Lab): Promise<Row[]> {
  const { rounds, warmUps, rotations } = lab.plan;
  const batch = Math.max(1, Math.round(rotations.wraps / (2 * rotations.nested)));
  const wanted = [{ name: 'ours-rotation-nested', records: rotations.nested, batch, cores: 1 }] as const;
  return lab.with(wanted, async ([ours]) => {
    const { took } = await takeTurns({ runners: { took: ours.round }, rounds, warmUps });
    await lab.profile(NESTED_ROW, { ours });
    const what = `Somebody leaves one of ${rotations.nested} teams of ${rotations.nested} people each, which are the members of one team: the removal, an epoch of his team and one of that above it, signed and sealed.`;
    return [
      makeRow({
        name: NESTED_ROW,
        value: (took.cpuSeconds / batch) * 1000,
        unit: 'ms',
        opponent: MOST_SECONDS * 1000,
        goal: { atMost: 1 },
        note: `${what} By CPU time. Beside it stands the bound.`,
      }),
      makeRow({
        name: NESTED_BYTES_ROW,
        value: took['bytes']!,
        unit: 'B',
        opponent: MOST_BYTES,
        goal: { atMost: 1 },
        note: 'What that publishes: statements as their parts, and keyboxes. Beside it stands the bound.',
      }),
    ];
  });
}
