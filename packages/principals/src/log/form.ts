import type { OpCode } from './judge.ts';
import { LEVEL, type Op } from './op.ts';

/** Bounds of one op: parents, steps of a path, signers, and logs that it names and heads of each. (0007: 22, 33) */
const MAX = { parents: 16, hops: 8, signers: 8, named: 16 } as const;

const LEVELS: ReadonlySet<number> = new Set(Object.values(LEVEL));

/** What an op alone shows. (0007: 10, 24, 33) */
export function findFormFault(op: Op): OpCode | undefined {
  const { k, par, lvl, mem, keep, thru } = op;
  if (par.length > MAX.parents) return 'E_SIZE';
  const fault = findSignerFault(op);
  if (fault !== undefined) return fault;
  if (!isShort(op.x)) return 'E_FORMAT';
  if (!isLevel(lvl) || mem?.every((each) => isLevel(each.lvl)) === false) return 'E_FORMAT';
  if (k === 'invite' && lvl === LEVEL.root) return 'E_FORMAT';
  if (thru !== undefined && (keep !== true || thru.length === 0)) return 'E_FORMAT';
  if (k === 'init') return findInitFault(op);
  return par.length === 0 || namesOf(op).includes(op.id) ? 'E_FORMAT' : undefined;
}

function findSignerFault({ signers }: Op): OpCode | undefined {
  if (signers.length === 0 || signers.length > MAX.signers) return 'E_FORMAT';
  if (signers.some(({ by }) => by.length > MAX.hops)) return 'E_FORMAT';
  if (signers.length === 1) return undefined;
  return new Set(signers.map(({ kid }) => kid)).size < signers.length ? 'E_SIGNERS' : undefined;
}

function isShort(x: Op['x']): boolean {
  if (x === undefined) return true;
  const lists = Object.values(x);
  return lists.length <= MAX.named && lists.every(({ length }) => length <= MAX.named);
}

function isLevel(lvl: number | undefined): boolean {
  return lvl === undefined || LEVELS.has(lvl);
}

/** A log begins with the op whose id it has. */
function findInitFault({ id, log, par }: Op): OpCode | undefined {
  if (id !== log) return 'E_ID';
  return par.length > 0 ? 'E_FORMAT' : undefined;
}

/** The ops that have to be judged before an op is. (0007: 31, 32) */
export function namesOf({ k, par, ref, x }: Op): readonly string[] {
  const invite = k === 'join' && ref !== undefined ? [ref] : [];
  if (invite.length === 0 && x === undefined) return par;
  return [...par, ...invite, ...Object.values(x ?? {}).flat()];
}
