// Links as the vectors make them.
import { derive } from '../actors.ts';
import { NOW } from '../statement.ts';
import { base64url, isObject, octets, type Value, type ValueObject } from '../value.ts';
import { idOfNothing } from './users.ts';

/** The kinds of links. */
export type LinkKind = 'invite' | 'knock' | 'request' | 'share';

const log = idOfNothing('link/log');
const heads = [idOfNothing('link/head'), idOfNothing('link/other-head')];

/** 32 bytes for the seed of an invite. */
export function inviteSeed(name: string): string {
  return base64url(derive(`invite/${name}`));
}

/** What a link of each kind says, with everything that it may say. */
export const SAID: Readonly<Record<LinkKind, ValueObject>> = {
  invite: {
    log,
    op: idOfNothing('link/op'),
    seed: inviteSeed('ann'),
    heads,
    relays: ['wss://relay.example', 'https://relay.example:8443/allod'],
    name: 'Home',
    exp: NOW,
  },
  knock: { log, relays: ['wss://relay.example'], name: 'Home' },
  request: { user: idOfNothing('link/user'), heads, log, relays: ['http://[::1]:8080/'], name: 'B\u00f6b \u{1f989}' },
  share: {
    log,
    relays: ['wss://relay.example'],
    name: 'Shopping',
    of: 'version',
    col: 'v:com.example.notes',
    tag: 'shopping',
    rec: idOfNothing('link/record'),
    eid: idOfNothing('link/epoch'),
    key: base64url(derive('link/key')),
  },
};

/** The URL, the version, and the text in place of the kind. */
export interface LinkForm {
  readonly url?: string;
  readonly suite?: string;
}

/** A link of any kind with any data. */
export function linkOf(kind: string, said: Value, { url = 'allod:', suite = 'allod1' }: LinkForm = {}): string {
  return `${url}#${suite}.${kind}.${base64url(octets(JSON.stringify(said)))}`;
}

/** Members without some of them. */
export function without(said: ValueObject, ...names: readonly string[]): ValueObject {
  return Object.fromEntries(Object.entries(said).filter(([name]) => !names.includes(name)));
}

/** Ids of nothing, as many as are asked for. */
export function manyIds(count: number): string[] {
  return Array.from({ length: count }, (_, i) => idOfNothing(`link/${i}`));
}

/** URLs of relays, as many as are asked for. */
export function manyRelays(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `wss://relay${i}.example`);
}

/** A URL with which a link of this kind has so many characters. */
export function urlForLength(kind: LinkKind, length: number): string {
  const start = 'https://app.example/';
  return start.padEnd(start.length + length - linkOf(kind, SAID[kind], { url: start }).length, 'a');
}

/** The JSON in a link. */
export function saidIn(link: Value | undefined): Value {
  const data = String(link).slice(String(link).lastIndexOf('.') + 1);
  const said = JSON.parse(Buffer.from(data, 'base64url').toString('utf8')) as Value;
  return isObject(said) || Array.isArray(said) ? said : null;
}
