import type { ErrorCode } from '@allod/core/errors';
import { openBodies } from '@allod/core/open';
import type { CollectionKey, OpenJob, RecordKey } from '@allod/core/open';
import { checkSealedBody, SEALED_TYPE } from '@allod/core/sealed';
import type { RecordClaims } from '@allod/core/statement';
import { GRANTS_COLLECTION } from '@allod/principals/secrets';
import type { Epochs, FoundKeys } from '../epochs/epochs.ts';

/** A record with its body as it is stored. */
export interface StoredBody {
  readonly claims: RecordClaims;
  /** The key that signed it. */
  readonly kid: string;
  readonly body: Uint8Array;
}

/** Why a body is not opened: the keys are locked, nobody has given the epoch to this user, it has ended, no log here announces it; or what is wrong with it. */
export interface Unopened {
  /** The epoch under which it says it is. */
  readonly eid?: string;
  readonly why: 'locked' | 'not-given' | 'ended' | 'unknown' | ErrorCode;
}

/** What a body says. A clear one says itself. */
export type OpenedBody =
  | { readonly ok: true; readonly content: Uint8Array; readonly cty?: string }
  | { readonly ok: false; readonly sealed: Unopened };

/** Opens bodies, in order; clear ones as they are. */
export type Opener = (bodies: readonly StoredBody[]) => Promise<OpenedBody[]>;

/** What somebody was granted in a team: the key of a collection, or of one record. */
export type GrantedKey = (
  team: string,
  place: { readonly eid: string; readonly col: string; readonly tag?: string },
) => Promise<CollectionKey | RecordKey | undefined>;

/** Opens what the keys of a device open, and what was granted to its user. */
export function createOpener(epochs: Pick<Epochs, 'keysOf'>, granted?: () => GrantedKey): Opener {
  return async (bodies) => {
    const grantedKey = granted?.();
    const found = new Map<string, Promise<FoundKeys>>();
    const keysOf = (log: string, eid: string): Promise<FoundKeys> => {
      const asked = found.get(`${log} ${eid}`) ?? epochs.keysOf(log, eid);
      found.set(`${log} ${eid}`, asked);
      return asked;
    };
    const readied: (OpenedBody | OpenJob)[] = [];
    for (const each of bodies) readied.push(asClear(each) ?? (await jobFor(each, { keysOf, grantedKey })));
    const opened = (await openBodies(readied.filter(isJob))).values();
    return readied.map((each) => (isJob(each) ? outcomeOf(each.key, opened.next().value!) : each));
  };
}

function isJob(each: OpenedBody | OpenJob): each is OpenJob {
  return 'key' in each;
}

function asClear({ claims: { cty }, body }: StoredBody): OpenedBody | undefined {
  if (cty === SEALED_TYPE) return undefined;
  return cty === undefined ? { ok: true, content: body } : { ok: true, content: body, cty };
}

async function jobFor(
  { claims, kid, body }: StoredBody,
  {
    keysOf,
    grantedKey,
  }: {
    readonly keysOf: (log: string, eid: string) => Promise<FoundKeys>;
    readonly grantedKey: GrantedKey | undefined;
  },
): Promise<OpenedBody | OpenJob> {
  const form = checkSealedBody(body);
  if (!form.ok) return { ok: false, sealed: { why: form.error.code } };
  const { eid } = form.value;
  const { iss, col, seq, tag } = claims;
  // Keys for a guest are sealed to him. (04 §4.3)
  const keys = await keysOf(col === GRANTS_COLLECTION && tag !== undefined ? tag : iss, eid);
  const named = tag === undefined ? {} : { tag };
  const key = keys.ok ? keys.keys : await grantedKey?.(iss, { eid, col, ...named });
  if (key !== undefined) return { body, slot: { iss, col, kid, seq, ...named }, key };
  return { ok: false, sealed: { eid, why: keys.ok ? 'unknown' : keys.missing.why } };
}

function outcomeOf({ eid }: OpenJob['key'], opened: Awaited<ReturnType<typeof openBodies>>[number]): OpenedBody {
  return opened.ok ? { ok: true, ...opened.value } : { ok: false, sealed: { eid, why: opened.error.code } };
}
