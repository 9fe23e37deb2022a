import { createHash } from 'node:crypto';
import { MAX_AHEAD_MICROSECONDS } from '@allod/collections';
import { WRITER } from '@allod/principals';
import type { Store } from '@allod/storage';
import { admissionOver } from '../admission.ts';
import { keysStatedIn } from '../epochs/recipients.ts';
import type { Home } from '../home-file.ts';
import { createLogs } from '../logs/logs.ts';
import { fine, many, replaceStore, wrong } from './finding.ts';
import type { Finding } from './finding.ts';
import { byChain, staleIndexes } from './index-check.ts';
import { surveySpace } from './survey.ts';
import type { Survey, Surveyed } from './survey.ts';

const MICROSECONDS_PER_SECOND = 1_000_000;
const SYNC = 'allod sync URL';

/** An opened store, and whose it is. */
export interface StorePlace {
  readonly store: Store;
  readonly spaces: readonly string[];
  readonly home: Home;
  /** The folder of the store. */
  readonly folder: string;
  /** The clock, in microseconds. */
  readonly now: number;
}

/** Looks at everything in a store, and writes nothing. */
export async function checkStore({ store, spaces, home, folder, now }: StorePlace): Promise<Finding[]> {
  const admission = admissionOver(store, () => now);
  const log = await admission.log(home.user);
  const stated = keysStatedIn(await createLogs({ store, admission }).ops(home.user));
  const surveys: Survey[] = [];
  for (const space of spaces) surveys.push(await surveySpace(store, admission, space));
  return [
    checkLog(log?.deviceByKid.get(home.kid)?.level, { isHere: log !== undefined, hasKey: stated.has(home.kid) }),
    checkTimes(surveys, now),
    checkStatements(surveys, folder),
    await checkIndexes(store, { surveys, folder }),
    checkChains(surveys, home),
    await checkBodies(store, surveys, now),
  ];
}

function checkLog(
  level: number | undefined,
  { isHere, hasKey }: { readonly isHere: boolean; readonly hasKey: boolean },
): Finding {
  if (!isHere) return wrong('log', 'The log of this user is not here yet: nothing can be added before it is.', SYNC);
  if (level !== undefined && level >= WRITER && !hasKey)
    return wrong(
      'log',
      'Nothing can be encrypted to this device: it is from before there was encryption.',
      'Take it in as a new device: a home of its own, and a link from another device.',
    );
  if (level !== undefined && level >= WRITER) return fine('log', 'This device is one of its user, and may write.');
  return wrong(
    'log',
    'The log of this user does not know this device: what it signs is refused everywhere.',
    'Use the home that belongs to this key, or make a new user with allod init.',
  );
}

/** A time that lies ahead says that this clock is behind, or that of a writer ahead. */
function checkTimes(surveys: readonly Survey[], now: number): Finding {
  const newest = surveys.reduce((max, { statements }) => statements.reduce((t, each) => Math.max(t, each.t), max), 0);
  const ahead = newest - now;
  if (ahead <= MAX_AHEAD_MICROSECONDS) return fine('clock', 'Nothing here states a time that has not come.');
  const seconds = Math.round(ahead / MICROSECONDS_PER_SECOND);
  return wrong(
    'clock',
    `The newest record is ${many(seconds, 'second')} ahead of the clock here. It is kept, and HELD until then.`,
    'Set the clock of this device, or of the one that wrote the record.',
  );
}

function checkStatements(surveys: readonly Survey[], folder: string): Finding {
  const damaged = surveys.reduce((sum, each) => sum + each.damaged.length, 0);
  const refused = surveys.reduce((sum, each) => sum + each.refused.length, 0);
  const count = surveys.reduce((sum, each) => sum + each.statements.length, 0);
  if (damaged + refused === 0)
    return fine('statements', `${many(count, 'statement')} read, each with a signature that holds.`);
  return wrong(
    'statements',
    `${many(damaged, 'statement')} cannot be read, and ${refused} do not hold.`,
    replaceStore(folder),
  );
}

async function checkIndexes(
  store: Store,
  { surveys, folder }: { readonly surveys: readonly Survey[]; readonly folder: string },
): Promise<Finding> {
  const stale = new Set<string>();
  for (const survey of surveys) for (const name of await staleIndexes(store, survey)) stale.add(name);
  if (stale.size === 0) return fine('indexes', 'Every index is what the statements say.');
  return wrong(
    'indexes',
    `These indexes are not what the statements say: ${[...stale].join(', ')}.`,
    replaceStore(folder),
  );
}

/** Whether the chains of this device go 1, 2, 3 … and each record names the one before it. */
function checkChains(surveys: readonly Survey[], { user, kid }: Home): Finding {
  const own = surveys.find(({ space }) => space === user)?.statements.filter(({ record }) => record?.kid === kid) ?? [];
  const broken: string[] = [];
  for (const [, chain] of byChain(own)) {
    const ordered = chain.toSorted((a, b) => a.record!.seq - b.record!.seq);
    const isWhole = ordered.every(({ record }, i) => {
      const { seq, prv = [] } = record!;
      const before = ordered[i - 1];
      return seq === i + 1 && (before === undefined ? prv.length === 0 : prv.length === 1 && prv[0] === before.id);
    });
    if (!isWhole) broken.push(chain[0]!.record!.col);
  }
  if (broken.length === 0)
    return fine('chains', `${many(own.length, 'record')} of this device, in chains without a gap.`);
  return wrong(
    'chains',
    `The records of this device in ${broken.join(', ')} have a gap or a fork.`,
    `${SYNC}: what is missing may be elsewhere. A fork stays, and harms nothing but the order.`,
  );
}

/** The keybox that an epoch should have here. */
function keyboxOf({ dig, end = Infinity }: NonNullable<Surveyed['epoch']>, now: number): readonly string[] {
  return dig === undefined || end < now ? [] : [dig];
}

/** Whether every body is here, and still what its record was signed for. */
async function checkBodies(store: Store, surveys: readonly Survey[], now: number): Promise<Finding> {
  let [here, missing, wrongOnes] = [0, 0, 0];
  const all = surveys.flatMap(({ statements }) => statements);
  const digs = new Set(all.flatMap(({ record, epoch = {} }) => record?.dig ?? keyboxOf(epoch, now)));
  for (const dig of digs) {
    const body = await store.body(dig);
    if (body === undefined) missing++;
    else if (createHash('sha256').update(body).digest('base64url') === dig) here++;
    else wrongOnes++;
  }
  if (missing + wrongOnes === 0)
    return fine('bodies', `${here === 1 ? '1 body is' : `${here} bodies are`} here and whole.`);
  return wrong('bodies', `Of ${digs.size} bodies ${missing} are not here and ${wrongOnes} are damaged.`, SYNC);
}
