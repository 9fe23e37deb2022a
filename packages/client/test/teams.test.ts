import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createHomes, joinAsDevice, openClient, restoreHome } from '@allod/client';
import type { Client } from '@allod/client';
import { describe, expect, it } from 'vitest';
import { startRelay } from './relay.ts';
import type { TestRelay } from './relay.ts';
import { closeLater, codeOf, collect, memoryStores, randomBytes, scratch, testClock, valueOf } from './scratch.ts';

/** People with a device each, who share a clock, a relay and nothing else. */
interface World {
  readonly relay: TestRelay;
  person(name: string): Promise<Client>;
  /** The surroundings of every device of somebody. */
  surroundings(name: string): object;
  folder(name: string): Promise<string>;
}

async function world(): Promise<World> {
  const relay = await startRelay();
  const { now } = testClock();
  const stores = memoryStores('world');
  const root = await scratch();
  const surroundings = (name: string): object => ({ now, random: randomBytes(`world ${name}`), ...stores });
  const folder = async (name: string): Promise<string> => {
    const path = join(root, name);
    return path;
  };
  return {
    relay,
    surroundings,
    folder,
    async person(name) {
      const home = await folder(name);
      const more = surroundings(name);
      valueOf(await createHomes({ homes: [{ folder: home, device: `${name}s laptop` }], name, ...more }));
      return closeLater(valueOf(await openClient({ home, ...more })));
    },
  };
}

async function sync(relay: TestRelay, ...clients: readonly Client[]): Promise<void> {
  for (const client of clients) valueOf(await client.sync(relay.url));
}

describe('a team', () => {
  it('is joined by link while the one who invited is away', async () => {
    const { relay, person } = await world();
    const [ada, bob] = [await person('Ada'), await person('Bob')];
    const team = valueOf(await ada.teams.create('Home'));
    expect(team).toMatchObject({ name: 'Home', role: 'owner', members: 1, hasRoot: true });
    const { link } = valueOf(await ada.teams.invite(team.id, { relays: [relay.url] }));
    await sync(relay, ada);
    const opened = valueOf(await bob.open(link));
    expect(opened).toMatchObject({ kind: 'invite', preview: { role: 'writer', members: 1, log: { name: 'Home' } } });
    expect(opened.preview.impossible).toBeUndefined();
    valueOf(await opened.accept());
    valueOf(await bob.records.addAll('v:com.example.notes', [{ json: 'hello' }], { owner: team.id, tags: ['x'] }));
    await sync(relay, bob, ada);
    const members = valueOf(await ada.teams.members(team.id));
    expect(members.map(({ name, role }) => [name, role])).toEqual([
      [undefined, 'root'],
      ['Ada', 'owner'],
      ['Bob', 'writer'],
    ]);
    const notes = await collect(ada.records.list({ owner: team.id, col: 'v:com.example.notes' }));
    expect(notes).toMatchObject([{ json: 'hello', by: bob.me.user, owner: team.id }]);
    expect(valueOf(await ada.teams.invites(team.id))).toMatchObject([{ state: 'used', used: 1 }]);
    expect(valueOf(await ada.teams.audit(team.id)).map(({ says }) => says)).toEqual([
      'Ada began Home.',
      'Ada made a link with which one can join as writer.',
      'Bob joined as writer, by an invite of Ada.',
      'Ada took an invite back.',
    ]);
  });
});
