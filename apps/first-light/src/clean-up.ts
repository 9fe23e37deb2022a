/** What has to be undone at the end, however the end comes. */
export interface CleanUp {
  /** Adds something to undo. What was added last is undone first. */
  add(undo: () => Promise<void> | void): void;
  /** Undoes everything, also when some of it fails; gives what failed. A second call waits for the first. */
  run(): Promise<readonly unknown[]>;
}

/** Makes a list of what has to be undone, empty so far. What takes longer than so many milliseconds counts as failed, and is not waited for. */
export function createCleanUp(patienceMs: number): CleanUp {
  const undos: (() => Promise<void> | void)[] = [];
  let running: Promise<readonly unknown[]> | undefined;
  const run = async (): Promise<readonly unknown[]> => {
    const faults: unknown[] = [];
    for (let undo = undos.pop(); undo !== undefined; undo = undos.pop()) {
      try {
        await within(patienceMs, undo);
      } catch (fault) {
        faults.push(fault);
      }
    }
    return faults;
  };
  return { add: (undo) => void undos.push(undo), run: () => (running ??= run()) };
}

async function within(ms: number, undo: () => Promise<void> | void): Promise<void> {
  let clear = (): void => undefined;
  const hangs = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Error(`something does not end within ${ms / 1_000} s`)), ms);
    clear = () => clearTimeout(timer);
  });
  try {
    await Promise.race([undo(), hangs]);
  } finally {
    clear();
  }
}
