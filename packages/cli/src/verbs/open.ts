import type { Accepted, Opened } from '@allod/client';
import { undecided } from '../changes.ts';
import { withClient } from '../context.ts';
import type { Context } from '../context.ts';
import { Failure, wrongUsage } from '../errors/failure.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { confirm } from '../input/confirm.ts';
import { askingOf } from '../input/prompt.ts';
import { readLink } from '../input/secret-text.ts';
import { LINK_WARNING } from '../link-warning.ts';
import { cellFor } from '../named.ts';
import { printable } from '../output/printable.ts';
import type { Cells } from '../output/table.ts';
import { relativeTime } from '../output/times.ts';
import { addRelayOption, checkRelays, tellRelays } from '../relays.ts';
import type { RelayOptions } from '../relays.ts';
import { readRole } from '../roles.ts';
import { RECORD_HEADING, recordCells, recordDocument } from '../record-text.ts';
import { Reported } from '../reported.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

interface Options extends RelayOptions {
  readonly decline?: boolean;
  readonly block?: boolean;
  readonly as?: string;
  readonly role?: string;
}

type Choice = 'accept' | 'decline' | 'block' | 'none';

/** What came of a link. */
interface Decided {
  readonly state: 'accepted' | 'declined' | 'blocked' | 'undecided' | 'impossible';
  readonly says: string;
  readonly accepted?: Accepted;
  readonly failure?: Failure;
}

/** `allod open`: looks at a link, and accepts, declines or blocks it. */
export const open: Verb = defineVerb<Options>({
  path: 'open',
  summary: 'look at a link that somebody gave you, and accept it or not; it is never an argument',
  examples: [
    { does: 'Look, and accept', line: 'allod open --yes < link.txt' },
    { does: 'Look, and decline without a trace', line: 'allod open --decline < link.txt' },
  ],
  shape: (command) =>
    addRelayOption(
      command
        .argument('[source]', '- for standard input; the link itself is never an argument')
        .option('--decline', 'forget it: nobody is told')
        .option('--block', 'forget it, and take up nothing more from whoever sent it')
        .option('--as <name>', 'what you are called in the team (default: what this home says)')
        .option('--role <role>', 'for somebody who asks to be let in: what he may do (default: writer)'),
      'a relay to ask beside those that the link names',
    ),
  run,
});

async function run(context: Context, [source]: readonly string[], options: Options): Promise<void> {
  const { decline = false, block = false, relay } = options;
  if (source !== undefined && source !== '-')
    throw wrongUsage(
      'The link is read from standard input, or asked for: it is never an argument.',
      'Run `allod open`, and paste the link when it is asked for.',
    );
  if (decline && block) throw wrongUsage('Either --decline or --block.');
  await checkRelays(relay);
  const more = options.role === undefined ? {} : { role: await readRole(options.role) };
  const link = await readLink(context);
  await withClient(context, async (client) => {
    context.output.warn(LINK_WARNING);
    const opened = outcomeOf(await client.open(link, { relays: relay, signal: context.interruption.signal }));
    if (!context.output.json)
      await context.output.result({}, { heading: [], rows: previewRows(opened, context.now()) });
    for (const warning of opened.preview.warnings) context.output.warn(printable(warning));
    if (opened.kind === 'share' && !decline && !block) return tellShared(context, opened);
    const name = options.as === undefined ? {} : { name: options.as };
    const decided = await decide(opened, {
      choice: decline ? 'decline' : block ? 'block' : await choose(context, opened),
      accept: () => opened.accept({ ...more, ...name, ...(relay.length === 0 ? {} : { relays: relay }) }),
    });
    await tell(context, opened, decided);
    if (decided.state === 'accepted' && opened.kind === 'request') await tellRelays(context, client, relay);
  });
}

async function choose(context: Context, { preview }: Opened): Promise<Choice> {
  if (context.yes) return 'accept';
  if (preview.impossible !== undefined || !context.canAsk) return 'none';
  return (await confirm('Accept it?', 'accept', askingOf(context))) ? 'accept' : 'none';
}

async function decide(
  opened: Opened,
  { choice, accept }: { readonly choice: Choice; readonly accept: Opened['accept'] },
): Promise<Decided> {
  const { preview } = opened;
  if (choice === 'decline') {
    await opened.decline();
    return { state: 'declined', says: 'It is declined. Nobody was told.' };
  }
  if (choice === 'block') {
    const blocked = outcomeOf(await opened.block());
    return { state: 'blocked', says: `${cellFor(blocked)} is blocked. Nobody was told.` };
  }
  if (preview.impossible !== undefined) {
    const hint =
      opened.kind === 'device' ? { hint: 'Run `allod device add` with --home and a folder for the new device.' } : {};
    const reason = printable(preview.impossible);
    const failure = new Failure('E_INVITE', { reason, data: 'Nothing was written.', ...hint });
    return { state: 'impossible', says: preview.impossible, failure };
  }
  if (choice === 'none') {
    const failure = undecided('It was looked at, and nothing was done.', 'Add --yes, --decline or --block.');
    return { state: 'undecided', says: failure.message, failure };
  }
  const accepted = outcomeOf(await accept());
  return { state: 'accepted', says: acceptedSays(opened), accepted };
}

/** What a link opens is the result: there is nothing to decide. */
async function tellShared({ output, now }: Context, { kind, preview, records = [] }: Opened): Promise<void> {
  const reason = preview.impossible;
  const failure =
    reason === undefined
      ? undefined
      : new Failure('E_NOT_FOUND', { reason, hint: 'Ask for the relay of the link, and add --relay URL.' });
  const document = { kind, preview, state: 'opened', records: records.map(recordDocument) };
  const isShort = output.isTerminal;
  const rows = records.map((record) => recordCells(record, { now: now(), isShort }));
  await output.result(
    failure === undefined ? document : { ...document, state: 'impossible', error: failure.toJSON() },
    {
      heading: RECORD_HEADING,
      rows,
    },
  );
  if (failure !== undefined) throw new Reported(failure);
  output.note('Nothing of it was written here: open the link again to see it again.');
}

function acceptedSays({ kind, preview: { log, role, from } }: Opened): string {
  switch (kind) {
    case 'invite':
      return `You are in ${cellFor(log)} now${role === undefined ? '' : `, as ${role}`}.`;
    case 'device':
      return 'This is a device of yours now.';
    case 'knock':
      return 'Hand this to an admin of the team:';
    case 'request':
      return `${cellFor(from)} is invited. Hand this back:`;
    case 'share':
      return 'This is what the link opens.';
  }
}

async function tell({ output }: Context, { kind, preview }: Opened, decided: Decided): Promise<void> {
  const { state, says, accepted, failure } = decided;
  const document = {
    kind,
    preview,
    state,
    ...(accepted === undefined ? {} : { accepted }),
    ...(failure === undefined ? { says } : { error: failure.toJSON() }),
  };
  const link = accepted?.link === undefined ? '' : `\n${accepted.link}`;
  await output.result(document, failure === undefined ? `${says}${link}` : '');
  for (const note of accepted?.notes ?? []) output.note(printable(note));
  if (kind === 'invite' && state === 'accepted')
    output.note('What was written before opens once a program of a member has synced, unless the link gave keys.');
  if (failure !== undefined) throw new Reported(failure);
}

function previewRows({ preview }: Opened, now: number): Cells[] {
  const { title, log, from, role, exp, members } = preview;
  return [
    ['link', printable(title)],
    ['for', `${cellFor(log)} ${log.id}`],
    ...(from === undefined ? [] : [['from', `${cellFor(from)} ${from.id}`]]),
    ...(role === undefined ? [] : [['you become', role]]),
    ...(members === undefined ? [] : [['members', String(members)]]),
    ...(exp === undefined ? [] : [['ends', relativeTime(exp, now)]]),
  ];
}
