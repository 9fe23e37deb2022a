import { isJsonObject } from '@allod/core/bytes';
import type { JsonValue } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { ClientContext } from '../context.ts';
import { rotate } from '../keys/create-keys.ts';
import type { Named, Outcome } from '../outcome.ts';
import { readNames } from '../people/names.ts';
import { pick } from '../people/pick.ts';
import { latestByTag } from '../records/latest.ts';
import type { Changed } from '../teams/teams.ts';
import { makeShare, SHARES } from './make-share.ts';
import type { Shares, ShareScope, ShareStatus } from './shares.ts';

const SCOPES: ReadonlySet<unknown> = new Set<ShareScope>(['version', 'record', 'collection']);

/** Puts sharing together. */
export function createShares(context: ClientContext): Shares {
  return {
    create: (target, { relays = [] } = {}) => makeShare(context, target, relays),
    list: () => listShares(context),
    revoke: (id) => revoke(context, id),
  };
}

async function listShares(context: ClientContext): Promise<ShareStatus[]> {
  const { epochs, me } = context;
  const names = await readNames(context);
  const currentByLog = new Map<string, string | undefined>();
  const found: ShareStatus[] = [];
  for (const [id, { json, t }] of await latestByTag(context, { space: me.user, col: SHARES })) {
    const noted = readNote(json as JsonValue);
    if (noted === undefined) continue;
    const { log, ...facts } = noted;
    if (!currentByLog.has(log)) currentByLog.set(log, (await epochs.current(log))?.eid);
    const isCurrent = currentByLog.get(log) === facts.eid;
    const state = facts.of === 'version' ? 'for ever' : isCurrent ? 'in use' : 'past';
    found.push({ id, ...facts, log: names.of(log), t, state });
  }
  return found.toSorted((a, b) => b.t - a.t);
}

type Noted = Omit<ShareStatus, 'id' | 't' | 'state' | 'log'> & { readonly log: string };

/** What was noted of a link. Another device of the user may run other software. */
function readNote(said: JsonValue | undefined): Noted | undefined {
  if (said === undefined || !isJsonObject(said)) return undefined;
  const { of, log, col, tag, rec, eid } = said;
  if (!SCOPES.has(of) || typeof log !== 'string' || typeof col !== 'string' || typeof eid !== 'string')
    return undefined;
  const more = {
    ...(typeof tag === 'string' ? { tag } : {}),
    ...(typeof rec === 'string' ? { rec } : {}),
  };
  return { of: of as ShareScope, log, col, eid, ...more };
}

async function revoke(context: ClientContext, text: string): Promise<Outcome<Changed>> {
  const all: (ShareStatus & Named)[] = await listShares(context);
  const found = pick(all, text);
  if (!found.ok) return found;
  const { of, log, state } = found.value;
  if (of === 'version')
    return {
      ...refuse('E_INPUT', ''),
      says: 'A link for one version cannot be taken back: what it opens, it opens for ever.',
    };
  if (state === 'past') return accept({ ops: [], notes: ['It had ended before: another key is in use.'] });
  const rotated = await rotate(context, log.id);
  return rotated.ok ? accept({ ops: rotated.value.ops, notes: rotated.value.notes }) : rotated;
}
