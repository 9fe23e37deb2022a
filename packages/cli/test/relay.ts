import { start } from './program.ts';
import type { Running } from './program.ts';

/** A relay that listens. */
export interface RunningRelay extends Running {
  /** Where links go. */
  readonly url: string;
  readonly port: string;
}

/** Starts a relay with a store in `folder`. */
export async function startRelay(cwd: string, folder = 'relay'): Promise<RunningRelay> {
  const running = start(['relay', 'start', '--port', '0', '--store', folder], { cwd });
  const [, url = '', port = ''] = await running.printed(/listens at (ws:\/\/127\.0\.0\.1:(\d+)\/\S+)\n/);
  return { ...running, url, port };
}
