import type { Command } from 'commander';
import { ERROR_CODES } from '@allod/core/errors';
import type { ErrorCode } from '@allod/core/errors';
import type { Context } from '../context.ts';
import { CATALOGUE } from '../errors/catalogue.ts';
import { EXIT_MEANINGS } from '../errors/exit-codes.ts';
import { Failure } from '../errors/failure.ts';
import { suggest } from '../suggest.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

/** Longer than any code; what is longer is not repeated. */
const MAX_REPEATED = 40;

/** `allod help errors`: what a code means, and what to do. */
export const help: Verb = defineVerb({
  path: 'help errors',
  summary: 'explain an error code, or list them all',
  examples: [
    { does: 'One code', line: 'allod help errors E_STORE_BUSY' },
    { does: 'All of them', line: 'allod help errors' },
  ],
  shape: (command: Command) => command.argument('[code]', 'such as E_STORE_BUSY').addHelpText('after', exitText()),
  run: (context, [text]) => (text === undefined ? list(context) : explain(context, text)),
});

async function list({ output }: Context): Promise<void> {
  const codes = ERROR_CODES.map((code) => ({ code, ...CATALOGUE[code] }));
  const rows = codes.map(({ code, exit, title }) => [code, String(exit), title]);
  await output.result(codes, { heading: ['CODE', 'EXIT', 'MEANING'], rows });
}

async function explain({ output }: Context, text: string): Promise<void> {
  const code = codeOf(text);
  const { title, data, hint, exit } = CATALOGUE[code];
  const rows = [
    ['code', code],
    ['what happened', title],
    ['the data', data],
    ['what to do', hint],
    ['exit code', String(exit)],
  ];
  await output.result({ code, title, data, hint, exit }, { heading: [], rows });
}

function codeOf(text: string): ErrorCode {
  const asked = text.toUpperCase();
  const found = ERROR_CODES.find((code) => code === asked || code === `E_${asked}`);
  if (found !== undefined) return found;
  const [near] = suggest(asked, ERROR_CODES);
  const meant = near === undefined ? '' : ` Did you mean ${near}?`;
  const about = text.length > MAX_REPEATED ? 'This' : `"${text}"`;
  throw new Failure('E_NOT_FOUND', {
    reason: `${about} is no error code.${meant}`,
    hint: '`allod help errors` lists them all.',
  });
}

function exitText(): string {
  return `\nExit codes:\n${EXIT_MEANINGS.map(([code, meaning]) => `  ${String(code).padStart(3)}  ${meaning}\n`).join('')}`;
}
