import type { Client } from '@allod/client';
import { describe, expect, it } from 'vitest';
import { collect, valueOf } from './scratch.ts';
import { createTeamOf, createWorld } from './world.ts';
import type { World } from './world.ts';

const NOTES = 'v:com.example.notes';

interface Nest {
  readonly at: World;
  readonly ada: Client;
  readonly bob: Client;
  readonly eve: Client;
  /** Ada's, with Bob as a writer and Eve as an admin. */
  readonly inner: string;
  /** Ada's, in which the inner team is an admin. */
  readonly outer: string;
}

async function nest(): Promise<Nest> {
  const at = await createWorld();
  const [ada, bob, eve] = [await at.person('Ada'), await at.person('Bob'), await at.person('Eve')];
  const inner = await createTeamOf(at, [ada, bob, eve]);
  valueOf(await ada.teams.setRole(inner, eve.me.user, 'admin'));
  const { id: outer } = valueOf(await ada.teams.create('Club'));
  expect(valueOf(await ada.teams.add(outer, inner, 'admin'))).toMatchObject({ isMember: true });
  await at.sync(ada);
  await at.sync(bob, eve);
  return { at, ada, bob, eve, inner, outer };
}

describe('a team in a team', () => {
  it('lets its members act in the outer one, as far as the least role on the way goes', async () => {
    const { at, ada, bob, eve, inner, outer } = await nest();
    expect(await bob.teams.list()).toMatchObject([
      { id: outer, name: 'Club', role: 'writer', via: [{ id: inner, name: 'Home' }] },
      { id: inner, role: 'writer', via: [] },
    ]);
    valueOf(await bob.records.add(NOTES, { json: 'hello' }, { tag: 'x', owner: outer }));
    const invited = valueOf(await eve.teams.invite(outer, { role: 'admin', relays: [at.relay.url] }));
    expect(await bob.teams.invite(outer)).toMatchObject({
      ok: false,
      says: 'Only an admin can invite as writer, and you are a writer.',
      ask: [{ id: ada.me.user }, { id: eve.me.user }],
    });
    await at.sync(bob, eve, ada);
    expect(await collect(ada.records.list({ owner: outer }))).toMatchObject([
      { json: 'hello', by: bob.me.user, via: [inner] },
    ]);
    expect(valueOf(await ada.teams.invites(outer)).find(({ id }) => id === invited.id)).toMatchObject({
      state: 'open',
    });
    expect(await bob.teams.leave(outer)).toMatchObject({
      says: 'You are in this team through another one: leave that.',
    });
  });

  it('brings what its members wrote in the outer one also when they leave it before they sync', async () => {
    const { at, ada, bob, inner, outer } = await nest();
    valueOf(await bob.records.add(NOTES, { json: 'hello' }, { owner: outer }));
    valueOf(await bob.teams.leave(inner));
    await at.sync(bob, ada);
    expect(await collect(ada.records.list({ owner: outer, col: NOTES }))).toMatchObject([{ json: 'hello' }]);
  });

  it('passes on that somebody was removed from it', async () => {
    const { at, ada, bob, eve, inner, outer } = await nest();
    const carl = await at.person('Carl');
    const { link } = valueOf(await ada.teams.invite(outer, { relays: [at.relay.url] }));
    await at.sync(ada);
    valueOf(await valueOf(await carl.open(link)).accept());
    await at.sync(ada, eve);
    valueOf(await ada.teams.remove(inner, eve.me.user));
    // Eve acts in the outer team beside that, as if she were still in the inner one.
    valueOf(await eve.teams.remove(outer, carl.me.user));
    const report = valueOf(await ada.sync(at.relay.url));
    expect(report.upkeep).toContain('Ada closed what “Eve” could still do through Home.');
    await at.sync(eve, ada, bob);
    expect(valueOf(await ada.teams.members(outer)).map(({ id }) => id)).toContain(carl.me.user);
    expect(valueOf(await bob.teams.audit(outer)).find(({ isAlive }) => !isAlive)).toMatchObject({
      k: 'remove',
      who: { id: eve.me.user },
    });
    expect(valueOf(await ada.sync(at.relay.url)).upkeep).toEqual([]);
  });

  it('is taken in by an offer in its name, which an admin of it accepts', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const { id: inner } = valueOf(await bob.teams.create('Band'));
    await at.sync(bob);
    const { id: outer } = valueOf(await ada.teams.create('Club'));
    const added = valueOf(await ada.teams.add(outer, inner, 'writer', { relays: [at.relay.url] }));
    expect(added).toMatchObject({ isMember: false, link: expect.any(String) });
    await at.sync(ada);
    const opened = valueOf(await bob.open(added.link!));
    expect(opened.preview.impossible).toBeUndefined();
    valueOf(await opened.accept());
    expect(await bob.teams.list()).toMatchObject([
      { id: inner, via: [] },
      { id: outer, role: 'writer', via: [{ id: inner }] },
    ]);
    await at.sync(bob, ada);
    expect(valueOf(await ada.teams.members(outer)).map(({ id }) => id)).toContain(inner);
  });

  it('gives up offers for several people when somebody is removed', async () => {
    const at = await createWorld();
    const [ada, bob, eve] = [await at.person('Ada'), await at.person('Bob'), await at.person('Eve')];
    const team = await createTeamOf(at, [ada, bob]);
    const { link } = valueOf(await ada.teams.invite(team, { uses: 5, relays: [at.relay.url] }));
    await at.sync(ada);
    valueOf(await valueOf(await eve.open(link)).accept());
    await at.sync(ada);
    expect(valueOf(await ada.teams.invites(team))[0]).toMatchObject({ state: 'open', uses: 5, used: 1 });
    expect(valueOf(await ada.teams.remove(team, eve.me.user)).notes).toMatchObject([
      expect.stringMatching(/^Took back an invite/),
    ]);
    await at.sync(ada);
    expect(valueOf(await ada.teams.invites(team))[0]).toMatchObject({ state: 'revoked' });
    expect(valueOf(await ada.teams.members(team)).map(({ role }) => role)).toEqual(['root', 'owner', 'writer']);
  });
});
