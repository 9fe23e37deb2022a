// vectors.lock.json: what each case id stands for, who confirmed it, and which ids are gone for ever.
import { createHash } from 'node:crypto';
import type { VectorCase } from './suite.ts';
import { canonical, type ValueObject } from './value.ts';

/** What the lock says about one case. */
export interface LockEntry {
  /** First 12 hex digits of SHA-256 over the canonical JSON of `{command, input, expect}`, or with `accumulate` in place of `expect`. */
  uid: string;
  /** `stable` when two independent verifiers agree with the expectation. */
  state: 'draft' | 'stable';
  /** Which of the voters gave the expected answer. */
  agreed: string[];
}

/** The lock file. */
export interface Lock {
  /** SHA-256 of each vector file, in hex. */
  files: Record<string, string>;
  cases: Record<string, LockEntry>;
  /** Ids that were removed, each with the uid it had. They never come back. */
  retired: Record<string, string>;
}

/** A generated vector file. */
export interface SuiteFile {
  path: string;
  text: string;
  command: string;
  cases: VectorCase[];
}

const VOTES_TO_BE_STABLE = 2;

/** Who may vote: verifiers that share no code. The reference implementation is what is tested, so it is not among them. */
export const VOTERS: readonly string[] = ['model', 'python'];

/** The lock of no files. */
export const EMPTY_LOCK: Lock = { files: {}, cases: {}, retired: {} };

/** The uid of a case. */
export function uidOf(
  command: string,
  { input, expect, accumulate }: Pick<VectorCase, 'input' | 'expect' | 'accumulate'>,
): string {
  const asked = expect === undefined ? { accumulate } : { expect };
  const text = canonical({ command, input, ...(asked as unknown as ValueObject) });
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/**
 * The lock after the files were generated. Votes are kept where the case is unchanged; ids that are gone are retired.
 *
 * @throws RangeError when a retired id comes back, or a stable id stands for something else
 */
export function nextLock(previous: Lock, files: readonly SuiteFile[]): Lock {
  const lock: Lock = { files: {}, cases: {}, retired: { ...previous.retired } };
  for (const { path, text, command, cases } of files) {
    lock.files[path] = createHash('sha256').update(text).digest('hex');
    for (const vector of cases) lock.cases[vector.id] = nextEntry(previous, vector.id, uidOf(command, vector));
  }
  for (const [id, { uid }] of Object.entries(previous.cases)) {
    if (lock.cases[id] === undefined) lock.retired[id] = uid;
  }
  return lock;
}

function nextEntry(previous: Lock, id: string, uid: string): LockEntry {
  if (previous.retired[id] !== undefined) throw new RangeError(`${id} is retired: choose a new id`);
  const known = previous.cases[id];
  if (known?.uid === uid) return known;
  if (known?.state === 'stable')
    throw new RangeError(`${id} is stable and must not change: retire it and choose a new id`);
  return { uid, state: 'draft', agreed: ['model'] };
}

/**
 * The lock after one more voter confirmed some cases.
 *
 * @throws RangeError when the voter has no vote
 */
export function withVotes(lock: Lock, voter: string, confirmed: readonly string[]): Lock {
  if (!VOTERS.includes(voter)) throw new RangeError(`${voter} has no vote: ${VOTERS.join(', ')}`);
  const cases = Object.entries(lock.cases).map(([id, entry]): [string, LockEntry] => {
    const agreed = confirmed.includes(id) ? [...new Set([...entry.agreed, voter])].toSorted() : entry.agreed;
    return [id, { ...entry, agreed, state: agreed.length >= VOTES_TO_BE_STABLE ? 'stable' : 'draft' }];
  });
  return { ...lock, cases: Object.fromEntries(cases) };
}
