import { epochIds } from '@allod/principals';
import type { EpochOp } from '@allod/principals/secrets';
import type { LogOp, Logs } from '../logs/logs.ts';

/** An `epoch` op as a log has it: with the digest of its keybox, and whether it counts. */
export interface KnownEpochOp extends EpochOp {
  readonly dig?: string;
  readonly isAlive: boolean;
}

/** The `epoch` ops of a log, each after all that it names. */
export async function epochOpsIn(logs: Logs, log: string): Promise<KnownEpochOp[]> {
  const ops = (await logs.ops(log)).filter(({ k }) => k === 'epoch');
  const eids = await epochIds(ops.map(({ claims }) => claims.pub!));
  return ops.map((op, i) => epochOpOf(op, eids[i]!));
}

function epochOpOf({ id, claims: { pub, dig, back = [], end }, signers, isAlive }: LogOp, eid: string): KnownEpochOp {
  const { kid, by } = signers[0]!;
  return {
    id,
    eid,
    pub: pub!,
    back,
    by: by.at(-1) ?? kid,
    isAlive,
    ...(dig === undefined ? {} : { dig }),
    ...(end === undefined ? {} : { end }),
  };
}
