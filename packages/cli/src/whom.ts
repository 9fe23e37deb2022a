import type { Client, Named, TeamSummary } from '@allod/client';
import { isId } from '@allod/core/bytes';
import type { FailureMore } from './errors/failure.ts';
import { outcomeOf } from './errors/refusal.ts';
import { wordFor } from './named.ts';
import { printable } from './output/printable.ts';

/** Characters of an id that stand for it. */
const LEAST_OF_ID = 6;
/** What is repeated of a word that was not found. */
const REPEATED = 24;

function about(text: string): string {
  return printable([...text].slice(0, REPEATED).join(''));
}

/** The team that somebody means by a name or an id. Throws a `Failure` with `E_NOT_FOUND`. */
export async function findTeam({ teams }: Client, text: string): Promise<TeamSummary> {
  const hint = '`allod team list` shows the teams you are in; `allod sync URL` fetches what is new.';
  return outcomeOf(await teams.find(text), { about: about(text), hint });
}

/** Whose collection it is: one's own when nobody is named. Throws a `Failure` with `E_NOT_FOUND`. */
export async function findOwner(client: Client, text: string | undefined): Promise<string> {
  return text === undefined ? client.me.user : (await findWho(client, text)).id;
}

/** A device of this user as somebody named it. */
export interface DeviceMeant {
  readonly word: string;
  readonly isThis: boolean;
  /** What a failure says of one that there is not. */
  readonly more: FailureMore;
}

/** How to speak of the device that somebody means by a name or a key, before the client looks for it. */
export async function deviceMeant({ devices }: Client, text: string): Promise<DeviceMeant> {
  const found = outcomeOf(await devices.list()).find(({ id, name, removed }) => {
    const isBegun = text.length >= LEAST_OF_ID && id.startsWith(text);
    return removed === undefined && (name === text || isBegun);
  });
  if (found !== undefined) return { word: wordFor(found), isThis: found.isThis === true, more: {} };
  const word = about(text);
  return { word, isThis: false, more: { about: word, hint: '`allod device list` shows your devices.' } };
}

/** The user, or team, that somebody means by a name or an id. An id need not be known. Throws a `Failure` with `E_NOT_FOUND`. */
export async function findWho({ people, teams, me }: Client, text: string): Promise<Named> {
  if (text === 'me') return { id: me.user };
  const person = await people.find(text);
  if (person.ok) return person.value;
  const team = await teams.find(text);
  if (team.ok) return team.value;
  if (isId(text)) return { id: text };
  const hint = '`allod people list` shows whom you know; anybody else is named by the whole id.';
  return outcomeOf(person.says === undefined ? team : person, { about: about(text), hint });
}
