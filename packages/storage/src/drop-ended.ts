import { statementFromParts } from '@allod/core/statement';
import type { Store } from './port.ts';

/** Statements that are looked at together. */
const BATCH = 256;

/**
 * Drops the keyboxes of epochs whose `end` is before `now`, in microseconds since 1970. Says how many are gone. (SEC-025) A body of which the
 * store refuses to write that it is gone stays for the next time.
 */
export async function dropEndedKeyboxes(store: Store, now: number): Promise<number> {
  const ended: string[] = [];
  for await (const { id, why } of store.scan({ by: 'due', until: now - 1 })) if (why === 'end') ended.push(id);
  let count = 0;
  for (let at = 0; at < ended.length; at += BATCH) {
    const idsBySpace = new Map<string, string[]>();
    const digs = new Set<string>();
    for (const each of await store.items(ended.slice(at, at + BATCH))) {
      const dig = each === undefined ? undefined : digOf(each.parts);
      if (dig === undefined || (await store.body(dig, [0, 0])) === undefined) continue;
      digs.add(dig);
      idsBySpace.set(each!.space, [...(idsBySpace.get(each!.space) ?? []), each!.id]);
    }
    for (const [space, release] of idsBySpace) await store.commit({ space, release });
    for (const dig of digs) if ((await store.body(dig, [0, 0])) === undefined) count++;
  }
  return count;
}

function digOf(parts: Parameters<typeof statementFromParts>[0]): string | undefined {
  const read = statementFromParts(parts);
  return read.ok && typeof read.value.claims.dig === 'string' ? read.value.claims.dig : undefined;
}
