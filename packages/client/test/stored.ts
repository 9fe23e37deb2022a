/** What lies in a store, as whoever has its files sees it. */
import { encodeStatement, statementFromParts } from '@allod/core/statement';
import type { Store, Stored } from '@allod/storage';
import { valueOf } from './scratch.ts';

async function statementsIn(store: Store, space: string): Promise<Stored[]> {
  const ids: string[] = [];
  for await (const { id } of store.scan({ by: 'key', space })) ids.push(id);
  return (await store.items(ids)).filter((stored) => stored !== undefined);
}

/** The claims of everything in a space. */
export async function storedClaims(store: Store, space: string): Promise<Record<string, unknown>[]> {
  return (await statementsIn(store, space)).map(({ parts }) => ({ ...valueOf(statementFromParts(parts)).claims }));
}

/** All statements and bodies of some spaces as one text: claims as they are, and what is encoded in base64url decoded as well. */
export async function textOf(store: Store, spaces: readonly string[]): Promise<string> {
  const found: string[] = [];
  for (const space of spaces)
    for (const { parts } of await statementsIn(store, space)) {
      const statement = valueOf(statementFromParts(parts));
      found.push(JSON.stringify(statement.claims), JSON.stringify(encodeStatement(statement)));
      const { dig } = statement.claims;
      const body = typeof dig === 'string' ? await store.body(dig) : undefined;
      const text = Buffer.from(body ?? []).toString('latin1');
      found.push(text, ...text.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1')));
    }
  return found.join('\n');
}
