import { HarnessError } from './harness-error.ts';

interface Splitter {
  readonly words: string[];
  word: string | undefined;
  quote: '"' | "'" | undefined;
  escaped: boolean;
}

/**
 * Splits a command line into words, without a shell: spaces separate, `'…'` is literal, in `"…"` and outside of quotes a
 * backslash takes the next character as it is when that is a quote, a backslash or a space, and stands for itself
 * otherwise (so that Windows paths survive). No variables, no globs, no pipes.
 *
 * @throws HarnessError when a quote is left open or no word is there
 */
export function splitCommand(line: string): readonly [string, ...string[]] {
  const state: Splitter = { words: [], word: undefined, quote: undefined, escaped: false };
  for (const char of line) take(state, char);
  if (state.escaped) append(state, '\\');
  if (state.quote !== undefined) throw new HarnessError(`the command has an open ${state.quote}: ${line}`);
  endWord(state);
  const [program, ...rest] = state.words;
  if (program === undefined) throw new HarnessError('the command is empty');
  return [program, ...rest];
}

function take(state: Splitter, char: string): void {
  if (state.escaped) {
    state.escaped = false;
    append(state, /["'\\ ]/.test(char) ? char : `\\${char}`);
  } else if (char === '\\' && state.quote !== "'") {
    state.escaped = true;
    append(state, '');
  } else if (state.quote !== undefined) {
    if (char === state.quote) state.quote = undefined;
    else append(state, char);
  } else if (char === '"' || char === "'") {
    state.quote = char;
    append(state, '');
  } else if (/\s/.test(char)) {
    endWord(state);
  } else {
    append(state, char);
  }
}

function append(state: Splitter, text: string): void {
  state.word = (state.word ?? '') + text;
}

function endWord(state: Splitter): void {
  if (state.word !== undefined) state.words.push(state.word);
  state.word = undefined;
}
