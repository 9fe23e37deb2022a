import { collectionKind } from '@allod/core/statement';
import type { CollectionKind } from '@allod/core/statement';
import { wrongInput, wrongUsage } from '../errors/failure.ts';

/** The letter with which the name of a collection of each kind begins. (02 §7, registry of collection kinds) */
export const LETTER_BY_KIND: Readonly<Record<CollectionKind, string>> = {
  immutable: 'i',
  mutable: 'm',
  versioned: 'v',
  claims: 'c',
  mergeable: 'x',
};

/** The kind of a collection of which nobody said another. */
export const DEFAULT_KIND: CollectionKind = 'versioned';

const NAME = /^[A-Za-z0-9._-]{1,128}$/;

/** The full name of a collection, from the full name or from the part after the letter. Throws a `Failure` with `E_INPUT` or `E_USAGE`. */
export function collectionName(text: string, kind: string | undefined): string {
  const isFull = text.charAt(1) === ':';
  const name = isFull ? text.slice(2) : text;
  if (!NAME.test(name))
    throw wrongInput(
      `A collection is named by 1 to 128 letters, digits, dots, underscores and hyphens, such as com.example.notes.`,
    );
  const kindGiven = kind === undefined ? undefined : readKind(kind);
  if (!isFull) return `${LETTER_BY_KIND[kindGiven ?? DEFAULT_KIND]}:${name}`;
  const kindNamed = collectionKind(text);
  if (kindNamed === undefined)
    throw wrongInput(`No kind of collection has the letter "${text.charAt(0)}". ${kindsSay()}`);
  if (kindGiven !== undefined && kindGiven !== kindNamed)
    throw wrongUsage(`The name begins with the letter of ${kindNamed} collections, and --kind says ${kindGiven}.`);
  return text;
}

function readKind(text: string): CollectionKind {
  const kind = Object.entries(LETTER_BY_KIND).find(([name, letter]) => text === name || text === letter)?.[0];
  if (kind === undefined) throw wrongUsage(`There is no kind "${text}". ${kindsSay()}`);
  return kind as CollectionKind;
}

function kindsSay(): string {
  const kinds = Object.entries(LETTER_BY_KIND).map(([name, letter]) => `${letter} (${name})`);
  return `The kinds are ${kinds.join(', ')}.`;
}

/** A collection, and the word for whose it is; one's own when there is none. */
export interface CollectionPlace {
  readonly owner?: string;
  readonly col: string;
}

/** A collection as it is typed: `notes`, `v:com.example.notes`, or `Home/notes`. Throws a `Failure` with `E_INPUT` or `E_USAGE`. */
export function collectionPlace(text: string, kind: string | undefined): CollectionPlace {
  const end = text.lastIndexOf('/');
  const col = collectionName(text.slice(end + 1), kind);
  if (end === 0) throw wrongInput('Before the slash stands whose collection it is, such as Home/notes.');
  return end < 0 ? { col } : { owner: text.slice(0, end), col };
}
