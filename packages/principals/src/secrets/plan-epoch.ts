import { encodeBase64url } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { epochPublicKey } from '@allod/core/open';
import { IV_BYTES, KEY_BYTES, sha256 } from '@allod/core/open/primitives';
import type { X25519Jwk } from '../claims.ts';
import { MAX_RECIPIENTS } from '../keybox/form.ts';
import { secretFromBytes } from '../kit/secret.ts';
import type { Secret } from '../kit/secret.ts';
import { wrapNamed } from './back.ts';
import type { BackEntry, NamedSecret } from './back.ts';
import { nameEpoch } from './epoch.ts';
import type { EpochName } from './epoch.ts';
import { sealKeybox } from './keybox.ts';
import type { Recipient } from './keybox.ts';
import { BadRandom, drawFrom } from './random.ts';
import type { Random } from './random.ts';

/** Entries that `back` of one op has at most. (SEC-001) */
const MAX_BACK = 64;

/** What an `epoch` op says beside where it stands, and its body. */
export interface EpochDraft {
  readonly pub: X25519Jwk;
  /** Digest and length of `body`; absent without one. */
  readonly dig?: string;
  readonly len?: number;
  readonly back?: readonly BackEntry[];
  readonly end?: number;
  /** The keybox. */
  readonly body?: Uint8Array;
}

/** A new epoch. */
export interface NewEpoch extends EpochName {
  readonly es: Secret;
  /**
   * The ops that announce it and bring it to everybody, one at least. Without `end` each stands after the one before it: the first is the
   * announcement, what follows are top-ups. With `end` all have the same parents. (04 §2.6)
   */
  readonly ops: readonly EpochDraft[];
}

/** For whom an epoch is. */
export interface EpochPlan {
  /** Id of the principal. */
  readonly log: string;
  /** All that rules allow and that have a key; invites only if somebody asked for that. (SEC-009, SEC-013) */
  readonly recipients: readonly Recipient[];
  /** Earlier epochs, as `Keyring.back` gives them; none with `end`. (SEC-022, SEC-023) */
  readonly back?: readonly NamedSecret[];
  /** When it ends, in microseconds since 1970. */
  readonly end?: number;
}

/**
 * Makes an epoch. Nobody is addressed whose key is of small order (SEC-055). Refuses with `E_RANDOM` when the random generator fails (SEC-039). Throws `RangeError` for an epoch that ends and looks back, and for recipients
 * that no keybox can have. (SEC-013, SEC-022)
 */
export async function planEpoch(plan: EpochPlan, random: Random): Promise<Result<NewEpoch, 'E_RANDOM'>> {
  const { end, back = [] } = plan;
  if (end !== undefined && back.length > 0) throw new RangeError('an epoch that ends does not look back');
  return drawing(random, async (draw) => {
    const es = secretFromBytes(draw(KEY_BYTES));
    const name = await nameEpoch(es.bytes());
    return { ...name, es, ops: await draftOps({ ...plan, es, pub: name.pub }, draw) };
  });
}

/**
 * The ops that bring an epoch to more recipients. Refuses with `E_RANDOM` (SEC-039). Throws `RangeError` for recipients that no keybox can have.
 */
export async function planTopUps(
  plan: Omit<EpochPlan, 'end'> & { readonly es: Secret },
  random: Random,
): Promise<Result<readonly EpochDraft[], 'E_RANDOM'>> {
  const { pub } = await nameEpoch(plan.es.bytes());
  return drawing(random, (draw) => draftOps({ ...plan, pub }, draw));
}

async function drawing<T>(random: Random, run: (draw: Random) => Promise<T>): Promise<Result<T, 'E_RANDOM'>> {
  try {
    return accept(await run(drawFrom(random)));
  } catch (error) {
    if (error instanceof BadRandom) return refuse('E_RANDOM', 'SEC-039');
    throw error;
  }
}

async function draftOps(
  { log, recipients, back = [], end, es, pub }: EpochPlan & { readonly es: Secret; readonly pub: X25519Jwk },
  draw: Random,
): Promise<readonly EpochDraft[]> {
  const entries: BackEntry[] = [];
  for (const earlier of back) entries.push(await wrapNamed(es, earlier));
  const backs = slices(entries, MAX_BACK);
  const boxes = slices(recipients, MAX_RECIPIENTS);
  const drafts: EpochDraft[] = [];
  for (let at = 0; at < Math.max(1, boxes.length, backs.length); at++) {
    const [box, entriesHere] = [boxes[at], backs[at]];
    const body = box === undefined ? undefined : await sealBox({ log, es, box }, draw);
    drafts.push({
      pub,
      ...(body === undefined ? {} : { dig: encodeBase64url(sha256(body)), len: body.length }),
      ...(entriesHere === undefined ? {} : { back: entriesHere }),
      ...(end === undefined ? {} : { end }),
      ...(body === undefined ? {} : { body }),
    });
  }
  return drafts;
}

/** A keybox; `undefined` when nobody is left who has a strong key. */
async function sealBox(
  { log, es, box }: { readonly log: string; readonly es: Secret; readonly box: readonly Recipient[] },
  draw: Random,
): Promise<Uint8Array | undefined> {
  if (box.length === 0) return undefined;
  const recipients = box.map((each) => ({ ...each, ephemeral: draw(KEY_BYTES) }));
  const sealed = await sealKeybox({ log, es, recipients, cek: draw(KEY_BYTES), iv: draw(IV_BYTES) });
  if (sealed.ok) return sealed.value;
  // Looked for only now: it takes as long as a tenth of the sealing, and hardly anybody ever has a weak key.
  return sealBox({ log, es, box: box.filter(({ jwk }) => epochPublicKey({ ...jwk }).ok) }, draw);
}

function slices<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
}
