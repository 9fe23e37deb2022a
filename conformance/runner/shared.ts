import { HarnessError } from './harness-error.ts';
import { isObject, member, objectFrom } from './json.ts';
import type { Json, JsonObject } from './json.ts';

/**
 * Puts what a vector file has once in the places of a case that name it: `{"$shared": name}` stands for that member of `shared`.
 *
 * @throws HarnessError naming the case, for a name that is not there
 */
export function withShared(value: Json, shared: JsonObject, where: string): Json {
  if (Array.isArray(value)) return value.map((item: Json) => withShared(item, shared, where));
  if (!isObject(value)) return value;
  const name = member(value, '$shared');
  if (name === undefined)
    return objectFrom(Object.entries(value).map(([key, each]) => [key, withShared(each, shared, where)] as const));
  const found = typeof name === 'string' && Object.keys(value).length === 1 ? member(shared, name) : undefined;
  if (found === undefined) throw new HarnessError(`${where}: $shared ${JSON.stringify(name)} is not in shared`);
  return found;
}
