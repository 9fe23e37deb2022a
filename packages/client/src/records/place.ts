import { encodeBase64url } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { collectionKind } from '@allod/core/statement';

const COLLECTION = /^[a-z]:[A-Za-z0-9._-]{1,128}$/;
const MAX_TAG_CHARACTERS = 128;
/** Bytes of a tag that nobody chose: enough that no two are ever the same. */
const DRAWN_TAG_BYTES = 16;

/** Whether a text names a collection that records can be added to: kind letter, colon, 1 to 128 characters. (REC-006, REC-007) */
export function isCollection(col: string): boolean {
  return COLLECTION.test(col) && collectionKind(col) !== undefined;
}

/**
 * Whether a collection is one of those in which programs of this kind keep names and notes: `allod.` after the kind letter. They are records like all
 * others, and shown where somebody asks for them.
 */
export function isOfPrograms(col: string): boolean {
  return col.startsWith('allod.', 2);
}

/** Whether a text can be the tag of a record: 1 to 128 Unicode scalar values. (REC-002) */
export function isTag(tag: string): boolean {
  return tag.isWellFormed() && tag.length > 0 && [...tag].length <= MAX_TAG_CHARACTERS;
}

/** Checks where records are to go. Refuses with `E_INPUT` a collection or a tag out of form. */
export function checkPlace(col: string, tags: readonly (string | undefined)[]): Result<undefined, 'E_INPUT'> {
  const isSound = isCollection(col) && tags.every((tag) => tag === undefined || isTag(tag));
  return isSound ? accept(undefined) : refuse('E_INPUT', '');
}

/** Tags for as many records that nobody named: none in an immutable collection, where the body's digest is the name. */
export function drawTags(
  col: string,
  { count, random }: { readonly count: number; readonly random: (length: number) => Uint8Array },
): string[] {
  const tags: string[] = [];
  if (count === 0 || collectionKind(col) === 'immutable') return tags;
  const bytes = random(count * DRAWN_TAG_BYTES);
  for (let at = 0; at < bytes.length; at += DRAWN_TAG_BYTES)
    tags.push(encodeBase64url(bytes.subarray(at, at + DRAWN_TAG_BYTES)));
  return tags;
}
