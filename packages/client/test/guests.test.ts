import { describe, expect, it } from 'vitest';
import { codeOf, collect, valueOf } from './scratch.ts';
import { createTeamOf, createWorld } from './world.ts';

const BOARD = 'v:com.example.board';

describe('a guest', () => {
  it('does what his rights say, and nothing else', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const { id } = valueOf(await ada.teams.create('Home'));
    const caps = [{ do: ['r', 'w'], col: BOARD }] as const;
    expect(codeOf(await ada.teams.invite(id, { role: 'guest' }))).toBe('E_INPUT');
    expect(codeOf(await ada.teams.invite(id, { role: 'writer', caps }))).toBe('E_INPUT');
    const { link } = valueOf(await ada.teams.invite(id, { role: 'guest', caps, relays: [at.relay.url] }));
    await at.sync(ada);
    valueOf(await valueOf(await bob.open(link)).accept());
    valueOf(await bob.records.add(BOARD, { json: 'hi' }, { tag: 'x', owner: id }));
    expect(codeOf(await bob.records.add('v:com.example.notes', { json: 1 }, { tag: 'x', owner: id }))).toBe(
      'E_NOT_AUTHORIZED',
    );
    await at.sync(bob, ada);
    expect(await collect(ada.records.list({ owner: id }))).toMatchObject([{ json: 'hi' }]);
    const [guest] = valueOf(await ada.teams.members(id)).filter(({ role }) => role === 'guest');
    expect(guest).toMatchObject({ id: bob.me.user, caps: [expect.stringContaining(BOARD)] });
    expect(codeOf(await ada.teams.setRole(id, bob.me.user, 'guest'))).toBe('E_INPUT');
    valueOf(await ada.teams.setRole(id, bob.me.user, 'writer'));
  });
});

describe('the policy of a team', () => {
  it('is set by owners, in its form', async () => {
    const at = await createWorld();
    const ada = await at.person('Ada');
    const { id, policy } = valueOf(await ada.teams.create('Home', { admit: 'quorum', root: 'none' }));
    expect(policy).toEqual({ admit: 'quorum' });
    valueOf(await ada.teams.setPolicy(id, { admit: 'open', colour: 'blue' }));
    const after = valueOf(await ada.teams.get(id));
    expect(after).toMatchObject({ policy: { admit: 'open', colour: 'blue' }, hasRoot: false });
    expect(after.warnings.join(' ')).toContain('one owner and no recovery kit');
    for (const wrong of [{}, { admit: 'closed' }, { Admit: 'open' }, { a: '' }])
      expect(codeOf(await ada.teams.setPolicy(id, wrong))).toBe('E_INPUT');
  });

  it('lets more than half of the admins and owners decide who comes in', async () => {
    const at = await createWorld();
    const [ada, bob, eve] = [await at.person('Ada'), await at.person('Bob'), await at.person('Eve')];
    const team = await createTeamOf(at, [ada, bob]);
    for (const role of ['admin', 'owner'] as const) valueOf(await ada.teams.setRole(team, bob.me.user, role));
    valueOf(await ada.teams.setPolicy(team, { admit: 'quorum' }));
    expect(await ada.teams.add(team, eve.me.user, 'writer')).toMatchObject({
      ok: false,
      error: { code: 'E_NOT_AUTHORIZED' },
      says: 'To take in a writer, others have to sign as well.',
      ask: [{ id: bob.me.user }],
      needsOthers: true,
    });
    expect(await ada.teams.setRole(team, bob.me.user, 'writer')).toMatchObject({
      says: 'To make an owner a writer, more than half of the owners have to sign, or a recovery kit.',
      ask: [{ id: bob.me.user }],
    });
  });

  it('is named by those who lead the team', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const team = await createTeamOf(at, [ada, bob]);
    expect(codeOf(await ada.teams.create(''))).toBe('E_INPUT');
    expect(codeOf(await ada.teams.create('a\nb'))).toBe('E_INPUT');
    expect(codeOf(await bob.teams.rename(team, 'Mine'))).toBe('E_NOT_AUTHORIZED');
    valueOf(await bob.records.add('m:allod.profile', { json: { name: 'Mine' } }, { tag: 'name', owner: team }));
    await at.sync(bob, ada);
    expect((await ada.teams.list())[0]).toMatchObject({ name: 'Home' });
    valueOf(await ada.teams.rename(team, 'House'));
    await at.sync(ada, bob);
    expect((await bob.teams.list())[0]).toMatchObject({ name: 'House' });
  });
});
