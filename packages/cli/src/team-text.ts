import type { TeamDetail } from '@allod/client';
import { cellFor, wordFor } from './named.ts';
import { isoTime, relativeTime } from './output/times.ts';
import { printable } from './output/printable.ts';
import type { Cells } from './output/table.ts';

/** A team with all that is known of it, one thing on each line. */
export function teamRows(team: TeamDetail, now: number): Cells[] {
  const { id, role, via, members, policy, hasRoot, made } = team;
  return [
    ['team', cellFor(team)],
    ['id', id],
    ['you are', via.length === 0 ? role : `${role}, through ${via.map(wordFor).join(' in ')}`],
    ['members', String(members)],
    ['begun', `${isoTime(made)} (${relativeTime(made, now)})`],
    ['recovery kit', hasRoot ? 'stands above the owners' : 'none'],
    ...Object.entries(policy).map(([field, value]) => [field, printable(value)]),
  ];
}
