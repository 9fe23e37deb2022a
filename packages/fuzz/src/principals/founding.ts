import type { Founder, OpSigner } from '@allod/principals';
import { device, isUser, LEVELS, USERS, type Writer } from './writer.ts';

/** Users with two devices, and some teams of them, most of which stand in the next one. */
export function found(writer: Writer): void {
  for (const id of USERS) foundUser(writer, id);
  const count =
    writer.shape === 'quarrels'
      ? 1
      : writer.shape === 'nested'
        ? 2 + writer.random.below(2)
        : 1 + writer.random.below(2);
  for (let n = 0; n < count; n++) foundTeam(writer, `T${n}`);
}

function foundUser(writer: Writer, id: string): void {
  const mem: Founder[] = [
    { who: `${id}.1`, lvl: 40 },
    { who: `${id}.2`, lvl: writer.pick([20, 30, 40]) },
    ...(writer.isLucky(50) ? [{ who: `${id}.kit`, lvl: 50 }] : []),
  ];
  const signers = [1, 2].map((n) => ({ kid: `${id}.${n}`, by: [] }));
  writer.write({ id, k: 'init', log: id, kind: 'user', par: [], signers, mem });
}

function foundTeam(writer: Writer, id: string): void {
  const first = writer.random.below(USERS.length);
  const people = Array.from({ length: 2 + writer.random.below(4) }, (_, n) => USERS[(first + n) % USERS.length] ?? 'A');
  const mem = people.map((who, n): Founder => ({ who, lvl: n === 0 ? 40 : writer.pick(LEVELS) }));
  const signers = people.map((who) => device(who, 1));
  if (writer.isLucky(40)) mem.push({ who: `${id}.kit`, lvl: 50 });
  const sub = writer.teams.at(-1);
  const agreeing = sub === undefined || writer.isLucky(15) ? undefined : agreeingFor(writer, sub);
  if (sub !== undefined && agreeing !== undefined && signers.every(({ kid }) => kid !== agreeing.kid)) {
    mem.push({ who: sub, lvl: writer.pick([20, 30, 40]) });
    signers.push(agreeing);
  }
  const x = Object.fromEntries([...new Set(signers.flatMap(({ by }) => by))].map((log) => [log, writer.heads(log)]));
  writer.write({ id, k: 'init', log: id, kind: 'team', par: [], signers, mem, x });
  if (writer.accepted(id).length > 0) writer.teams.push(id);
}

/** Somebody who may say yes for a team. */
export function agreeingFor(writer: Writer, team: string): OpSigner | undefined {
  const [user] = writer.maybe(100, writer.members(team, 30).filter(isUser));
  return user === undefined ? undefined : { kid: `${user}.1`, by: [team, user] };
}
