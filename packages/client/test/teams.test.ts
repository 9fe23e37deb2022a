import type { Client } from '@allod/client';
import { describe, expect, it } from 'vitest';
import { codeOf, collect, valueOf } from './scratch.ts';
import { createTeamOf, createWorld } from './world.ts';

const NOTES = 'v:com.example.notes';

async function rolesIn(client: Client, team: string): Promise<(readonly [string | undefined, string])[]> {
  const members = valueOf(await client.teams.members(team));
  return members.filter(({ kind }) => kind !== 'key').map(({ name, role }) => [name, role] as const);
}

describe('a team', () => {
  it('is joined by link while the one who invited is away', async () => {
    const { relay, person, sync } = await createWorld();
    const [ada, bob] = [await person('Ada'), await person('Bob')];
    const team = valueOf(await ada.teams.create('Home'));
    expect(team).toMatchObject({ name: 'Home', role: 'owner', members: 1, hasRoot: true });
    const { link } = valueOf(await ada.teams.invite(team.id, { relays: [relay.url] }));
    await sync(ada);
    const opened = valueOf(await bob.open(link));
    expect(opened).toMatchObject({ kind: 'invite', preview: { role: 'writer', members: 1, log: { name: 'Home' } } });
    expect(opened.preview.impossible).toBeUndefined();
    valueOf(await opened.accept());
    valueOf(await bob.records.addAll(NOTES, [{ json: 'hello' }], { owner: team.id, tags: ['x'] }));
    await sync(bob, ada);
    expect(await rolesIn(ada, team.id)).toEqual([
      ['Ada', 'owner'],
      ['Bob', 'writer'],
    ]);
    const notes = await collect(ada.records.list({ owner: team.id, col: NOTES }));
    expect(notes).toMatchObject([{ json: 'hello', by: bob.me.user, owner: team.id }]);
    expect(valueOf(await ada.teams.invites(team.id))).toMatchObject([{ state: 'used', used: 1 }]);
    expect(valueOf(await ada.teams.audit(team.id)).map(({ says }) => says)).toEqual([
      'Ada began Home.',
      'Ada made new keys.',
      'Ada made a link with which one can join as writer.',
      '“Bob” joined as writer, by an invite of Ada.',
      '“Bob” made new keys.',
      'Ada took an invite back.',
      'Ada gave keys to those who came later.',
    ]);
  });

  it('says whom to ask for what somebody may not do', async () => {
    const at = await createWorld();
    const [ada, bob, eve] = [await at.person('Ada'), await at.person('Bob'), await at.person('Eve')];
    const team = await createTeamOf(at, [ada, bob, eve]);
    await bob.people.setName(ada.me.user, 'Ada');
    const removed = await bob.teams.remove(team, eve.me.user);
    expect(removed).toMatchObject({
      ok: false,
      error: { code: 'E_NOT_AUTHORIZED' },
      says: 'Only an admin can remove a writer, and you are a writer.',
      ask: [{ name: 'Ada' }],
    });
    expect(await bob.teams.invite(team)).toMatchObject({
      says: 'Only an admin can invite as writer, and you are a writer.',
    });
    expect(codeOf(await bob.teams.setPolicy(team, { admit: 'quorum' }))).toBe('E_NOT_AUTHORIZED');
    expect(codeOf(await bob.teams.get('A'.repeat(43)))).toBe('E_NOT_FOUND');
  });

  it('lets a reader read, and says whom to ask when he writes', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const team = await createTeamOf(at, [ada, bob]);
    valueOf(await ada.teams.setRole(team, bob.me.user, 'reader'));
    await at.sync(ada, bob);
    const added = await bob.records.addAll(NOTES, [{ json: 1 }], { owner: team, tags: ['x'] });
    expect(added).toMatchObject({
      ok: false,
      error: { code: 'E_NOT_AUTHORIZED' },
      says: 'Only a writer can write in this team, and you are a reader.',
      ask: [{ id: ada.me.user }],
    });
  });

  it('ends what a removed member does beside his removal, and says why', async () => {
    const at = await createWorld();
    const [ada, bob, eve] = [await at.person('Ada'), await at.person('Bob'), await at.person('Eve')];
    const team = await createTeamOf(at, [ada, bob, eve]);
    valueOf(await ada.teams.setRole(team, bob.me.user, 'admin'));
    await at.sync(ada, bob);
    valueOf(await ada.teams.remove(team, bob.me.user));
    valueOf(await bob.teams.remove(team, eve.me.user));
    await at.sync(ada, bob, ada, eve);
    expect(await rolesIn(ada, team)).toEqual([
      ['Ada', 'owner'],
      ['Eve', 'writer'],
    ]);
    const struck = valueOf(await eve.teams.audit(team)).filter(({ isAlive }) => !isAlive);
    expect(struck).toMatchObject([
      { k: 'remove', who: { name: 'Bob' } },
      { k: 'epoch', who: { name: 'Bob' } },
    ]);
    expect(struck[0]!.struck).toMatch(/^It does not count: beside it, and without knowing of it, .* removed “Bob”\.$/);
  });

  it('is handed over: the new owner closes what the old one could still do', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const team = await createTeamOf(at, [ada, bob]);
    expect(valueOf(await ada.teams.transfer(team, bob.me.user))).toMatchObject({ state: 'done' });
    await at.sync(ada, bob, ada);
    expect(await rolesIn(ada, team)).toEqual([
      ['Bob', 'owner'],
      ['Ada', 'admin'],
    ]);
    const said = valueOf(await ada.teams.audit(team)).map(({ says }) => says);
    expect(said.slice(-3)).toEqual(
      [
        '“Bob” closed what Ada could still do with an earlier role.',
        'Ada stepped down to admin.',
        'Ada made “Bob” owner.',
      ].toReversed(),
    );
  });

  it('is left by whoever wants to, but not by the last owner unless he insists', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const team = await createTeamOf(at, [ada, bob]);
    expect(codeOf(await ada.teams.leave(team))).toBe('E_NOT_AUTHORIZED');
    valueOf(await bob.teams.leave(team));
    expect(await bob.teams.list()).toEqual([]);
    await at.sync(bob, ada);
    expect(await rolesIn(ada, team)).toEqual([['Ada', 'owner']]);
    const report = valueOf(await bob.sync(at.relay.url));
    expect(report.spaces.map(({ space }) => space)).toEqual([bob.me.user]);
    valueOf(await ada.teams.leave(team, { force: true }));
  });

  it('hears of somebody who removes himself, as of one who leaves', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const team = await createTeamOf(at, [ada, bob]);
    valueOf(await bob.teams.remove(team, bob.me.user));
    await at.sync(bob, ada);
    expect(await rolesIn(ada, team)).toEqual([['Ada', 'owner']]);
  });

  it('is known to the other devices of its members', async () => {
    const at = await createWorld();
    const ada = await at.person('Ada');
    const { id } = valueOf(await ada.teams.create('Home'));
    expect(await ada.teams.list()).toMatchObject([{ id, name: 'Home', role: 'owner', via: [], members: 1 }]);
    expect(valueOf(await ada.teams.find('home')).id).toBe(id);
    expect(valueOf(await ada.teams.find(id.slice(0, 6))).id).toBe(id);
    expect(codeOf(await ada.teams.find('else'))).toBe('E_NOT_FOUND');
  });

  it('takes in another team at once by whoever leads both, and shows who is in through it', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const inner = await createTeamOf(at, [ada, bob]);
    const { id: outer } = valueOf(await ada.teams.create('Club'));
    expect(valueOf(await ada.teams.add(outer, inner, 'writer'))).toMatchObject({ isMember: true });
    await at.sync(ada);
    const members = valueOf(await ada.teams.members(outer, { deep: true }));
    expect(members.find(({ id }) => id === bob.me.user)).toMatchObject({
      role: 'writer',
      effective: 'writer',
      via: [{ id: inner, name: 'Home' }],
    });
  });
});

describe('handing a team over to somebody outside', () => {
  it('begins with an invite, and is done when it is asked for again', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const { id } = valueOf(await ada.teams.create('Home'));
    const first = valueOf(await ada.teams.transfer(id, bob.me.user, { relays: [at.relay.url] }));
    expect(first).toMatchObject({ state: 'invited', link: expect.any(String) });
    await at.sync(ada);
    valueOf(await valueOf(await bob.open(first.link!)).accept());
    await at.sync(ada);
    expect(valueOf(await ada.teams.transfer(id, bob.me.user, { keepRole: 'writer' }))).toMatchObject({ state: 'done' });
    await at.sync(ada, bob, ada);
    expect(await rolesIn(ada, id)).toEqual([
      ['Bob', 'owner'],
      ['Ada', 'writer'],
    ]);
    expect(valueOf(await ada.teams.audit(id)).at(-1)).toMatchObject({ isAlive: true, k: 'remove' });
    // Who gave the team its name leads it no more, and it keeps the name all the same.
    expect((await ada.teams.list())[0]).toMatchObject({ name: 'Home' });
    valueOf(await ada.records.add('m:allod.profile', { json: { name: 'Mine' } }, { tag: 'name', owner: id }));
    await at.sync(ada, bob);
    expect((await bob.teams.list())[0]).toMatchObject({ name: 'Home' });
  });
});
