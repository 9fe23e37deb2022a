import type { AuditEntry } from '@allod/client';
import { withClient } from '../context.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { readSpan } from '../input/duration.ts';
import { wordFor } from '../named.ts';
import { printable } from '../output/printable.ts';
import type { Cells } from '../output/table.ts';
import { isoTime, relativeTime } from '../output/times.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';
import { findTeam } from '../whom.ts';

const MICROSECONDS_PER_MILLISECOND = 1_000;

/** `allod team audit`: what was done in a team, and what of it does not count. */
export const teamAudit: Verb = defineVerb<{ readonly since?: string }>({
  path: 'team audit',
  summary: 'list who did what in a team, when, from which device, and what was struck and why',
  examples: [
    { does: 'From the beginning', line: 'allod team audit Home' },
    { does: 'Of the last seven days', line: 'allod team audit Home --since 7d' },
  ],
  shape: (command) =>
    command
      .argument('<team>', 'its name, its id, or the beginning of it')
      .option('--since <time>', 'only what was done since, such as 7d'),
  run: (context, [text = ''], { since }) =>
    withClient(context, async (client) => {
      const { output } = context;
      const now = context.now();
      const from = since === undefined ? {} : { since: now - readSpan(since) * MICROSECONDS_PER_MILLISECOND };
      const { id } = await findTeam(client, text);
      const entries = outcomeOf(await client.teams.audit(id, from));
      const how = { now, isShort: output.isTerminal };
      const rows = entries.flatMap((entry) => auditRows(entry, how));
      await output.result(entries, { heading: ['WHEN', 'WHO', 'FROM DEVICE', 'WHAT'], rows });
      const struck = entries.filter(({ isAlive }) => !isAlive).length;
      if (struck > 0) output.note(`${struck} of ${entries.length} acts were struck: they change nothing.`);
    }),
});

/** An act, and under it why it does not count. */
function auditRows(
  { t, who, device, cosigners, says, isAlive, struck }: AuditEntry,
  { now, isShort }: { readonly now: number; readonly isShort: boolean },
): Cells[] {
  const others = cosigners.length === 0 ? '' : ` with ${cosigners.map(wordFor).join(', ')}`;
  const when = isShort ? relativeTime(t, now) : isoTime(t);
  const act = [when, `${wordFor(who)}${others}`, wordFor(device), `${isAlive ? '' : 'STRUCK: '}${printable(says)}`];
  return struck === undefined ? [act] : [act, ['', '', '', `→ ${printable(struck)}`]];
}
