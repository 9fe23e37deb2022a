// Whether a packed package is what its manifest promises: files, doors, types.
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { doorsOf, publishedPackages } from './doors.mjs';
import { commandFile, run } from './process.mjs';

/**
 * @param {{ root: string, packages: readonly import('./workspace.mjs').Package[], env: NodeJS.ProcessEnv }} house
 * @returns {Promise<string[]>} one sentence per fault
 */
export async function publishedFaults({ root, packages, env }) {
  const published = publishedPackages(packages);
  if (published.length === 0) return ['no package says which files it ships, so nothing was checked'];
  /** @type {string[]} */
  const faults = [];
  for (const each of published) {
    const { messages, pkg } = await publint({ pkgDir: join(root, each.dir), strict: true, pack: 'pnpm' });
    for (const message of messages)
      faults.push(`${each.name}: ${formatMessage(message, pkg, { color: false }) ?? message.code}`);
    if (doorsOf(each).length > 0) faults.push(...(await typeFaults({ root, env, each })));
  }
  return faults;
}

/**
 * @param {{ root: string, env: NodeJS.ProcessEnv, each: import('./workspace.mjs').Package }} place
 * @returns {Promise<string[]>}
 */
async function typeFaults({ root, env, each }) {
  const attw = commandFile(join(root, 'packages/tooling'), '@arethetypeswrong/cli', 'attw');
  const args = [
    attw,
    '--pack',
    join(root, each.dir),
    '--profile',
    'esm-only',
    '--no-definitely-typed',
    '--no-emoji',
    '--no-color',
    '--format',
    'ascii',
  ];
  const { code, output } = await run(process.execPath, args, { cwd: root, env });
  return code === 0 ? [] : [`${each.name}:\n${output.trim()}`];
}
