// What `npm start` shows as long as there is no program to start: the reference implementation, checked live against the vectors.
import { countConformance } from './counts.mjs';

/**
 * @typedef {object} ConformanceReport the part of reports/conformance.json that we read
 * @property {{ name?: string, version?: string }} implementation
 * @property {string} spec
 * @property {Record<string, { must: { pass: number, total: number }, should: { pass: number, total: number } }>} profiles
 * @property {{ id: string, verdict: string }[]} cases
 */

/** @param {{ pass: number, total: number }} score */
const score = ({ pass, total }) => (total === 0 ? '-' : `${pass} of ${total}`);

/**
 * What a person wants to know of a conformance run.
 *
 * @param {ConformanceReport} report
 * @returns {string}
 */
export function startSummary({ implementation, spec, profiles, cases }) {
  const { passed, failed } = countConformance({ cases });
  const wrong = cases.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable').slice(0, 10);
  return [
    '',
    `${implementation.name ?? 'The implementation'} ${implementation.version ?? ''} was started as a process of its own`.replace(
      / +/g,
      ' ',
    ),
    `and asked the ${passed + failed} questions of the Allod test vectors (spec ${spec}).`,
    '',
    ...Object.entries(profiles).map(
      ([name, { must, should }]) => `  ${name.padEnd(12)} MUST ${score(must)}, SHOULD ${score(should)}`,
    ),
    '',
    failed === 0
      ? 'It answered every one of them as the spec says.'
      : `${failed} of its answers are not what the spec says:`,
    ...wrong.map(({ id, verdict }) => `  ${id}: ${verdict}`),
    'Every question and answer: reports/conformance.html',
    '',
    'This is the foundation: statements and records are made, signed, checked, refused and stored. There is no encryption',
    'and no network yet. README.md says how to use what is there.',
  ].join('\n');
}
