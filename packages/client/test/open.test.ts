import { describe, expect, it } from 'vitest';
import { codeOf, valueOf } from './scratch.ts';
import { createTeamOf, createWorld } from './world.ts';

const DAY_MS = 86_400_000;

describe('a link', () => {
  it('is refused when it is none', async () => {
    const at = await createWorld();
    const ada = await at.person('Ada');
    expect(codeOf(await ada.open('https://example.com'))).toBe('E_FORMAT');
    expect(codeOf(await ada.open('allod:#allod1.party.e30'))).toBe('E_UPGRADE');
  });

  it('is declined without a trace, here and at the relay', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const { id } = valueOf(await ada.teams.create('Home'));
    const { link } = valueOf(await ada.teams.invite(id, { relays: [at.relay.url] }));
    await at.sync(ada);
    const opened = valueOf(await bob.open(link));
    await opened.decline();
    expect(await bob.spaces()).toHaveLength(1);
    expect(await at.relay.store.items([bob.me.user])).toEqual([undefined]);
  });

  it('says when the invite is expired, taken back or void, and when nobody has the log', async () => {
    const at = await createWorld();
    const [ada, bob, eve] = [await at.person('Ada'), await at.person('Bob'), await at.person('Eve')];
    const team = await createTeamOf(at, [ada, bob]);
    valueOf(await ada.teams.setRole(team, bob.me.user, 'admin'));
    await at.sync(ada, bob);
    const relays = [at.relay.url];
    const lapsed = valueOf(await ada.teams.invite(team, { relays, lastsMs: DAY_MS }));
    const revoked = valueOf(await ada.teams.invite(team, { relays }));
    valueOf(await ada.teams.revoke(team, revoked.id.slice(0, 8)));
    const orphan = valueOf(await bob.teams.invite(team, { relays }));
    await at.sync(ada, bob, ada);
    valueOf(await ada.teams.remove(team, bob.me.user));
    await at.sync(ada);
    at.clock.set(lapsed.exp! + 1);
    const why = async (link: string): Promise<string | undefined> => valueOf(await eve.open(link)).preview.impossible;
    expect(await why(lapsed.link)).toBe('This invite has expired. Ask for a new one.');
    expect(await why(revoked.link)).toBe('This invite was taken back. Ask for a new one.');
    expect(await why(orphan.link)).toMatch(/^This invite is no longer valid/);
    const unknown = lapsed.link.replace('allod:', 'allod:');
    expect(codeOf(await valueOf(await eve.open(unknown, { relays })).accept())).toBe('E_INVITE');
    expect(codeOf(await valueOf(await eve.open(orphan.link)).accept())).toBe('E_INVITE');
    const { id: far } = valueOf(await ada.teams.create('Far'));
    const silent = valueOf(await ada.teams.invite(far));
    const opened = valueOf(await eve.open(silent.link));
    expect(opened.preview).toMatchObject({ log: { name: 'Far', isOwnWord: true }, impossible: expect.any(String) });
    expect(codeOf(await opened.accept())).toBe('E_NOT_FOUND');
  });

  it('is for one person alone when it names him', async () => {
    const at = await createWorld();
    const [ada, bob, eve] = [await at.person('Ada'), await at.person('Bob'), await at.person('Eve')];
    const { id } = valueOf(await ada.teams.create('Home'));
    const { link } = valueOf(await ada.teams.invite(id, { to: bob.me.user, role: 'admin', relays: [at.relay.url] }));
    await at.sync(ada);
    expect(valueOf(await eve.open(link)).preview.impossible).toBe('This invite is for somebody else.');
    valueOf(await valueOf(await bob.open(link)).accept());
    expect(await bob.teams.list()).toMatchObject([{ id, role: 'admin' }]);
  });

  it('lets somebody ask to be let in, whom an admin then invites', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const { id } = valueOf(await ada.teams.create('Home'));
    const relays = [at.relay.url];
    const knock = valueOf(await bob.open(valueOf(await ada.teams.knock(id, { relays }))));
    expect(knock).toMatchObject({ kind: 'knock', preview: { log: { id, name: 'Home', isOwnWord: true } } });
    const { link: request } = valueOf(await knock.accept());
    const asked = valueOf(await ada.open(request!));
    expect(asked).toMatchObject({
      kind: 'request',
      preview: { from: { id: bob.me.user, name: 'Bob', isOwnWord: true } },
    });
    const { link } = valueOf(await asked.accept({ role: 'reader' }));
    await at.sync(ada);
    valueOf(await valueOf(await bob.open(link!)).accept());
    await at.sync(bob, ada);
    expect(valueOf(await ada.teams.members(id)).map(({ role }) => role)).toEqual(['root', 'owner', 'reader']);
  });

  it('is not shown as possible when it is by somebody who is blocked', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const { id } = valueOf(await ada.teams.create('Home'));
    const { link } = valueOf(await ada.teams.invite(id, { relays: [at.relay.url] }));
    await at.sync(ada);
    expect(valueOf(await valueOf(await bob.open(link)).block())).toMatchObject({ id: ada.me.user });
    expect(await bob.people.get(ada.me.user)).toMatchObject({ isBlocked: true });
    expect(valueOf(await bob.open(link)).preview.impossible).toBe('You have blocked whoever invites you.');
    valueOf(await bob.people.unblock(ada.me.user));
    expect(valueOf(await bob.open(link)).preview.impossible).toBeUndefined();
  });
});

describe('people', () => {
  it('have the names that one gives them, on all devices, before those that they give themselves', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    await createTeamOf(at, [ada, bob]);
    expect(valueOf(await ada.people.find('bob'))).toMatchObject({ id: bob.me.user, name: 'Bob', isOwnWord: true });
    const named = valueOf(await ada.people.setName(bob.me.user, 'Robert'));
    expect(named).toEqual({ id: bob.me.user, name: 'Robert', kind: 'user' });
    expect((await ada.people.list()).map(({ name }) => name)).toEqual(
      ['Ada', 'Home', 'Robert'].filter((name) => name !== 'Home'),
    );
    expect(valueOf(await ada.people.setName(bob.me.user))).toMatchObject({ name: 'Bob' });
    expect(codeOf(await ada.people.setName(bob.me.user, ''))).toBe('E_INPUT');
    expect(codeOf(await ada.people.setName('nobody', 'x'))).toBe('E_INPUT');
    expect(codeOf(await ada.people.find('nobody'))).toBe('E_NOT_FOUND');
  });
});

describe('a relay that a link names', () => {
  it('cannot fill the memory of whoever looks at the link, and the log is had all the same', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const { id } = valueOf(await ada.teams.create('Home'));
    const bytes = (fill: number): { readonly bytes: Uint8Array } => ({ bytes: new Uint8Array(1_048_576).fill(fill) });
    valueOf(
      await ada.records.addAll(
        'i:com.example.big.public',
        Array.from({ length: 40 }, (_, i) => bytes(i)),
        { owner: id },
      ),
    );
    const { link } = valueOf(await ada.teams.invite(id, { relays: [at.relay.url] }));
    await at.sync(ada);
    const opened = valueOf(await bob.open(link));
    expect(opened.preview).toMatchObject({ role: 'writer', members: 1 });
    expect(opened.preview.impossible).toBeUndefined();
    expect(await bob.spaces()).toHaveLength(1);
  });
});
