import type { RecordView } from '@allod/client';
import { encodeBase64url } from '@allod/core/bytes';
import { printable } from './output/printable.ts';
import { isoTime, relativeTime } from './output/times.ts';
import type { Cells } from './output/table.ts';

/** Characters of an id that a person is shown; ids are looked up from 6 on. */
const SHORT_ID = 8;
/** Characters of a body that a person is shown in a list. */
const PREVIEW = 60;

/** The heading over {@link recordCells}. */
export const RECORD_HEADING: Cells = ['RECORD', 'COLLECTION', 'WRITTEN', 'CONTENT'];

/** A record as `--json` prints it: `json` when its body is JSON, else `bodyB`, the bytes in base64url. */
export function recordDocument({ bytes, ...view }: RecordView): object {
  return { ...view, ...(bytes === undefined ? {} : { bodyB: encodeBase64url(bytes) }) };
}

/** A record as a line of a list: whole for programs, shortened for people. */
export function recordCells(view: RecordView, { now, isShort }: { now: number; isShort: boolean }): Cells {
  const { id, col, t } = view;
  const body = bodyText(view);
  if (!isShort) return [id, col, isoTime(t), body];
  const preview = [...body].length > PREVIEW ? `${[...body].slice(0, PREVIEW - 1).join('')}…` : body;
  return [id.slice(0, SHORT_ID), col, relativeTime(t, now), preview];
}

/** A record with all that is known of it, one thing on each line. */
export function recordRows(view: RecordView, now: number): Cells[] {
  const { id, owner, by, kid, col, tag, t, seq, state, length } = view;
  return [
    ['record', id],
    ['owner', owner],
    ...(by === owner ? [] : [['by', by]]),
    ['device', kid],
    ['collection', col],
    ...(tag === undefined ? [] : [['tag', printable(tag)]]),
    ['written', `${isoTime(t)} (${relativeTime(t, now)})`],
    ['number', String(seq)],
    ['state', state === 'HELD' ? 'HELD: its time has not come yet by the clock here' : state],
    ...(length === undefined ? [] : [['bytes', String(length)]]),
    ['content', bodyText(view)],
  ];
}

/** The body on one line, as far as it can be shown. */
function bodyText({ json, bytes, cty, missing, sealed, length }: RecordView): string {
  if (missing === true) return '(not here yet)';
  if (sealed !== undefined) return sealedText(sealed.why);
  if (bytes !== undefined) return `(${bytes.length} bytes of ${printable(cty ?? 'what is called JSON')})`;
  return length === undefined ? '(deleted)' : printable(JSON.stringify(json));
}

const WHY_SEALED: Readonly<Record<string, string>> = {
  locked: 'sealed: the keys are locked',
  'not-given': 'sealed: nobody has handed its key to you',
  ended: 'burned',
  unknown: 'sealed: its key is not known here',
};

/** Why a body is not shown, in brackets; what is wrong with it by its code. */
function sealedText(why: string): string {
  return `(${WHY_SEALED[why] ?? `sealed, and does not open: ${why}`})`;
}
