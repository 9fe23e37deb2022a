import type { Client, RecordView, ShareTarget } from '@allod/client';
import { describe, expect, it } from 'vitest';
import { codeOf, collect, valueOf } from './scratch.ts';
import { createTeamOf, createWorld } from './world.ts';

const NOTES = 'v:com.example.notes';
const OTHERS = 'v:com.example.others';

/** Ada with a team of hers, and Carl, who is in none. */
async function scene() {
  const at = await createWorld();
  const [ada, bob, carl] = [await at.person('Ada'), await at.person('Bob'), await at.person('Carl')];
  const team = await createTeamOf(at, [ada, bob]);
  const write = async (by: Client, what: { col?: string; tag?: string; json: unknown }): Promise<string> => {
    const { col = NOTES, tag, json } = what;
    const added = await by.records.add(col, { json }, { owner: team, ...(tag === undefined ? {} : { tag }) });
    await at.sync(by);
    return valueOf(added).id;
  };
  const share = async (target: ShareTarget) => {
    const made = valueOf(await ada.shares.create(target, { relays: [at.relay.url] }));
    await at.sync(ada);
    return made;
  };
  return { at, ada, bob, carl, team, write, share };
}

async function read(by: Client, link: string): Promise<readonly RecordView[]> {
  const opened = valueOf(await by.open(link));
  expect(opened.kind).toBe('share');
  return opened.records ?? [];
}

const said = (views: readonly RecordView[]): unknown[] => views.map(({ json }) => json);

describe('a link with which somebody reads', () => {
  it('opens a collection for who is no member, also what others add to it, and nothing else', async () => {
    const { at, ada, bob, carl, team, write, share } = await scene();
    await write(ada, { json: 'first' });
    await write(ada, { col: OTHERS, json: 'elsewhere' });
    const made = await share({ col: NOTES, owner: team });
    expect(made).toMatchObject({ of: 'collection', col: NOTES, log: { name: 'Home' }, opens: 1, among: 1 });
    expect(said(await read(carl, made.link))).toEqual(['first']);
    await at.sync(bob);
    await write(bob, { json: 'second' });
    expect(said(await read(carl, made.link))).toEqual(['second', 'first']);
    // Nothing of it is here afterwards.
    expect(await collect(carl.records.list({ owner: team }))).toEqual([]);
  });

  it('opens each version of a record, and no other record', async () => {
    const { ada, carl, team, write, share } = await scene();
    await write(ada, { tag: 'plan', json: 1 });
    await write(ada, { tag: 'plan', json: 2 });
    await write(ada, { tag: 'diary', json: 'private' });
    const made = await share({ col: NOTES, owner: team, tag: 'plan' });
    expect(made).toMatchObject({ of: 'record', tag: 'plan', opens: 2, among: 2 });
    expect(said(await read(carl, made.link))).toEqual([2, 1]);
  });

  it('opens one version alone, for ever', async () => {
    const { ada, carl, team, write, share } = await scene();
    const record = await write(ada, { tag: 'plan', json: 1 });
    await write(ada, { tag: 'plan', json: 2 });
    const made = await share({ record });
    expect(made).toMatchObject({ of: 'version', tag: 'plan', rec: record });
    expect(said(await read(carl, made.link))).toEqual([1]);
    expect(await ada.shares.revoke(made.id)).toMatchObject({
      error: { code: 'E_INPUT' },
      says: expect.stringContaining('cannot be taken back'),
    });
    valueOf(await ada.keys.rotate(team));
    expect(await ada.shares.list()).toMatchObject([{ id: made.id, state: 'for ever' }]);
  });

  it('ends with its epoch: what is written after it was revoked does not open, what it opened before does', async () => {
    const { at, ada, carl, team, write, share } = await scene();
    await write(ada, { json: 'before' });
    const made = await share({ col: NOTES, owner: team });
    expect(await ada.shares.list()).toMatchObject([{ id: made.id, of: 'collection', state: 'in use' }]);
    expect(valueOf(await ada.shares.revoke(made.id.slice(0, 8))).ops).toHaveLength(1);
    await write(ada, { json: 'after' });
    expect(said(await read(carl, made.link))).toEqual(['before']);
    expect(await ada.shares.list()).toMatchObject([{ id: made.id, state: 'past' }]);
    expect(valueOf(await ada.shares.revoke(made.id))).toMatchObject({ ops: [] });
    const next = await share({ col: NOTES, owner: team });
    expect(next).toMatchObject({ opens: 1, among: 2 });
    await at.sync(ada);
    expect(said(await read(carl, next.link))).toEqual(['after']);
    expect(codeOf(await ada.shares.revoke('nothing'))).toBe('E_NOT_FOUND');
  });

  it('ends when somebody is removed', async () => {
    const { at, ada, bob, carl, team, write, share } = await scene();
    await write(ada, { json: 'before' });
    const made = await share({ col: NOTES, owner: team });
    valueOf(await ada.teams.remove(team, bob.me.user));
    await write(ada, { json: 'after' });
    await at.sync(ada);
    expect(said(await read(carl, made.link))).toEqual(['before']);
  });

  it('shows nothing where no relay has what it is for, and says so', async () => {
    const { at, ada, carl, team, write } = await scene();
    await write(ada, { json: 'first' });
    const { link } = valueOf(await ada.shares.create({ col: NOTES, owner: team }));
    const opened = valueOf(await carl.open(link));
    expect(opened.records).toEqual([]);
    expect(opened.preview.impossible).toContain('Nothing that this link opens');
    const asked = valueOf(await carl.open(link, { relays: [at.relay.url] }));
    expect(said(asked.records ?? [])).toEqual(['first']);
  });

  it('is noted for one’s other devices, without its key', async () => {
    const { ada, team, write, share } = await scene();
    await write(ada, { json: 'first' });
    const { link, id } = await share({ col: NOTES, owner: team });
    const { key } = JSON.parse(Buffer.from(link.split('.').at(-1)!, 'base64url').toString()) as { key: string };
    const [noted, ...others] = await collect(ada.records.list({ col: 'm:allod.shares' }));
    expect(others).toEqual([]);
    expect(noted).toMatchObject({ tag: id, json: { of: 'collection', log: team, col: NOTES } });
    expect(JSON.stringify(noted)).not.toContain(key);
  });
});

describe('a link is not made', () => {
  it('for what everybody can read, and for what is not here', async () => {
    const { ada, team } = await scene();
    const clear = 'v:com.example.notes.public';
    const { id } = valueOf(await ada.records.add(clear, { json: 'open' }, { owner: team }));
    for (const target of [{ col: clear, owner: team }, { record: id }])
      expect(await ada.shares.create(target)).toMatchObject({
        error: { code: 'E_INPUT' },
        says: expect.stringContaining('It is not encrypted'),
      });
    expect(codeOf(await ada.shares.create({ col: NOTES, owner: team, tag: 'nothing' }))).toBe('E_NOT_FOUND');
    expect(codeOf(await ada.shares.create({ record: 'A'.repeat(43) }))).toBe('E_NOT_FOUND');
    expect(codeOf(await ada.shares.create({ col: 'notes' }))).toBe('E_INPUT');
    expect(codeOf(await ada.shares.create({ col: NOTES }, { relays: ['ftp://example.com'] }))).toBe('E_INPUT');
  });

  it('SEC-042 for a tag in an immutable collection, where each record is shared by itself', async () => {
    const { ada, carl, team, write, share } = await scene();
    const record = await write(ada, { col: 'i:com.example.stones', json: 'stone' });
    expect(await ada.shares.create({ col: 'i:com.example.stones', owner: team, tag: 'x' })).toMatchObject({
      error: { code: 'E_INPUT', requirement: 'SEC-042' },
    });
    expect(said(await read(carl, (await share({ record })).link))).toEqual(['stone']);
  });

  it('by who has no key, who hears whom to ask', async () => {
    const { at, ada, bob, team, write } = await scene();
    const record = await write(ada, { json: 'before' });
    await at.sync(bob);
    valueOf(await ada.teams.remove(team, bob.me.user));
    const after = await write(ada, { json: 'after' });
    await at.sync(bob);
    expect(valueOf(await bob.shares.create({ record }))).toMatchObject({ of: 'version' });
    const refused = await bob.shares.create({ record: after });
    expect(refused).toMatchObject({
      error: { code: 'E_DECRYPT' },
      says: 'Nobody has handed the key for this to this device.',
      ask: [{ id: ada.me.user }],
    });
  });
});
