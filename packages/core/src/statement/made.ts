import { equalBytes } from '../bytes/compare.ts';
import type { JsonObject } from '../bytes/strict-json.ts';
import type { ProtocolError } from '../errors/result.ts';
import type { PublicKey } from '../key/public-key.ts';
import type { Header } from './header.ts';
import type { Signature, Statement } from './statement.ts';

/** What a statement says, as far as it was read. */
export interface Content {
  readonly st: string;
  readonly header: Header;
  readonly claims: JsonObject;
  readonly claimsBytes: Uint8Array;
  readonly signatures: readonly Signature[];
  readonly upgrade: ProtocolError<'E_UPGRADE'> | undefined;
}

/** A signature that this process made with a key of its own: the key, what was signed, and what came out. */
export interface OwnSignature {
  readonly key: Pick<PublicKey, 'bytes'>;
  readonly input: string;
  readonly signature: Uint8Array;
}

/**
 * The one kind of object that is a `Statement`. What this process knows of it beyond what it says is private to the object: a
 * spread copy is another object, of which nothing is known. Whatever is known was found for certain values, and counts only as
 * long as the statement has these values.
 */
class MadeStatement {
  readonly st: string;
  readonly header: Header;
  readonly claims: JsonObject;
  readonly claimsBytes: Uint8Array;
  readonly signatures: readonly Signature[];
  declare readonly upgrade?: ProtocolError<'E_UPGRADE'>;
  #hashed = '';
  #id = '';
  #own: OwnSignature | undefined = undefined;

  constructor({ st, header, claims, claimsBytes, signatures, upgrade }: Content) {
    this.st = st;
    this.header = header;
    this.claims = claims;
    this.claimsBytes = claimsBytes;
    this.signatures = signatures;
    if (upgrade !== undefined) this.upgrade = upgrade;
  }

  static idOf(statement: { readonly st: string }): string | undefined {
    return #id in statement && statement.#hashed === statement.st ? statement.#id : undefined;
  }

  static keepId(statement: { readonly st: string }, id: string): void {
    if (!(#id in statement)) return;
    statement.#hashed = statement.st;
    statement.#id = id;
  }

  static keepOwn(statement: object, own: OwnSignature): void {
    if (#own in statement) statement.#own = own;
  }

  static ownOf(statement: object): OwnSignature | undefined {
    return #own in statement ? statement.#own : undefined;
  }
}

/** The statement of what was read: only for those who checked its shape. */
export function makeStatement(content: Content): Statement {
  return new MadeStatement(content) as object as Statement;
}

/** The id of a statement that was hashed before, as it is now. Nothing is kept of objects that are not made here. */
export function keptId(statement: { readonly st: string }): string | undefined {
  return MadeStatement.idOf(statement);
}

/** Keeps the id that was computed over `st` as it is now. */
export function keepId(statement: { readonly st: string }, id: string): void {
  MadeStatement.keepId(statement, id);
}

/** Keeps that this process signed a statement. Only for whoever had the platform sign it with a key that the platform holds. */
export function keepOwnSignature(statement: Statement, own: OwnSignature): void {
  MadeStatement.keepOwn(statement, own);
}

/**
 * Whether this process itself made `signature` over `input` with the private half of `key`, for this very object. Then the equation
 * holds: these are the key, the message and the signature, compared byte for byte, of a signing that took place here.
 */
export function isOwnSignature(statement: Statement, { input, signature }: Signature, key: PublicKey): boolean {
  const own = MadeStatement.ownOf(statement);
  return (
    own !== undefined &&
    own.input === input &&
    equalBytes(own.key.bytes, key.bytes) &&
    equalBytes(own.signature, signature)
  );
}
