// Counts what ran, from the reports that each part leaves behind, never from what a terminal printed.

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 */

/**
 * @typedef {object} TestReport the part of vitest's JSON report that we read
 * @property {{ name: string, status: string, message?: string, assertionResults: { fullName: string, status: string }[] }[]} testResults
 */

/**
 * @typedef {object} Leg one run of one package's tests on one platform
 * @property {string} dir the package's folder, relative to the root, with `/`
 * @property {string} leg e.g. `node`, `node24`, `browser`
 * @property {TestReport} report
 */

/** @typedef {Counts & { failures: string[] }} TestCounts */

/** @param {string} dir @param {string} file absolute; a restored report may come from another checkout */
function fileInPackage(dir, file) {
  const path = file.replaceAll('\\', '/');
  const at = path.lastIndexOf(`/${dir}/`);
  return at < 0 ? path : path.slice(at + 1);
}

/** @param {Leg} leg @returns {Generator<{ key: string, title: string, ok: boolean, why: string }>} */
function* casesOf({ dir, report }) {
  for (const file of report.testResults) {
    const path = fileInPackage(dir, file.name);
    /** @type {Map<string, number>} */
    const seen = new Map();
    for (const { fullName, status } of file.assertionResults) {
      const occurrence = (seen.get(fullName) ?? 0) + 1;
      seen.set(fullName, occurrence);
      const why = status === 'failed' ? 'failed' : `did not run (${status})`;
      yield {
        key: `${path}\n${fullName}\n${occurrence}`,
        title: `${path} > ${fullName}`,
        ok: status === 'passed',
        why,
      };
    }
    const brokenFile = file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed');
    if (brokenFile) yield { key: path, title: path, ok: false, why: 'could not be loaded, or failed outside a test' };
  }
}

/**
 * Counts every test case once, however many legs ran it. It passed only if no leg saw anything but a pass:
 * a case that was skipped anywhere counts as failed, because nothing was shown by it there.
 *
 * @param {readonly Leg[]} legs
 * @returns {TestCounts}
 */
export function countTests(legs) {
  /** @type {Map<string, boolean>} */
  const okByCase = new Map();
  /** @type {string[]} */
  const failures = [];
  for (const leg of legs) {
    for (const { key, title, ok, why } of casesOf(leg)) {
      okByCase.set(key, ok && (okByCase.get(key) ?? true));
      if (!ok) failures.push(`${leg.leg}: ${title}: ${why}`);
    }
  }
  const passed = [...okByCase.values()].filter(Boolean).length;
  return { passed, failed: okByCase.size - passed, failures };
}

/**
 * @param {{ cases: { verdict: string }[] }} report reports/conformance.json
 * @returns {Counts} cases outside the implementation's claim are not counted; only the verdict `pass` is a pass
 */
export function countConformance({ cases }) {
  const counted = cases.filter(({ verdict }) => verdict !== 'not-applicable');
  const passed = counted.filter(({ verdict }) => verdict === 'pass').length;
  return { passed, failed: counted.length - passed };
}

/**
 * @param {{ designed: { total: number, killed: number }, derived: { total: number, killed: number } }} report reports/mutants.json
 * @returns {Counts} a killed mutant is a pass
 */
export function countMutants({ designed, derived }) {
  const total = designed.total + derived.total;
  const passed = designed.killed + derived.killed;
  return { passed, failed: total - passed };
}

/**
 * @param {{ targets: { failure?: object }[] }} report reports/fuzz.json
 * @returns {Counts} a decoder that stood all its inputs is a pass
 */
export function countFuzz({ targets }) {
  const failed = targets.filter(({ failure }) => failure !== undefined).length;
  return { passed: targets.length - failed, failed };
}

/** @param {readonly Counts[]} counts @returns {Counts} */
export const sumCounts = (counts) =>
  counts.reduce((sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }), {
    passed: 0,
    failed: 0,
  });
