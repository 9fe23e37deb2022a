import type { Result } from '@allod/core/errors';
import { isJsonObject } from '@allod/core/bytes';
import type { JsonValue } from '@allod/core/bytes';
import { checkSealedBody } from '@allod/core/sealed';
import type { ClientContext } from '../context.ts';
import { lookBackIn } from '../epochs/look-back.ts';
import { bestWay } from '../logs/ways.ts';
import { latestByTag } from '../records/latest.ts';
import { bodyOf, recordOf } from '../records/view.ts';

/**
 * In one's own space the teams that one has begun or joined, by id, so that one's other devices know of them; in the space of a team those that it is
 * in itself, so that its members do.
 */
const TEAMS = 'm:allod.teams';

/** How a team is noted. */
export interface TeamNote {
  /** The team that has joined; this user when absent. */
  readonly joiner?: string;
  /** What a link called it: its own name may be under a key that nobody has handed over yet. */
  readonly called?: string | undefined;
}

/** Notes a team where those look who are in it now: in one's own space, or in that of the team that joined. */
export async function noteTeam(
  { writer }: ClientContext,
  team: string,
  { joiner, called }: TeamNote = {},
): Promise<Result<unknown>> {
  const owner = joiner === undefined ? {} : { owner: joiner };
  const json = { joined: true, ...(called === undefined ? {} : { called }) };
  return writer.addAll(TEAMS, [{ json }], { tags: [team], ...owner });
}

/**
 * Notes again, for who came since, the teams that a team is in, where newcomers read nothing that came before them: they could not know of those. Says
 * what was done, as whole sentences. (04 §2.5)
 */
export async function noteForNewcomers(context: ClientContext, team: string): Promise<string[]> {
  const { admission, logs, store } = context;
  const { isJoinedOnly, allows } = await lookBackIn(logs, team);
  const current = isJoinedOnly ? (await admission.epochs(team))?.current : undefined;
  if (current === undefined || !allows(current)) return [];
  let count = 0;
  for (const [above, { id, json }] of await latestByTag(context, { space: team, col: TEAMS })) {
    const isIn = (await logs.log(above))?.memberById.has(team) === true;
    const body = isIn && isJoined(json) ? await bodyOf(store, recordOf((await store.items([id]))[0])) : undefined;
    const form = body === undefined ? undefined : checkSealedBody(body.body);
    if (form?.ok !== true || allows(form.value.eid)) continue;
    const { called } = json as { readonly called?: string };
    if ((await noteTeam(context, above, { joiner: team, called })).ok) count++;
  }
  return count === 0 ? [] : ['Told those who came since which teams this one is in.'];
}

/** What links called the teams that one has joined, by id. */
export async function calledByLinks(context: ClientContext): Promise<ReadonlyMap<string, string>> {
  const words = new Map<string, string>();
  for (const [team, { json }] of await latestByTag(context, { space: context.me.user, col: TEAMS })) {
    const called = isJsonObject(json as JsonValue) ? (json as { called?: unknown }).called : undefined;
    if (typeof called === 'string') words.set(team, called);
  }
  return words;
}

/** Teams in which this user is, as far as it is known here, and those whose log is not here yet and that somebody has noted who should know. */
export async function ownTeams(context: ClientContext): Promise<string[]> {
  const { logs, me } = context;
  const found = await teamsHere(context);
  for (const space of [me.user, ...found]) {
    for (const [team, { json }] of await latestByTag(context, { space, col: TEAMS })) {
      if (isJoined(json) && (await logs.log(team)) === undefined) found.add(team);
    }
  }
  return [...found].toSorted();
}

function isJoined(json: unknown): boolean {
  return isJsonObject(json as JsonValue) && (json as { joined?: unknown }).joined === true;
}

/** Teams whose logs are here and that this user is in. */
async function teamsHere({ directory, logs, me }: ClientContext): Promise<Set<string>> {
  const found = new Set<string>();
  for (const space of directory.spaces()) {
    if (space === me.user || (await logs.log(space))?.kind !== 'team') continue;
    if ((await bestWay(logs, space, me.user)) !== undefined) found.add(space);
  }
  return found;
}

/** Under this name and its id a store remembers a team whose others do not know yet that this user has left. */
const LEAVING = 'client/leaving/';

/** Does something with which this user may leave teams, and notes which of them he has left: what he has written there has to reach the others. */
export async function leaving<T>(context: ClientContext, act: () => Promise<T>): Promise<T> {
  const before = await teamsHere(context);
  const acted = await act();
  const after = await teamsHere(context);
  for (const team of before)
    if (!after.has(team)) await context.store.commit({ space: team, meta: [[`${LEAVING}${team}`, Uint8Array.of(1)]] });
  return acted;
}

/** Teams that this user has left without the others having heard of it. */
export async function leavingTeams({ store }: Pick<ClientContext, 'store'>): Promise<string[]> {
  const teams: string[] = [];
  for await (const { name } of store.scan({ by: 'meta', prefix: LEAVING })) teams.push(name.slice(LEAVING.length));
  return teams;
}

/** Notes that the others have heard that this user has left. */
export async function forgetLeaving({ store }: Pick<ClientContext, 'store'>, teams: readonly string[]): Promise<void> {
  for (const team of teams) await store.commit({ space: team, meta: [[`${LEAVING}${team}`, null]] });
}
