import type { Result } from '@allod/core/errors';
import type { Commit, Committed, Row, Scan, Store } from '../port.ts';

/** Throws `Error` with `what` unless the two are equal as JSON; bytes count as lists of numbers. */
export function equal(actual: unknown, expected: unknown, what: string): void {
  const [a, b] = [spell(actual), spell(expected)];
  if (a !== b) throw new Error(`${what}: expected ${b}, got ${a}`);
}

function spell(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (each instanceof Uint8Array ? [...each] : each));
}

/** The value of an outcome that has to hold. */
export function held<T>(result: Result<T>, what: string): T {
  if (!result.ok) throw new Error(`${what}: refused with ${result.error.code}`);
  return result.value;
}

/** Commits what has to be taken. */
export async function commit(store: Store, wanted: Commit): Promise<Committed> {
  return held(await store.commit(wanted), 'the commit is taken');
}

/** The code and requirement that a commit is refused with. */
export async function refusal(store: Store, wanted: Commit): Promise<string> {
  const result = await store.commit(wanted);
  return result.ok ? 'taken' : `${result.error.code} ${result.error.requirement}`;
}

/** All rows of a query. */
export async function rows<Q extends Scan>(store: Store, query: Q): Promise<Extract<Row, { by: Q['by'] }>[]> {
  const found: Extract<Row, { by: Q['by'] }>[] = [];
  for await (const row of store.scan(query)) found.push(row);
  return found;
}
