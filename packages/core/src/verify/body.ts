import { accept, refuse } from '../errors/result.ts';
import type { Result } from '../errors/result.ts';
import type { RecordClaims } from '../generated/record-claims.ts';
import type { RecordBody } from '../statement/record.ts';
import { platform } from '#platform';

/** An envelope, and bytes that somebody calls its body. */
export interface BodyJob {
  readonly claims: Pick<RecordClaims, 'dig' | 'len'>;
  readonly body: Uint8Array;
}

/**
 * Checks bodies against their envelopes, one outcome for each job, in order; the outcome is the body. Refuses with `E_DIGEST`
 * (REC-011, REC-012): the body alone, never the record.
 */
export async function checkBodies(jobs: readonly BodyJob[]): Promise<Result<Uint8Array, 'E_DIGEST'>[]> {
  const digests = await platform.digests(jobs.map(({ body }) => body));
  return jobs.map(({ claims, body }, i) => {
    if (body.length !== (claims.len ?? 0)) return refuse('E_DIGEST', 'REC-012');
    return digests[i] === claims.dig ? accept(body) : refuse('E_DIGEST', 'REC-011');
  });
}

/**
 * The body that came with a record in its JSON form, judged: `undefined` when none came. Refuses, the body alone, with `E_FORMAT`
 * (REC-018) and `E_DIGEST` (REC-011, REC-012).
 */
export async function checkRecordBody({
  statement,
  body,
}: RecordBody): Promise<Result<Uint8Array | undefined, 'E_FORMAT' | 'E_DIGEST'>> {
  if (body === undefined || !body.ok) return body ?? accept(undefined);
  const [checked] = await checkBodies([{ claims: statement.claims, body: body.value }]);
  return checked!;
}
