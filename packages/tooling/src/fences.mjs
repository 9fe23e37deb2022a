// Code fences of Markdown files: where they are, how they are tagged, and what a tag promises.

/**
 * @typedef {object} Fence
 * @property {string} file
 * @property {number} line 1-based, of the opening
 * @property {string} tag the whole info string, e.g. `sh long`
 * @property {string} text
 */

/**
 * What each tag promises. Any other tag is a fault, and so is none at all.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const fenceTags = {
  ts: 'compiles strictly and runs against the built packages',
  js: 'runs against the built packages',
  sh: 'runs to its end in an empty folder, with the workspace programs on the path',
  'sh long': 'too long or too wide to run here; every npm script and file it names exists',
  console: 'its `$` lines run like `sh`, and print what is shown (a line of `…` stands for any lines)',
  json: 'is JSON, or one JSON value per line',
  jsonl: 'is one JSON value per line',
  'text output': 'is what the fence before it prints',
  text: 'is for people only',
  markdown: 'shows the form of a document, for people only',
};

/**
 * Fences as CommonMark reads them: closed by at least as many of the same mark, or by the end of the file.
 *
 * @param {string} file
 * @param {string} markdown
 * @returns {Fence[]}
 */
export function fencesOf(file, markdown) {
  /** @type {Fence[]} */
  const fences = [];
  /** @type {{ mark: string, indent: number, line: number, tag: string, lines: string[] } | undefined} */
  let open;
  for (const [index, line] of markdown.split(/\r?\n/).entries()) {
    if (open === undefined) {
      const start = /^( *)(`{3,}|~{3,})([^`]*)$/.exec(line);
      if (start !== null)
        open = {
          mark: start[2] ?? '',
          indent: (start[1] ?? '').length,
          line: index + 1,
          tag: (start[3] ?? '').trim(),
          lines: [],
        };
      continue;
    }
    const end = /^ *(`{3,}|~{3,})\s*$/.exec(line)?.[1];
    if (end !== undefined && end.startsWith(open.mark)) {
      fences.push({ file, line: open.line, tag: open.tag, text: open.lines.join('\n') });
      open = undefined;
    } else {
      const indent = open.indent;
      open.lines.push(line.replace(/^ */, (spaces) => spaces.slice(indent)));
    }
  }
  if (open !== undefined) fences.push({ file, line: open.line, tag: open.tag, text: open.lines.join('\n') });
  return fences;
}

/**
 * Whether output is what a document shows. A line that is only `…` stands for any number of lines,
 * `…` inside a line for any text. Space at the ends of lines and of the whole does not count.
 *
 * @param {string} shown
 * @param {string} printed
 * @returns {boolean}
 */
export function outputMatches(shown, printed) {
  const tidy = (/** @type {string} */ text) =>
    text
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n')
      .trim();
  const pattern = tidy(shown)
    .split('\n')
    .map((line) =>
      line === '…'
        ? '(?:.*\n)*?'
        : `${line
            .split('…')
            .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
            .join('.*')}\n`,
    )
    .join('');
  return new RegExp(`^${pattern}$`).test(`${tidy(printed)}\n`);
}

/**
 * The commands of a console fence with what each is shown to print.
 *
 * @param {string} text
 * @returns {{ command: string, shown: string }[]}
 */
export function consoleSteps(text) {
  /** @type {{ command: string, shown: string[] }[]} */
  const steps = [];
  for (const line of text.split('\n')) {
    const command = /^\$ (.*)$/.exec(line)?.[1];
    if (command !== undefined) steps.push({ command, shown: [] });
    else if (steps.length === 0) throw new Error('a console fence begins with a line "$ command"');
    else steps.at(-1)?.shown.push(line);
  }
  return steps.map(({ command, shown }) => ({ command, shown: shown.join('\n') }));
}

/**
 * What a `sh long` fence names that does not exist.
 *
 * @param {string} text
 * @param {{ scripts: Readonly<Record<string, string>>, exists: (path: string) => boolean }} checkout
 * @returns {string[]}
 */
export function longFaults(text, { scripts, exists }) {
  return text.split('\n').flatMap((line) => {
    const words = line
      .replace(/\s#.*$/, '')
      .trim()
      .split(/\s+/);
    const assigned = words.findIndex((word) => !/^\w+=/.test(word));
    const [program = '', first = '', second = ''] = words.slice(Math.max(assigned, 0));
    if (program === '' || program.startsWith('#')) return [];
    if (program === 'npm') {
      const script = first === 'run' ? second : first;
      return scripts[script] === undefined
        ? [`"npm ${first === 'run' ? `run ${second}` : first}" is not a script of the workspace`]
        : [];
    }
    if (program.startsWith('./') || program.startsWith('.ci/'))
      return exists(program) ? [] : [`${program} does not exist`];
    return ['git', 'cd'].includes(program) ? [] : [`"${program}" is neither npm, git, cd nor a file of the workspace`];
  });
}
