import type { OpCode } from './judge.ts';
import { LEVEL, type Op } from './op.ts';

/** Bounds of one op: parents, steps of a path, signers, and logs that it names and heads of each. (0007: 22, 33) */
const MAX = { parents: 16, hops: 8, signers: 8, named: 16 } as const;

const LEVELS: ReadonlySet<number> = new Set(Object.values(LEVEL));

/** What an op alone shows. (0007: 10, 24, 33) */
export function findFormFault(op: Op): OpCode | undefined {
  const { k, par, signers, x = {}, lvl, mem = [], keep, thru } = op;
  if (par.length > MAX.parents) return 'E_SIZE';
  if (signers.length === 0 || signers.length > MAX.signers) return 'E_FORMAT';
  if (signers.some(({ by }) => by.length > MAX.hops)) return 'E_FORMAT';
  if (new Set(signers.map(({ kid }) => kid)).size < signers.length) return 'E_SIGNERS';
  if ([Object.keys(x), ...Object.values(x)].some(({ length }) => length > MAX.named)) return 'E_FORMAT';
  if ([lvl, ...mem.map((each) => each.lvl)].some((each) => each !== undefined && !LEVELS.has(each))) return 'E_FORMAT';
  if (k === 'invite' && lvl === LEVEL.root) return 'E_FORMAT';
  if (thru !== undefined && (keep !== true || thru.length === 0)) return 'E_FORMAT';
  if (k === 'init') return findInitFault(op);
  return par.length === 0 || namesOf(op).includes(op.id) ? 'E_FORMAT' : undefined;
}

/** A log begins with the op whose id it has. */
function findInitFault({ id, log, par }: Op): OpCode | undefined {
  if (id !== log) return 'E_ID';
  return par.length > 0 ? 'E_FORMAT' : undefined;
}

/** The ops that have to be judged before an op is. (0007: 31, 32) */
export function namesOf({ par, ref, x = {} }: Op): readonly string[] {
  return [...par, ...(ref === undefined ? [] : [ref]), ...Object.values(x).flat()];
}
