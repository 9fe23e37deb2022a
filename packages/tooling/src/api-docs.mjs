// Whether every name behind a door is documented, and every link in the documentation leads somewhere.
import { join } from 'node:path';
import { Application, LogLevel, Logger } from 'typedoc';
import { doorsOf, publishedPackages } from './doors.mjs';

/** Keeps what typedoc has to say instead of printing it. */
class KeepingLogger extends Logger {
  /** @type {string[]} */
  kept = [];

  /** @override @param {string} message @param {LogLevel} level */
  log(message, level) {
    super.log(message, level);
    if (level >= LogLevel.Warn) this.kept.push(message);
  }
}

/**
 * @param {string} root
 * @param {import('./workspace.mjs').Package} each
 * @returns {Promise<string[]>} the warnings for one package
 */
async function warningsOf(root, each) {
  const dir = join(root, each.dir);
  const app = await Application.bootstrap({
    entryPoints: doorsOf(each).map(({ source }) => join(root, source)),
    tsconfig: join(dir, 'tsconfig.json'),
    name: each.name,
    basePath: dir,
    readme: 'none',
    disableSources: true,
    excludeInternal: true,
    blockTags: [
      '@req',
      '@param',
      '@returns',
      '@throws',
      '@example',
      '@remarks',
      '@see',
      '@deprecated',
      '@typeParam',
      '@defaultValue',
    ],
    requiredToBeDocumented: ['Class', 'Enum', 'EnumMember', 'Function', 'Interface', 'Method', 'TypeAlias', 'Variable'],
    validation: { notExported: true, invalidLink: true, notDocumented: true, unusedMergeModuleWith: true },
  });
  const logger = new KeepingLogger();
  app.logger = logger;
  const project = await app.convert();
  if (project === undefined) return [...logger.kept, `${each.name}: typedoc could not read it`];
  app.validate(project);
  return logger.kept.map((warning) => `${each.name}: ${warning}`);
}

/**
 * @param {{ root: string, packages: readonly import('./workspace.mjs').Package[] }} workspace
 * @returns {Promise<string[]>} one warning each; empty when the documentation is whole
 */
export async function apiDocFaults({ root, packages }) {
  const withDoors = publishedPackages(packages).filter((each) => doorsOf(each).length > 0);
  if (withDoors.length === 0) return ['typedoc saw no door, so it showed nothing'];
  const warnings = [];
  for (const each of withDoors) warnings.push(...(await warningsOf(root, each)));
  return warnings;
}
