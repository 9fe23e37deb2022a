import { Command } from 'commander';
import type { Example, Verb } from './verb.ts';

/** Examples as every help page begins with them. */
export function examplesText(examples: readonly Example[]): string {
  return `Examples:\n${examples.map(({ does, line }) => `  ${does}:\n    $ ${line}\n`).join('')}`;
}

/** Two examples of a noun: one of each of its first verbs, or both of its only one. */
export function examplesOf(verbs: readonly Verb[]): readonly Example[] {
  const [first, second] = verbs;
  if (first === undefined) return [];
  return second === undefined ? first.examples : [first.examples[0], second.examples[0]];
}

/** Nouns with what they are about. */
export const NOUNS: Readonly<Record<string, string>> = {
  id: 'this user and this device',
  device: 'the devices of this user',
  keys: 'the keys of this device',
  recovery: 'the way back when every device is lost',
  team: 'teams: who is in them, and what they may do',
  vote: 'what several members of a team have to agree on',
  invite: 'let others into a team',
  people: 'what you call others, and whom you block',
  record: 'records: add, read, follow',
  share: 'let somebody read who is no member',
  relay: 'a relay of your own',
  pack: 'records in a file, to be carried',
  conformance: 'check implementations of the protocol',
  help: 'what errors mean',
};

/** Options of every command. */
export function addGlobalOptions(program: Command): Command {
  return program
    .option('--json', 'results as JSON: one document, or one line for each of a stream')
    .option('--home <dir>', 'home folder (default: ALLOD_HOME, else .allod in your home)')
    .option('--quiet', 'no notes and no progress')
    .option('--verbose', 'more about what happens')
    .option('--no-color', 'no colours (also NO_COLOR)')
    .option('--no-input', 'never ask')
    .option('--yes', 'answer questions with yes')
    .option('--passphrase-command <command>', 'prints the passphrase of the keys, where there is one')
    .option('--timeout <time>', 'stop after this time, such as 30s or 5m');
}

/** The parser: the program, its nouns and its verbs, each with a help page. `act` is called with what was parsed. */
export function createParser(verbs: readonly Verb[], act: (verb: Verb, command: Command) => Promise<void>): Command {
  const program = addGlobalOptions(new Command('allod'))
    .description(
      'Data that belongs to the people who make it: works offline, syncs through relays nobody has to trust.',
    )
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true })
    .exitOverride();
  const nouns = new Map<string, Command>();
  for (const verb of verbs) {
    const words = verb.path.split(' ');
    const name = words.at(-1) ?? verb.path;
    const parent = words.length === 1 ? program : nounOf(words[0] ?? '', { program, nouns, verbs });
    const command = verb.shape(parent.command(name).description(verb.summary));
    command.addHelpText('before', examplesText(verb.examples)).action(() => act(verb, command));
  }
  return program.addHelpText('before', examplesText(examplesOf(verbs)));
}

function nounOf(
  noun: string,
  { program, nouns, verbs }: { program: Command; nouns: Map<string, Command>; verbs: readonly Verb[] },
): Command {
  const found = nouns.get(noun);
  if (found !== undefined) return found;
  const own = verbs.filter(({ path }) => path.startsWith(`${noun} `));
  const made = program
    .command(noun)
    .description(NOUNS[noun] ?? '')
    .helpCommand(false);
  made.addHelpText('before', examplesText(examplesOf(own)));
  nouns.set(noun, made);
  return made;
}
