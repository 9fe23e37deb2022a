import type { Named } from '@allod/client';
import { printable } from './output/printable.ts';

/** Characters of an id that a person is shown. */
const SHORT_ID = 8;

/** An id as a person is shown it. */
export function shortId(id: string): string {
  return `${id.slice(0, SHORT_ID)}…`;
}

/** Somebody as a word in a sentence: a name that is his own word in quotation marks; the beginning of the id when nobody has said a name. */
export function wordFor({ id, name, isOwnWord }: Named): string {
  if (name === undefined) return shortId(id);
  return isOwnWord === true ? `“${printable(name)}”` : printable(name);
}

/** Somebody as a cell of a table; empty for nobody. */
export function cellFor(named: Named | undefined): string {
  return named === undefined ? '' : wordFor(named);
}

/** An id as a cell: whole for programs, its beginning for people. */
export function idCell(id: string, isShort: boolean): string {
  return isShort ? id.slice(0, SHORT_ID) : id;
}
