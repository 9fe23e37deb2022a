/** What takes part in a measurement, as a process of its own. */
export interface Contender {
  /** What others have to know of it once it is ready, such as where it listens. */
  readonly facts?: Readonly<Record<string, string>>;
  /** Does the whole of its work once. Only `seconds` is the time of the work; what is made ready and cleared away before and after is not in it. */
  round(): Promise<Round>;
  close(): Promise<void>;
}

/** What one round came to. */
export interface Round extends Readonly<Record<string, number>> {
  readonly seconds: number;
  /** Time of all cores together, which others on the machine disturb less. */
  readonly cpuSeconds: number;
}

/** What a contender is made with. */
export interface Setup {
  /** A folder that is the contender's alone. */
  readonly folder: string;
  /** The folder of the corpus, made by `writeCorpus`. */
  readonly corpus: string;
  /** Records of one round. */
  readonly records: number;
  /** Records of one commit, of one frame, or of one call. */
  readonly batch: number;
  /** Where a server listens, for those who go to one. */
  readonly url?: string;
}

/** Makes a contender. */
export type MakeContender = (setup: Setup) => Promise<Contender>;

/** Runs work and says what it took. */
export async function timed(work: () => Promise<void>): Promise<Pick<Round, 'seconds' | 'cpuSeconds'>> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1_000_000 };
}
