/** Bytes of a group: what the fast memory of a core holds next to what is made of it. */
const GROUP_BYTES = 65_536;

/**
 * Jobs in groups that are done one after the other, each as far as it goes: small ones together, for a promise costs more than they do;
 * large ones alone, while their bytes are at hand. In order.
 */
export function* groupsOf<T>(jobs: readonly T[], sizeOf: (job: T) => number): Generator<T[]> {
  let group: T[] = [];
  let size = 0;
  for (const job of jobs) {
    if (group.length > 0 && size + sizeOf(job) > GROUP_BYTES) {
      yield group;
      [group, size] = [[], 0];
    }
    group.push(job);
    size += sizeOf(job);
  }
  if (group.length > 0) yield group;
}
