import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContenderName } from './contenders.ts';
import type { Setup } from './contender.ts';
import { topCosts } from './costs.ts';
import { findObstacle } from './opponents.ts';
import type { OpponentName } from './opponents.ts';
import { startContender } from './start-contender.ts';
import type { Started } from './start-contender.ts';
import type { Plan } from './plan.ts';

/** Who is started, and on how many cores; on all when absent. */
export interface Wanted extends Omit<Setup, 'folder' | 'corpus'> {
  readonly name: ContenderName;
  readonly cores?: number;
  /** Whose Ed25519 verifies: that of the platform, or libsodium's, which is taken where it is installed. */
  readonly crypto?: Crypto;
  /** Whether it collects its garbage when it weighs itself. */
  readonly weighs?: boolean;
}

/** Who verifies. */
export type Crypto = 'sodium' | 'node';

/** What a lab has. */
export interface LabOptions {
  readonly plan: Plan;
  /** A folder that is the lab's alone. */
  readonly folder: string;
  readonly corpus: string;
  /** Cores that a process can be kept on. */
  readonly cores: readonly number[];
  /** The folder for CPU profiles, when they are wanted. */
  readonly profiles?: string;
  /** Whether opponents may be installed that are missing. */
  readonly mayInstall: boolean;
  readonly say: (line: string) => void;
}

const FLAGS: Readonly<Record<Crypto, readonly string[]>> = { sodium: [], node: ['--conditions=allod-node-crypto'] };

/** Where contenders are started, and ended whatever happens. */
export class Lab {
  readonly plan: Plan;
  readonly #options: LabOptions;
  readonly #obstacles = new Map<OpponentName, Promise<string | undefined>>();

  constructor(options: LabOptions) {
    this.plan = options.plan;
    this.#options = options;
  }

  /** Whether profiles are wanted. */
  get isProfiling(): boolean {
    return this.#options.profiles !== undefined;
  }

  /** Whether a contender can be kept on so many cores. */
  canKeepOn(count: number): boolean {
    return this.#options.cores.length >= count;
  }

  /** Why an opponent cannot take part, in words; `undefined` when it can. Where it may be, it is installed now. */
  findObstacle(name: OpponentName): Promise<string | undefined> {
    const { mayInstall } = this.#options;
    const found = this.#obstacles.get(name) ?? findObstacle(name, { mayInstall });
    this.#obstacles.set(name, found);
    return found;
  }

  /** Runs `work` with a contender of each kind that is wanted. */
  async with<T, const W extends readonly Wanted[]>(
    wanted: W,
    work: (started: { readonly [I in keyof W]: Started }) => Promise<T>,
  ): Promise<T> {
    const [first, ...rest] = wanted;
    if (first === undefined) return work([] as unknown as { readonly [I in keyof W]: Started });
    const { corpus, cores } = this.#options;
    const { name, cores: count = 0, crypto = 'sodium', weighs = false, ...setup } = first;
    const folder = await mkdtemp(join(this.#options.folder, `${name}-`));
    const kept = this.canKeepOn(count) ? cores.slice(0, count) : [];
    const order = { name, setup: { ...setup, folder, corpus } };
    const started = await startContender(order, {
      cores: kept,
      flags: [...FLAGS[crypto], ...(weighs ? ['--expose-gc'] : [])],
    });
    try {
      return await this.with(rest, (others) => work([started, ...others] as { readonly [I in keyof W]: Started }));
    } finally {
      await started.stop();
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** When profiles are wanted: has these contenders look at themselves while the first of them does a round, and says what cost most. */
  async profile(row: string, started: Readonly<Record<string, Started>>): Promise<void> {
    const { profiles, say } = this.#options;
    const [first] = Object.values(started);
    if (profiles === undefined || first === undefined) return;
    await mkdir(profiles, { recursive: true });
    for (const each of Object.values(started)) await each.profile();
    await first.round();
    for (const [name, each] of Object.entries(started)) {
      const file = join(profiles, `${row}.${name}.cpuprofile`);
      await each.write(file);
      say(`\n${row}, ${name}, where the time goes (${file}):\n${await topCosts(file)}`);
    }
  }
}
