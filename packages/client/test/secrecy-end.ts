/** The end of a play: everybody hears of everything, and it is looked at who opens what. */
import type { JsonObject } from '@allod/core/bytes';
import { epochPublicKey } from '@allod/core/open';
import { checkSealedBody } from '@allod/core/sealed';
import type { Statement } from '@allod/core/statement';
import { exportPack } from '@allod/sync';
import { assert } from 'vitest';
import { bodyOf, recordOf } from '../src/records/view.ts';
import { NOTES, opsIn, pastIn, STRANGER } from './secrecy-base.ts';
import type { Device } from './secrecy-base.ts';
import { Oracle } from './secrecy-oracle.ts';
import type { Written } from './secrecy-oracle.ts';
import type { Play } from './secrecy-play.ts';
import type { Plan } from './secrecy-plan.ts';
import { collect, valueOf } from './scratch.ts';

/** Longer than anybody waits for his turn, in microseconds. (SEC-017) */
const MINUTE = 61_000_000;
/** Rounds of syncing after which nothing may be left to do. */
const MAX_ROUNDS = 8;

/** What was tried: each of these has to happen, or nothing was shown. */
export interface Tally {
  /** Removals beside records of the team. */
  readonly removalsBesideWrites: number;
  readonly rotationsBesideEachOther: number;
  /** Records of the outer team that somebody opened who is in the inner one alone. */
  readonly openedThroughInner: number;
  /** Records that did not open for a device that was lost, whose writer knew of that. */
  readonly closedToLost: number;
  /** The same for people who were removed. */
  readonly closedToRemoved: number;
  /** Records that did not open for a member who came after them. */
  readonly closedToNewcomers: number;
  readonly closedToStranger: number;
}

/** In this round the last word is said: everybody has synced twice by then. */
const LAST_WORD = 2;

/** Everybody who is not lost syncs, longer than anybody waits, until a round changes nothing. Meanwhile Ada writes something, who knows of all by then. */
export async function heal(play: Play): Promise<void> {
  const { at, devices, lost } = play;
  const here = async (): Promise<string> =>
    JSON.stringify(await Promise.all(devices.map(({ client }) => client.spaces())));
  for (let round = 0; round < MAX_ROUNDS; round++) {
    at.clock.set(at.clock.now() + MINUTE);
    if (round === LAST_WORD)
      for (const team of ['outer', 'inner'] as const)
        await play.take({ does: 'write', by: { of: 'Ada', on: 'laptop' }, in: team });
    const before = await here();
    let isQuiet = true;
    for (const device of devices.filter((each) => !lost.has(each))) {
      const { refused, upkeep } = valueOf(await device.client.sync(at.relay.url));
      assert.equal(refused, 0, device.name);
      isQuiet &&= upkeep.length === 0;
    }
    if (isQuiet && round >= LAST_WORD && (await here()) === before) return;
  }
  throw new Error('there is always something left to do');
}

/** Hands everything that the relay has to everybody, and says what does not open as it should. */
export async function judge(play: Play, history: Plan['history']): Promise<{ faults: string[]; tally: Tally }> {
  const { base, turns, at } = play;
  const heard = await play.known(at.relay);
  const historyOf = (log: string): Plan['history']['outer'] =>
    log === base.teamIds.outer ? history.outer : log === base.teamIds.inner ? history.inner : 'all';
  const oracle = new Oracle({ turns, heard, historyOf });
  const faults = await unequal(play, oracle);
  await handOut(play);
  const fallen = await fallenIn(play, historyOf);
  const tally = { ...(await beside(play)), ...NOTHING };
  for (const device of play.devices) {
    const opened = await readAll(play, device);
    for (const record of play.written) {
      const found = opened.get(record.id);
      if (found === undefined) continue;
      faults.push(...faultsOf(oracle, { record, device, found, isFallen: fallen.has(record.id) }));
      count(tally, { play, oracle, record, device, isOpen: found === record.text });
    }
  }
  return { faults, tally };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const NOTHING = {
  openedThroughInner: 0,
  closedToLost: 0,
  closedToRemoved: 0,
  closedToNewcomers: 0,
  closedToStranger: 0,
};

interface Look {
  readonly record: Written;
  readonly device: Device;
}

interface Found extends Look {
  readonly found: string;
  /** Its epoch was announced by nobody whose op stands: under `joined` that is given to nobody new. (SEC-020) */
  readonly isFallen: boolean;
}

function faultsOf(oracle: Oracle, { record, device, found, isFallen }: Found): string[] {
  const { kid } = device.client.me;
  const what = `record ${record.text} by ${record.by} on ${device.name}: ${found}`;
  const isOpen = found === record.text;
  if (!isOpen && found !== 'not-given') return [`${what}, which is no reason`];
  if (!isOpen && !isFallen && oracle.mustOpen(record, kid)) return [`${what}, and has to open`];
  return isOpen && !oracle.mayOpen(record, kid) ? [`${what}, and may not open`] : [];
}

function count(
  tally: Mutable<Tally>,
  { play, oracle, record, device, isOpen }: Look & { play: Play; oracle: Oracle; isOpen: boolean },
): void {
  const { kid, user } = device.client.me;
  const { outer, inner } = play.base.teamIds;
  const isTeam = record.owner === outer || record.owner === inner;
  const isIn = isTeam && oracle.end.isIn(record.owner, kid);
  const isDirect = oracle.end.members(outer).has(user);
  if (isOpen && record.owner === outer && isIn && !isDirect) tally.openedThroughInner++;
  if (isOpen) return;
  const isKnownOut = (who: string): boolean =>
    play.turns.some((turn) => turn.who === who && turn.is === 'out' && record.known.has(turn.id));
  if (isKnownOut(kid)) tally.closedToLost++;
  else if (isTeam && !isIn && isKnownOut(user)) tally.closedToRemoved++;
  if (isIn) tally.closedToNewcomers++;
  if (device.of === STRANGER) tally.closedToStranger++;
}

/** The records of teams under `joined` that are sealed under an epoch of which all ops are struck. */
async function fallenIn(
  { at: { relay }, base: { teamIds }, devices, written }: Play,
  historyOf: (log: string) => string,
): Promise<ReadonlySet<string>> {
  const standing = new Set<string>();
  const teams = Object.values(teamIds).filter((team) => historyOf(team) === 'joined');
  for (const team of teams) {
    const ops = await opsIn(relay.store, team);
    for (const { id, k, isAlive } of valueOf(await devices[0]!.client.teams.audit(team)))
      if (k === 'epoch' && isAlive) standing.add(eidOf(ops.get(id)));
  }
  const fallen = new Set<string>();
  for (const { id, owner } of written) {
    const record = recordOf((await relay.store.items([id]))[0]);
    const form = checkSealedBody((await bodyOf(relay.store, record))?.body ?? new Uint8Array());
    if (teams.includes(owner) && form.ok && !standing.has(form.value.eid)) fallen.add(id);
  }
  return fallen;
}

function eidOf(op: Statement | undefined): string {
  return valueOf(epochPublicKey(op?.claims['pub'] as JsonObject)).eid;
}

/** What a device reads of everything: contents, and why there is none. */
async function readAll({ devices, base }: Play, { client }: Device): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const users = new Set(devices.map((each) => each.client.me.user));
  for (const owner of [...users, base.teamIds.inner, base.teamIds.outer])
    for (const { id, json, sealed } of await collect(client.records.list({ owner, col: NOTES })))
      found.set(id, String(json ?? sealed?.why));
  return found;
}

/** Where those who are in a team do not hold what the relay holds of it, and what never came there. */
async function unequal(play: Play, oracle: Oracle): Promise<string[]> {
  const { at, devices, lost, base } = play;
  const faults = await unheard(play);
  for (const team of [base.teamIds.inner, base.teamIds.outer]) {
    const ids: string[] = [];
    for await (const { id } of at.relay.store.scan({ by: 'key', space: team })) ids.push(id);
    for (const device of devices) {
      const { client } = device;
      if (lost.has(device) || !oracle.end.isIn(team, client.me.kid)) continue;
      const { count: here } = (await client.spaces()).find(({ space }) => space === team) ?? {};
      if (here !== ids.length) faults.push(`${device.name} holds ${here} of ${ids.length} statements of a team`);
    }
  }
  return faults;
}

/** What somebody wrote whom nobody has removed, and the relay does not have. */
async function unheard({ at, devices, turns, written, base }: Play): Promise<string[]> {
  const found = await at.relay.store.items(written.map(({ id }) => id));
  const ended = new Set(turns.flatMap(({ is, who, by }) => (is === 'out' && who !== by ? [who] : [])));
  return written.flatMap(({ text, by }, i) => {
    const { user, kid } = devices.find(({ name }) => name === by)!.client.me;
    const isEnded = [user, kid, base.teamIds.inner].some((who) => ended.has(who));
    return found[i] === undefined && !isEnded ? [`record ${text} by ${by} came nowhere`] : [];
  });
}

async function handOut({ at, devices, base }: Play): Promise<void> {
  const users = new Set(devices.map(({ client }) => client.me.user));
  const spaces = [...users, base.teamIds.inner, base.teamIds.outer];
  const pack = await collect(exportPack(at.relay.store, { spaces, made: at.clock.now() }));
  for (const { client } of devices) {
    const { refused } = await client.packs.import(chunksOf(pack));
    assert.deepEqual(refused, []);
  }
}

async function* chunksOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

/** How much lay beside each other. */
async function beside({
  at,
  base,
  removals,
  written,
}: Play): Promise<Pick<Tally, 'removalsBesideWrites' | 'rotationsBesideEachOther'>> {
  const { inner, outer } = base.teamIds;
  const isBeside = ({ turn, seen }: Play['removals'][number], { id, owner, known }: Written): boolean =>
    (turn.log === owner || (turn.log === inner && owner === outer)) && !seen.has(id) && !known.has(turn.id);
  const removalsBesideWrites = removals.flatMap((each) => written.filter((record) => isBeside(each, record))).length;
  let rotationsBesideEachOther = 0;
  for (const team of [inner, outer]) {
    const ops = await opsIn(at.relay.store, team);
    const pasts = [...ops].flatMap(([id, { claims }]) =>
      claims['k'] === 'epoch' ? [[id, pastIn(ops, id)] as const] : [],
    );
    for (const [a, pastA] of pasts)
      for (const [b, pastB] of pasts)
        if (a < b && !pastA.has(b) && !pastB.has(a) && pubOf(ops.get(a)) !== pubOf(ops.get(b)))
          rotationsBesideEachOther++;
  }
  return { removalsBesideWrites, rotationsBesideEachOther };
}

function pubOf(op: Statement | undefined): string {
  return JSON.stringify(op?.claims['pub']);
}
