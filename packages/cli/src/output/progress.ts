import type { Terminal } from './output.ts';

/** What is over sooner is not worth a line. */
const QUIET_MS = 500;
/** How often a line is renewed on a terminal, and how often one is added elsewhere. */
const TERMINAL_MS = 100;
const LOG_MS = 10_000;
const CLEAR_LINE = '\r\u001b[K';

/** Calls back again and again. */
export interface Ticker {
  /** Calls `fn` every `ms` milliseconds, first after `ms`. What it returns ends that. */
  every(ms: number, fn: () => void): () => void;
}

/** A line on stderr that says how far something is. */
export interface Progress {
  /** How far it is by now. */
  update(text: string): void;
  /** Takes the line away. */
  end(): void;
}

const SILENT: Progress = { update: () => undefined, end: () => undefined };

/** The clock of this process, which a progress line does not keep alive. */
export const PROCESS_TICKER: Ticker = {
  every(ms, fn) {
    const timer = setInterval(fn, ms).unref();
    return () => clearInterval(timer);
  },
};

/** A progress line: on a terminal one that is renewed, first after half a second; elsewhere a new line every ten seconds; with `quiet` none. */
export function createProgress(stream: Terminal, { quiet, ticker }: { quiet: boolean; ticker: Ticker }): Progress {
  if (quiet) return SILENT;
  const isTerminal = stream.isTTY === true;
  const period = isTerminal ? TERMINAL_MS : LOG_MS;
  let text = '';
  let elapsed = 0;
  let isShown = false;
  const stop = ticker.every(period, () => {
    elapsed += period;
    if (text === '' || elapsed < QUIET_MS) return;
    stream.write(isTerminal ? `${CLEAR_LINE}${text}` : `${text}\n`);
    isShown = true;
  });
  return {
    update: (next) => {
      text = next;
    },
    end: () => {
      stop();
      if (isTerminal && isShown) stream.write(CLEAR_LINE);
      isShown = false;
    },
  };
}
