import { accept, refuse } from '@allod/core/errors';
import { checkSealedBody, SEALED_TYPE } from '@allod/core/sealed';
import { isRecord } from '@allod/core/statement';
import type { RecordClaims, Statement } from '@allod/core/statement';
import { checkBodies } from '@allod/core/verify';
import type { BodyJob, JudgedBody, Verdict } from '@allod/core/verify';
import { readKeybox } from '@allod/principals/epochs';
import type { EpochBook } from '@allod/principals/epochs';
import { isBurned } from '../burned.ts';
import type { Embodied } from '../embodied.ts';

/** The collection of the keys that guests get. (04 §4.3) */
const GRANTS = 'm:allod.grants';

/** What a verifier of bodies knows of logs. */
export type KnownEpochs = Pick<EpochBook, 'epochAt' | 'checkKeybox'>;

/** What bodies are judged by. */
export interface KnownHere {
  readonly logs: KnownEpochs;
  /** The clock, in microseconds. */
  readonly now: number;
}

/**
 * Step 10 of chapter 02 §8 for those that brought a body, with the verdicts on their statements. The body of a statement that waits is judged
 * as far as it goes alone, and has to be judged again with it.
 */
export async function judgeBodies(
  offered: readonly Embodied[],
  verdicts: readonly Verdict[],
  known: KnownHere,
): Promise<(JudgedBody | undefined)[]> {
  const jobs: BodyJob[] = [];
  for (const { statement, body } of offered) if (body !== undefined) jobs.push({ claims: claimsOf(statement), body });
  const checked = await checkBodies(jobs);
  let next = 0;
  return offered.map((each, at) => {
    if (each.body === undefined) return undefined;
    const checkedBody = checked[next++]!;
    if (!checkedBody.ok || isInClear(each.statement)) return checkedBody;
    return judgeContent(each, { body: checkedBody.value, verdict: verdicts[at]!, known });
  });
}

function isInClear(statement: Statement): boolean {
  return isRecord(statement) && statement.claims.cty !== SEALED_TYPE;
}

/** Of ops only one that announces an epoch has a body: its keybox. Nothing is the body of another one. */
function claimsOf(statement: Statement): BodyJob['claims'] {
  return isRecord(statement) || statement.claims.k === 'epoch' ? statement.claims : {};
}

function judgeContent(
  { statement, id }: Embodied,
  {
    body,
    verdict: { verdict },
    known: { logs, now },
  }: { readonly body: Uint8Array; readonly verdict: Verdict; readonly known: KnownHere },
): JudgedBody {
  const isAccepted = verdict === 'admitted';
  if (isRecord(statement)) return judgeSealed(statement.claims, body, isAccepted ? logs : undefined);
  if (isBurned(statement, now)) return refuse('E_BURNED', 'SEC-025');
  if (isAccepted) return logs.checkKeybox(id, body);
  const keybox = readKeybox(body);
  return keybox.ok ? accept(body) : keybox;
}

/** SEC-028 to SEC-030, and with the logs SEC-014, SEC-024 and SEC-044. */
function judgeSealed(claims: RecordClaims, body: Uint8Array, logs: KnownEpochs | undefined): JudgedBody {
  const sealed = checkSealedBody(body);
  if (!sealed.ok) return sealed;
  if (logs === undefined) return accept(body);
  const { iss, au, ax, col, tag, burn = Infinity } = claims;
  const heads = { log: iss, par: au, ...(ax === undefined ? {} : { x: ax }) };
  const isGrant = col === GRANTS && tag !== undefined;
  const { isFresh, end } = logs.epochAt(heads, { eid: sealed.value.eid, ...(isGrant ? { of: tag } : {}) });
  if (!isFresh) return refuse('E_STALE_EPOCH', isGrant ? 'SEC-044' : 'SEC-014');
  return end === undefined || burn <= end ? accept(body) : refuse('E_STALE_EPOCH', 'SEC-024');
}
