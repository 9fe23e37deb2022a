import type { Op, OpSigner } from '@allod/principals';

/** A log of a team that did something on many days, and what more is done to it. */
export interface LogCorpus {
  readonly team: string;
  /** Of its users and of the team, in order. */
  readonly ops: readonly Op[];
  /** The ids of the ops of the team. */
  readonly order: readonly string[];
  readonly signer: (at: number) => OpSigner;
  readonly user: (at: number) => string;
}

const USERS = 50;
const ID_LENGTH = 43;

/** As long as an id is. */
export const idOf = (name: string): string => name.padEnd(ID_LENGTH, '-');

/**
 * So many ops of a team, one after the other: members come, are raised, lowered and removed, and writers rotate keys. No op is
 * concurrent to another.
 */
export function quietLog(name: string, count: number, people: number = USERS): LogCorpus {
  const team = idOf(name);
  const user = (at: number): string => idOf(`${name}.${at % people}`);
  const device = (at: number): string => idOf(`${name}.${at % people}.device`);
  const signer = (at: number): OpSigner => ({ kid: device(at), by: [user(at)] });
  const ops: Op[] = Array.from({ length: people }, (_, n) => {
    const mem = [{ who: device(n), lvl: 40 }];
    return { id: user(n), k: 'init', log: user(n), kind: 'user', par: [], signers: [{ kid: device(n), by: [] }], mem };
  });
  const founders = [0, 1].map((n) => ({ who: user(n), lvl: n === 0 ? 40 : 30 }));
  const x = Object.fromEntries(founders.map(({ who }) => [who, [who]]));
  ops.push({
    id: team,
    k: 'init',
    log: team,
    kind: 'team',
    par: [],
    signers: [signer(0), signer(1)],
    mem: founders,
    x,
  });
  const order = [team];
  const levels = new Map<number, number>();
  for (let n = 1; n < count; n++) {
    const id = idOf(`${name}:${n}`);
    const base = { id, log: team, par: [order.at(-1) ?? team], t: n };
    ops.push({ ...base, ...nextAct({ n, people, levels }, { user, signer }) });
    order.push(id);
  }
  return { team, ops, order, signer, user };
}

interface Day {
  readonly n: number;
  readonly people: number;
  readonly levels: Map<number, number>;
}

type Act = Pick<Op, 'k' | 'who' | 'lvl' | 'signers' | 'x'>;

function nextAct({ n, people, levels }: Day, { user, signer }: Pick<LogCorpus, 'user' | 'signer'>): Act {
  const at = n % people;
  const level = levels.get(at);
  if (at < 2) return { k: 'epoch', signers: [signer(at)] };
  const who = user(at);
  if (level === undefined) {
    levels.set(at, 20);
    return { k: 'add', who, lvl: 20, signers: [signer(n % 2), signer(at)], x: { [who]: [who] } };
  }
  if (n % 7 === 0) {
    levels.delete(at);
    return { k: 'remove', who, signers: [signer(0)] };
  }
  if (n % 3 === 0 && level === 20) return { k: 'epoch', signers: [signer(at)] };
  levels.set(at, level === 20 ? 10 : 20);
  return { k: 'set', who, lvl: level === 20 ? 10 : 20, signers: [signer(0)] };
}

/** How ops of a quarrel follow each other. */
export type Quarrel = 'none' | 'beside' | 'woven';

/**
 * A team of 40 in which eight cut each other and the others: one after the other, all beside each other, or on sixteen branches
 * each of whose ops follows three, so that none of them has seen all and every one has a past of its own.
 */
export function quarrel(kind: Quarrel, count: number): readonly Op[] {
  const { ops, order, signer, user, team } = foundedTeam();
  const lanes = Array.from({ length: 16 }, () => order.at(-1) ?? team);
  const cuts = Array.from({ length: count }, (_, n): Op => {
    const id = idOf(`cut:${n}`);
    const lane = n % lanes.length;
    const woven = [lane, (n * 7 + 3) % 16, (n * 5 + 1) % 16].map((at) => lanes[at] ?? team);
    const par = { none: [lanes[0] ?? team], beside: [order.at(-1) ?? team], woven: [...new Set(woven)] }[kind];
    lanes[kind === 'none' ? 0 : lane] = id;
    const [by, on] = lane < 2 ? [lane, 2 + ((n * 11) % 6)] : [2 + (lane % 6), 8 + 2 * (n % 15)];
    return { id, k: 'remove', keep: true, log: team, par, who: user(on), signers: [signer(by)], t: n };
  });
  return [...ops, ...cuts];
}

/** Two owners, six admins, and 32 who write. */
function foundedTeam(): LogCorpus {
  const made = quietLog('quarrel', 1, 40);
  const mem = Array.from({ length: 40 }, (_, n) => ({ who: made.user(n), lvl: n < 2 ? 40 : n < 8 ? 30 : 20 }));
  const founders = mem.slice(0, 8);
  const x = Object.fromEntries(founders.map(({ who }) => [who, [who]]));
  const signers = founders.map((_, n) => made.signer(n));
  const ops = made.ops.map((op) => (op.id === made.team ? { ...op, mem: founders, signers, x } : op));
  const order = [made.team];
  for (const { who, lvl } of mem.slice(8)) {
    const [id, at] = [idOf(`add:${order.length}`), order.length + 7];
    const par = [order.at(-1) ?? made.team];
    ops.push({
      id,
      k: 'add',
      log: made.team,
      par,
      who,
      lvl,
      signers: [made.signer(0), made.signer(at)],
      x: { [who]: [who] },
    });
    order.push(id);
  }
  return { ...made, ops, order };
}
