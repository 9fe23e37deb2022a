import type { Named } from '../outcome.ts';

/** What is shown of somebody: his name here, else what the link calls him. */
export function namedByLink(named: Named, name: string | undefined): Named {
  return named.name !== undefined || name === undefined ? named : { ...named, name, isOwnWord: true };
}

/** A reason as a member of a preview. */
export function impossibleBecause(reason: string | undefined): { readonly impossible?: string } {
  return reason === undefined ? {} : { impossible: reason };
}

/** A name as it stands in a sentence; words that are not one's own in quotation marks. */
export function quoted({ id, name, isOwnWord }: Named): string {
  if (name === undefined) return `${id.slice(0, 8)}…`;
  return isOwnWord === true ? `“${name}”` : name;
}
