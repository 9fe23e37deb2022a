import { inspectKeys } from '@allod/client';
import { describe, expect, it } from 'vitest';
import { codeOf, scratch, valueOf } from './scratch.ts';
import { createTeamOf, createWorld } from './world.ts';

describe('the keys of a home', () => {
  it('are told with what they are for and how they are kept, and never their private halves', async () => {
    const at = await createWorld();
    const ada = await at.person('Ada');
    const [device, kit, ...others] = valueOf(await inspectKeys({ home: at.folder('Ada') }));
    expect(others).toEqual([]);
    const kept = { hardware: false, extractable: true, synced: false, userPresence: false, hasPassphrase: false };
    expect(device).toEqual({ kid: ada.me.kid, use: 'device', signs: 'Ed25519', agrees: 'X25519', ...kept });
    expect(kit).toMatchObject({ kid: valueOf(await ada.recovery.kit()).kid, use: 'kit', ...kept });
    expect(codeOf(await inspectKeys({ home: await scratch() }))).toBe('E_NO_USER');
  });

  it('sign, agree, and open what is written now', async () => {
    const at = await createWorld();
    const ada = await at.person('Ada');
    const found = await ada.keys.test();
    expect(found.map(({ check, ok }) => [check, ok])).toEqual([
      ['device key signs', true],
      ['device key agrees', true],
      ['recovery kit signs', true],
      ['recovery kit agrees', true],
      ['own records', true],
    ]);
  });
});

describe('a new epoch', () => {
  it('is announced in a team by whoever may write there', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const team = await createTeamOf(at, [ada, bob]);
    const first = valueOf(await bob.keys.rotate(team));
    const second = valueOf(await bob.keys.rotate(team));
    expect(first.ops).toHaveLength(1);
    expect(second.eid).not.toBe(first.eid);
    await at.sync(bob, ada);
    expect(valueOf(await ada.keys.rotate(ada.me.user)).eid).toMatch(/^[\w-]{43}$/);
  });

  it('is refused where one may not write, with whom to ask', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const team = await createTeamOf(at, [ada, bob]);
    valueOf(await ada.teams.setRole(team, bob.me.user, 'reader'));
    await at.sync(ada, bob);
    expect(await bob.keys.rotate(team)).toMatchObject({
      error: { code: 'E_NOT_AUTHORIZED' },
      says: 'Only a writer can make a new key, and you are a reader.',
      ask: [{ id: ada.me.user }],
    });
    expect(codeOf(await bob.keys.rotate('A'.repeat(43)))).toBe('E_NOT_FOUND');
  });
});
