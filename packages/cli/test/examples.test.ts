import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { VERBS } from '../src/verbs.ts';
import { runHere, wordsOfLine } from './here.ts';
import { makeHome, packOf } from './homes.ts';
import { scratch, startLine } from './program.ts';
import { startRelay } from './relay.ts';
import { createWorld } from './world.ts';

const shared = createWorld();
afterAll(async () => (await shared).close());

/** What the words of the examples stand for in a world where they are true. */
const WORDS = { id: 'h3WmTq', relay: ':4321', port: '--port 4321' };

/** What an example that goes on until Ctrl-C prints once it is under way. */
const UNDER_WAY: Readonly<Record<string, RegExp>> = {
  'record watch': /Relay: live/,
  'relay start': /listens at/,
  sync: /state=live/,
};

interface Example {
  readonly path: string;
  readonly line: string;
}

const EXAMPLES: readonly Example[] = VERBS.flatMap(({ path, examples }) =>
  examples.map(({ line }) => ({ path, line })),
);

/** Examples that need a shell, or go on until Ctrl-C, are run as they stand; what a process costs is saved for all others. */
function needsProcess({ path, line }: Example): boolean {
  return /[|&]|--live/.test(line) || path === 'relay start' || (path === 'record watch' && line.includes(WORDS.relay));
}

const titled = ({ path, line }: Example): readonly [string, string] => [path, line];

test.each(EXAMPLES.filter((example) => !needsProcess(example)).map(titled))(
  'the help of "%s" shows an example that works: %s',
  async (path, line) => {
    const world = await (await shared).copy();
    const { ada, invite, note, share, url } = world;
    const proposal = path === 'vote withdraw' ? world.ownProposal : world.proposal;
    // A home that is to be made is not there yet, nor a file that is to be written.
    const folder = path === 'init' ? scratch() : world.folder;
    if (path === 'pack export') rmSync(join(folder, 'home.allod'));
    if (path === 'device add') {
      const paired = await runHere(['device', 'pair', '--relay', url], { home: join(folder, 'ada') });
      writeFileSync(join(folder, 'link.txt'), paired.stdout);
    }
    // Who is to be invited is in no team yet.
    const user = path === 'team add' || path === 'vote admit' ? 'B'.repeat(42) + 'A' : ada;
    // The words of Ada's kit are still on her laptop, where they are no secret yet.
    const { args, from, home = join(folder, path === 'keys protect' ? 'phone' : 'ada') } = wordsOfLine(line, folder);
    const real = args.map((word) => {
      if (word.includes(WORDS.relay)) return url;
      const short = { INVITE: invite, PROPOSAL: proposal, SHARE: share, [WORDS.id]: note };
      const ids = Object.fromEntries(Object.entries(short).map(([name, id]) => [name, id.slice(0, 8)]));
      return { USER: user, ...ids }[word] ?? word;
    });
    const { code, stdout, stderr } = await runHere(real, { home, stdin: from === undefined ? '' : readFileSync(from) });
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('error:') as string });
    expect(stdout).not.toBe('');
  },
);

test.each(EXAMPLES.filter(needsProcess).map(titled))(
  'the help of "%s" shows an example that works in a shell: %s',
  async (path, line) => {
    const cwd = scratch();
    await makeHome(join(cwd, '.allod'), { notes: ['one', 'two'] });
    if (line.includes('--home ./phone')) await makeHome(join(cwd, 'phone'));
    if (path === 'pack verify') writeFileSync(join(cwd, 'home.allod'), await packOf(join(cwd, '.allod')));
    const port = line.includes(WORDS.relay) ? (await startRelay(cwd)).port : '';
    const running = startLine(line.replace(WORDS.relay, `:${port}`).replace(WORDS.port, '--port 0'), { cwd });
    const underWay = line.includes('|') || line.includes('&&') ? undefined : UNDER_WAY[path];
    if (underWay !== undefined) {
      await running.printed(underWay);
      process.kill(-(running.child.pid ?? 0), 'SIGINT');
    }
    const { code, stdout, stderr } = await running.done;
    expect({ code, stderr }).toEqual({
      code: underWay === undefined ? 0 : 130,
      stderr: expect.not.stringContaining('error:') as string,
    });
    // A watch prints nothing until something comes.
    if (path !== 'record watch') expect(stdout).not.toBe('');
  },
);

test('every help page is of a verb with two examples that differ', () => {
  for (const { examples } of VERBS) expect(examples[0].line).not.toBe(examples[1].line);
});
