import type { DeviceInfo } from '@allod/client';
import { withClient } from '../context.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { cellFor, idCell, wordFor } from '../named.ts';
import { printable } from '../output/printable.ts';
import type { Cells } from '../output/table.ts';
import { isoTime, relativeTime } from '../output/times.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

/** `allod device list`: the devices of this user. */
export const deviceList: Verb = defineVerb({
  path: 'device list',
  summary: 'list the devices of this user, and those that were',
  examples: [
    { does: 'All of them', line: 'allod device list' },
    { does: 'As JSON', line: 'allod device list --json' },
  ],
  run: (context) =>
    withClient(context, async ({ devices }) => {
      const { output, now } = context;
      const found = outcomeOf(await devices.list());
      const how = { now: now(), isShort: output.isTerminal };
      const rows = found.map((device) => deviceCells(device, how));
      await output.result(found, { heading: ['DEVICE', 'NAME', 'ROLE', 'SINCE', 'ADDED BY', 'STATE'], rows });
    }),
});

function deviceCells(
  { id, name, level, t, addedBy, isThis, removed }: DeviceInfo,
  { now, isShort }: { readonly now: number; readonly isShort: boolean },
): Cells {
  const time = (at: number): string => (isShort ? relativeTime(at, now) : isoTime(at));
  const why = removed?.why === undefined ? '' : ` (${removed.why})`;
  const state = removed === undefined ? 'device' : `removed ${time(removed.t)} by ${wordFor(removed.by)}${why}`;
  const isKit = level === 'root' && removed === undefined;
  return [
    idCell(id, isShort),
    printable(name ?? ''),
    level,
    time(t),
    cellFor(addedBy),
    isKit ? 'recovery kit' : isThis === true && removed === undefined ? 'this device' : state,
  ];
}
