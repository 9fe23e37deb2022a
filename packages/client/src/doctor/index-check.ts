import { compareBytes, equalBytes } from '@allod/core/bytes';
import { certificate, lanes } from '@allod/storage';
import type { Scan, Store } from '@allod/storage';
import type { Survey, Surveyed } from './survey.ts';

/**
 * The names of the indexes of a space that differ from what its statements say: `set`, `sums`, `positions`, `chains`, `tags`, `times`. Everything is
 * built again in memory and compared; nothing is written.
 */
export async function staleIndexes(store: Store, survey: Survey): Promise<string[]> {
  const checks: readonly (readonly [string, (store: Store, survey: Survey) => Promise<boolean>])[] = [
    ['set', isSetRight],
    ['sums', areSumsRight],
    ['positions', arePositionsRight],
    ['chains', areChainsRight],
    ['tags', areTagsRight],
    ['times', areTimesRight],
  ];
  const stale: string[] = [];
  for (const [name, isRight] of checks) if (!(await isRight(store, survey))) stale.push(name);
  return stale;
}

async function isSetRight(store: Store, { space, statements }: Survey): Promise<boolean> {
  return isSame(await idsOf(store, { by: 'key', space }), inOrder(statements));
}

async function areSumsRight(store: Store, { space, statements }: Survey): Promise<boolean> {
  const keys = statements.map(({ key }) => key).toSorted(compareBytes);
  const [fold] = await store.fold(space, [{ certificate: true }]);
  return (
    fold!.count === keys.length &&
    equalBytes(fold!.lanes, lanes(keys.map((key) => key.subarray(16)))) &&
    equalBytes(fold!.certificate!, certificate(keys))
  );
}

/** The survey is in the order of the index, so each must be further on than the one before it. */
async function arePositionsRight(store: Store, { space, statements }: Survey): Promise<boolean> {
  const posById = new Map(statements.map(({ id, pos }) => [id, pos]));
  let last = 0;
  for await (const { id, pos } of store.scan({ by: 'pos', space })) {
    if (pos <= last || (posById.get(id) ?? pos) !== pos) return false;
    last = pos;
  }
  return true;
}

async function areChainsRight(store: Store, { space, statements }: Survey): Promise<boolean> {
  for (const [, chain] of byChain(statements)) {
    const { kid, col } = chain[0]!.record!;
    const expected = chain
      .toSorted((a, b) => a.record!.seq - b.record!.seq || compareBytes(a.key.subarray(16), b.key.subarray(16)))
      .toReversed();
    if (!isSame(await idsOf(store, { by: 'tip', space, kid, col }), idsIn(expected))) return false;
  }
  return true;
}

async function areTagsRight(store: Store, { space, statements }: Survey): Promise<boolean> {
  const tagged = statements.filter(({ record }) => record?.tag !== undefined);
  for (const [, versions] of grouped(tagged, ({ record }) => `${record!.col} ${record!.tag!}`)) {
    const { col, tag } = versions[0]!.record!;
    if (!isSame(await idsOf(store, { by: 'tag', space, col, tag: tag! }), inOrder(versions))) return false;
  }
  return true;
}

async function areTimesRight(store: Store, { statements }: Survey): Promise<boolean> {
  const own = new Set(statements.map(({ id }) => id));
  const found = new Set<string>();
  for await (const { id, why } of store.scan({ by: 'due', until: Number.MAX_SAFE_INTEGER - 1 }))
    if (own.has(id)) found.add(`${why} ${id}`);
  const expected = statements.flatMap(({ id, state, record, epoch }) => [
    ...(state === 'HELD' ? [`held ${id}`] : []),
    ...(record?.burn === undefined ? [] : [`burn ${id}`]),
    ...(epoch?.end === undefined ? [] : [`end ${id}`]),
  ]);
  return found.size === expected.length && expected.every((each) => found.has(each));
}

/** The records of each chain: of one device in one collection. */
export function byChain(statements: readonly Surveyed[]): Map<string, Surveyed[]> {
  const records = statements.filter(({ record }) => record !== undefined);
  return grouped(records, ({ record }) => `${record!.kid} ${record!.col}`);
}

function grouped<T>(values: readonly T[], nameOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(nameOf(value));
    if (group === undefined) groups.set(nameOf(value), [value]);
    else group.push(value);
  }
  return groups;
}

async function idsOf(store: Store, query: Extract<Scan, { readonly by: 'key' | 'tip' | 'tag' }>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of store.scan(query)) ids.push(id);
  return ids;
}

function inOrder(statements: readonly Surveyed[]): string[] {
  return idsIn(statements.toSorted((a, b) => compareBytes(a.key, b.key)));
}

function idsIn(statements: readonly Surveyed[]): string[] {
  return statements.map(({ id }) => id);
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}
