// Records as the suites about them make them.
import { createHash } from 'node:crypto';
import { derive, type Label } from '../actors.ts';
import { NOW, statement } from '../statement.ts';
import { base64url, join, type ValueObject } from '../value.ts';

/** An id that stands for something that the suite does not need: 32 bytes derived from a name. */
export function idOf(name: string): string {
  return base64url(derive(`id/${name}`));
}

/** So many ids, all different. */
export function ids(count: number, name = 'list'): string[] {
  return Array.from({ length: count }, (_, i) => idOf(`${name}/${i}`));
}

/** The claims `dig` and `len` for a body; `len` is absent when it is empty. */
export function claimsOf(body: string | Uint8Array): ValueObject {
  const bytes = join(body);
  const dig = base64url(createHash('sha256').update(bytes).digest());
  return bytes.length === 0 ? { dig } : { dig, len: bytes.length };
}

/** The owner of the records of these suites. */
export const OWNER: string = idOf('owner');

/** The body of most records. */
export const BODY = '{"text":"milk"}';

/** The least claims of a record of a versioned collection, in the order of the table. */
export function recordClaims(body: string | Uint8Array = BODY): ValueObject {
  const placed = { iss: OWNER, col: 'v:com.example.notes', tag: 'shopping', ...claimsOf(body) };
  return { ...placed, seq: 1, t: NOW, au: [OWNER] };
}

/** Every claim of the table but `del`. */
export function fullClaims(): ValueObject {
  const { iss = '', col = '', tag = '', dig = '', len = 0, t = NOW, au = [] } = recordClaims();
  const placed = { iss, act: idOf('writer'), via: ids(2, 'team'), col, tag };
  const chained = { ant: ids(2, 'ant'), seq: 7, prv: ids(1, 'prv'), t, au, ax: { [idOf('log')]: ids(2, 'head') } };
  return { ...placed, dig, len, cty: 'text/plain', ...chained, burn: NOW + 1 };
}

/** The claims of a record of an immutable collection, which needs no tag. */
export function immutableClaims(body: string | Uint8Array = BODY): ValueObject {
  return { iss: OWNER, col: 'i:com.example.files', ...claimsOf(body), seq: 1, t: NOW, au: [OWNER] };
}

/** The claims of a record that deletes another one. */
export function deleteClaims(): ValueObject {
  const placed = { iss: OWNER, col: 'v:com.example.notes', tag: 'shopping', ant: [idOf('gone')] };
  return { ...placed, seq: 2, t: NOW, au: [OWNER], del: true };
}

/** A record with these claims, without a body. */
export function record(claims: ValueObject | string = recordClaims(), by: Label = 'alice/phone'): ValueObject {
  return { ...statement({ by, claims }) };
}
