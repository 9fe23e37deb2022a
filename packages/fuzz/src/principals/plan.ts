import type { Op, OpSigner } from '@allod/principals';
import { createRandom } from '../random.ts';
import { found } from './founding.ts';
import { type Draft, epoch, MOVES } from './moves.ts';
import { smuggle } from './smuggle.ts';
import { device, isUser, type Shape, SHAPES, USERS, Writer } from './writer.ts';

/** How large a plan is, and what it is about; what is absent the seed decides. */
export interface PlanOptions {
  readonly steps?: number;
  readonly shape?: Shape;
}

/** How often a step is tried until it is accepted. */
const TRIES = 4;

/** Logs of users and teams, with what honest and other members tried in them. The same seed gives the same ops. */
export function makePlan(seed: number, { steps, shape }: PlanOptions = {}): readonly Op[] {
  const random = createRandom(seed);
  const writer = new Writer(random, shape ?? SHAPES[random.below(SHAPES.length)] ?? 'team');
  found(writer);
  const count = steps ?? (writer.shape === 'quarrels' ? 18 : 8) + random.below(16);
  const isNested = writer.shape === 'nested' || writer.shape === 'devices';
  const isAttack = writer.isLucky(70);
  for (let n = 0; n < count && writer.teams.length > 0; n++) {
    const op = n % 6 === 5 && writer.shape === 'quarrels' ? peace(writer, `p${n}`) : tryStep(writer, `p${n}`, isAttack);
    if (op !== undefined) writer.write(op);
    if (isNested && n % 7 === 4) smuggle(writer, `q${n}`);
  }
  return writer.ops;
}

/** A step that is accepted; else now and then one that is refused. */
function tryStep(writer: Writer, id: string, isAttack: boolean): Op | undefined {
  const log = chooseLog(writer);
  const move = writer.pick(MOVES);
  for (let n = 1; ; n++) {
    const draft: Draft = {
      id,
      log,
      par: writer.some(log),
      signers: signersFor(writer, log),
      t: writer.random.below(10),
    };
    const made = move(writer, isAttack && writer.isLucky(50) ? backDated(writer, draft) : draft);
    const op = writer.isLucky(90) ? { x: writer.news(made.signers, log), ...made } : made;
    if (writer.accepts(op)) return op;
    if (n === TRIES) return writer.isLucky(30) ? op : undefined;
  }
}

/** Somebody sees all that there is, and nobody follows anything older afterwards. */
function peace(writer: Writer, id: string): Op | undefined {
  const [log = 'T0'] = writer.teams;
  const [who] = writer.maybe(100, writer.members(log, 20).filter(isUser));
  if (who === undefined) return undefined;
  const signers = [device(who, 1)];
  const op = epoch(writer, { id, log, par: writer.heads(log), signers, t: 0 });
  if (!writer.accepts({ ...op, x: { [who]: [who] } })) return undefined;
  writer.close(log);
  return { ...op, x: { [who]: [who] } };
}

function chooseLog(writer: Writer): string {
  const [first = 'T0', second = first] = writer.teams;
  if (writer.shape === 'quarrels') return first;
  if (writer.isLucky(writer.shape === 'devices' ? 40 : 12)) return writer.pick(USERS.slice(0, 3));
  return writer.shape === 'nested' && writer.isLucky(90) ? writer.pick([first, second]) : writer.pick(writer.teams);
}

/** Who acts: mostly whoever may, alone or with owners who agree. */
function signersFor(writer: Writer, log: string): readonly OpSigner[] {
  if (isUser(log)) return [{ kid: `${log}.${writer.pick([1, 2, 3, 'kit'])}`, by: [] }];
  const first = firstFor(writer, log);
  const owners = writer.isLucky(25) ? writer.members(log, 40).filter(isUser) : [];
  const others = owners.map((user) => device(user, 1)).filter(({ kid }) => kid !== first.kid);
  return [first, ...others].slice(0, 8);
}

function firstFor(writer: Writer, log: string): OpSigner {
  const [inner] = writer.teams;
  if (writer.shape === 'nested' && inner !== undefined && log !== inner && writer.isLucky(60))
    return through(writer, [inner], writer.pick(everMembers(writer, inner)));
  const [who = writer.pick(USERS)] = writer.maybe(80, writer.members(log, writer.isLucky(80) ? 30 : 0));
  if (who.endsWith('.kit')) return { kid: who, by: [] };
  return through(writer, [], who);
}

/** A device of a user, or of somebody in a team or in a team in it. */
function through(writer: Writer, path: readonly string[], who: string): OpSigner {
  if (isUser(who)) return { kid: `${who}.${writer.pick([1, 1, 1, 2, 3])}`, by: [...path, who] };
  const inside = writer.members(who).filter((each) => isUser(each) || writer.teams.includes(each));
  const next = path.length > 2 || inside.length === 0 ? writer.pick(USERS) : writer.pick(inside);
  return through(writer, [...path, who], next);
}

function everMembers({ ops }: Writer, log: string): readonly string[] {
  const named = ops
    .filter((op) => op.log === log)
    .flatMap(({ mem = [], who }) => [...mem.map((each) => each.who), who ?? '']);
  return named.filter(isUser);
}

/** As it would be if whoever was cut had not heard of it. */
function backDated(writer: Writer, draft: Draft): Draft {
  const { ops, teams } = writer;
  const isCut = (op: Op): boolean =>
    op.log === draft.log && (op.k === 'remove' || op.k === 'set') && op.thru === undefined;
  const [cut] = writer.maybe(
    100,
    ops.filter((op) => isCut(op) && writer.accepted(op.log).includes(op.id)),
  );
  if (cut?.who === undefined) return draft;
  const par = writer.isLucky(80) ? cut.par : draft.par;
  if (isUser(draft.log)) return { ...draft, par, signers: [{ kid: cut.who, by: [] }] };
  const isSomebody = isUser(cut.who) || teams.includes(cut.who);
  return isSomebody && writer.isLucky(80)
    ? { ...draft, par, signers: [through(writer, [], cut.who)] }
    : { ...draft, par };
}
