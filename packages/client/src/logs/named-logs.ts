import type { LogOp, Logs } from './logs.ts';

/**
 * Whose logs the logs of these spaces name, and those in turn, as far as they are `here`; none of `spaces` themselves. Each comes after those that it
 * names, unless they name each other.
 */
export async function logsNamedBy(
  logs: Logs,
  { spaces, here }: { readonly spaces: readonly string[]; readonly here: ReadonlySet<string> },
): Promise<string[]> {
  const isAll = [...here].every((space) => spaces.includes(space));
  if (isAll) return [];
  const seen = new Set<string>();
  const inOrder = new Set<string>();
  // A log is on the list twice: below the ones that it names, it waits until they are done.
  const open = spaces.toReversed();
  for (let at = open.at(-1); at !== undefined; at = open.at(-1)) {
    if (seen.has(at)) {
      inOrder.add(at);
      open.pop();
      continue;
    }
    seen.add(at);
    for (const named of new Set((await logs.ops(at)).flatMap(principalsIn)))
      if (here.has(named) && !seen.has(named)) open.push(named);
  }
  for (const space of spaces) inOrder.delete(space);
  return [...inOrder];
}

/** The users and teams that an op names, and ids of devices and cold keys, which are those of no log. */
function principalsIn({ claims: { who, mem = [], by = [], sgn = [], x = {} } }: LogOp): string[] {
  const members = mem.flatMap((entry) => entry.who ?? []);
  const named = [...members, ...by, ...sgn.flatMap((signer) => signer.by ?? []), ...Object.keys(x)];
  return who === undefined ? named : [who, ...named];
}
