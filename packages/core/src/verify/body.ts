import { encodeBase64url } from '../bytes/base64url.ts';
import { accept, refuse } from '../errors/result.ts';
import type { Result } from '../errors/result.ts';
import type { RecordClaims } from '../generated/record-claims.ts';
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
  const digests = await platform.sha256(jobs.map(({ body }) => body));
  return jobs.map(({ claims, body }, i) => {
    if (body.length !== (claims.len ?? 0)) return refuse('E_DIGEST', 'REC-012');
    return encodeBase64url(digests[i]!) === claims.dig ? accept(body) : refuse('E_DIGEST', 'REC-011');
  });
}
