import { encodeBase64url } from '@allod/core/bytes';
import { createSoftwareSigner, statementIds, statementParts } from '@allod/core/statement';
import type { Statement } from '@allod/core/statement';
import { createLogBook } from '@allod/principals';
import { createInvite, createTeam, createUser, joinByInvite, removeMember, setPolicy } from '@allod/principals';
import type { LogBook, Op, OpPlace, SigningDevice } from '@allod/principals';
import { createPrincipals } from '@allod/principals/log';
import type { Snapshot } from '@allod/principals/log';
import { inviteKeys, secretFromBytes } from '@allod/principals/links';
import type { Contender, Setup } from './contender.ts';
import { random } from './corpus.ts';
import { removedOf } from './plan.ts';
import { framesOf, judgeAll, judgeFrames, readOp } from './op-frames.ts';
import { contenderOf } from './work.ts';

/** What the ops of this story say beside what the resolver is told as it is. */
interface StoryClaims extends Pick<Op, 'k' | 'kind' | 'who' | 'lvl' | 'ref' | 'x' | 'pol' | 't'> {
  readonly sgn?: readonly { readonly kid: string; readonly by?: readonly string[] }[];
  readonly by?: readonly string[];
  readonly mem?: readonly { readonly who?: string; readonly kid?: string; readonly lvl: number }[];
  readonly key?: unknown;
}

/** Somebody with one device. */
interface Person {
  readonly id: string;
  readonly init: Statement;
  readonly device: SigningDevice;
}

const T = 1_790_000_000_000_000;

async function newPerson(): Promise<Person> {
  const signer = await createSoftwareSigner(random(32));
  const sig = { kty: 'OKP', crv: 'Ed25519', x: encodeBase64url(signer.publicKey) } as const;
  const init = await createUser([{ signer, sig, level: 40 }], { salt: random(16), t: T });
  const [id] = await statementIds([init]);
  return { id: id!, init, device: { signer, by: [id!] } };
}

async function newPeople(count: number): Promise<Person[]> {
  return Promise.all(Array.from({ length: count }, newPerson));
}

/** A team on the machine of its founder, who judges and keeps what anybody says. */
class FoundedTeam {
  readonly book: LogBook = createLogBook();
  readonly said: Statement[] = [];
  /** Ids of the one-time keys, by invite. */
  readonly linkKids: Map<string, string> = new Map();
  readonly #founder: Person;
  id = '';
  #last = '';

  constructor(founder: Person) {
    this.#founder = founder;
  }

  async found(): Promise<void> {
    const { id, init, device } = this.#founder;
    await this.#keep(init);
    const signing = { signers: [device], x: { [id]: [id] }, t: T };
    this.id = await this.#keep(await createTeam({ members: [{ who: id, lvl: 40 }], salt: random(16) }, signing));
    this.#last = this.id;
  }

  /** Somebody is invited by a link. Gives its seed and the invite. */
  async invite(): Promise<Invited> {
    const seed = random(32);
    const { sig, signer } = await inviteKeys(secretFromBytes(seed));
    const ref = await this.#say(createInvite({ key: sig, lvl: 20 }, this.#place()));
    this.linkKids.set(ref, signer.kid);
    return { seed, ref };
  }

  /** What the newcomer says is judged as bytes from elsewhere are. */
  async join({ id, init, device }: Person, { seed, ref }: Invited): Promise<void> {
    const { signer } = await inviteKeys(secretFromBytes(seed));
    const place = { ...this.#place(), signers: [device, { signer }], x: { [id]: [id] } };
    const join = await joinByInvite({ who: id, ref }, place);
    await this.#keep(readOp(statementParts(init)));
    this.#last = await this.#keep(readOp(statementParts(join)));
  }

  remove(who: string): Promise<string> {
    return this.#say(removeMember({ who }, this.#place()));
  }

  rename(): Promise<string> {
    return this.#say(setPolicy({ name: 'renamed' }, this.#place()));
  }

  get size(): number {
    return this.book.log(this.id)?.memberById.size ?? 0;
  }

  #place(): OpPlace {
    return { log: this.id, par: [this.#last], signers: [this.#founder.device], t: T };
  }

  async #say(making: Promise<Statement>): Promise<string> {
    this.#last = await this.#keep(await making);
    return this.#last;
  }

  async #keep(statement: Statement): Promise<string> {
    await judgeAll(this.book, [statement]);
    this.said.push(statement);
    const [id] = await statementIds([statement]);
    return id!;
  }
}

interface Invited {
  readonly seed: Uint8Array;
  readonly ref: string;
}

async function foundedTeam(): Promise<FoundedTeam> {
  const team = new FoundedTeam(await newPerson());
  await team.found();
  return team;
}

async function admit(team: FoundedTeam, people: readonly Person[]): Promise<void> {
  const invites: Invited[] = [];
  for (const _ of people) invites.push(await team.invite());
  for (const [n, person] of people.entries()) await team.join(person, invites[n]!);
}

async function removeSome(team: FoundedTeam, people: readonly Person[]): Promise<void> {
  for (const { id } of removedOf(people)) await team.remove(id);
}

/** A team into which so many were invited, of whom some were removed, and which got a name then. */
async function livedInTeam(count: number): Promise<FoundedTeam> {
  const [team, people] = [await foundedTeam(), await newPeople(count)];
  await admit(team, people);
  await removeSome(team, people);
  await team.rename();
  return team;
}

/** So many people, each with a key, a log and a team. */
export async function oursTeamCreate({ records }: Setup): Promise<Contender> {
  const work = async (): Promise<boolean> => {
    let members = 0;
    for (let n = 0; n < records; n++) members += (await foundedTeam()).size;
    return members === records;
  };
  return contenderOf({ ready: () => undefined, work });
}

/** So many people are invited by link and join. */
export async function oursTeamInvite({ records }: Setup): Promise<Contender> {
  return contenderOf({
    ready: async () => ({ team: await foundedTeam(), people: await newPeople(records) }),
    async work({ team, people }) {
      await admit(team, people);
      return team.size === records + 1;
    },
  });
}

/** One in four of so many is removed. */
export async function oursTeamRemove({ records }: Setup): Promise<Contender> {
  return contenderOf({
    async ready() {
      const [team, people] = [await foundedTeam(), await newPeople(records)];
      await admit(team, people);
      return { team, people };
    },
    async work({ team, people }) {
      await removeSome(team, people);
      return team.size === records + 1 - removedOf(people).length;
    },
  });
}

/** As many such teams as `batch` says from their bytes, each by itself: frames are read, statements, and every signature. */
export async function oursTeamReload({ records, batch }: Setup): Promise<Contender> {
  const teams: { readonly team: FoundedTeam; readonly frames: readonly Uint8Array[] }[] = [];
  for (let n = 0; n < batch; n++) {
    const team = await livedInTeam(records);
    teams.push({ team, frames: framesOf(team.said) });
  }
  const isReloaded = async ({ team, frames }: (typeof teams)[number]): Promise<boolean> => {
    const log = (await judgeFrames(frames)).log(team.id);
    return log?.memberById.size === team.size && log.policy.get('name') === 'renamed';
  };
  const work = async (): Promise<boolean> => {
    let count = 0;
    for (const each of teams) if (await isReloaded(each)) count += 1;
    return count === batch;
  };
  return contenderOf({ ready: () => undefined, work });
}

/** The same from the text of its snapshot: nothing is judged, and no signature is checked. */
export async function oursTeamRestore({ records }: Setup): Promise<Contender> {
  const team = await livedInTeam(records);
  const ids = await statementIds(team.said);
  const judged = createPrincipals();
  for (const [n, statement] of team.said.entries()) judged.add(abstractOp(statement, ids[n]!, team.linkKids));
  const text = JSON.stringify(judged.snapshot(team.id));
  const work = (): boolean => {
    const principals = createPrincipals();
    principals.restore(JSON.parse(text) as Snapshot);
    return principals.members(team.id).size === team.size && principals.policy(team.id).get('name') === 'renamed';
  };
  return contenderOf({ ready: () => undefined, work });
}

/** An op of this story as the resolver knows it. */
function abstractOp({ claims, signatures }: Statement, id: string, linkKids: ReadonlyMap<string, string>): Op {
  const { sgn, by, mem, key: _, ...said } = claims as unknown as StoryClaims;
  const signers = signatures.map(({ header: { kid } }, n) => ({ kid, by: sgn?.[n]?.by ?? (sgn ? [] : (by ?? [])) }));
  const op = { log: id, par: [], ...said, id, signers };
  const key = linkKids.get(said.ref ?? id);
  const founders = mem?.map(({ who, kid, lvl }) => ({ who: who ?? kid!, lvl }));
  return { ...op, ...(key === undefined ? {} : { key }), ...(founders === undefined ? {} : { mem: founders }) };
}
