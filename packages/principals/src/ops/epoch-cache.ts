import type { EpochQuestion, EpochStanding } from '../log/epochs/asked.ts';
import type { EpochLogs } from '../log/epochs/epoch-logs.ts';
import type { KnownHeads } from './heads.ts';

type Ask = (question: EpochQuestion) => EpochStanding;

/** Heads of which it is remembered how epochs stand there. */
const MAX_HEADS = 256;

/** How epochs stand at some heads: for ever the same. Nearly every record names the same heads, and the same epoch, as the one before it. */
export class EpochCache {
  readonly #principals: Pick<EpochLogs, 'epochsAt'>;
  readonly #askByHeads: Map<string, Ask> = new Map();

  constructor(principals: Pick<EpochLogs, 'epochsAt'>) {
    this.#principals = principals;
  }

  at(heads: KnownHeads, question: EpochQuestion): EpochStanding {
    return this.#asked(heads)?.(question) ?? { isFresh: false };
  }

  #asked({ log, par, x }: KnownHeads): Ask | undefined {
    const key = x === undefined ? `${log} ${par.join(' ')}` : JSON.stringify([log, par, x]);
    const known = this.#askByHeads.get(key);
    if (known !== undefined) return known;
    const found = this.#principals.epochsAt(log, x === undefined ? { heads: par } : { heads: par, x });
    if (found === undefined) return undefined;
    if (this.#askByHeads.size >= MAX_HEADS) this.#askByHeads.clear();
    this.#askByHeads.set(key, found);
    return found;
  }
}
