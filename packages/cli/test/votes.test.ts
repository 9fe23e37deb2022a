import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runHere, wordsIn } from './here.ts';
import { document } from './program.ts';
import type { Ran } from './program.ts';
import { createWorld } from './world.ts';
import type { World } from './world.ts';

const shared = createWorld();
afterAll(async () => (await shared).close());

type Act = (line: string) => Promise<Ran>;

/** Somebody who types lines. */
function actor(world: World, home: string): Act {
  return (line) => {
    const args = wordsIn(line).map((word) => (word === 'URL' ? world.url : word));
    return runHere(args, { home: join(world.folder, home) });
  };
}

async function scene(): Promise<{ readonly world: World; readonly ada: Act; readonly bob: Act }> {
  const world = await (await shared).copy();
  return { world, ada: actor(world, 'ada'), bob: actor(world, 'bob') };
}

function errorOf(ran: Ran): { readonly code: string; readonly message: string; readonly hint: string } {
  return document(ran)['error'] as never;
}

describe('a vote', () => {
  test('brings two owners together who never meet', async () => {
    const { ada, bob } = await scene();
    const raised = await ada('vote role Home Bob owner --why "He does the work."');
    expect(raised.stdout).toMatch(/^Ada proposes to make “Bob” an owner\. It is done\.\nproposal \S{43}\n$/);
    expect(raised.stderr).toContain('not encrypted');
    await ada('sync URL');
    await bob('sync URL');
    const user = `${'C'.repeat(42)}A`;
    const alone = await bob(`team add Home ${user} --role owner --json`);
    expect(alone.code).toBe(7);
    expect(errorOf(alone).hint).toBe('Propose it, with `allod vote`, and ask “Ada” to say yes.');
    const asked = document(await bob(`vote admit Home ${user} owner --json`));
    expect(asked).toMatchObject({ state: 'open', tally: { yes: 1, needed: 2, of: 2 } });
    await bob('sync URL');
    await ada('sync URL');
    const list = await ada('vote list Home');
    expect(list.stdout).toMatch(/\t“Bob” proposes to admit \S+ as owner\.\t1\/2\t\topen\n/);
    expect(list.stdout).toContain('→ 1 of the 2 who have to say yes did; 2 have a vote.');
    const yes = await ada(`vote yes ${String(asked['id']).slice(0, 10)}`);
    expect(yes.stdout).toContain('Enough said yes: it is done once “Bob” has synced.');
    await ada('sync URL');
    expect((await bob('sync URL')).stderr).toContain('invited');
    const done = JSON.parse((await bob('vote list Home --json')).stdout) as {
      id: string;
      state: string;
      link?: string;
    }[];
    expect(done.find(({ id }) => id === asked['id'])).toMatchObject({ state: 'done', link: expect.any(String) });
  });

  test('is refused to who has none, and said to whom to turn', async () => {
    const { world, ada, bob } = await scene();
    const mine = await bob(`vote yes ${world.proposal.slice(0, 8)} --json`);
    expect(mine.code).toBe(4);
    expect(errorOf(mine)).toMatchObject({
      code: 'E_NOT_AUTHORIZED',
      message: 'Only an admin can vote on this, and you are a writer. Nothing was written.',
      hint: expect.stringMatching(/^Ask /),
    });
    expect((await bob('vote list Home')).stdout).toContain('→ 0 of the 1 who have to say yes did; 1 have a vote.');
    const no = await ada(`vote no ${world.proposal.slice(0, 8)}`);
    expect(no.stdout).toContain('As the votes are, it cannot be passed any more.');
    const withdrawn = await ada(`vote withdraw ${world.proposal.slice(0, 8)} --json`);
    expect(errorOf(withdrawn).message).toContain('can take it back, who proposed it');
    expect(await bob(`vote withdraw ${world.proposal.slice(0, 8)}`)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('It is taken back.'),
    });
    const over = await bob(`vote withdraw ${world.proposal.slice(0, 8)} --json`);
    expect(errorOf(over)).toMatchObject({ code: 'E_INPUT', message: expect.stringContaining('It was taken back.') });
  });

  test('is about what a vote can bring about', async () => {
    const { ada } = await scene();
    expect(errorOf(await ada('vote yes nowhere --json'))).toMatchObject({
      code: 'E_NOT_FOUND',
      hint: '`allod vote list` shows the proposals in your teams.',
    });
    expect(await ada('vote role Home Bob guest')).toMatchObject({ code: 2 });
    expect(await ada('vote policy Home --admit closed')).toMatchObject({ code: 2 });
    expect(errorOf(await ada('vote role Home Bob writer --json'))).toMatchObject({ code: 'E_INPUT' });
    expect(errorOf(await ada('vote expel Home me --json'))).toMatchObject({ code: 'E_NOT_AUTHORIZED' });
    expect((await ada('vote list Club')).stderr).toContain('Nothing is proposed.');
  });
});

describe('the policy of a team', () => {
  test('is shown and set, and shown by votes under it', async () => {
    const { ada, bob } = await scene();
    expect((await ada('team policy Home')).stdout).toBe('admit\topen\n');
    const set = await ada('team policy Home --admit quorum');
    expect(set.stdout).toBe('In Home, more than half of those who may have to agree on each new member.\n');
    expect(document(await ada('team policy Home --json'))).toEqual({ admit: 'quorum' });
    expect(await ada('team policy Home --admit maybe')).toMatchObject({ code: 2 });
    expect(errorOf(await bob('team policy Home --admit open --json'))).toMatchObject({ code: 'E_NOT_AUTHORIZED' });
  });
});
