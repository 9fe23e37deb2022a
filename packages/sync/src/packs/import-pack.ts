import { encodeBase64url } from '@allod/core/bytes';
import type { Result } from '@allod/core/errors';
import type { CommitCode, Store } from '@allod/storage';
import type { Intake } from '../intake.ts';
import { summarize } from '../summary.ts';
import { readPack } from './read-pack.ts';
import type { PackCode } from './read-pack.ts';

/** What a store then has of a space of a pack. */
export interface PackSpace {
  readonly space: string;
  readonly n: number;
  /** 32 bytes. */
  readonly certificate: Uint8Array;
  /** Ids of the last ops of the log, ascending by their bytes. */
  readonly heads: readonly string[];
}

/** What became of a pack. */
export interface PackReport {
  /** Items that were read. */
  readonly items: number;
  /** Items that are accepted. */
  readonly accepted: number;
  /** Items that were refused, or whose bodies were; numbered over the whole pack from 0. */
  readonly refused: readonly { readonly index: number; readonly code: string }[];
  /** Items that wait for ops or newer software. */
  readonly parked: readonly { readonly index: number; readonly code: string }[];
  readonly per: readonly PackSpace[];
  /** Why reading ended early. What came before is imported. (STO-020) */
  readonly fault?: { readonly code: PackCode | CommitCode };
}

/**
 * Imports a pack up to its first fault. Every item gets the verdict that a session would give it. (STO-020 to STO-024)
 * Reports `E_PACK`, `E_PACK_TRUNCATED`, and what the store refuses. Rejects when `chunks` do.
 */
export async function importPack(
  chunks: AsyncIterable<Uint8Array>,
  { intake, store }: { readonly intake: Intake; readonly store: Store },
): Promise<PackReport> {
  const tally = new Tally();
  let spaces: readonly string[] = [];
  let fault: PackReport['fault'];
  for await (const step of readPack(chunks)) {
    if (step.kind === 'spaces') spaces = step.spaces;
    if (step.kind === 'fault') fault = { code: step.code };
    if (step.kind !== 'items') continue;
    const offered = await intake.offer(step.items, {
      space: step.space,
      unparked: (answers) => tally.accept(answers.flatMap(({ verdict, id }) => (verdict === 'admitted' ? [id!] : []))),
    });
    if (!offered.ok) {
      fault = { code: offered.error.code === 'E_RANGE' ? 'E_PACK' : offered.error.code };
      break;
    }
    tally.take(offered.value);
  }
  const per: PackSpace[] = [];
  for (const space of new Set(spaces)) per.push(await spaceOf(store, space));
  return { ...tally.report(), per, ...(fault === undefined ? {} : { fault }) };
}

async function spaceOf(store: Store, space: string): Promise<PackSpace> {
  const { n, ce, heads } = await summarize(store, space);
  return { space, n, certificate: ce, heads: heads.map(encodeBase64url) };
}

type Answers = Extract<Awaited<ReturnType<Intake['offer']>>, { readonly ok: true }> extends Result<infer A> ? A : never;

/** Counts verdicts. One that was parked is taken up when what it waited for has come. */
class Tally {
  #items = 0;
  #accepted = 0;
  readonly #refused: { index: number; code: string }[] = [];
  readonly #parkedById: Map<string, { index: number; code: string }[]> = new Map();

  take(answers: Answers): void {
    for (const { verdict, id, code } of answers) {
      const index = this.#items++;
      if (verdict === 'admitted') this.#accepted++;
      if (code === undefined) continue;
      if (verdict === 'parked') this.#parkedById.set(id!, [...(this.#parkedById.get(id!) ?? []), { index, code }]);
      else this.#refused.push({ index, code });
    }
  }

  accept(ids: readonly string[]): void {
    for (const id of ids) {
      this.#accepted += this.#parkedById.get(id)?.length ?? 0;
      this.#parkedById.delete(id);
    }
  }

  report(): Pick<PackReport, 'items' | 'accepted' | 'refused' | 'parked'> {
    const parked = [...this.#parkedById.values()].flat().toSorted((a, b) => a.index - b.index);
    return { items: this.#items, accepted: this.#accepted, refused: this.#refused, parked };
  }
}
