import { writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';

/** Microseconds between two samples. */
const INTERVAL = 200;

/** Looks where this process spends its time. */
export class Profiler {
  readonly #session = new Session();

  /** Looks from now on. */
  async start(): Promise<void> {
    this.#session.connect();
    await this.#session.post('Profiler.enable');
    await this.#session.post('Profiler.setSamplingInterval', { interval: INTERVAL });
    await this.#session.post('Profiler.start');
  }

  /** Writes what was seen as a `.cpuprofile`, and looks no more. */
  async write(file: string): Promise<void> {
    const { profile } = await this.#session.post('Profiler.stop');
    this.#session.disconnect();
    await writeFile(file, JSON.stringify(profile));
  }
}
