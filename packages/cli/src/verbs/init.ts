import type { Context } from '../context.ts';
import { valueOf, wrongUsage } from '../errors/failure.ts';
import { printable } from '../output/printable.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

interface Options {
  readonly name?: string;
  readonly device?: string;
  readonly second: readonly string[];
}

/** `allod init`: a user, this device, and perhaps further devices. */
export const init: Verb = defineVerb<Options>({
  path: 'init',
  summary: 'make a user, and this device as the first of its devices',
  examples: [
    { does: 'A user with one device', line: 'allod init --name Ada --device laptop' },
    {
      does: 'A second device, whose home is carried to another machine',
      line: 'allod init --name Ada --second ./phone',
    },
  ],
  shape: (command) =>
    command
      .option('--name <text>', 'what you are called; the teams that you join see it')
      .option('--device <text>', 'what this device is called here; nobody else sees it')
      .option('--second <dir>', 'home of one more device of this user; may be repeated', collect, []),
  run,
});

function collect(dir: string, others: readonly string[]): string[] {
  return [...others, dir];
}

async function run({ home, output }: Context, _: readonly string[], { name, device, second }: Options): Promise<void> {
  const { createHomes, MAX_FIRST_DEVICES } = await import('@allod/client');
  if (second.length >= MAX_FIRST_DEVICES)
    throw wrongUsage(`A user begins with at most ${MAX_FIRST_DEVICES} devices, this one included.`);
  const first = { folder: home, ...(device === undefined ? {} : { device }) };
  const homes = [first, ...second.map((folder) => ({ folder }))];
  const about = second.length === 0 ? home : homes.map(({ folder }) => folder).join(', ');
  const made = valueOf(await createHomes({ homes, ...(name === undefined ? {} : { name }) }), { about });
  const [own, ...others] = made.devices;
  const rows = [
    ['user', made.user],
    ['device', own?.kid ?? ''],
    ['home', home],
    ...others.map(({ folder, kid }) => ['second', `${kid} ${folder}`]),
  ];
  await output.result(
    { user: made.user, ...(name === undefined ? {} : { name }), devices: made.devices },
    { heading: [], rows },
  );
  output.warn(
    'The key of each device is in the file keys.json of its home, without a passphrase: whoever can read it can sign as the device.',
  );
  for (const { folder } of others)
    output.warn(
      `Carry ${printable(folder)} to the other machine, and delete it here: it holds the key of that device. It is empty until it syncs.`,
    );
  output.note(
    'Next: `allod recovery kit`: 24 words for paper, the way back when every device is lost. Then `allod keys protect`: a passphrase for the keys.',
  );
  output.note('Then: allod record add com.example.notes title="Hello"');
}
