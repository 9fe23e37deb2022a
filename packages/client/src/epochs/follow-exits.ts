import type { Recipient } from '@allod/principals/secrets';
import { knownWith } from '../logs/known-with.ts';
import type { LogOp, SaidClaims } from '../logs/logs.ts';
import type { MadeOps, OpsContext } from '../logs/write-ops.ts';
import type { EpochOps, Signatories } from './make-epoch.ts';

/** Whether an epoch is to follow ops: `never`, or also where they end none; and who announces it, if not this device. */
export interface FollowUp {
  /** Who gets a keybox for having the link of an invite, which is among these ops. */
  readonly giveTo?: Recipient;
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
  { ops, epoch: { giveTo, when, signing } = {} }: MadeOps,
): Promise<EpochOps> {
  if (giveTo !== undefined) {
    const given = await context.epochs.giveTo(log, giveTo, { after: ops });
    return given.ok ? given.value : NOTHING;
  }
  if (when === 'never' || (when === undefined && !(await isEnded(context, log, ops)))) return NOTHING;
  const announced = await context.epochs.announce(log, { after: ops, ...(signing === undefined ? {} : { signing }) });
  return announced.ok ? announced.value : NOTHING;
}

/** Whether a log that has epochs has none any more to write under, once some ops are in it. */
async function isEnded(context: OpsContext, log: string, ops: MadeOps['ops']): Promise<boolean> {
  const before = await context.logs.ops(log);
  if (before.every(({ k }) => k !== 'epoch')) return false;
  const said = ops.map(({ claims }) => claims as unknown as SaidClaims);
  const isExit = said.some((claims) => mayBeExit(claims, before));
  const x = said.find((claims) => claims.x !== undefined)?.x;
  if (!isExit && x === undefined) return false;
  // What is news of other logs alone is known without reading anything again.
  const { admission } = isExit ? await knownWith(context, { log, ops }) : context;
  const at = isExit || x === undefined ? {} : { x };
  return (await admission.epochs(log, at))?.current === undefined;
}

/** A first look: whether somebody may read no more after an op. Whoever removes an invite that was for no keyboxes ends nothing. */
function mayBeExit({ k, keep, who }: SaidClaims, ops: readonly LogOp[]): boolean {
  const invite = k === 'remove' ? ops.find(({ id }) => id === who) : undefined;
  return (
    k === 'set' || (k === 'remove' && keep === undefined && (invite === undefined || invite.claims.enc !== undefined))
  );
}

const NOTHING: EpochOps = { ops: [], ids: [], bodies: [] };
