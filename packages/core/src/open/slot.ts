import { collectionKind } from '../statement/record.ts';
import { sha256 } from './primitives.ts';

/** The place of a record, as its envelope names it. Chapter 04 §2.2. */
export interface Slot {
  /** Id of the owner, 43 characters. */
  readonly iss: string;
  readonly col: string;
  /** Id of the key that signs the record, 43 characters. */
  readonly kid: string;
  readonly seq: number;
  /** Does not count in immutable collections. */
  readonly tag?: string;
}

/** What the bodies of a place are bound to, 32 bytes. Throws `TypeError` when a record that is not immutable has no tag. */
export function slotDigest(slot: Slot): Uint8Array {
  const { iss, col, kid, seq } = slot;
  return sha256(`allod1/slot\0${iss}\0${col}\0${kid}\0${seq}\0${slotTag(slot) ?? ''}`);
}

/** The tag that counts; `undefined` in an immutable collection, where the tag is the digest of the body. */
export function slotTag({ col, tag }: Pick<Slot, 'col' | 'tag'>): string | undefined {
  if (collectionKind(col) === 'immutable') return undefined;
  if (tag === undefined) throw new TypeError(`a record in ${col} has a tag`);
  return tag;
}
