import type { Contender, Setup } from './contender.ts';
import { opponentEntry } from './opponents.ts';
import { removedOf } from './plan.ts';
import { contenderOf } from './work.ts';

/** What is used of `@localfirst/auth` 6.0.0. */
interface Auth {
  createUser(name: string): User;
  createDevice(options: { readonly userId: string; readonly deviceName: string }): unknown;
  createTeam(name: string, person: Person): Team;
  loadTeam(bytes: Uint8Array, person: Person, keys: unknown): Team;
  generateProof(seed: string): unknown;
  redactKeys(keys: unknown): unknown;
}

interface User {
  readonly userId: string;
  readonly keys: unknown;
}

interface Person {
  readonly user: User;
  readonly device: unknown;
}

interface Team {
  readonly teamName: string;
  inviteMember(): { readonly seed: string };
  admitMember(proof: unknown, keys: unknown, name: string): void;
  remove(userId: string): void;
  setTeamName(name: string): void;
  members(): readonly unknown[];
  teamKeyring(): unknown;
  save(): Uint8Array;
}

const loadAuth = async (): Promise<Auth> => (await import(opponentEntry('localfirst-auth'))) as Auth;

function newPerson(auth: Auth, n: number): Person {
  const user = auth.createUser(`user ${n}`);
  return { user, device: auth.createDevice({ userId: user.userId, deviceName: 'laptop' }) };
}

/** Their founder, the people who come, and their team without them. */
interface Side {
  readonly founder: Person;
  readonly people: readonly Person[];
  readonly team: Team;
}

function newSide(auth: Auth, count: number): Side {
  const founder = newPerson(auth, 0);
  const people = Array.from({ length: count }, (_, n) => newPerson(auth, n + 1));
  return { founder, people, team: auth.createTeam('team', founder) };
}

function admit(auth: Auth, { team, people }: Side): void {
  const seeds = people.map(() => team.inviteMember().seed);
  for (const [n, { user }] of people.entries())
    team.admitMember(auth.generateProof(seeds[n]!), auth.redactKeys(user.keys), user.userId);
}

/** So many people, each with a device and a team. */
export async function authCreate({ records }: Setup): Promise<Contender> {
  const auth = await loadAuth();
  const work = (): boolean => {
    let members = 0;
    for (let n = 0; n < records; n++) members += newSide(auth, 0).team.members().length;
    return members === records;
  };
  return contenderOf({ ready: () => undefined, work });
}

/** So many people are invited, prove it, and are admitted. */
export async function authInvite({ records }: Setup): Promise<Contender> {
  const auth = await loadAuth();
  return contenderOf({
    ready: () => newSide(auth, records),
    work(side) {
      admit(auth, side);
      return side.team.members().length === records + 1;
    },
  });
}

/** One in four of so many is removed. */
export async function authRemove({ records }: Setup): Promise<Contender> {
  const auth = await loadAuth();
  return contenderOf({
    ready() {
      const side = newSide(auth, records);
      admit(auth, side);
      return side;
    },
    work({ team, people }) {
      const gone = removedOf(people);
      for (const { user } of gone) team.remove(user.userId);
      return team.members().length === records + 1 - gone.length;
    },
  });
}

/** A team as it was saved, and what is needed to load it. */
interface Saved {
  readonly bytes: Uint8Array;
  readonly founder: Person;
  readonly keys: unknown;
  readonly size: number;
}

function livedInTeam(auth: Auth, count: number): Saved {
  const side = newSide(auth, count);
  const { team, founder } = side;
  admit(auth, side);
  for (const { user } of removedOf(side.people)) team.remove(user.userId);
  return { bytes: team.save(), founder, keys: team.teamKeyring(), size: team.members().length };
}

/**
 * As many teams as `batch` says from their bytes: so many were invited into each, and some of them removed. Each gets its name anew before
 * each round: of bytes that were loaded before, some of the work is remembered.
 */
export async function authReload({ records, batch }: Setup): Promise<Contender> {
  const auth = await loadAuth();
  const teams = Array.from({ length: batch }, () => livedInTeam(auth, records));
  const renamed = (saved: Saved): Saved => {
    const team = auth.loadTeam(saved.bytes, saved.founder, saved.keys);
    team.setTeamName('renamed');
    return { ...saved, bytes: team.save() };
  };
  return contenderOf({
    ready: () => teams.map(renamed),
    work: (named) =>
      named.every(({ bytes, founder, keys, size }) => {
        const team = auth.loadTeam(bytes, founder, keys);
        return team.members().length === size && team.teamName === 'renamed';
      }),
  });
}
