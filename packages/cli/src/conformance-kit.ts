/** The reference adapter for chapter 03 §7 to §9: kits and their shares, links, and ballots. */
import { encodeBase64url } from '@allod/core/bytes';
import { accept } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { countBallot, readBallot } from '@allod/principals/ballots';
import type { CastVote, ProposedOp } from '@allod/principals/ballots';
import { decodeKit, encodeKit, kitKeys, secretFromBytes } from '@allod/principals/kit';
import type { Secret } from '@allod/principals/kit';
import { decodeLink, encodeLink, inviteKeys } from '@allod/principals/links';
import type { Link } from '@allod/principals/links';
import { joinShares } from '@allod/principals/secrets';
import { fromWire, map } from './conformance-values.ts';
import type { Commands } from './conformance-values.ts';

type Counted = { op: ProposedOp; members: Record<string, number>; admit?: string; votes: readonly CastVote[] };

export const kitsLinksAndBallots: Commands = {
  'kit.read': async ({ text }: { text: string }) => kitAnswer(decodeKit(text)),
  'kit.write': async ({ seed }: { seed: Uint8Array }) => accept({ text: encodeKit(secretFromBytes(seed)) }),
  'kit.join': async ({ shares }: { shares: readonly string[] }) => kitAnswer(await joinShares(shares)),
  'link.read': async ({ text }: { text: string }) => {
    const link = decodeLink(text);
    if (!link.ok) return link;
    const { url, kind, ...members } = link.value;
    const data = withSecrets(members, (secret: Secret) => encodeBase64url(secret.bytes()));
    const keys = 'seed' in members && members.seed !== undefined ? await inviteKeys(members.seed) : undefined;
    return accept({ url, kind, data, key: keys?.sig, enc: keys?.enc });
  },
  'link.write': async ({ data, ...open }: { url: string; kind: Link['kind']; data: object }) => {
    const members = withSecrets(data, (text: string) => secretFromBytes(fromWire({ $b64u: text }) as Uint8Array));
    return accept({ text: encodeLink({ ...open, ...members } as Link) });
  },
  'ballot.read': async ({ bytes }: { bytes: Uint8Array }) => map(readBallot(bytes), (says) => ({ says })),
  'ballot.count': async ({ op, members, admit, votes }: Counted) => {
    const place = { members: new Map(Object.entries(members).map(([who, lvl]) => [who, { lvl }])), admit };
    const { levels, state } = countBallot(op, place, votes);
    const ids = (among: readonly CastVote[]): string[] => among.map(({ id }) => id);
    return accept({ levels: levels.map((level) => ({ ...level, yes: ids(level.yes), no: ids(level.no) })), state });
  },
};

async function kitAnswer(seed: Result<Secret>): Promise<Result<object>> {
  if (!seed.ok) return seed;
  const { signer, sig, enc } = await kitKeys(seed.value);
  return accept({ kid: signer.kid, sig, enc });
}

/** The members of a link, with another form of its secrets. */
function withSecrets(members: object, change: (secret: never) => unknown): object {
  const changed = Object.entries(members).map(([name, value]) => {
    const isSecret = (name === 'seed' || name === 'key') && value !== undefined;
    return [name, isSecret ? change(value as never) : value];
  });
  return Object.fromEntries(changed) as object;
}
