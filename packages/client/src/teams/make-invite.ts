import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import type { Capability, GivenLevel, SigningDevice } from '@allod/principals';
import { encodeLink, INVITE_SEED_BYTES, inviteKeys, secretFromBytes } from '@allod/principals/links';
import type { ClientContext } from '../context.ts';
import { MAX_HEADS } from '../logs/ways.ts';
import { writeOps } from '../logs/write-ops.ts';
import { readNames } from '../people/names.ts';
import { isRelayUrl } from '../sync/relay-url.ts';

/** The URL of a link that no web app stands behind. (03, links) */
const NO_APP = 'allod:';
const MAX_USES = 65_535;
const MAX_RELAYS = 8;
const MICROSECONDS_PER_MILLISECOND = 1_000;

/** What is offered, and how the link says it. */
export interface Offer {
  readonly lvl: GivenLevel;
  readonly caps?: readonly Capability[];
  readonly uses?: number;
  readonly lastsMs?: number;
  readonly to?: string;
  readonly relays?: readonly string[];
  /** Whoever has the link reads at once, before anybody has answered. Not beside `to`, or for a guest. */
  readonly givesKeys?: boolean;
  /** What the link calls the log. */
  readonly name?: string;
}

/** An offer that was made. */
export interface Made {
  readonly id: string;
  readonly link: string;
  readonly uses: number;
  readonly exp?: number;
}

/** Whether an offer has the form that one has to have: for role guest rights, and for nobody else. */
export function isSoundOffer({ lvl, caps, uses = 1, lastsMs, relays = [], to, givesKeys }: Offer): boolean {
  const isNumbered = Number.isInteger(uses) && uses >= 1 && uses <= MAX_USES && (to === undefined || uses === 1);
  const lasts = lastsMs === undefined || (Number.isFinite(lastsMs) && lastsMs > 0);
  const hasCaps = (lvl === 0) === (caps !== undefined && caps.length > 0);
  const canGive = givesKeys !== true || (to === undefined && lvl > 0);
  return isNumbered && lasts && hasCaps && canGive && relays.length <= MAX_RELAYS && relays.every(isRelayUrl);
}

/**
 * Writes an invite, and makes the link for it. Without `to` a seed is drawn for it, which stands in the link and nowhere else. (PRN-120, PRN-121)
 * Refuses with `E_INPUT` an offer out of form, and as `writeOps` does.
 */
export async function makeInvite(
  context: ClientContext,
  log: string,
  { offer, signers }: { readonly offer: Offer; readonly signers: readonly SigningDevice[] },
): Promise<Result<Made>> {
  if (!isSoundOffer(offer)) return refuse('E_INPUT', '');
  const { lvl, caps, uses = 1, lastsMs, to, relays = [], name, givesKeys = false } = offer;
  const seed = to === undefined ? secretFromBytes(context.random(INVITE_SEED_BYTES)) : undefined;
  const exp = lastsMs === undefined ? undefined : context.now() + Math.round(lastsMs * MICROSECONDS_PER_MILLISECOND);
  const standing = { lvl, ...(caps === undefined ? {} : { caps }), ...(exp === undefined ? {} : { exp }) };
  const keys = seed === undefined ? undefined : await inviteKeys(seed);
  const whom =
    keys === undefined
      ? { who: to! }
      : { key: keys.sig, ...(uses === 1 ? {} : { uses }), ...(givesKeys ? { enc: keys.enc } : {}) };
  const given = givesKeys && keys !== undefined ? { giveTo: { kid: keys.signer.kid, jwk: keys.enc } } : undefined;
  const written = await writeOps(context, log, {
    say: [{ k: 'invite', ...standing, ...whom }],
    signers,
    ...(given === undefined ? {} : { epoch: given }),
  });
  if (!written.ok) return written;
  const [id] = written.value;
  const { heads = [] } = (await context.logs.log(log)) ?? {};
  const link = encodeLink({
    kind: 'invite',
    url: NO_APP,
    log,
    op: id!,
    heads: heads.slice(0, MAX_HEADS),
    relays,
    ...(seed === undefined ? {} : { seed }),
    ...(name === undefined ? {} : { name }),
    ...(exp === undefined ? {} : { exp }),
  });
  return accept({ id: id!, link, uses, ...(exp === undefined ? {} : { exp }) });
}

/** The link of an invite that names whom it is for: it holds no secret. */
export async function encodeInviteLink(context: ClientContext, log: string, op: string): Promise<string> {
  const { heads = [] } = (await context.logs.log(log)) ?? {};
  const { name } = (await readNames(context)).of(log);
  const link = { kind: 'invite', url: NO_APP, log, op, heads: heads.slice(0, MAX_HEADS), relays: [] } as const;
  return encodeLink({ ...link, ...(name === undefined ? {} : { name }) });
}

/** A link with which somebody can ask to be let in. */
export function knockLink(
  log: string,
  { name, relays = [] }: { readonly name?: string; readonly relays?: readonly string[] },
): string {
  return encodeLink({ kind: 'knock', url: NO_APP, log, relays, ...(name === undefined ? {} : { name }) });
}

/** What somebody hands to an admin of the team that he wants to be let into. */
export function requestLink(
  { user, heads, log }: { readonly user: string; readonly heads: readonly string[]; readonly log: string },
  { name, relays = [] }: { readonly name?: string; readonly relays?: readonly string[] },
): string {
  const more = name === undefined ? {} : { name };
  return encodeLink({ kind: 'request', url: NO_APP, user, heads: heads.slice(0, MAX_HEADS), log, relays, ...more });
}
