import type { SyncReport } from './sync-once.ts';

/** What two syncs with one relay, one after the other, came to. */
export function mergeReports(first: SyncReport, second: SyncReport): SyncReport {
  const later = new Map(second.spaces.map((each) => [each.space, each]));
  const spaces = first.spaces.map((before) => {
    const after = later.get(before.space);
    later.delete(before.space);
    if (after === undefined) return before;
    return {
      space: before.space,
      received: before.received + after.received,
      sent: before.sent + after.sent,
      refused: before.refused + after.refused,
      parked: before.parked + after.parked,
      equal: after.equal,
    };
  });
  const all = [...spaces, ...later.values()];
  return {
    received: first.received + second.received,
    sent: first.sent + second.sent,
    refused: first.refused + second.refused,
    parked: first.parked + second.parked,
    equal: all.every(({ equal }) => equal),
    held: Math.max(first.held, second.held),
    upkeep: [...first.upkeep, ...second.upkeep],
    spaces: all,
  };
}
