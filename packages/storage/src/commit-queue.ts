import type { Result } from '@allod/core/errors';
import { BODY_KIND } from './body-row.ts';
import { Draft } from './draft.ts';
import { idKey, TABLE } from './keys.ts';
import type { BodyFiles, KeyValue } from './key-value.ts';
import type { Commit, CommitCode, Committed } from './port.ts';
import { stageCommit } from './stage.ts';
import type { Staged } from './stage.ts';

/** Statements that one write takes at most, beyond the first commit. */
const GROUP_STATEMENTS = 500;

/** What a queue needs of its store. */
export interface QueueOptions {
  readonly gen: Uint8Array;
  /** Bodies longer than this go into files; bytes. */
  readonly inlineLimit: number;
  readonly bodyFiles: BodyFiles | undefined;
  /** Hears of each commit once, in order, after it is durable. */
  readonly tell: (committed: Committed) => void;
}

type Outcome = Result<Committed, CommitCode>;

interface Waiting {
  readonly commit: Commit;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Commits, one after the other. What arrives while a write is on its way to the disk shares the next write: a lone commit
 * never waits for company, and many at once cost one flush.
 */
export class CommitQueue {
  readonly #kv: KeyValue;
  readonly #options: QueueOptions;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  constructor(kv: KeyValue, options: QueueOptions) {
    this.#kv = kv;
    this.#options = options;
  }

  async add(commit: Commit): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ commit, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // A turn later, so that commits of one turn share a write.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const group = this.#nextGroup();
      try {
        await this.#commitGroup(group);
      } catch (reason) {
        for (const each of group) each.reject(reason);
      }
    }
    this.#running = undefined;
  }

  #nextGroup(): Waiting[] {
    let statements = 0;
    let length = 0;
    for (const { commit } of this.#waiting) {
      statements += (commit.put?.length ?? 0) + (commit.park?.length ?? 0);
      if (length > 0 && statements > GROUP_STATEMENTS) break;
      length++;
    }
    return this.#waiting.splice(0, length);
  }

  async #commitGroup(group: readonly Waiting[]): Promise<void> {
    let whole = new Draft(this.#kv);
    const done: { waiting: Waiting; staged: Staged }[] = [];
    for (const waiting of group) {
      const draft = new Draft(this.#kv, whole);
      const staged = await this.#stage(draft, waiting);
      if (staged === undefined) continue;
      done.push({ waiting, staged });
      whole = draft;
    }
    if (done.length === 0) return;
    const written = await this.#kv.write(whole.changes());
    await this.#collect(done.flatMap(({ staged }) => [...staged.files.map(([dig]) => dig), ...staged.removed]));
    if (written.ok) {
      for (const { waiting, staged } of done) {
        this.#options.tell(staged.committed);
        waiting.resolve({ ok: true, value: staged.committed });
      }
    } else if (done.length === 1) done[0]!.waiting.resolve(written);
    // There may be room for some of them, if not for all.
    else for (const { waiting } of done) await this.#commitGroup([waiting]);
  }

  /** Works one commit out in a draft that is its own, or answers it. */
  async #stage(draft: Draft, { commit, resolve, reject }: Waiting): Promise<Staged | undefined> {
    try {
      const staged = await stageCommit(draft, commit, this.#options);
      if (!staged.ok) {
        resolve(staged);
        return undefined;
      }
      const kept = await this.#putFiles(staged.value.files);
      if (!kept.ok) {
        resolve(kept);
        return undefined;
      }
      return staged.value;
    } catch (reason) {
      reject(reason);
      return undefined;
    }
  }

  async #putFiles(files: Staged['files']): ReturnType<BodyFiles['put']> {
    for (const [dig, bytes] of files) {
      const kept = await this.#options.bodyFiles!.put(dig, bytes);
      if (kept.ok) continue;
      await this.#collect(files.map(([each]) => each));
      return kept;
    }
    return { ok: true, value: undefined };
  }

  /** Deletes those of the files that no stored row names. */
  async #collect(digs: readonly string[]): Promise<void> {
    if (digs.length === 0) return;
    const rows = await this.#kv.get(digs.map((dig) => idKey(TABLE.body, dig)));
    for (const [i, dig] of digs.entries())
      if (rows[i]?.[0] !== BODY_KIND.file) await this.#options.bodyFiles?.delete(dig);
  }
}
