import { isJsonObject } from '@allod/core/bytes';
import type { JsonObject, JsonValue } from '@allod/core/bytes';
import type { PrincipalLog } from '@allod/principals';
import type { ClientContext } from '../context.ts';
import type { Named } from '../outcome.ts';
import { latestByTag } from '../records/latest.ts';
import { listRecords } from '../records/list.ts';
import type { RecordSource, RecordView } from '../records/view.ts';
import { calledByLinks } from '../teams/own-teams.ts';

/** In one's own space: what is noted of others, by id. */
export const PEOPLE = 'm:allod.people';
/** In one's own space: the names of one's devices, by key. */
export const DEVICES = 'm:allod.devices';
/** In the space of a team: its name, and what members call themselves, by id. */
export const PROFILE = 'm:allod.profile';
/** The tag of the team's own name. No id is as short. */
export const TEAM_NAME = 'name';

const ADMIN = 30;
const MAX_NAME_CHARACTERS = 64;

/** Whether a text can be a name: 1 to 64 characters, none of them a control character. */
export function isName(text: string): boolean {
  const { length } = [...text];
  return text.isWellFormed() && length >= 1 && length <= MAX_NAME_CHARACTERS && !/\p{Cc}/u.test(text);
}

/** What is noted of somebody. */
export interface Note {
  readonly name?: string;
  readonly isBlocked?: true;
}

/** Everybody's name, as it was when it was read. */
export interface NameBook {
  of(id: string): Named;
  /** What is noted, by id. */
  readonly notes: ReadonlyMap<string, Note>;
}

/** Reads the names: petnames go before what somebody says of himself. */
export async function readNames(context: ClientContext): Promise<NameBook> {
  const { me, directory, logs } = context;
  const [own, teams] = [new Map<string, string>(), new Map<string, string>()];
  for (const space of directory.spaces()) {
    const log = await logs.log(space);
    if (log?.kind !== 'team' || !directory.collections(space).includes(PROFILE)) continue;
    const words = await readProfiles(context, log);
    if (words.team !== undefined) teams.set(space, words.team);
    for (const [id, name] of words.byMember) own.set(id, name);
  }
  // The word of a link, until the name that the team has can be read.
  for (const [team, called] of await calledByLinks(context))
    if (isName(called) && !teams.has(team)) own.set(team, called);
  const notes = await readNotes(context);
  const given = new Map<string, string>([...teams, ...(await readDeviceNames(context))]);
  for (const [id, { name }] of notes) if (name !== undefined) given.set(id, name);
  if (me.name !== undefined) given.set(me.user, me.name);
  return {
    notes,
    of(id) {
      const [petname, word] = [given.get(id), own.get(id)];
      if (petname !== undefined) return { id, name: petname };
      return word === undefined ? { id } : { id, name: word, isOwnWord: true };
    },
  };
}

/** What a team is called by whoever leads it, and its members by themselves. */
export interface Profiles {
  readonly team: string | undefined;
  /** Whether whoever gave the team its name leads it still; where nobody does, the first name stays until somebody gives it again. */
  readonly isTeamNameHeld: boolean;
  readonly byMember: ReadonlyMap<string, string>;
}

/** Reads the names that stand in a team. */
export async function readProfiles(source: RecordSource, { id: space, memberById }: PrincipalLog): Promise<Profiles> {
  const byMember = new Map<string, string>();
  let [held, first]: (string | undefined)[] = [];
  for await (const record of listRecords(source, [{ space, col: PROFILE }])) {
    const { tag, by, via = [], state } = record;
    const name = state === 'VALID' ? nameIn(record) : undefined;
    if (name === undefined) continue;
    if (tag === by && !byMember.has(by)) byMember.set(by, name);
    if (tag !== TEAM_NAME) continue;
    first = name;
    if ((memberById.get(via[0] ?? by)?.lvl ?? 0) >= ADMIN) held ??= name;
  }
  return { team: held ?? first, isTeamNameHeld: held !== undefined, byMember };
}

async function readNotes(context: ClientContext): Promise<Map<string, Note>> {
  const notes = new Map<string, Note>();
  for (const [id, record] of await latestByTag(context, { space: context.me.user, col: PEOPLE })) {
    const { blocked } = objectIn(record);
    const name = nameIn(record);
    notes.set(id, { ...(name === undefined ? {} : { name }), ...(blocked === true ? { isBlocked: true } : {}) });
  }
  return notes;
}

async function readDeviceNames(context: ClientContext): Promise<Map<string, string>> {
  const { me } = context;
  const names = new Map<string, string>();
  if (me.device !== undefined) names.set(me.key.kid, me.device);
  for (const [kid, record] of await latestByTag(context, { space: me.user, col: DEVICES })) {
    const name = nameIn(record);
    if (name !== undefined) names.set(kid, name);
  }
  return names;
}

function nameIn(record: RecordView): string | undefined {
  const { name } = objectIn(record);
  return typeof name === 'string' && isName(name) ? name : undefined;
}

function objectIn({ json }: RecordView): JsonObject {
  return isJsonObject(json as JsonValue) ? (json as JsonObject) : {};
}
