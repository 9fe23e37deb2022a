// What must hold for the tree of vectors as a whole. Each check gives sentences; none means all is well.
import { quickModel } from './quick-model.ts';
import { undoFault } from './fault.ts';
import { uidOf, type Lock, type SuiteFile } from './lock.ts';
import type { VectorCase } from './suite.ts';
import { resolveKeys } from './statement.ts';
import { canonical, expand, isObject, type Value, type ValueObject } from './value.ts';

/** What the checks need to know of the spec. */
export interface SpecFacts {
  /** Requirement id → level. */
  levelById: ReadonlyMap<string, string>;
  limitNames: readonly string[];
  codes: readonly string[];
}

interface Placed {
  command: string;
  vector: VectorCase;
}

const LEAST_REFUSING_SHARE = 0.45;
const LARGEST_FILE_BYTES = 500_000;
const LARGEST_TREE_BYTES = 12_000_000;

/** All complaints about the files. */
export function complaints(files: readonly SuiteFile[], spec: SpecFacts): string[] {
  const placed = files.flatMap(({ command, cases }) => cases.map((vector) => ({ command, vector })));
  return [
    ...doubles(placed),
    ...oneFault(placed),
    ...levels(placed, spec),
    ...codesCovered(placed, spec),
    ...limitsCovered(placed, spec),
    ...refusingShare(placed),
    ...sizes(files),
  ];
}

/** Ids and uids are unique: no case is there twice, not even under two names. */
export function doubles(placed: readonly Placed[]): string[] {
  const seen = new Map<string, string>();
  return placed.flatMap(({ command, vector }) =>
    [vector.id, uidOf(command, vector)].flatMap((name) => {
      const other = seen.get(name);
      seen.set(name, vector.id);
      return other === undefined ? [] : [`${vector.id}: is the same case as ${other}`];
    }),
  );
}

/** Undoing the fault of a refused case gives exactly its base, and the model accepts that. */
export function oneFault(placed: readonly Placed[]): string[] {
  const placedById = new Map(placed.map((each) => [each.vector.id, each]));
  const verdictById = new Map<string, boolean>();
  const isSound = (good: Placed): boolean => {
    const verdict = verdictById.get(good.vector.id) ?? isAccepted(good);
    verdictById.set(good.vector.id, verdict);
    return verdict;
  };
  return placed.flatMap(({ vector }) => {
    const { id, kind, base, fault } = vector;
    if (base === undefined || fault === undefined)
      return kind === 'invalid' ? [`${id}: an invalid case needs a base and a fault`] : [];
    const good = placedById.get(base);
    if (good === undefined) return [`${id}: there is no ${base}`];
    return [...undoes(vector, good.vector), ...(isSound(good) ? [] : [`${id}: the model does not accept ${base}`])];
  });
}

function undoes({ id, input, fault }: VectorCase, base: VectorCase): string[] {
  if (fault === undefined) return [];
  try {
    const undone = undoFault(
      expand(input) as ValueObject,
      expand(fault as unknown as Value) as unknown as typeof fault,
    );
    return canonical(undone) === canonical(expand(base.input))
      ? []
      : [`${id}: undoing the fault does not give ${base.id}`];
  } catch (error) {
    return [`${id}: the fault cannot be undone: ${String(error)}`];
  }
}

function isAccepted({ command, vector }: Placed): boolean {
  const form = command === 'statement.sign' ? 'private' : 'public';
  const outcome = quickModel().handle(command, resolveKeys(form)(expand(vector.input) as ValueObject));
  return 'ok' in outcome && codesWithin(outcome.ok as ValueObject).length === 0;
}

/** The codes of the ops that a log which stands has refused or parked. */
function codesWithin({ refused, parked }: ValueObject): Value[] {
  return [refused, parked].flatMap((codes) => (isObject(codes) ? Object.values(codes) : []));
}

/** The codes that a case asks for, also for a body that is refused alone. */
function codesOf({ expect }: VectorCase): Value[] {
  if (expect === undefined) return [];
  if ('error' in expect) return [expect.error.code];
  const { bodyError } = expect.ok;
  return [...codesWithin(expect.ok), ...(isObject(bodyError) ? [bodyError['code'] ?? null] : [])];
}

/** Every cited requirement exists, and the level of the case is its level. */
export function levels(placed: readonly Placed[], { levelById }: SpecFacts): string[] {
  return placed.flatMap(({ vector }) =>
    vector.requirements.flatMap((requirement) => {
      const level = levelById.get(requirement);
      if (level === undefined) return [`${vector.id}: ${requirement} is not in the spec`];
      return level.toLowerCase().replace(' not', '') === vector.level
        ? []
        : [`${vector.id}: ${requirement} is a ${level}`];
    }),
  );
}

/** Every code of the registry is expected by some case. */
export function codesCovered(placed: readonly Placed[], { codes }: SpecFacts): string[] {
  const expected = new Set(placed.flatMap(({ vector }) => codesOf(vector)));
  return codes.filter((code) => !expected.has(code)).map((code) => `no case expects ${code}`);
}

/** Every limit of the registry has a case below, at and above it. */
export function limitsCovered(placed: readonly Placed[], { limitNames }: SpecFacts): string[] {
  return limitNames
    .map((name) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`))
    .flatMap((name) => ['minus-1', 'exact', 'plus-1'].map((place) => `${name}-limit-${place}`))
    .filter((slug) => !placed.some(({ vector }) => vector.id.endsWith(`/${slug}`)))
    .map((slug) => `no case is called ${slug}`);
}

/** At least 45 % of all cases refuse. */
export function refusingShare(placed: readonly Placed[]): string[] {
  const share = placed.filter(({ vector }) => codesOf(vector).length > 0).length / placed.length;
  return share >= LEAST_REFUSING_SHARE ? [] : [`only ${(share * 100).toFixed(1)} % of the cases refuse`];
}

/** Files stay small enough to read. */
export function sizes(files: readonly SuiteFile[]): string[] {
  const tree = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  return [
    ...files
      .filter(({ text }) => Buffer.byteLength(text) > LARGEST_FILE_BYTES)
      .map(({ path }) => `${path} is larger than 500 kB`),
    ...(tree > LARGEST_TREE_BYTES ? ['the tree is larger than 12 MB'] : []),
  ];
}

/** The committed lock is the one that the files give. */
export function lockComplaints(committed: Lock, expected: Lock): string[] {
  return canonical(committed as unknown as Value) === canonical(expected as unknown as Value)
    ? []
    : ['vectors.lock.json is out of date: run gen'];
}
