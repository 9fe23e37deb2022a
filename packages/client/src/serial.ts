/** Runs jobs one after the other, in the order in which they come. A job that fails does not keep the next from running. */
export function createSerial(): <T>(job: () => Promise<T>) => Promise<T> {
  let tail: Promise<unknown> = Promise.resolve();
  return (job) => {
    const done = tail.then(job);
    tail = done.catch(() => undefined);
    return done;
  };
}
