/** The world in which plans are played: five people, two teams, one in the other. */
import { joinAsDevice } from '@allod/client';
import type { Client } from '@allod/client';
import { statementFromParts, statementIds } from '@allod/core/statement';
import type { Statement } from '@allod/core/statement';
import type { Store } from '@allod/storage';
import { loadOps } from '@allod/sync';
import { newSoil } from './secrecy-ground.ts';
import type { Soil } from './secrecy-ground.ts';
import { ADMIN, OWNER, WRITER } from './secrecy-oracle.ts';
import type { Turn, Written } from './secrecy-oracle.ts';
import { PEOPLE } from './secrecy-plan.ts';
import type { Person, Plan, Team, Which } from './secrecy-plan.ts';
import { testTimers, valueOf } from './scratch.ts';
import { createWorld } from './world.ts';
import type { Ground, World } from './world.ts';

export const NOTES = 'v:com.example.notes';
/** She is never let in anywhere. */
export const STRANGER = 'Zoe';

/** A device of somebody. */
export interface Device {
  /** Of its home. */
  readonly name: string;
  readonly of: Person | typeof STRANGER;
  readonly on: Which['on'];
  readonly client: Client;
  readonly store: Store;
}

/** What is there before anything happens. */
export interface Base {
  readonly soil: Soil;
  readonly devices: readonly Pick<Device, 'name' | 'of' | 'on'>[];
  readonly teamIds: Readonly<Record<Team, string>>;
  readonly turns: readonly Turn[];
  /** What newcomers may read if the policy says so. */
  readonly written: readonly Written[];
}

/** Opens a world in which no time passes by itself. */
export function openWorld(ground: Ground): Promise<World> {
  return createWorld({ ground, timers: testTimers() });
}

/** Makes the home of another device, which then hears of everything that the relay has. Gives the id of the op by which it came in. */
export async function pairDevice(
  at: World,
  owner: Client,
  { name, givesKeys }: { readonly name: string; readonly givesKeys: boolean },
): Promise<{ readonly offer: string; readonly kid: string }> {
  const { id, link } = valueOf(await owner.devices.offer({ givesKeys, relays: [at.relay.url] }));
  valueOf(await owner.sync(at.relay.url, { spaces: [owner.me.user] }));
  const made = valueOf(await joinAsDevice({ folder: at.folder(name), link, device: name, ...at.surroundings(name) }));
  return { offer: id, kid: made.kid };
}

/** Ada owns both teams; Bob is an admin and Eve a writer of the inner one, which writes in the outer one. Bob and Eve have phones. */
export async function createBase(): Promise<Base> {
  const soil = await newSoil('base');
  const at = await openWorld(soil.ground);
  const clients = new Map<string, Client>();
  const devices: Pick<Device, 'name' | 'of' | 'on'>[] = [];
  for (const of of [...PEOPLE, STRANGER] as const) {
    clients.set(of, await at.person(of));
    devices.push({ name: of, of, on: 'laptop' });
  }
  const ada = clients.get('Ada')!;
  const userOf = (of: Person): string => clients.get(of)!.me.user;
  await at.sync(...clients.values());
  for (const of of ['Bob', 'Eve'] as const) {
    const name = `${of} phone`;
    await pairDevice(at, clients.get(of)!, { name, givesKeys: false });
    clients.set(name, await at.open(name));
    devices.push({ name, of, on: 'phone' });
    await at.sync(clients.get(name)!, clients.get(of)!);
  }
  const { id: inner } = valueOf(await ada.teams.create('Inner'));
  const { id: outer } = valueOf(await ada.teams.create('Outer'));
  const teamIds = { inner, outer };
  for (const [of, role] of [
    ['Bob', 'admin'],
    ['Eve', 'writer'],
  ] as const) {
    const { link } = valueOf(await ada.teams.invite(inner, { role, to: userOf(of), relays: [at.relay.url] }));
    await at.sync(ada);
    valueOf(await valueOf(await clients.get(of)!.open(link)).accept());
  }
  await at.sync(ada);
  valueOf(await ada.teams.add(outer, inner, 'writer'));
  for (let round = 0; round < 2; round++) await at.sync(...clients.values());
  const turns = await firstTurns(at.relay.store, { clients, devices, teamIds });
  for (const client of clients.values()) await client.close();
  await at.relay.close();
  return { soil, devices, teamIds, turns, written: [] };
}

/** The same with these policies, and a record of Ada's in each team, of which everybody has heard. */
export async function withHistory(base: Base, history: Plan['history']): Promise<Base> {
  const soil = await base.soil.copy(`base ${history.outer} ${history.inner}`);
  const at = await openWorld(soil.ground);
  const clients: Client[] = [];
  for (const { name } of base.devices) clients.push(await at.open(name));
  const ada = clients[0]!;
  const known = new Set(base.turns.map(({ id }) => id));
  const written: Written[] = [];
  for (const team of ['inner', 'outer'] as const) {
    const owner = base.teamIds[team];
    if (history[team] === 'joined') valueOf(await ada.teams.setPolicy(owner, { history: 'joined' }));
    // As if the policy had been there from the first: an epoch that knows of everybody who has come in.
    valueOf(await ada.keys.rotate(owner));
    const { id } = valueOf(await ada.records.add(NOTES, { json: team }, { owner }));
    written.push({ id, owner, text: team, by: 'Ada', known });
  }
  await at.sync(...clients);
  for (const client of clients) await client.close();
  await at.relay.close();
  return { ...base, soil, written };
}

async function firstTurns(
  relay: Store,
  { clients, devices, teamIds }: Pick<Base, 'devices' | 'teamIds'> & { readonly clients: ReadonlyMap<string, Client> },
): Promise<Turn[]> {
  const turns: Turn[] = [];
  const ada = clients.get('Ada')!.me.user;
  const all = devices.map(({ name, on }) => ({ ...clients.get(name)!.me, on }));
  for (const { user, kid, on } of all) {
    const first = all.find((each) => each.user === user && each.on === 'laptop')!;
    if (on === 'laptop') turns.push(beginning(user, kid));
    else turns.push(await cameIn(relay, { log: user, who: kid, lvl: ADMIN, inviter: first.kid }));
  }
  turns.push(beginning(teamIds.inner, ada), beginning(teamIds.outer, ada));
  for (const [log, who, lvl] of [
    [teamIds.inner, clients.get('Bob')!.me.user, ADMIN],
    [teamIds.inner, clients.get('Eve')!.me.user, WRITER],
    [teamIds.outer, teamIds.inner, WRITER],
  ] as const)
    turns.push(await cameIn(relay, { log, who, lvl, inviter: ada }));
  return turns;
}

/** Whoever is there from the first op on. */
function beginning(log: string, who: string): Turn {
  return { id: log, log, who, is: 'in', lvl: OWNER, by: who, past: new Set() };
}

/** Reads from a store the last op by which somebody came into a log. */
export async function cameIn(
  store: Store,
  turn: Pick<Turn, 'log' | 'who' | 'lvl' | 'link'> & { readonly inviter: string },
): Promise<Turn> {
  const found = [...(await opsIn(store, turn.log))].filter(
    ([, { claims }]) => claims['k'] === 'join' && claims['who'] === turn.who,
  );
  const pasts = await Promise.all(found.map(([id]) => pastOf(store, turn.log, id)));
  const last = found.findIndex(([id]) => pasts.every((past) => !past.has(id)));
  if (last === -1) throw new Error('he never came');
  return { ...turn, id: found[last]![0], is: 'in', by: turn.who, past: pasts[last]! };
}

/** The ops of a log, by their ids. */
export async function opsIn(store: Store, log: string): Promise<ReadonlyMap<string, Statement>> {
  const ops = (await loadOps(store, log)).map((parts) => valueOf(statementFromParts(parts)));
  const ids = await statementIds(ops);
  return new Map(ops.map((op, i) => [ids[i]!, op]));
}

/** The ops of a log before one of them. */
export async function pastOf(store: Store, log: string, id: string): Promise<ReadonlySet<string>> {
  return pastIn(await opsIn(store, log), id);
}

/** Of some ops those before one of them. */
export function pastIn(ops: ReadonlyMap<string, Statement>, id: string): ReadonlySet<string> {
  const past = new Set(parentsOf(ops.get(id)));
  for (const each of past) for (const parent of parentsOf(ops.get(each))) past.add(parent);
  return past;
}

function parentsOf(op: Statement | undefined): readonly string[] {
  return (op?.claims['par'] ?? []) as readonly string[];
}
