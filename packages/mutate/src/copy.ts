import { cpSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** Written by tests and builds of the original, or to be read by nobody. */
const LEFT_OUT: ReadonlySet<string> = new Set(['reports', 'crashes', '.turbo', '.stryker-tmp', '.vite']);

/**
 * A throwaway workspace whose packages are copies and whose other folders are links, so that mutants never stand in a file
 * that somebody works on. Links between packages are relative, hence stay inside. The caller removes it.
 */
export function copyWorkspace(root: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'allod-mutate-'));
  for (const entry of readdirSync(root)) {
    if (entry !== 'packages') symlinkSync(join(root, entry), join(copy, entry));
  }
  cpSync(join(root, 'packages'), join(copy, 'packages'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (file) => !LEFT_OUT.has(basename(file)),
  });
  return copy;
}
