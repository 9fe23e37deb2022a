import { accept } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { statementIds } from '@allod/core/statement';
import type { Statement } from '@allod/core/statement';
import { makeOp } from '@allod/principals';
import type { OpPlace, PrincipalLog, SigningDevice } from '@allod/principals';
import { planEpoch, planTopUps } from '@allod/principals/secrets';
import type { EpochDraft, NamedSecret, Recipient, Secret } from '@allod/principals/secrets';
import type { Known } from '../logs/known-with.ts';
import { MAX_HEADS, MAX_LOGS_NAMED, newsFor } from '../logs/ways.ts';
import type { Surroundings } from '../surroundings.ts';
import { exitNews } from './exit-news.ts';
import type { Candidate } from './recipients.ts';

/** Ops that nobody has stored yet, each after the one before, with their keyboxes. */
export interface EpochOps {
  readonly ops: readonly Statement[];
  readonly ids: readonly string[];
  readonly bodies: readonly (readonly [dig: string, bytes: Uint8Array])[];
}

/** Who signs ops. */
export interface Signatories {
  readonly signers: readonly SigningDevice[];
  readonly keys?: OpPlace['keys'];
}

/** Where an epoch is made, and by whom. */
export interface Making extends Signatories, Pick<Surroundings, 'now' | 'random'> {
  readonly known: Known;
  readonly view: PrincipalLog;
}

type Heads = Readonly<Record<string, readonly string[]>>;

/** Recipients of one op, and the heads that it has to name for them. */
interface Group {
  readonly recipients: Recipient[];
  readonly x: Record<string, readonly string[]>;
}

/** A new epoch, for all of these. Refuses with `E_RANDOM` (SEC-039). */
export async function makeEpoch(
  making: Making,
  { candidates, back }: { readonly candidates: readonly Candidate[]; readonly back: readonly NamedSecret[] },
): Promise<Result<EpochOps & { readonly eid: string; readonly es: Secret }, 'E_RANDOM'>> {
  const { view, random } = making;
  const [first, ...others] = await groupsFor(making, candidates);
  const planned = await planEpoch({ log: view.id, recipients: first!.recipients, back }, random);
  if (!planned.ok) return planned;
  const { eid, es, ops } = planned.value;
  const drafts = placed(ops, first!.x);
  for (const { recipients, x } of others) {
    const more = await planTopUps({ log: view.id, recipients, es }, random);
    if (!more.ok) return more;
    drafts.push(...placed(more.value, x));
  }
  return accept({ eid, es, ...(await signDrafts(making, drafts)) });
}

/** Ops that bring an epoch to more recipients, after all heads, or after `par`, which is one of these ops. Refuses with `E_RANDOM` (SEC-039). */
export async function makeTopUps(
  making: Making,
  {
    candidates,
    es,
    par,
  }: { readonly candidates: readonly Candidate[]; readonly es: Secret; readonly par?: readonly string[] },
): Promise<Result<EpochOps, 'E_RANDOM'>> {
  const drafts: Placed[] = [];
  for (const { recipients, x } of await groupsFor(making, candidates)) {
    if (recipients.length === 0) continue;
    const planned = await planTopUps({ log: making.view.id, recipients, es }, making.random);
    if (!planned.ok) return planned;
    drafts.push(...placed(planned.value, x));
  }
  return accept(await signDrafts(making, drafts, par));
}

/** An op names so many logs at most: who would be one too many gets the epoch by a top-up. The first group may be for nobody. (SEC-013) */
async function groupsFor({ known, view, signers }: Making, candidates: readonly Candidate[]): Promise<Group[]> {
  const { id: log, heads } = view;
  const exits = await exitNews(known.logs, log);
  const ofSigners = await newsFor(
    known.logs,
    log,
    signers.flatMap(({ by = [] }) => by),
  );
  const path = { ...exits, ...ofSigners };
  const news =
    (await newsFor(
      known.logs,
      log,
      candidates.flatMap(({ via }) => via ?? []),
    )) ?? {};
  const groups: Group[] = [{ recipients: [], x: { ...path } }];
  const named: Record<string, readonly string[]> = { ...path };
  for (const { recipient, via } of candidates) {
    const isNews = via !== undefined && news[via] !== undefined && named[via] === undefined;
    const isFull = Object.keys(groups.at(-1)!.x).length === MAX_LOGS_NAMED;
    if (isNews && isFull) groups.push({ recipients: [], x: {} });
    const group = groups.at(-1)!;
    if (isNews) group.x[via] = named[via] = news[via]!;
    const at = { log, par: heads.slice(0, MAX_HEADS), x: named };
    if (via === undefined || (await isOpen(known, at, { eid: recipient.kid, of: via })))
      group.recipients.push(recipient);
  }
  return groups;
}

/** Whether an epoch of a member can be a recipient by what an op knows. (SEC-009) */
async function isOpen(
  { admission }: Known,
  at: { readonly log: string; readonly par: readonly string[]; readonly x: Heads },
  epoch: { readonly eid: string; readonly of: string },
): Promise<boolean> {
  const { isFresh, end } = await admission.epochAt(at, epoch);
  return isFresh && end === undefined;
}

interface Placed {
  readonly draft: EpochDraft;
  readonly x: Heads;
}

function placed(drafts: readonly EpochDraft[], x: Heads): Placed[] {
  return drafts.map((draft, i) => ({ draft, x: i === 0 ? x : {} }));
}

async function signDrafts(
  { view, signers, keys, now }: Making,
  drafts: readonly Placed[],
  after: readonly string[] = view.heads.slice(0, MAX_HEADS),
): Promise<EpochOps> {
  const ops: Statement[] = [];
  const ids: string[] = [];
  const bodies: (readonly [string, Uint8Array])[] = [];
  for (const {
    draft: { body, ...said },
    x,
  } of drafts) {
    const par = ids.length === 0 ? after : ids.slice(-1);
    const place = { log: view.id, par, signers, t: now(), ...(keys === undefined ? {} : { keys }) };
    const op = await makeOp({ k: 'epoch', ...said }, Object.keys(x).length === 0 ? place : { ...place, x });
    ops.push(op);
    ids.push(...(await statementIds([op])));
    if (body !== undefined) bodies.push([said.dig!, body]);
  }
  return { ops, ids, bodies };
}
