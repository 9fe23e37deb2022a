import { compareWithNow, leaveOutEmpty, refuseEarly, sortByCodePoint, takeAsFinal } from './mistakes-snapshots.ts';
import type { DesignedRow } from './mutant.ts';

/** Mistakes about snapshots, chapter 03 §6.7. */
export const SNAPSHOT_ROWS: readonly DesignedRow[] = [
  {
    id: 'M01',
    who: 'A Python or Go programmer, in whose language texts are sorted by code points.',
    breaks: 'PRN-098',
    hooks: { override: { inTextOrder: sortByCodePoint } },
  },
  {
    id: 'M160',
    who: 'A user of a serializer that leaves out what is empty.',
    breaks: 'PRN-098',
    hooks: { override: { stateAt: leaveOutEmpty } },
  },
  {
    id: 'M161',
    who: 'A programmer who compares with the state that he has at hand, which is that of now.',
    breaks: 'PRN-098',
    hooks: { override: { stateAt: compareWithNow } },
  },
  {
    id: 'M162',
    who: 'A programmer to whom a snapshot that he cannot confirm is a wrong one.',
    breaks: 'PRN-094',
    hooks: { override: { checkSnapshotNames: refuseEarly } },
  },
  {
    id: 'M163',
    who: 'A programmer used to checkpoints, before which history ends.',
    breaks: 'PRN-099',
    hooks: { override: { judgeOps: takeAsFinal } },
  },
];
