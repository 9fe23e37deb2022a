// The error registry, as code and as a page.

/**
 * @typedef {object} ErrorRow
 * @property {string} code
 * @property {string} phase
 * @property {string} meaning
 * @property {string} requirement empty for `program`
 * @property {'wire' | 'local' | 'program'} scope `local`: never a verdict on received bytes; `program`: of no protocol at all
 */

/** @typedef {{ phases: string[], errors: ErrorRow[] }} ErrorRegistry */

const scopes = ['wire', 'local', 'program'];

/**
 * Refuses a registry from which no code can be made.
 *
 * @param {ErrorRegistry} registry
 * @returns {void}
 */
export function assertErrorRegistry({ phases, errors }) {
  const seen = new Set();
  for (const { code, phase, meaning, requirement, scope } of errors) {
    if (!/^E_[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(code))
      throw new Error(`errors.json: "${code}" is not the form of a code`);
    if (seen.has(code)) throw new Error(`errors.json: ${code} is listed twice`);
    seen.add(code);
    if (!phases.includes(phase))
      throw new Error(`errors.json: ${code} has the phase "${phase}", which is not one of the phases`);
    if (!scopes.includes(scope)) throw new Error(`errors.json: ${code} has no scope`);
    if (!(scope === 'program' ? /^$/ : /^[A-Z]{3}-\d{3}$/).test(requirement))
      throw new Error(`errors.json: ${code} names no requirement, or names one that says nothing of it`);
    if (typeof meaning !== 'string' || meaning.length === 0) throw new Error(`errors.json: ${code} has no meaning`);
  }
}

/** @param {string} text */
const quote = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/**
 * @param {string} name
 * @param {{ comment: string, errors: readonly ErrorRow[], value: (row: ErrorRow) => string }} content
 */
const table = (name, { comment, errors, value }) => [
  `/** ${comment} */`,
  `export const ${name} = {`,
  ...errors.map((row) => `  ${row.code}: ${quote(value(row))},`),
  '} as const;',
  '',
];

/**
 * @param {ErrorRegistry} registry
 * @returns {string} a TypeScript module
 */
export function errorCodesModule({ phases, errors }) {
  return [
    '// Generated from spec/registries/errors.json by `npm run generate`. Not edited by hand.',
    '',
    '/** The phases of verification, in their order: of several faults the one of the earliest phase is reported. */',
    `export const PHASES = [${phases.map(quote).join(', ')}] as const;`,
    '',
    '/** A phase of verification. */',
    'export type Phase = (typeof PHASES)[number];',
    '',
    '/** Every registered code, in the order of the registry. */',
    `export const ERROR_CODES = [\n${errors.map(({ code }) => `  ${quote(code)},\n`).join('')}] as const;`,
    '',
    '/** A registered code. */',
    'export type ErrorCode = (typeof ERROR_CODES)[number];',
    '',
    ...table('PHASE_BY_CODE', { comment: 'The phase that a code belongs to.', errors, value: ({ phase }) => phase }),
    ...table('REQUIREMENT_BY_CODE', {
      comment: 'The requirement that defines a code; empty for codes of programs.',
      errors,
      value: ({ requirement }) => requirement,
    }),
    ...table('SCOPE_BY_CODE', {
      comment:
        'Whether a code is a verdict on received bytes (`wire`), about this machine (`local`) or about the use of a program (`program`).',
      errors,
      value: ({ scope }) => scope,
    }),
  ].join('\n');
}

/** @param {string} text */
const cell = (text) => text.replaceAll('|', '\\|');

/**
 * @param {ErrorRegistry} registry
 * @returns {string} a Markdown page, one row per code, in the order of the phases
 */
export function errorPage({ phases, errors }) {
  const rows = phases.flatMap((phase) => errors.filter((row) => row.phase === phase));
  return [
    '# Error codes',
    '',
    'Generated from `registries/errors.json` by `npm run generate`. Not edited by hand.',
    '',
    `Phases, in their order: ${phases.map((phase) => `\`${phase}\``).join(', ')}. Of several faults the one of the earliest phase is reported.`,
    'Scope `wire` is a verdict on received bytes; `local` is about the machine that reports it; `program` is about the use of a program.',
    '',
    '| Code | Phase | Scope | Requirement | Meaning |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(
      ({ code, phase, scope, requirement, meaning }) =>
        `| \`${code}\` | ${phase} | ${scope} | ${requirement} | ${cell(meaning)} |`,
    ),
    '',
  ].join('\n');
}
