import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The numbers of the cores that this process may use; none where there is no `taskset` (util-linux) to keep others on them. */
export function findCores(): number[] {
  const { status } = spawnSync('taskset', ['--version'], { stdio: 'ignore' });
  return status === 0 ? parseCores(allowedCores()) : [];
}

function allowedCores(): string {
  try {
    return /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
}

/** The numbers in a list such as `0-2,5`. */
export function parseCores(list: string): number[] {
  const parts = list === '' ? [] : list.split(',');
  return parts.flatMap((part) => {
    const [first = NaN, last = first] = part.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
}

/** The program that runs Node on these cores alone, with the arguments before Node's own; Node itself when there are none. */
export function nodeOn(cores: readonly number[]): { readonly program: string; readonly before: string[] } {
  if (cores.length === 0) return { program: process.execPath, before: [] };
  return { program: 'taskset', before: ['-c', cores.join(','), process.execPath] };
}
