import { difference } from './difference.ts';
import type { Mode } from './difference.ts';
import type { Json, JsonObject } from './json.ts';
import { linkDifference } from './linked.ts';
import { signedDifference } from './signed.ts';
import type { Acceptance, Compare } from './vectors.ts';

type Comparer = (expected: Acceptance, got: JsonObject) => string | undefined;

const exactly: Mode = { arrays: 'ordered', extra: false };

/** One row per mode: gives `undefined` when equal, else where the first difference is. */
const COMPARERS: Readonly<Record<Compare, Comparer>> = {
  bytes: by(exactly),
  json: by(exactly),
  set: by({ arrays: 'unordered', extra: false }),
  subset: by({ arrays: 'ordered', extra: true }),
  jws: ({ ok, keys = [] }, got) => signedDifference(ok, got, keys),
  link: ({ ok }, got) => linkDifference(ok, got),
  accept: () => undefined,
};

function by(mode: Mode): Comparer {
  return ({ ok }, got) => difference(ok, got, { path: '', mode });
}

/** Compares a result with the expected one. `undefined` means equal; otherwise a sentence that says where they differ. */
export function compareResults(expected: Acceptance, got: JsonObject): string | undefined {
  return COMPARERS[expected.compare](expected, got);
}

/** As `compareResults`, for a value that has to come back as it was sent. */
export function echoDifference(sent: Json, got: JsonObject): string | undefined {
  return compareResults({ ok: { value: sent }, compare: 'bytes' }, got);
}
