/** L6: no requirement changes, comes or goes unnoticed. */
import type { Finding } from './lints.ts';
import type { Requirement } from './requirement.ts';

/** What `spec/requirements.lock.json` keeps of one requirement. */
export interface LockEntry {
  readonly textHash: string;
  readonly rev: number;
  /** Keys of evidence that cited an earlier wording and was not looked at again; it covers nothing. */
  readonly suspect?: readonly string[];
}

export type Lock = Readonly<Record<string, LockEntry>>;

/** What the fragments in `spec/changes/` say, taken together. */
export interface Changes {
  /** `ID rev N` for each announced wording. */
  readonly announced: ReadonlySet<string>;
  /** `ID rev N` → keys of evidence that a person found to hold for that wording. */
  readonly stillHolding: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Everything that decides whether the lock fits the text. */
export interface LockInput {
  readonly requirements: readonly Pick<Requirement, 'id' | 'textHash'>[];
  readonly lock: Lock;
  readonly retired: ReadonlySet<string>;
  readonly changes: Changes;
}

/**
 * Reads change fragments. Lines of interest: `- STM-012 rev 2: what changed and why` announces a wording, and
 * `- STM-012 rev 2 still holds: <evidence key>` acknowledges one test, by its case id or full title.
 */
export function readChanges(fragments: readonly string[]): Changes {
  const announced = new Set<string>();
  const stillHolding = new Map<string, Set<string>>();
  for (const line of fragments.flatMap((fragment) => fragment.split('\n'))) {
    const match = /^- ([A-Z]{3}-\d{3} rev \d+)( still holds)?: (.+)$/.exec(line.trimEnd());
    if (match === null) continue;
    const [, wording = '', acknowledges, rest = ''] = match;
    if (acknowledges === undefined) announced.add(wording);
    else stillHolding.set(wording, (stillHolding.get(wording) ?? new Set()).add(rest.trim()));
  }
  return { announced, stillHolding };
}

/** The wording number of a text: the lock's while the text is the locked one, else the next. */
export function revOf(requirement: { readonly id: string; readonly textHash: string }, lock: Lock): number {
  const entry = lock[requirement.id];
  if (entry === undefined) return 1;
  return entry.textHash === requirement.textHash ? entry.rev : entry.rev + 1;
}

/** L6. Empty when every text is the locked one, every new wording announced, and every lost id has a tombstone. */
export function lintLock(input: LockInput): Finding[] {
  const { lock, retired, changes } = input;
  const present = new Set(input.requirements.map(({ id }) => id));
  const found: Finding[] = [];
  const add = (where: string, message: string): void => void found.push({ lint: 'L6', where, message });
  for (const requirement of input.requirements) {
    const { id, textHash } = requirement;
    const wording = `${id} rev ${revOf(requirement, lock)}`;
    if (retired.has(id)) add(id, 'a retired id came back');
    else if (lock[id] === undefined) add(id, 'not in the lock: run the lock command');
    else if (!wording.endsWith(' rev 1') && !changes.announced.has(wording)) {
      add(id, `the text changed: a fragment in spec/changes has to announce "${wording}"`);
    } else if (lock[id].textHash !== textHash)
      add(id, 'a new wording is announced but not locked: run the lock command');
  }
  for (const id of Object.keys(lock)) {
    if (!present.has(id) && !retired.has(id)) add(id, 'gone from the text without a tombstone');
  }
  return found;
}

/** A lock input with the evidence keys that cite each requirement, by id. */
export interface RelockInput extends LockInput {
  readonly citations: ReadonlyMap<string, readonly string[]>;
}

function relockOne(requirement: LockInput['requirements'][number], input: RelockInput): LockEntry | undefined {
  const { id, textHash } = requirement;
  const rev = revOf(requirement, input.lock);
  const wording = `${id} rev ${rev}`;
  const entry = input.lock[id];
  if (rev > 1 && !input.changes.announced.has(wording)) return entry;
  const changed = entry !== undefined && entry.textHash !== textHash;
  const doubtful = changed ? (input.citations.get(id) ?? []) : (entry?.suspect ?? []);
  const holding = input.changes.stillHolding.get(wording);
  const suspect = [...new Set(doubtful)].filter((key) => holding?.has(key) !== true).toSorted();
  return suspect.length > 0 ? { textHash, rev, suspect } : { textHash, rev };
}

/**
 * The lock that follows: new ids at rev 1, announced wordings one rev up with all evidence that cites them suspect
 * until acknowledged, unannounced wordings left as they were (so that L6 goes on refusing them), retired ids gone.
 */
export function relock(input: RelockInput): Lock {
  const entries = input.requirements
    .filter(({ id }) => !input.retired.has(id))
    .map((requirement) => [requirement.id, relockOne(requirement, input)] as const);
  const kept = Object.entries(input.lock).filter(
    ([id]) => !input.retired.has(id) && !input.requirements.some((requirement) => requirement.id === id),
  );
  const sorted = [...entries, ...kept].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.flatMap(([id, entry]) => (entry === undefined ? [] : [[id, entry]])));
}
