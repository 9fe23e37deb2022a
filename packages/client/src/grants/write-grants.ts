import { collectionKey, recordKey } from '@allod/core/open';
import type { CollectionKey, EpochKeys, RecordKey } from '@allod/core/open';
import { checkSealedBody } from '@allod/core/sealed';
import { collectionKind } from '@allod/core/statement';
import type { Capability } from '@allod/principals';
import { grantKey, GRANTS_COLLECTION, writeGrants } from '@allod/principals/secrets';
import type { ClientContext } from '../context.ts';
import { epochOpsIn } from '../epochs/epoch-ops.ts';
import { lookBackIn } from '../epochs/look-back.ts';
import type { LogOp } from '../logs/logs.ts';
import { pastOf } from '../logs/past.ts';
import { readNames } from '../people/names.ts';
import { bodyOf, recordOf } from '../records/view.ts';
import { wordFor } from '../teams/audit.ts';
import { levelOfRole } from '../teams/role.ts';

const GUEST = levelOfRole('guest');
/** Epochs of which a guest gets keys: as many as make no record too long. */
const MAX_EPOCHS = 256;

/** Gives the guests of a team who may read the keys of what they may read, as far as they lack some. Says what was done, as whole sentences. (04 §4.3) */
export async function keepUpGrants(context: ClientContext, team: string): Promise<string[]> {
  const log = await context.logs.log(team);
  const said: string[] = [];
  for (const [guest, { lvl, caps = [] }] of log?.kind === 'team' ? log.memberById : []) {
    const reads = caps.map((text) => JSON.parse(text) as Capability).filter(({ do: verbs }) => verbs[0] === 'r');
    if (lvl !== GUEST || reads.length === 0 || (await isProvided(context, team, guest))) continue;
    const keys = await keysFor(context, team, reads);
    if (keys.length === 0) continue;
    const bytes = writeGrants(keys.map(grantKey), reads);
    const body = { bytes, cty: 'application/json' };
    const added = await context.writer.addAll(GRANTS_COLLECTION, [body], { owner: team, tags: [guest], guest });
    if (added.ok) said.push(`Gave ${wordFor((await readNames(context)).of(guest))} the keys to what a guest may read.`);
  }
  return said;
}

/** Whether a guest has keys from somebody who knew all epochs and all rights that there are, under the epoch that he has now. */
async function isProvided(context: ClientContext, team: string, guest: string): Promise<boolean> {
  const { store, logs, epochs } = context;
  const current = await epochs.current(guest);
  // Whoever has no epoch of his own cannot be given anything.
  if (current === undefined) return true;
  const ops = await logs.ops(team);
  const announced = new Map((await epochOpsIn(logs, team)).toReversed().map(({ eid, id }) => [eid, id]));
  const needed = [...announced.values(), ...ops.filter((op) => isAbout(op, guest)).map(({ id }) => id)];
  const ids: string[] = [];
  for await (const { id } of store.scan({ by: 'tag', space: team, col: GRANTS_COLLECTION, tag: guest })) ids.push(id);
  for (const stored of await store.items(ids)) {
    const record = recordOf(stored);
    const body = await bodyOf(store, record);
    const form = body === undefined ? undefined : checkSealedBody(body.body);
    if (form?.ok !== true || form.value.eid !== current.eid) continue;
    const past = pastOf(ops, record!.statement.claims.au);
    if (needed.every((id) => past.has(id))) return true;
  }
  return false;
}

function isAbout({ k, claims }: LogOp, guest: string): boolean {
  return claims.who === guest && (k === 'set' || k === 'add' || k === 'join');
}

/** The keys of what capabilities let somebody read, under the epochs that newcomers may have, the newest first. (SEC-045) */
async function keysFor(
  { epochs, logs, admission }: ClientContext,
  team: string,
  caps: readonly Capability[],
): Promise<(CollectionKey | RecordKey)[]> {
  const current = (await admission.epochs(team))?.current;
  const { isJoinedOnly } = await lookBackIn(logs, team);
  const lasting = (await epochOpsIn(logs, team)).filter(({ end }) => end === undefined).map(({ eid }) => eid);
  const eids = isJoinedOnly ? lasting.filter((eid) => eid === current) : lasting;
  const keys: (CollectionKey | RecordKey)[] = [];
  for (const eid of [...new Set(eids.toReversed())].slice(0, MAX_EPOCHS)) {
    const found = await epochs.keysOf(team, eid);
    if (found.ok) keys.push(...caps.flatMap((cap) => keyFor(found.keys, cap)));
  }
  return keys;
}

/** In an immutable collection there is no key of one record. */
function keyFor(keys: EpochKeys, { col, tag }: Capability): (CollectionKey | RecordKey)[] {
  const ofCollection = collectionKey(keys, col);
  if (tag === undefined) return [ofCollection];
  return collectionKind(col) === 'immutable' ? [] : [recordKey(ofCollection, tag)];
}
