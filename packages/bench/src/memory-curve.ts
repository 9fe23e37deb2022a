import { readFileSync } from 'node:fs';
import { median } from './measure.ts';

interface Sample {
  readonly share: number;
  readonly rss: number;
  readonly own: number;
}

/** The shares of the work around which the memory is compared: a fifth of it, and all of it. */
const EARLY = [0.1, 0.3] as const;
const LATE = [0.9, 1] as const;

/** What a process occupies while its work goes on. */
export class MemoryCurve {
  readonly #total: number;
  readonly #samples: Sample[] = [];
  #done = 0;

  /** `total` is how much work there is. */
  constructor(total: number) {
    this.#total = total;
  }

  /** Some more of the work is done. */
  reached(more: number): void {
    this.#done += more;
    this.#samples.push({ share: this.#done / this.#total, rss: process.memoryUsage.rss(), own: ownBytes() });
  }

  /** Bytes at a fifth of the work and at its end: all that is resident, and what of it is the process's own. */
  figures(): Readonly<Record<'earlyRss' | 'lateRss' | 'earlyOwn' | 'lateOwn', number>> {
    const early = this.#between(EARLY);
    const late = this.#between(LATE);
    return {
      earlyRss: median(early.map(({ rss }) => rss)),
      lateRss: median(late.map(({ rss }) => rss)),
      earlyOwn: median(early.map(({ own }) => own)),
      lateOwn: median(late.map(({ own }) => own)),
    };
  }

  /** Work that is small has no sample in every part of it: the nearest one stands for it. */
  #between([from, to]: readonly [number, number]): Sample[] {
    const within = this.#samples.filter(({ share }) => share >= from && share <= to);
    const next = this.#samples.find(({ share }) => share >= from) ?? this.#samples.at(-1);
    if (next === undefined) throw new RangeError('no work was done, so nothing was measured');
    return within.length > 0 ? within : [next];
  }
}

/** Resident memory without pages of files, which the system takes back when it needs them; 0 where it is not told apart. */
function ownBytes(): number {
  try {
    const found = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    return found === null ? 0 : Number(found[1]) * 1024;
  } catch {
    return 0;
  }
}
