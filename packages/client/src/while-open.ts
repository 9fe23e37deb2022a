/** The same functions, each of which is run by `run`. */
export function whileOpen<T extends object>(part: T, run: <R>(job: () => Promise<R>) => Promise<R>): T {
  const wrapped = Object.entries(part).map(([name, value]: [string, unknown]) =>
    typeof value === 'function'
      ? ([name, (...call: readonly unknown[]) => run(async () => (await value(...call)) as unknown)] as const)
      : ([name, value] as const),
  );
  return Object.fromEntries(wrapped) as T;
}
