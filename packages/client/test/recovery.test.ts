import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { restoreHome } from '@allod/client';
import type { Client } from '@allod/client';
import { describe, expect, it } from 'vitest';
import { codeOf, collect, valueOf } from './scratch.ts';
import { createTeamOf, createWorld } from './world.ts';

const NOTES = 'v:com.example.notes';

async function wordsOf(client: Client): Promise<readonly string[]> {
  return valueOf(await client.recovery.kit()).words;
}

async function asked(client: Client): Promise<[string, string, string]> {
  const { words, places } = valueOf(await client.recovery.kit());
  const [a, b, c] = places.map((place) => words[place - 1]!);
  return [a!, b!, c!];
}

describe('the recovery kit', () => {
  it('is there from the beginning, and its words are on the first device until they are confirmed', async () => {
    const at = await createWorld();
    const ada = await at.person('Ada');
    const before = await ada.recovery.status();
    expect(before).toMatchObject({ state: 'unconfirmed', isHere: true, keys: [{ id: expect.any(String) }] });
    const kit = valueOf(await ada.recovery.kit());
    expect(kit.words).toHaveLength(24);
    expect(kit.kid).toBe(before.keys[0]!.id);
    expect(new Set(kit.places).size).toBe(3);
    expect(valueOf(await ada.recovery.kit())).toEqual(kit);

    const [first, second, third] = await asked(ada);
    const other = first === 'zoo' ? 'zone' : 'zoo';
    expect(await ada.recovery.confirm([other, second, third])).toMatchObject({
      error: { code: 'E_INPUT' },
      says: `Word ${kit.places[0]} is another one on the kit. Nothing was changed.`,
    });
    expect(valueOf(await ada.recovery.confirm([first.toUpperCase(), ` ${second} `, third]))).toMatchObject({
      state: 'confirmed',
      isHere: false,
    });
    expect(codeOf(await ada.recovery.kit())).toBe('E_NOT_FOUND');
    const keys = await readFile(join(at.folder('Ada'), 'keys.json'), 'utf8');
    expect(Object.keys(JSON.parse(keys) as object)).toEqual(['v', 'kid', 'seed']);
  });

  it('is tried without any change, and each fault has its words', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const words = await wordsOf(ada);
    const text = words.join(' ');
    const { heads } = (await ada.spaces())[0]!;
    expect(await ada.recovery.drill(text)).toMatchObject({ ok: true });
    expect(await ada.recovery.drill(`${text.toUpperCase()}\n`)).toMatchObject({ ok: true });
    expect(await bob.recovery.drill(text)).toMatchObject({
      ok: false,
      says: expect.stringContaining('not of one of this user'),
    });
    expect(await ada.recovery.drill(words.with(4, 'qwerty').join(' '))).toMatchObject({ ok: false, place: 5 });
    expect(await ada.recovery.drill(words.slice(1).join(' '))).toMatchObject({
      ok: false,
      says: 'A kit has 24 words, and these are 23.',
    });
    expect(await ada.recovery.status()).toMatchObject({ drilled: expect.any(Number), state: 'unconfirmed' });
    expect((await ada.spaces())[0]!.heads).toEqual(heads);
  });

  it('brings its user back on a new device, who ends the lost one and what it did since', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const team = await createTeamOf(at, [ada, bob]);
    const words = (await wordsOf(bob)).join(' ');
    valueOf(await bob.records.add(NOTES, { json: 'mine' }, { tag: 'x' }));
    await at.sync(bob, ada);
    const since = at.clock.now();
    // The thief enrols a device of his own.
    const { link } = valueOf(await bob.devices.offer({ level: 'owner', relays: [at.relay.url] }));
    await at.sync(bob);
    const restored = valueOf(
      await restoreHome({
        folder: at.folder('new'),
        words,
        user: bob.me.user,
        relays: [at.relay.url],
        lost: [{ kid: bob.me.kid, since }],
        name: 'Bob',
        ...at.surroundings('new'),
      }),
    );
    expect(restored).toMatchObject({ user: bob.me.user, told: [at.relay.url], removed: [bob.me.kid] });
    const back = await at.open('new');
    await at.sync(back, ada);
    const devices = valueOf(await back.devices.list()).filter(
      ({ level, removed }) => level !== 'root' && removed === undefined,
    );
    expect(devices).toMatchObject([{ id: back.me.kid, level: 'owner', isThis: true }]);
    expect(await collect(back.records.list({ col: NOTES }))).toMatchObject([{ json: 'mine' }]);
    expect(await back.teams.list()).toMatchObject([{ id: team, name: 'Home' }]);
    const said = valueOf(await ada.teams.audit(team)).map(({ says }) => says);
    expect(said.slice(-2)).toEqual([
      expect.stringMatching(/^“Bob” closed what .* could still do through “Bob”\.$/),
      '“Bob” made new keys.',
    ]);
    expect(valueOf(await back.open(link)).preview.impossible).toBeDefined();
    expect(await back.recovery.status()).toMatchObject({ state: 'unconfirmed', isHere: false });
  });

  it('is refused when it is none, or of somebody else, or the user is unknown, and leaves nothing', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    await at.sync(ada, bob);
    const common = { folder: at.folder('new'), relays: [at.relay.url], ...at.surroundings('new') };
    const words = (await wordsOf(ada)).join(' ');
    expect(codeOf(await restoreHome({ ...common, words: 'abandon', user: ada.me.user }))).toBe('E_KIT');
    expect(codeOf(await restoreHome({ ...common, words, user: bob.me.user }))).toBe('E_NOT_AUTHORIZED');
    expect(codeOf(await restoreHome({ ...common, words, user: 'A'.repeat(43) }))).toBe('E_NOT_FOUND');
    await expect(readFile(join(at.folder('new'), 'keys.json'))).rejects.toThrow('ENOENT');
    const pack = ada.packs.export({ spaces: [ada.me.user] });
    const restored = valueOf(
      await restoreHome({ ...common, relays: [], pack, words, user: ada.me.user, allLost: true }),
    );
    expect(restored).toMatchObject({ removed: [ada.me.kid], told: [] });
    expect(restored.notes).toHaveLength(1);
  });
});
