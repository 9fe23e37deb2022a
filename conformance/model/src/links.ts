// Chapter 03 §8: links that hand something to one person.
import type { Json } from './conventions.ts';
import { keysOfSeed, type SeedKeys } from './kit.ts';
import { Fault, type Model } from './model.ts';
import { limit } from './registries.ts';

type Members = Map<string, Json>;

/** A link: what it hands over, and the URL that it stands behind. */
export interface Link {
  readonly url: string;
  readonly kind: string;
  readonly members: Members;
}

/** The parts of a link as text. */
export interface LinkParts {
  readonly url: string;
  readonly suite: string;
  readonly kind: string;
  readonly data: string;
}

type Form = (model: Model, value: Json) => boolean;

const SUITE = '1';
const AROUND = ' \t\r\n<>';
const URL_CHARACTERS = /^[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?@!$&'()*+,;=%[\]-]*$/;
const RELAY = /^(?:wss|https|ws|http):\/\/./;
const CONTROL = /\p{Cc}/u;
const SEED_BYTES = 32;
const SHARED: readonly Json[] = ['version', 'record', 'collection'];
const COLLECTION = new RegExp(`^[a-z]:[A-Za-z0-9._-]{1,${limit('collectionNameCharacters')}}$`);

const isId: Form = (model, value) => model.isId(value);
const isHeads: Form = (model, value) =>
  Array.isArray(value) &&
  value.length >= 1 &&
  value.length <= limit('linkHeads') &&
  value.every((id) => isId(model, id));
const isRelays: Form = (_model, value) =>
  Array.isArray(value) && value.length <= limit('linkRelays') && value.every(isRelay);
const isName: Form = (_model, value) => {
  const size = typeof value === 'string' ? [...value].length : 0;
  return size >= 1 && size <= limit('linkNameCharacters') && !CONTROL.test(String(value));
};
const isTime: Form = (_model, value) => typeof value === 'number' && value >= 0;

function isRelay(value: Json): boolean {
  return typeof value === 'string' && RELAY.test(value) && URL_CHARACTERS.test(value);
}

const FORM_BY_NAME: Readonly<Record<string, Form>> = {
  log: isId,
  op: isId,
  seed: isId, // 32 bytes, as an id has
  user: isId,
  heads: isHeads,
  relays: isRelays,
  name: isName,
  exp: isTime,
  of: (_model, value) => SHARED.includes(value),
  col: (_model, value) => typeof value === 'string' && COLLECTION.test(value),
  tag: (_model, value) => {
    const size = typeof value === 'string' ? [...value].length : 0;
    return size >= 1 && size <= limit('tagCharacters');
  },
  rec: isId,
  eid: isId,
  key: isId, // 32 bytes, as an id has
};

/** The members of each kind; `?` marks those that may be absent. */
const NAMES_BY_KIND: ReadonlyMap<string, readonly string[]> = new Map([
  ['invite', ['log', 'op', 'seed?', 'heads', 'relays', 'name?', 'exp?']],
  ['knock', ['log', 'relays', 'name?']],
  ['request', ['user', 'heads', 'log', 'relays', 'name?']],
  ['share', ['log', 'relays', 'name?', 'of', 'col', 'tag?', 'rec?', 'eid', 'key']],
]);

// §8.1 Their form

/** Reads a link. PRN-081 to PRN-089. */
export function readLink(model: Model, text: string): Link {
  const bare = model.withoutSurroundings(text);
  model.when('PRN-082', new TextEncoder().encode(bare).length > limit('linkCharacters'), 'E_SIZE');
  const { url, suite, kind, data } = model.splitLink(bare);
  model.when('PRN-084', suite !== SUITE, 'E_UPGRADE');
  model.when('PRN-085', !NAMES_BY_KIND.has(kind), 'E_UPGRADE');
  return { url, kind, members: model.linkMembers(kind, model.linkJson(data)) };
}

/** The text without what mail and chat put around a link. PRN-081. */
export function withoutSurroundings(_model: Model, text: string): string {
  const characters = [...text];
  const isLinks = (character: string): boolean => !AROUND.includes(character);
  return characters.slice(characters.findIndex(isLinks), characters.findLastIndex(isLinks) + 1).join('');
}

/** The parts of a link. PRN-083. Where that is not checked, what stands between the first `#` and the first two full stops. */
export function splitLink(model: Model, link: string): LinkParts {
  const url = link.split('#', 1)[0] ?? '';
  const fragment = link.slice(url.length + 1);
  const [name = '', kind = ''] = fragment.split('.', 2);
  const data = fragment.slice(name.length + kind.length + 2);
  const isForm = /^allod[1-9][0-9]*$/.test(name) && /^[a-z0-9-]{1,32}$/.test(kind) && data !== '';
  model.when('PRN-083', !URL_CHARACTERS.test(url) || !isForm, 'E_FORMAT');
  return { url, suite: name.slice('allod'.length), kind, data };
}

/** What the data of a link say. PRN-086, PRN-087. Where those are not checked, what a lenient reader makes of them. */
export function linkJson(model: Model, data: string): Json {
  const bytes = unlessFaulty(model, 'PRN-086', () => model.decodeBase64url(data)) ?? Buffer.from(data, 'base64url');
  return unlessFaulty(model, 'PRN-087', () => model.parseStrictJson(bytes)) ?? lenientJson(bytes);
}

/** The result, or the fault as one of this requirement; `undefined` when that is not checked. */
function unlessFaulty<T>(model: Model, requirement: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    model.when(requirement, true, error.code);
    return undefined;
  }
}

function lenientJson(bytes: Uint8Array): Json {
  try {
    return JSON.parse(new TextDecoder().decode(bytes), toMap) as Json;
  } catch {
    return null;
  }
}

function toMap(_name: string, value: unknown): unknown {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? new Map(Object.entries(value)) : value;
}

/** The members that a kind has, in its order. PRN-088; all others are ignored, PRN-089. */
export function linkMembers(model: Model, kind: string, said: Json): Members {
  model.when('PRN-088', !(said instanceof Map), 'E_FORMAT');
  const members: Members = new Map();
  for (const each of NAMES_BY_KIND.get(kind) ?? []) {
    const name = each.replace('?', '');
    const value = said instanceof Map ? said.get(name) : undefined;
    const isRight = value === undefined ? name !== each : FORM_BY_NAME[name]?.(model, value) === true;
    model.when('PRN-088', !isRight, 'E_FORMAT');
    if (value !== undefined) members.set(name, value);
  }
  if (kind === 'share') checkShare(model, members);
  return members;
}

/** Chapter 04 §4.2: which members stand beside which. */
function checkShare(model: Model, members: Members): void {
  const of = members.get('of');
  const isImmutable = String(members.get('col')).startsWith('i');
  model.when('SEC-042', of === 'record' && isImmutable, 'E_FORMAT');
  model.when('PRN-088', members.has('tag') !== (of !== 'collection' && !isImmutable), 'E_FORMAT');
  model.when('PRN-088', members.has('rec') !== (of === 'version'), 'E_FORMAT');
}

/** The text of a link, from the JSON text of its members. PRN-080, PRN-091. */
export function writeLink(model: Model, link: Omit<Link, 'members'> & { readonly json: string }): string {
  const { url, kind, json } = link;
  return `${url}#allod${SUITE}.${kind}.${model.encodeBase64url(new TextEncoder().encode(json))}`;
}

// §8.2 The seed of an invite

/** The public keys of an invite, if the link has its seed. PRN-090. */
export function keysOfInvite(model: Model, { kind, members }: Link): SeedKeys | undefined {
  const seed = members.get('seed');
  if (kind !== 'invite' || typeof seed !== 'string') return undefined;
  return keysOfSeed(model, Buffer.from(seed, 'base64url').subarray(0, SEED_BYTES), 'invite');
}
