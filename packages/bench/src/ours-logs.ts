import { generateKeyPairSync, sign, verify } from 'node:crypto';
import type { Op } from '@allod/principals';
import { createPrincipals } from '@allod/principals/log';
import type { Principals } from '@allod/principals/log';
import type { Contender, Setup } from './contender.ts';
import { timed } from './contender.ts';
import { idOf, quarrel, quietLog } from './log-corpus.ts';
import { contenderOf } from './work.ts';

function load(ops: readonly Op[]): Principals {
  const principals = createPrincipals();
  for (const op of ops) principals.add(op);
  return principals;
}

/** A log from its first op on, and its members. */
export async function oursReplay({ records }: Setup): Promise<Contender> {
  const { ops, team, order } = quietLog('replay', records);
  const work = (): boolean => {
    const principals = load(ops);
    return principals.members(team).size > 1 && principals.heads(team)[0] === order.at(-1);
  };
  return contenderOf({ ready: () => undefined, work });
}

/** The same from a snapshot. */
export async function oursRestore({ records }: Setup): Promise<Contender> {
  const { ops, team, order } = quietLog('replay', records);
  const text = JSON.stringify(load(ops).snapshot(team));
  return contenderOf({
    ready: () => JSON.parse(text) as NonNullable<ReturnType<Principals['snapshot']>>,
    work: (snapshot) => {
      const principals = createPrincipals();
      principals.restore(snapshot);
      return principals.members(team).size > 1 && principals.heads(team)[0] === order.at(-1);
    },
  });
}

/** So many ops after all of a log of `batch`. */
export async function oursAppend({ records, batch }: Setup): Promise<Contender> {
  const { ops, team, order, signer } = quietLog('append', batch);
  const last = order.at(-1) ?? team;
  const more = Array.from({ length: records }, (_, n): Op => {
    const par = [n === 0 ? last : idOf(`more:${n - 1}`)];
    return { id: idOf(`more:${n}`), k: 'epoch', log: team, par, signers: [signer(0)], t: n };
  });
  const work = (principals: Principals): boolean => more.every((op) => principals.add(op).state === 'accepted');
  return contenderOf({ ready: () => load(ops), work });
}

/** The removal of an admin beside the later half of a log, and who is a member then. */
export async function oursCut({ records }: Setup): Promise<Contender> {
  const { ops, team, order, signer, user } = quietLog('cut', records);
  const par = [order[Math.floor(records / 2)] ?? team];
  const removal: Op = { id: idOf('removal'), k: 'remove', log: team, par, who: user(1), signers: [signer(0)] };
  const work = (principals: Principals): boolean =>
    principals.add(removal).state === 'accepted' && !principals.members(team).has(user(1));
  return contenderOf({ ready: () => load(ops), work });
}

const quarrelling =
  (kind: Parameters<typeof quarrel>[0]) =>
  async ({ records }: Setup): Promise<Contender> => {
    const ops = quarrel(kind, records);
    const team = idOf('quarrel');
    const work = (): boolean => {
      const principals = load(ops);
      return principals.members(team).size > 8 && principals.order(team).length === records + 33;
    };
    return contenderOf({ ready: () => undefined, work });
  };

/** Members of one team who cut each other: nothing beside anything, everything beside everything, and as much of both as there can be. */
export const oursUncontended: (setup: Setup) => Promise<Contender> = quarrelling('none');
export const oursBeside: (setup: Setup) => Promise<Contender> = quarrelling('beside');
export const oursWoven: (setup: Setup) => Promise<Contender> = quarrelling('woven');

/** What so many records may do that name an op of a log of `batch`, the last and older ones in turn. */
export async function oursCheck({ records, batch }: Setup): Promise<Contender> {
  const { ops, team, order, signer } = quietLog('check', batch);
  const principals = load(ops);
  const heads = Array.from({ length: 100 }, (_, n) => [order.at(-1 - ((n * n) % order.length)) ?? team]);
  const work = (): boolean => {
    let sum = 0;
    for (let n = 0; n < records; n++) sum += principals.levelAt(team, { heads: heads[n % 100] ?? [] }, signer(0)) ?? 0;
    return sum === 40 * records;
  };
  return contenderOf({ ready: () => undefined, work });
}

/** As many signatures of 500 bytes checked by node:crypto. */
export async function floorSignatures({ records }: Setup): Promise<Contender> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const statements = Array.from({ length: 100 }, (_, n) => Buffer.alloc(500, n));
  const signed = statements.map((bytes) => ({ bytes, signature: sign(null, bytes, privateKey) }));
  const work = (): boolean => {
    for (let n = 0; n < records; n++) {
      const { bytes, signature } = signed[n % 100] ?? signed[0]!;
      if (!verify(null, bytes, publicKey, signature)) return false;
    }
    return true;
  };
  return contenderOf({ ready: () => undefined, work });
}

/** The heap that so many teams of 60 ops and eight users take, their ops among it, beside the text of these ops. */
export async function oursTeams({ records }: Setup): Promise<Contender> {
  return {
    async round() {
      const teams = Array.from({ length: records }, (_, n) => JSON.stringify(quietLog(`team${n}`, 60, 8).ops));
      const textBytes = teams.reduce((sum, text) => sum + text.length, 0);
      const before = heapBytes();
      const principals = createPrincipals();
      const took = await timed(async () => {
        for (const text of teams) for (const op of JSON.parse(text) as Op[]) principals.add(op);
      });
      const bytes = heapBytes() - before;
      if (principals.logs().length !== records * 9) throw new Error('a log is missing');
      return { ...took, bytes, textBytes };
    },
    close: async () => undefined,
  };
}

function heapBytes(): number {
  if (globalThis.gc === undefined) throw new Error('the memory of logs is measured with --expose-gc');
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
