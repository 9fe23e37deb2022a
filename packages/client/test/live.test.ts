import { describe, expect, it } from 'vitest';
import type { Client } from '@allod/client';
import { collect, valueOf } from './scratch.ts';
import { createTeamOf, createWorld } from './world.ts';
import type { World } from './world.ts';

const timers = {
  set(ms: number, fn: () => void): () => void {
    const timer = setTimeout(fn, ms);
    return () => clearTimeout(timer);
  },
};

/** Resolves once something holds, which is asked whenever a client stores something. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
}

async function stay(at: World, client: Client): Promise<void> {
  const connection = client.connect(at.relay.url);
  await until(async () => connection.state === 'live');
}

describe('staying connected', () => {
  it('takes a used-up invite back as soon as somebody has joined by it', async () => {
    const at = await createWorld({ timers });
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const { id } = valueOf(await ada.teams.create('Home'));
    const { link } = valueOf(await ada.teams.invite(id, { relays: [at.relay.url] }));
    await stay(at, ada);
    valueOf(await valueOf(await bob.open(link)).accept());
    const saidBy = async (client: Client): Promise<string[]> =>
      valueOf(await client.teams.audit(id)).map(({ says }) => says);
    await until(async () => (await saidBy(ada)).at(-1) === 'Ada gave keys to those who came later.');
    expect((await saidBy(ada)).at(-2)).toBe('Ada took an invite back.');
    await at.sync(bob);
    expect((await saidBy(bob)).slice(-2)).toEqual([
      '“Ada” took an invite back.',
      '“Ada” gave keys to those who came later.',
    ]);
  });

  it('brings what others write in a team', async () => {
    const at = await createWorld({ timers });
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const team = await createTeamOf(at, [ada, bob]);
    await stay(at, bob);
    valueOf(await ada.records.add('v:com.example.notes', { json: 1 }, { tag: 'x', owner: team }));
    await at.sync(ada);
    await until(async () => (await collect(bob.records.list({ owner: team }))).length > 0);
    expect(await collect(bob.records.list({ owner: team }))).toMatchObject([{ json: 1, by: ada.me.user }]);
  });

  it('signs what its user has said yes to as soon as enough others have', async () => {
    const at = await createWorld({ timers });
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const team = await createTeamOf(at, [ada, bob]);
    valueOf(await ada.teams.setRole(team, bob.me.user, 'owner'));
    const who = `${'C'.repeat(42)}A`;
    const { id } = valueOf(await ada.teams.propose(team, { admit: who, role: 'owner' }));
    await at.sync(ada, bob);
    await stay(at, ada);
    valueOf(await bob.teams.vote(team, id, true));
    await at.sync(bob);
    const isDone = async (client: Client): Promise<boolean> =>
      valueOf(await client.teams.proposals(team))[0]?.state === 'done';
    await until(() => isDone(ada));
    await at.sync(bob);
    expect(await isDone(bob)).toBe(true);
  });
});
