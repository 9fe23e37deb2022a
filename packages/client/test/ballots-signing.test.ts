/** What programs sign of the ballots of a team, and what they do not. */
import type { Client, ProposalView } from '@allod/client';
import { joinAsDevice } from '@allod/client';
import { draftOp, signDraft } from '@allod/principals/ballots';
import type { DraftPlace, ProposedOp } from '@allod/principals/ballots';
import { encodeBase64url } from '@allod/core/bytes';
import { describe, expect, it } from 'vitest';
import { readKeys } from '../src/keys-file.ts';
import { collect, valueOf } from './scratch.ts';
import { createTeamOf, createWorld } from './world.ts';
import type { World } from './world.ts';

const VOTES = 'i:allod.votes';

interface Case {
  readonly at: World;
  readonly ada: Client;
  readonly bob: Client;
  readonly eve: Client;
  readonly team: string;
}

/** Three owners. */
async function createCase(): Promise<Case> {
  const at = await createWorld();
  const [ada, bob, eve] = [await at.person('Ada'), await at.person('Bob'), await at.person('Eve')];
  const team = await createTeamOf(at, [ada, bob, eve]);
  valueOf(await ada.teams.setRole(team, bob.me.user, 'owner'));
  const { id } = valueOf(await ada.teams.propose(team, { setRole: eve.me.user, role: 'owner' }));
  await at.sync(ada, bob);
  valueOf(await bob.teams.vote(team, id, true));
  await at.sync(bob, ada, bob, eve);
  return { at, ada, bob, eve, team };
}

async function find(client: Client, team: string, id: string): Promise<ProposalView> {
  return valueOf(await client.teams.proposals(team)).find((view) => view.id === id)!;
}

/** Signatures of a device among the ballots of a team. */
async function signaturesOf(client: Client, team: string, kid: string): Promise<number> {
  const records = await collect(client.records.list({ owner: team, col: VOTES }));
  return records.filter((record) => record.kid === kid && (record.json as { k?: string }).k === 'signature').length;
}

async function isMember(client: Client, team: string, who: string): Promise<boolean> {
  return valueOf(await client.teams.members(team)).some(({ id }) => id === who);
}

type Forged = Partial<DraftPlace> & { readonly op?: ProposedOp; readonly more?: object };

/** Bob says yes with a program of his own, and drafts what it likes. */
async function forge({ at, ada, bob, eve, team }: Case, on: string, forged: Forged): Promise<void> {
  const { signer: key } = valueOf(await readKeys(at.folder('Bob'), bob.me.kid));
  const { op = { k: 'remove', who: eve.me.user }, more, ...place } = forged;
  const { heads } = valueOf(await bob.teams.get(team));
  const signers = [bob, ada].map(({ me }) => ({ kid: me.kid, by: [me.user] }));
  const claims = draftOp(op, { log: team, par: heads, signers, t: at.clock.now(), ...place });
  const said = { ...(JSON.parse(Buffer.from(claims, 'base64url').toString()) as object), ...more };
  const signed = await signDraft(encodeBase64url(Buffer.from(JSON.stringify(said))), key);
  const say = (json: object): Promise<unknown> => bob.records.add(VOTES, { json }, { owner: team });
  await say({ k: 'vote', on, yes: true });
  await say({ k: 'signature', on, ...signed });
  // One space alone: his honest program would draft by itself what was proposed.
  valueOf(await bob.sync(at.relay.url, { spaces: [team] }));
}

describe('a program', () => {
  it('signs the draft of another that says what was proposed', async () => {
    const all = await createCase();
    const { at, ada, eve, team } = all;
    const { id } = valueOf(await ada.teams.propose(team, { expel: eve.me.user }));
    await at.sync(ada, all.bob);
    await forge(all, id, {});
    await at.sync(ada);
    expect(await find(ada, team, id)).toMatchObject({ state: 'done' });
    expect(await isMember(ada, team, eve.me.user)).toBe(false);
  });

  it.each<readonly [string, (all: Case) => Forged]>([
    ['keeps the membership', () => ({ more: { keep: true } })],
    ['says how late work stands', () => ({ more: { last: { [VOTES]: { ['A'.repeat(43)]: ['A'.repeat(43)] } } } })],
    ['is about somebody else', ({ ada }) => ({ op: { k: 'remove', who: ada.me.user } })],
    ['is another op', ({ eve }) => ({ op: { k: 'set', who: eve.me.user, lvl: 10 } })],
    ['is of another log', ({ eve }) => ({ log: eve.me.user })],
    ['says what nobody knows', () => ({ more: { later: 1 } })],
    [
      'lists a signer who has not said yes',
      ({ ada, bob, eve }) => ({
        signers: [bob, ada, eve].map(({ me }) => ({ kid: me.kid, by: [me.user] })),
      }),
    ],
    [
      'lists him by another path',
      ({ ada, bob, eve }) => ({
        signers: [bob, ada].map(({ me }) => ({
          kid: me.kid,
          by: me.user === ada.me.user ? [eve.me.user, me.user] : [me.user],
        })),
      }),
    ],
    [
      'does not list him',
      ({ bob, eve }) => ({ signers: [bob, eve].map(({ me }) => ({ kid: me.kid, by: [me.user] })) }),
    ],
    ['names an op that is not here', () => ({ par: ['A'.repeat(43)] })],
  ])('PRN-108 never signs a draft that %s', async (_, forged) => {
    const all = await createCase();
    const { at, ada, bob, eve, team } = all;
    const { id } = valueOf(await ada.teams.propose(team, { expel: eve.me.user }));
    await at.sync(ada, bob);
    const made = forged(all);
    const before = await signaturesOf(ada, team, ada.me.kid);
    await forge(all, id, made);
    await at.sync(ada);
    // Instead it drafts what was proposed: one signature of its own, which makes nothing complete.
    expect(await signaturesOf(ada, team, ada.me.kid)).toBe(before + 1);
    expect(await find(ada, team, id)).toMatchObject({ state: 'passed' });
    expect(await isMember(ada, team, eve.me.user)).toBe(true);
    expect(await isMember(ada, team, ada.me.user)).toBe(true);
    await at.sync(bob, ada);
    expect(await find(ada, team, id)).toMatchObject({ state: 'done' });
  });

  it('PRN-109 never signs a draft that is dated back to before its user said yes', async () => {
    const all = await createCase();
    const { at, ada, bob, eve, team } = all;
    const old = valueOf(await ada.teams.get(team)).heads;
    // Since then Eve has let somebody in, which a removal beside it would end.
    const { link } = valueOf(await eve.teams.invite(team, { relays: [at.relay.url] }));
    await at.sync(eve);
    const cy = await at.person('Cy');
    valueOf(await valueOf(await cy.open(link)).accept());
    await at.sync(cy, ada, bob);
    const { id } = valueOf(await ada.teams.propose(team, { expel: eve.me.user }));
    await at.sync(ada, bob);
    await forge(all, id, { par: old });
    await at.sync(ada, bob, ada);
    expect(await find(ada, team, id)).toMatchObject({ state: 'done' });
    expect(await isMember(ada, team, eve.me.user)).toBe(false);
    expect(await isMember(ada, team, cy.me.user)).toBe(true);
  });

  it('PRN-109 never signs once the proposal was withdrawn', async () => {
    const all = await createCase();
    const { at, ada, bob, eve, team } = all;
    const { id } = valueOf(await ada.teams.propose(team, { expel: eve.me.user }));
    await at.sync(ada, bob);
    valueOf(await ada.teams.withdraw(team, id));
    const before = await signaturesOf(ada, team, ada.me.kid);
    await forge(all, id, {});
    await at.sync(ada);
    expect(await signaturesOf(ada, team, ada.me.kid)).toBe(before);
    expect(await isMember(ada, team, eve.me.user)).toBe(true);
  });
});

describe('an owner with several devices', () => {
  it('has one vote, and it is that of the device that voted last', async () => {
    const { at, ada, bob, eve, team } = await createCase();
    const { link } = valueOf(await ada.devices.offer({ relays: [at.relay.url] }));
    await at.sync(ada);
    valueOf(await joinAsDevice({ folder: at.folder('phone'), link, device: 'phone', ...at.surroundings('phone') }));
    const phone = await at.open('phone');
    await at.sync(phone, ada, phone, bob);
    const { id } = valueOf(await ada.teams.propose(team, { expel: eve.me.user }));
    await at.sync(ada, phone);
    expect(valueOf(await phone.teams.vote(team, id, true))).toMatchObject({
      state: 'open',
      tally: { yes: 1, needed: 2 },
    });
    // The device that voted last is gone: so is its vote, and the other one says it again.
    valueOf(await ada.devices.remove(phone.me.kid, { why: 'lost' }));
    await at.sync(phone, ada);
    expect(await find(ada, team, id)).toMatchObject({ tally: { yes: 1 } });
    await at.sync(bob);
    expect(valueOf(await bob.teams.vote(team, id, true))).toMatchObject({ state: 'passed' });
    await at.sync(bob, ada, bob);
    expect(await find(bob, team, id)).toMatchObject({ state: 'done' });
  });
});

describe('a team within a team', () => {
  it('has one vote, by whoever leads it', async () => {
    const { at, ada, bob, eve, team } = await createCase();
    const outer = valueOf(await ada.teams.create('Club', { root: 'none' })).id;
    valueOf(await ada.teams.add(outer, team, 'owner'));
    await at.sync(ada, bob, eve);
    const cy = await at.person('Cy');
    const { id } = valueOf(await ada.teams.propose(outer, { admit: cy.me.user, role: 'owner' }));
    expect(await find(ada, outer, id)).toMatchObject({ state: 'open', tally: { yes: 1, needed: 2, of: 2 } });
    await at.sync(ada, bob, eve);
    const voted = valueOf(await bob.teams.vote(outer, id, false));
    expect(voted).toMatchObject({ state: 'refused', tally: { yes: 1, no: 1 } });
    await at.sync(bob, eve);
    expect(valueOf(await eve.teams.vote(outer, id, true))).toMatchObject({ state: 'passed', tally: { yes: 2, no: 0 } });
    await at.sync(eve, ada, eve);
    const done = await find(eve, outer, id);
    expect(done.state).toBe('done');
    const opened = valueOf(await cy.open(done.link!, { relays: [at.relay.url] }));
    valueOf(await opened.accept());
    await at.sync(cy, ada);
    expect(valueOf(await ada.teams.members(outer)).find((member) => member.id === cy.me.user)).toMatchObject({
      role: 'owner',
    });
  });
});
