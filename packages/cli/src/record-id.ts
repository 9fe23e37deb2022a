import type { Client } from '@allod/client';
import { valueOf } from './errors/failure.ts';
import { printable } from './output/printable.ts';

/** What is repeated of a word that was not found. */
const REPEATED = 24;

/** The id of the record that somebody names by it, or by the beginning of it. Throws a `Failure` with `E_NOT_FOUND`. */
export async function findRecordId({ records }: Client, text: string): Promise<string> {
  const about = printable([...text].slice(0, REPEATED).join(''));
  return valueOf(await records.get(text), { about }).id;
}
