import { decodeBase64url, encodeBase64url } from '@allod/core/bytes';
import type { JsonObject, JsonValue } from '@allod/core/bytes';
import { amongst, has, id, list, matching, time } from '../checks.ts';
import type { Members } from '../checks.ts';
import { secretFromBytes } from '../kit/secret.ts';
import type { Secret } from '../kit/secret.ts';

/** What links of every kind have. */
interface AnyLink {
  /** The URL before the fragment: a web app, or `allod:` for none. Characters of RFC 3986. */
  readonly url: string;
  /** Id of the team, or of the user whose device the reader becomes. */
  readonly log: string;
  /** Where the logs can be had: 0 to 8 URLs that begin with `wss://`, `https://`, `ws://` or `http://`. Hints. */
  readonly relays: readonly string[];
  /** What the writer of the link calls the team, in a request himself: 1 to 64 characters without controls. Nobody vouches for it. */
  readonly name?: string;
}

/** You may join. */
export interface InviteLink extends AnyLink {
  readonly kind: 'invite';
  /** Id of the `invite`. */
  readonly op: string;
  /** 32 random bytes that the keys of the invite are made of; absent when it names who is invited. Printing the link does not show it. */
  readonly seed?: Secret;
  /** Ids of heads of `log`, 1 to 16. */
  readonly heads: readonly string[];
  /** When the invite expires, in microseconds since 1970. */
  readonly exp?: number;
}

/** Here you can ask to be let in. Holds no secret. */
export interface KnockLink extends AnyLink {
  readonly kind: 'knock';
}

/** I ask to be let in. Holds no secret. */
export interface RequestLink extends AnyLink {
  readonly kind: 'request';
  /** Id of the user who asks. */
  readonly user: string;
  /** Ids of heads of the log of `user`, 1 to 16. */
  readonly heads: readonly string[];
}

/** Here is something to read: one key, for all or some of a collection under one epoch. (04 §4.2) */
export interface ShareLink extends AnyLink {
  readonly kind: 'share';
  /** `version`: the key of one body · `record`: of all versions of a record · `collection`: of all in it. */
  readonly of: 'version' | 'record' | 'collection';
  readonly col: string;
  /** There but for a whole collection, and for a version in an immutable one. */
  readonly tag?: string;
  /** Id of the record: of a version, and of nothing else. */
  readonly rec?: string;
  /** Id of the epoch. */
  readonly eid: string;
  /** 32 bytes. Printing the link does not show them. */
  readonly key: Secret;
}

/** What a link says. (03 §8.1) */
export type Link = InviteLink | KnockLink | RequestLink | ShareLink;
/** Which of the four kinds a link is of. */
export type LinkKind = Link['kind'];

interface Shape {
  readonly needs: Members;
  readonly may: Members;
  /** The members of the kind, in the order in which they are written. */
  readonly names: readonly string[];
  /** What holds between them. */
  readonly holds?: (said: JsonObject) => boolean;
}

type SecretMember = 'seed' | 'key';

/** The member of a kind that is a secret. */
const SECRET_OF_KIND: Readonly<Partial<Record<Link['kind'], SecretMember>>> = { invite: 'seed', share: 'key' };

const heads = list(id, { max: 16 });
const relays = list(matching(/^(?:wss|https|ws|http):\/\/[A-Za-z0-9._~:/?@!$&'()*+,;=%[\]-]+$/), { min: 0, max: 8 });
const collection = matching(/^[a-z]:[A-Za-z0-9._-]{1,128}$/);
const linkName = matching(/^\P{Cc}{1,64}$/u);

/** Written here, and not made from the schemas, as the forms of the ops are; a test holds both against each other. */
const SHAPE_BY_KIND: Readonly<Record<LinkKind, Shape>> = {
  invite: {
    needs: { log: id, op: id, heads, relays },
    may: { seed: id, name: linkName, exp: time },
    names: ['log', 'op', 'seed', 'heads', 'relays', 'name', 'exp'],
  },
  knock: { needs: { log: id, relays }, may: { name: linkName }, names: ['log', 'relays', 'name'] },
  request: {
    needs: { user: id, heads, log: id, relays },
    may: { name: linkName },
    names: ['user', 'heads', 'log', 'relays', 'name'],
  },
  share: {
    needs: { log: id, relays, of: amongst('version', 'record', 'collection'), col: collection, eid: id, key: id },
    may: { name: linkName, tag: matching(/^[^]{1,128}$/u), rec: id },
    names: ['log', 'relays', 'name', 'of', 'col', 'tag', 'rec', 'eid', 'key'],
    holds: namesWhatItIsOf,
  },
};

/** What a link for part of a collection names of it: a version its record, and each of both a tag where there is one. */
function namesWhatItIsOf(link: JsonObject): boolean {
  const { of, col, tag, rec } = link;
  const hasTag = of !== 'collection' && !isImmutable(col);
  return !isOfNoRecord(link) && (tag !== undefined) === hasTag && (rec !== undefined) === (of === 'version');
}

/** Whether a link is for a record of an immutable collection, where there is no key of such. (SEC-042) */
export function isOfNoRecord({ of, col }: JsonObject): boolean {
  return of === 'record' && isImmutable(col);
}

function isImmutable(col: JsonValue | undefined): boolean {
  return typeof col === 'string' && col.startsWith('i:');
}

/** Whether a kind of link is known. */
export function isLinkKind(kind: string): kind is LinkKind {
  return Object.hasOwn(SHAPE_BY_KIND, kind);
}

/** The link that an object says; `undefined` when it has not the members of the kind. Others are left out. (PRN-088, PRN-089) */
export function readMembers(said: JsonObject, { kind, url }: Pick<Link, 'kind' | 'url'>): Link | undefined {
  const { needs, may, names, holds } = SHAPE_BY_KIND[kind];
  if (!has(said, needs, may) || holds?.(said) === false) return undefined;
  const members = pick(said, names);
  const name = SECRET_OF_KIND[kind];
  if (name === undefined || members[name] === undefined) return { kind, url, ...members } as unknown as Link;
  const { [name]: secret, ...open } = members;
  return { kind, url, ...open, [name]: decodeSecret(String(secret)) } as unknown as Link;
}

/** What a link says of itself, for JSON. A member that its kind does not have is not said. */
export function sayMembers(link: Link): JsonObject {
  const name = SECRET_OF_KIND[link.kind];
  const { [name ?? 'seed']: secret, ...open } = link as Link & { readonly [N in SecretMember]?: Secret };
  const said = { ...open, ...(secret !== undefined && { [name ?? 'seed']: encodeBase64url(secret.bytes()) }) };
  return pick(said, SHAPE_BY_KIND[link.kind].names);
}

function pick(from: JsonObject, names: readonly string[]): JsonObject {
  const entries = names.flatMap((name) => {
    const value = Object.hasOwn(from, name) ? from[name] : undefined;
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

/** The shapes say that a seed and a key are texts of 32 bytes. */
function decodeSecret(text: string): Secret {
  const bytes = decodeBase64url(text);
  if (!bytes.ok) throw new TypeError('a secret was read that is none');
  return secretFromBytes(bytes.value);
}
