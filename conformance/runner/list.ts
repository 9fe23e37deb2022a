import { polarityOf } from './vectors.ts';
import type { Suite } from './vectors.ts';

/** One line per suite, and below it one per case: id, level, polarity, requirements, title. */
export function listLines(suites: readonly Suite[]): readonly string[] {
  return suites.flatMap((suite) => [
    `${suite.suite} (${suite.profile}, ${suite.command}): ${suite.cases.length} cases`,
    ...suite.cases.map(
      (vector) =>
        `  ${vector.id}  ${vector.level} ${polarityOf(vector)}  ${vector.requirements.join(' ')}  ${vector.title}`,
    ),
  ]);
}
