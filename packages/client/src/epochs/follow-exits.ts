import { knownWith } from '../logs/known-with.ts';
import type { MadeOps, OpsContext } from '../logs/write-ops.ts';
import type { EpochOps, Signatories } from './make-epoch.ts';

/** Whether an epoch is to follow ops: `never`, or also where they end none; and who announces it, if not this device. */
export interface FollowUp {
  readonly when?: 'always' | 'never';
  readonly signing?: Signatories;
}

/**
 * What has to stand in one commit with ops that end the epoch in use: another one, if the signer may announce it. None where these ops end
 * nothing, or the log never had an epoch. (04 §2.4)
 */
export async function followExits(
  context: OpsContext,
  log: string,
  { ops, epoch: { when, signing } = {} }: MadeOps,
): Promise<EpochOps> {
  const mayEnd = ops.some(({ claims: { k, x } }) => k === 'remove' || k === 'set' || x !== undefined);
  if (when === 'never' || (when === undefined && !(mayEnd && (await isEnded(context, log, ops))))) return NOTHING;
  const announced = await context.epochs.announce(log, { after: ops, ...(signing === undefined ? {} : { signing }) });
  return announced.ok ? announced.value : NOTHING;
}

/** Whether a log that has epochs has none any more to write under, once some ops are in it. */
async function isEnded(context: OpsContext, log: string, ops: MadeOps['ops']): Promise<boolean> {
  const { logs, admission } = await knownWith(context, { log, ops });
  const hadEpoch = (await logs.ops(log)).some(({ k }) => k === 'epoch');
  return hadEpoch && (await admission.epochs(log))?.current === undefined;
}

const NOTHING: EpochOps = { ops: [], ids: [], bodies: [] };
