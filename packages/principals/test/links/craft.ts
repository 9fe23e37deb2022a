/** Links, and texts that are nearly links. */
import { encodeBase64url } from '@allod/core/bytes';
import type { JsonValue } from '@allod/core/bytes';
import { secretFromBytes } from '@allod/principals/links';
import type { InviteLink, KnockLink, RequestLink, ShareLink } from '@allod/principals/links';

/** The id whose 32 bytes are all `byte`. */
export function idOf(byte: number): string {
  return encodeBase64url(new Uint8Array(32).fill(byte));
}

export const seedText = 'm1Krw7jzZVjkMDowNj9xsLqNK8Q2dZZGkDUPOl1LDzs';

/** The members of links as they stand in JSON, with every optional one. */
export const said = {
  invite: {
    log: idOf(1),
    op: idOf(2),
    seed: seedText,
    heads: [idOf(3), idOf(4)],
    relays: ['wss://relay.example'],
    name: 'Home',
    exp: 1_790_000_000_000_000,
  },
  knock: { log: idOf(1), relays: [], name: 'Home' },
  request: { user: idOf(5), heads: [idOf(6)], log: idOf(1), relays: ['https://relay.example/allod'], name: 'Bob' },
  share: {
    log: idOf(1),
    relays: ['wss://relay.example'],
    name: 'Spring',
    of: 'version' as const,
    col: 'm:app.notes',
    tag: 'spring',
    rec: idOf(7),
    eid: idOf(8),
    key: seedText,
  },
};

export const invite: InviteLink = {
  ...said.invite,
  kind: 'invite',
  url: 'allod:',
  seed: secretFromBytes(Buffer.from(seedText, 'base64url')),
};
export const knock: KnockLink = { ...said.knock, kind: 'knock', url: 'allod:' };
export const request: RequestLink = { ...said.request, kind: 'request', url: 'https://app.example/open?lang=de' };

export const share: ShareLink = {
  ...said.share,
  kind: 'share',
  url: 'allod:',
  key: secretFromBytes(Buffer.from(seedText, 'base64url')),
};

/** A link of these bytes, without any check. */
export function linkOfBytes(bytes: Uint8Array, kind = 'knock'): string {
  return `allod:#allod1.${kind}.${encodeBase64url(bytes)}`;
}

/** A link that says this, without any check. */
export function linkOf(members: JsonValue, kind = 'knock'): string {
  return linkOfBytes(Buffer.from(JSON.stringify(members)), kind);
}

/** The members, but with these instead, and without those that are `undefined`. */
export function changed(members: object, by: Readonly<Record<string, JsonValue | undefined>>): JsonValue {
  return JSON.parse(JSON.stringify({ ...members, ...by })) as JsonValue;
}
