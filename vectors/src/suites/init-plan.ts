// How the refused first ops of principals/init are written.
import type { Label } from '../actors.ts';
import type { EditPlan, Resigned } from '../fault.ts';
import type { Suite } from '../suite.ts';
import type { Value } from '../value.ts';
import { OP, spoil } from './users.ts';

/** The claims of the op. */
export const CLAIMS: string = `${OP}/st#claims`;
/** Its first header. */
export const HEADER: string = `${OP}/st#header`;
/** Signed anew by the phone of Alice. */
export const BY_PHONE: Resigned = { by: 'alice/phone', with: 'Ed25519', at: OP };
/** Signed anew by several devices, or by a card. */
export const by = (...labels: Label[]): Resigned => ({ by: labels, at: OP });

/** Another value. */
export const put = (path: string, value: Value): EditPlan => ({ op: 'replace', path, value });
/** One member more. */
export const add = (path: string, value: Value): EditPlan => ({ op: 'add', path, value });
/** One member less. */
export const drop = (path: string): EditPlan => ({ op: 'remove', path });

/** What every row of a list is refused with. */
export interface Verdict {
  requirement: string;
  code: string;
  flag: string;
}

/** One refusal: the edits of an accepted op, and who signs the result. */
export interface Row {
  slug: string;
  title: string;
  edits: readonly [EditPlan, ...EditPlan[]];
  base?: string;
  resigned?: Resigned;
}

/** Writes one case for each row. */
export function refuseAll(suite: Suite, { requirement, code, flag }: Verdict, rows: readonly Row[]): void {
  for (const { slug, title, base = 'ok-user-one-device', edits, resigned } of rows) {
    const how = resigned === undefined ? { edits } : { edits, resigned };
    suite.refuses(slug, `${title}: ${code}`, {
      requirements: [requirement],
      flags: [flag],
      code,
      base,
      fault: spoil({ base: suite.inputOf(base), ...how }),
    });
  }
}

/** The header and the entry take the name, so that signers and devices agree. */
export function renamed(kid: string): [EditPlan, EditPlan] {
  return [put(`${CLAIMS}/mem/0/kid`, kid), put(`${HEADER}/kid`, kid)];
}
