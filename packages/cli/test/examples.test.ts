import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Verb } from '../src/verb.ts';
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

/** Verbs with examples that are run in this process, in a world in which everybody of whom they speak is there. */
const HERE = /^(?:device|recovery|team|invite|open|knock|people)\b/;

const isHere = ({ path }: Verb): boolean => HERE.test(path);

describe.each(VERBS.filter(isHere).map((verb) => [verb.path, verb] as const))(
  'the help of "%s"',
  (path, { examples }) => {
    test.each(examples.map(({ line }) => line))('shows an example that works: %s', async (line) => {
      const world = await (await shared).copy();
      const { ada, folder, invite, url } = world;
      // Who is to be invited is in no team yet.
      const user = path === 'team add' ? 'A'.repeat(43) : ada;
      const { args, from, home = join(folder, 'ada') } = wordsOfLine(line, folder);
      const real = args.map((word) => {
        if (word.includes(WORDS.relay)) return url;
        return { USER: user, INVITE: invite.slice(0, 8) }[word] ?? word;
      });
      if (path === 'device add') {
        const paired = await runHere(['device', 'pair', '--relay', url], { home: join(folder, 'ada') });
        writeFileSync(join(folder, 'link.txt'), paired.stdout);
      }
      const stdin = from === undefined ? '' : readFileSync(from, 'utf8');
      const { code, stdout, stderr } = await runHere(real, { home, stdin });
      expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('error:') as string });
      expect(stdout).not.toBe('');
    });
  },
);

describe.each(VERBS.filter((verb) => !isHere(verb)).map((verb) => [verb.path, verb] as const))(
  'the help of "%s"',
  (path, { examples }) => {
    test.each(examples.map(({ line }) => line))('shows an example that works: %s', async (line) => {
      const cwd = scratch();
      const home = join(cwd, '.allod');
      let real = line;
      if (path !== 'init') {
        const [id = ''] = await makeHome(home, { notes: ['one', 'two'] });
        real = real.replace(WORDS.id, id.slice(0, 8));
      }
      if (line.includes('--home ./phone')) await makeHome(join(cwd, 'phone'));
      if (path.startsWith('pack ') && path !== 'pack export')
        writeFileSync(join(cwd, 'home.allod'), await packOf(home));
      if (line.includes(WORDS.relay)) real = real.replace(WORDS.relay, `:${(await startRelay(cwd)).port}`);
      const running = startLine(real.replace(WORDS.port, '--port 0'), { cwd });
      const isEndless = line.includes('--live') || line.includes('--relay') || path === 'relay start';
      if (isEndless && path !== 'doctor') {
        await running.printed(UNDER_WAY[path] ?? /$^/);
        process.kill(-(running.child.pid ?? 0), 'SIGINT');
      }
      const { code, stdout, stderr } = await running.done;
      expect({ code, stderr }).toEqual({
        code: isEndless && path !== 'doctor' ? 130 : 0,
        stderr: expect.not.stringContaining('error:') as string,
      });
      // A watch prints nothing until something comes.
      if (path !== 'record watch') expect(stdout).not.toBe('');
    });
  },
);

test('every help page is of a verb with two examples that differ', () => {
  for (const { examples } of VERBS) expect(examples[0].line).not.toBe(examples[1].line);
});
