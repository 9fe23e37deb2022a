import type { Client, ProposalView } from '@allod/client';
import { describe, expect, it } from 'vitest';
import { codeOf, valueOf } from './scratch.ts';
import { createTeamOf, createWorld } from './world.ts';
import type { World } from './world.ts';

const VOTES = 'i:allod.votes';

async function rolesIn(client: Client, team: string): Promise<Record<string, string>> {
  const members = valueOf(await client.teams.members(team));
  return Object.fromEntries(members.filter(({ kind }) => kind !== 'key').map(({ id, role }) => [id, role]));
}

async function latest(client: Client, team: string): Promise<ProposalView> {
  const [view] = valueOf(await client.teams.proposals(team));
  if (view === undefined) throw new Error('there is no proposal');
  return view;
}

/** A team of so many owners, the first of whom began it. */
async function createOwners(at: World, owners: readonly [Client, ...Client[]]): Promise<string> {
  const [ada, ...others] = owners;
  const team = await createTeamOf(at, owners);
  for (const [i, other] of others.entries()) {
    valueOf(await ada.teams.propose(team, { setRole: other.me.user, role: 'owner' }));
    await at.sync(ada);
    for (const voter of others.slice(0, i)) {
      await at.sync(voter);
      const view = await latest(voter, team);
      if (view.state === 'open') valueOf(await voter.teams.vote(team, view.id, true));
      await at.sync(voter);
    }
    await at.sync(ada, ...others);
    await at.sync(...owners);
  }
  return team;
}

async function people(at: World, ...names: readonly string[]): Promise<Client[]> {
  return Promise.all(names.map((name) => at.person(name)));
}

describe('a vote', () => {
  it('expels one of three owners once two have said yes, and nobody meets anybody', async () => {
    const at = await createWorld();
    const [ada, bob, eve] = (await people(at, 'Ada', 'Bob', 'Eve')) as [Client, Client, Client];
    const team = await createOwners(at, [ada, bob, eve]);
    expect(Object.values(await rolesIn(ada, team))).toEqual(['owner', 'owner', 'owner']);
    const proposed = valueOf(await ada.teams.propose(team, { expel: eve.me.user }, { text: 'She is gone.' }));
    expect(proposed).toMatchObject({
      state: 'open',
      says: 'Ada proposes to remove “Eve”.',
      text: 'She is gone.',
      mine: true,
      tally: { yes: 1, no: 0, needed: 2, of: 3 },
    });
    await at.sync(ada, bob);
    const voted = valueOf(await bob.teams.vote(team, proposed.id.slice(0, 8), true));
    expect(voted).toMatchObject({ state: 'passed', tally: { yes: 2 }, waitsFor: [{ id: ada.me.user }] });
    await at.sync(bob);
    const report = valueOf(await ada.sync(at.relay.url));
    expect(report.upkeep).toEqual(['“Bob” removed “Eve”.']);
    await at.sync(bob, ada);
    expect(Object.keys(await rolesIn(bob, team)).toSorted()).toEqual([ada.me.user, bob.me.user].toSorted());
    expect(await latest(bob, team)).toMatchObject({ state: 'done', waitsFor: [] });
    // Bob's program signed first, and did not have the op itself: it is no old copy for that.
    expect(await bob.standing()).toEqual({ state: 'device' });
    const audit = valueOf(await ada.teams.audit(team)).slice(-2);
    expect(audit).toMatchObject([
      { k: 'remove', isAlive: true, cosigners: [expect.anything()] },
      { k: 'epoch', isAlive: true },
    ]);
  });

  it('is done at once where one is enough', async () => {
    const at = await createWorld();
    const [ada, bob] = (await people(at, 'Ada', 'Bob')) as [Client, Client];
    const team = await createTeamOf(at, [ada, bob]);
    const raised = valueOf(await ada.teams.propose(team, { setRole: bob.me.user, role: 'owner' }));
    expect(raised).toMatchObject({ state: 'done', mine: true });
    expect(raised.tally).toBeUndefined();
    expect((await rolesIn(ada, team))[bob.me.user]).toBe('owner');
  });

  it('lets a writer propose what an admin then says yes to', async () => {
    const at = await createWorld();
    const [ada, bob, eve] = (await people(at, 'Ada', 'Bob', 'Eve')) as [Client, Client, Client];
    const team = await createTeamOf(at, [ada, bob]);
    const asked = valueOf(await bob.teams.propose(team, { admit: eve.me.user, role: 'writer' }));
    expect(asked).toMatchObject({ state: 'open', tally: { yes: 0, needed: 1 } });
    expect(asked.mine).toBeUndefined();
    expect(await bob.teams.vote(team, asked.id, true)).toMatchObject({
      ok: false,
      error: { code: 'E_NOT_AUTHORIZED' },
      says: 'Only an admin can vote on this, and you are a writer.',
      ask: [{ id: ada.me.user }],
    });
    await at.sync(bob, ada);
    const done = valueOf(await ada.teams.vote(team, asked.id, true));
    expect(done).toMatchObject({ state: 'done', link: expect.any(String) });
    await at.sync(ada);
    const opened = valueOf(await eve.open(done.link!, { relays: [at.relay.url] }));
    valueOf(await opened.accept());
    await at.sync(eve, ada);
    expect((await rolesIn(ada, team))[eve.me.user]).toBe('writer');
    expect((await latest(ada, team)).link).toBeUndefined();
  });

  it('admits under quorum once more than half of admins and owners have said yes', async () => {
    const at = await createWorld();
    const [ada, bob, cy, eve] = (await people(at, 'Ada', 'Bob', 'Cy', 'Eve')) as [Client, Client, Client, Client];
    const team = await createOwners(at, [ada, bob]);
    const { link } = valueOf(await ada.teams.invite(team, { role: 'admin', relays: [at.relay.url] }));
    await at.sync(ada);
    valueOf(await valueOf(await cy.open(link)).accept());
    await at.sync(cy, ada, bob);
    valueOf(await ada.teams.propose(team, { policy: { admit: 'quorum' } }));
    await at.sync(ada, bob, cy);
    expect(codeOf(await ada.teams.invite(team))).toBe('E_NOT_AUTHORIZED');
    const asked = valueOf(await cy.teams.propose(team, { admit: eve.me.user, role: 'admin' }));
    expect(asked).toMatchObject({ state: 'open' });
    await at.sync(cy, ada);
    expect(valueOf(await ada.teams.vote(team, asked.id, true))).toMatchObject({ state: 'passed' });
    await at.sync(ada, cy, ada);
    const done = await latest(ada, team);
    expect(done.state).toBe('done');
    const opened = valueOf(await eve.open(done.link!, { relays: [at.relay.url] }));
    valueOf(await opened.accept());
    await at.sync(eve, bob);
    expect((await rolesIn(bob, team))[eve.me.user]).toBe('admin');
  });
});

describe('what is not enough', () => {
  it('is half of the owners, also together with the one who is to go', async () => {
    const at = await createWorld();
    const [ada, bob, cy, eve] = (await people(at, 'Ada', 'Bob', 'Cy', 'Eve')) as [Client, Client, Client, Client];
    const team = await createOwners(at, [ada, bob, cy, eve]);
    const { id } = valueOf(await ada.teams.propose(team, { expel: eve.me.user }));
    await at.sync(ada, bob, eve);
    expect(valueOf(await bob.teams.vote(team, id, true))).toMatchObject({
      state: 'open',
      tally: { yes: 2, needed: 3, of: 4 },
    });
    expect(await eve.teams.vote(team, id, true)).toMatchObject({
      says: expect.stringContaining('leave, or step down'),
    });
    await at.sync(bob, eve, ada, cy);
    expect(valueOf(await cy.teams.vote(team, id, false))).toMatchObject({
      state: 'refused',
      why: 'As the votes are, it cannot be passed any more.',
    });
    // Whoever said no can think again.
    expect(valueOf(await cy.teams.vote(team, id, true))).toMatchObject({ state: 'passed', tally: { yes: 3, no: 0 } });
    await at.sync(cy, ada, bob, ada, bob, cy);
    expect((await latest(cy, team)).state).toBe('done');
    expect(Object.keys(await rolesIn(cy, team))).not.toContain(eve.me.user);
  });

  it('is what no vote can bring about: of two owners neither expels the other', async () => {
    const at = await createWorld();
    const [ada, bob] = (await people(at, 'Ada', 'Bob')) as [Client, Client];
    const team = await createOwners(at, [ada, bob]);
    expect(await ada.teams.propose(team, { expel: bob.me.user })).toMatchObject({
      error: { code: 'E_NOT_AUTHORIZED' },
      says: expect.stringContaining('No vote can bring this about'),
    });
    expect(codeOf(await ada.teams.propose(team, { expel: 'A'.repeat(43) }))).toBe('E_NOT_FOUND');
    expect(codeOf(await ada.teams.propose(team, { setRole: bob.me.user, role: 'owner' }))).toBe('E_INPUT');
    expect(codeOf(await ada.teams.propose(team, { expel: bob.me.user }, { text: '' }))).toBe('E_INPUT');
    expect(codeOf(await ada.teams.propose(team, { policy: {} }))).toBe('E_INPUT');
    expect(codeOf(await ada.teams.propose('A'.repeat(43), { policy: { admit: 'open' } }))).toBe('E_NOT_FOUND');
  });
});

describe('a vote that does not count', () => {
  it('is one by who is no owner, one for another proposal, and one that nobody understands', async () => {
    const at = await createWorld();
    const [ada, bob, cy, eve] = (await people(at, 'Ada', 'Bob', 'Cy', 'Eve')) as [Client, Client, Client, Client];
    const team = await createOwners(at, [ada, bob, cy]);
    const { link } = valueOf(await ada.teams.invite(team, { relays: [at.relay.url] }));
    await at.sync(ada);
    valueOf(await valueOf(await eve.open(link)).accept());
    await at.sync(eve, ada, bob, cy);
    const expel = valueOf(await ada.teams.propose(team, { expel: cy.me.user }));
    await at.sync(ada, eve, bob);
    // Eve, a writer, says yes with a program of her own.
    const say = (client: Client, json: object): Promise<unknown> =>
      client.records.add(VOTES, { json }, { owner: team });
    await say(eve, { k: 'vote', on: expel.id, yes: true });
    await say(bob, { k: 'vote', on: expel.id, yes: 1 });
    await say(bob, { k: 'vote', on: 'A'.repeat(43), yes: true });
    await at.sync(eve, bob, ada);
    const view = await latest(ada, team);
    expect(view).toMatchObject({ state: 'open', tally: { yes: 1, no: 0, needed: 2, of: 3 } });
    expect(view.votes).toMatchObject([
      { counts: true, who: { id: ada.me.user } },
      { counts: false, who: { id: eve.me.user }, why: 'It does not count: only an owner has a vote here.' },
    ]);
    const policy = valueOf(await bob.teams.propose(team, { setRole: eve.me.user, role: 'owner' }));
    await at.sync(bob, ada);
    expect(valueOf(await ada.teams.proposals(team)).find(({ id }) => id === expel.id)).toMatchObject({ state: 'open' });
    expect(policy.tally).toMatchObject({ yes: 1 });
  });

  it('is the second of one owner, from whichever device', async () => {
    const at = await createWorld();
    const [ada, bob, eve] = (await people(at, 'Ada', 'Bob', 'Eve')) as [Client, Client, Client];
    const team = await createOwners(at, [ada, bob, eve]);
    const { id } = valueOf(await ada.teams.propose(team, { expel: eve.me.user }));
    valueOf(await ada.teams.vote(team, id, true));
    const view = await latest(ada, team);
    expect(view).toMatchObject({ state: 'open', tally: { yes: 1, needed: 2 } });
    expect(view.votes.map(({ counts }) => counts)).toEqual([false, true]);
    expect(view.votes[0]!.why).toBe('It does not count: a later vote of the same member does.');
  });

  it('is that of a member who has left meanwhile', async () => {
    const at = await createWorld();
    const [ada, bob, cy, eve] = (await people(at, 'Ada', 'Bob', 'Cy', 'Eve')) as [Client, Client, Client, Client];
    const team = await createOwners(at, [ada, bob, cy, eve]);
    const { id } = valueOf(await bob.teams.propose(team, { expel: eve.me.user }));
    valueOf(await bob.teams.leave(team));
    await at.sync(bob, ada);
    const view = valueOf(await ada.teams.vote(team, id, true));
    expect(view).toMatchObject({ state: 'open', tally: { yes: 1, needed: 2, of: 3 } });
    expect(view.votes[0]).toMatchObject({
      counts: false,
      why: 'It does not count: whoever signed is not in the team any more, or the device was removed.',
    });
  });
});

describe('a proposal', () => {
  it('is taken back by who made it alone, and then nobody signs it', async () => {
    const at = await createWorld();
    const [ada, bob, eve] = (await people(at, 'Ada', 'Bob', 'Eve')) as [Client, Client, Client];
    const team = await createOwners(at, [ada, bob, eve]);
    const { id } = valueOf(await ada.teams.propose(team, { expel: eve.me.user }));
    await at.sync(ada, bob);
    expect(await bob.teams.withdraw(team, id)).toMatchObject({
      error: { code: 'E_NOT_AUTHORIZED' },
      says: 'Only “Ada” can take it back, who proposed it. You can say no.',
    });
    valueOf(await bob.teams.vote(team, id, true));
    expect(valueOf(await ada.teams.withdraw(team, id))).toMatchObject({ state: 'withdrawn' });
    await at.sync(bob, ada, bob, ada);
    expect(await latest(bob, team)).toMatchObject({ state: 'withdrawn' });
    expect(Object.keys(await rolesIn(ada, team))).toContain(eve.me.user);
    expect(await bob.teams.vote(team, id, false)).toMatchObject({
      error: { code: 'E_INPUT' },
      says: 'It was taken back.',
    });
    // Somebody else's withdrawal, by a program of his own, is none.
    const again = valueOf(await ada.teams.propose(team, { expel: eve.me.user }));
    await at.sync(ada, eve);
    await eve.records.add(VOTES, { json: { k: 'withdrawal', on: again.id } }, { owner: team });
    await at.sync(eve, ada);
    expect(await latest(ada, team)).toMatchObject({ id: again.id, state: 'open' });
  });

  it('is proposed once, and over when its target leaves by himself', async () => {
    const at = await createWorld();
    const [ada, bob, eve] = (await people(at, 'Ada', 'Bob', 'Eve')) as [Client, Client, Client];
    const team = await createOwners(at, [ada, bob, eve]);
    const { id } = valueOf(await ada.teams.propose(team, { expel: eve.me.user }));
    const role = valueOf(await ada.teams.propose(team, { setRole: eve.me.user, role: 'writer' }));
    expect(await ada.teams.propose(team, { expel: eve.me.user })).toMatchObject({
      error: { code: 'E_INPUT' },
      says: `This is proposed already: vote on ${id.slice(0, 8)}.`,
    });
    valueOf(await eve.teams.leave(team));
    await at.sync(ada, eve, bob);
    const views = valueOf(await bob.teams.proposals(team));
    expect(views.find((view) => view.id === id)).toMatchObject({ state: 'done' });
    expect(views.find((view) => view.id === role.id)).toMatchObject({
      state: 'void',
      why: '“Eve” is not in the team any more.',
    });
    expect(codeOf(await bob.teams.vote(team, role.id, true))).toBe('E_INPUT');
  });
});

describe('the programs of those who said yes', () => {
  it('go on where they stopped when they are started again', async () => {
    const at = await createWorld();
    const [ada, bob, eve] = (await people(at, 'Ada', 'Bob', 'Eve')) as [Client, Client, Client];
    const team = await createOwners(at, [ada, bob, eve]);
    const { id } = valueOf(await ada.teams.propose(team, { expel: eve.me.user }));
    await at.sync(ada, bob);
    valueOf(await bob.teams.vote(team, id, true));
    await bob.close();
    await ada.close();
    const bobAgain = await at.open('Bob');
    const adaAgain = await at.open('Ada');
    await at.sync(bobAgain, adaAgain, bobAgain);
    expect(await latest(bobAgain, team)).toMatchObject({ id, state: 'done' });
  });

  it('do the same when both draft beside each other', async () => {
    const at = await createWorld();
    const [ada, bob, cy, eve] = (await people(at, 'Ada', 'Bob', 'Cy', 'Eve')) as [Client, Client, Client, Client];
    const team = await createOwners(at, [ada, bob, cy, eve]);
    const { id } = valueOf(await ada.teams.propose(team, { expel: eve.me.user }));
    await at.sync(ada, bob, cy);
    valueOf(await bob.teams.vote(team, id, true));
    valueOf(await cy.teams.vote(team, id, true));
    // Each has heard of the other's yes through the relay only now, and both make a draft.
    await at.sync(bob, cy, bob, ada, bob, cy, ada);
    expect(await latest(ada, team)).toMatchObject({ state: 'done' });
    await at.sync(bob, cy, ada, bob, cy);
    expect(await ada.digest(team)).toBe(await cy.digest(team));
    expect(await ada.digest(team)).toBe(await bob.digest(team));
  });
});
