import { accept } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { readKeybox } from '@allod/principals/secrets';
import type { Keyring, NamedSecret } from '@allod/principals/secrets';
import type { EpochShelf } from './epoch-shelf.ts';
import { lookBackIn } from './look-back.ts';
import { makeTopUps } from './make-epoch.ts';
import type { EpochOps, Making } from './make-epoch.ts';
import { recipientsOf } from './recipients.ts';
import type { Candidate } from './recipients.ts';

/** Ops that bring epochs to members who lack them. */
export interface TopUps extends EpochOps {
  /** These members. */
  readonly whom: readonly string[];
}

/** What is known of who has which epoch. */
export interface Given {
  readonly keyring: Keyring;
  readonly shelf: EpochShelf;
}

/**
 * The ops that bring to everybody what he lacks of the epochs that nothing leads back to, as far as this device can open them. `announce` where only a
 * new epoch helps, because newcomers may not read what came before them; `undefined` where nobody lacks anything, and none where that cannot be said,
 * because a keybox is not here yet. (SEC-020, SEC-022)
 */
export async function missingTopUps(
  making: Making,
  given: Given,
): Promise<Result<TopUps | 'announce' | undefined, 'E_RANDOM'>> {
  const { known, view } = making;
  const current = (await known.admission.epochs(view.id))?.current;
  if (current === undefined) return accept(undefined);
  const lookBack = await lookBackIn(known.logs, view.id);
  const candidates = await recipientsOf(known, view);
  const made: EpochOps[] = [];
  const whom = new Set<string>();
  let isSure = true;
  for (const epoch of await given.keyring.back(view.id, () => true)) {
    const lacking = await lackingOf(given, { log: view.id, eid: epoch.eid, candidates });
    if (lacking === undefined) {
      isSure = false;
      continue;
    }
    const allowed = lacking.filter(({ who }) => lookBack.allows(epoch.eid, new Set([who])));
    if (epoch.eid === current && allowed.length < lacking.length) return accept('announce');
    if (allowed.length === 0) continue;
    const ops = await topUpAfter(making, made, { epoch, candidates: allowed });
    if (!ops.ok) return ops;
    made.push(ops.value);
    for (const { who } of allowed) whom.add(who);
  }
  const all = joined(made);
  return accept(all.ops.length === 0 && isSure ? undefined : { ...all, whom: [...whom] });
}

function topUpAfter(
  making: Making,
  before: readonly EpochOps[],
  { epoch, candidates }: { readonly epoch: NamedSecret; readonly candidates: readonly Candidate[] },
): Promise<Result<EpochOps, 'E_RANDOM'>> {
  const last = joined(before).ids.slice(-1);
  // By what the log has: the ops before are epochs, which change nothing about who is in it.
  return makeTopUps(making, { candidates, es: epoch.es, ...(last.length === 0 ? {} : { par: last }) });
}

function joined(made: readonly EpochOps[]): EpochOps {
  return {
    ops: made.flatMap(({ ops }) => ops),
    ids: made.flatMap(({ ids }) => ids),
    bodies: made.flatMap(({ bodies }) => bodies),
  };
}

/** Who was never addressed in a keybox of an epoch, or of one that leads back to it. `undefined` while one of these is not here. */
async function lackingOf(
  { shelf }: Given,
  { log, eid, candidates }: { readonly log: string; readonly eid: string; readonly candidates: readonly Candidate[] },
): Promise<readonly Candidate[] | undefined> {
  const kids = new Set<string>();
  const leading = shelf.leadingTo(log, eid);
  for (const op of shelf.epochs(log)) {
    if (op.dig === undefined || !leading.has(op.eid)) continue;
    const body = await shelf.keybox(op.id);
    if (body === undefined) return undefined;
    const box = readKeybox(body);
    if (box.ok) for (const { header } of box.value.recipients) kids.add(header.kid);
  }
  return candidates.filter((each) => !kids.has(each.who) && !hasSome(shelf, each, kids));
}

/** Whether a keybox was for the epoch of a member that is in use, or for one that it leads back to: who joined the member may have no other. */
function hasSome(shelf: EpochShelf, { via, recipient }: Candidate, kids: ReadonlySet<string>): boolean {
  if (via === undefined) return false;
  return shelf.epochs(via).some(({ eid }) => kids.has(eid) && shelf.leadingTo(via, eid).has(recipient.kid));
}
