import type { RunReport } from '../run.ts';
import { scoreProfiles } from './totals.ts';

/**
 * The text of `reports/conformance.json`: machine-independent, the same for the same answers. `profiles` are the claimed
 * ones. Honesty probes are not in it (they are no vector cases); they decide the exit status and stand in the other reports.
 */
export function reportJson(report: RunReport): string {
  const cases = report.suites.flatMap((suite) => suite.cases);
  const content = {
    implementation: report.hello.impl,
    spec: report.spec ?? null,
    profiles: Object.fromEntries(
      Object.entries(scoreProfiles(report)).filter(([profile]) => report.hello.profiles.includes(profile)),
    ),
    cases: cases.map(({ id, verdict, requirements, polarity, code }) => ({
      id,
      verdict,
      requirements,
      polarity,
      ...(code === undefined ? {} : { code }),
    })),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}
