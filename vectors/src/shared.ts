// Statements that stand in several places of a file stand there once, in `shared`, and by name where they belong.
import { createHash } from 'node:crypto';
import { base64url, canonical, isObject, type Value, type ValueObject } from './value.ts';

/** Characters of a name: the first of the digest of what it stands for, so that a new case changes no name. */
const NAME_LENGTH = 8;

/** The members of a case in which statements stand. */
const MEMBERS = ['input', 'fault'];

/**
 * The same file, with every statement inside of an input or a fault that it has more than once in `shared`.
 *
 * @throws RangeError when two statements have one name
 */
export function share(file: ValueObject): ValueObject {
  const { cases, ...head } = file;
  const vectors = cases as ValueObject[];
  const parts = vectors.flatMap((vector) => MEMBERS.flatMap((name) => vector[name] ?? []));
  const seen = new Set<string>();
  const shared = new Map<string, ValueObject>();
  for (const statement of parts.flatMap(statementsIn)) {
    const text = canonical(statement);
    if (seen.has(text)) put(shared, nameOf(text), statement);
    seen.add(text);
  }
  if (shared.size === 0) return file;
  const named = vectors.map((vector) => {
    const members = Object.entries(vector).map(([name, value]) => [
      name,
      MEMBERS.includes(name) ? withNames(value, shared) : value,
    ]);
    return Object.fromEntries(members) as ValueObject;
  });
  return { ...head, shared: Object.fromEntries(shared), cases: named };
}

function put(shared: Map<string, ValueObject>, name: string, statement: ValueObject): void {
  const other = shared.get(name);
  if (other !== undefined && canonical(other) !== canonical(statement))
    throw new RangeError(`two statements have the name ${name}`);
  shared.set(name, statement);
}

/** The statements inside of a value, but not the value itself: what a case asks about stays where it is. */
function statementsIn(value: Value): ValueObject[] {
  const inside = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return inside.flatMap((each) => (isStatement(each) ? [each] : statementsIn(each)));
}

function withNames(value: Value, shared: ReadonlyMap<string, ValueObject>): Value {
  const replaced = (each: Value): Value => {
    const name = isStatement(each) ? nameOf(canonical(each)) : '';
    return shared.has(name) ? { $shared: name } : withNames(each, shared);
  };
  if (Array.isArray(value)) return value.map(replaced);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, replaced(each)]));
}

function isStatement(value: Value): value is ValueObject {
  return isObject(value) && 'st' in value;
}

function nameOf(text: string): string {
  return base64url(createHash('sha256').update(text).digest()).slice(0, NAME_LENGTH);
}
