import { entryAt } from '../table.ts';
import { type Field, lastOf } from '../view.ts';

/** By field: the value that is in force among equals. */
const STRICT: ReadonlyMap<string, string> = new Map([
  ['admit', 'quorum'],
  ['history', 'joined'],
]);

/** The value of a field: of its last words those of highest rank, of these the strict one, else that of the lowest id. (0007: 26) */
export function policyIn(field: Field, name: string): string | undefined {
  const last = lastOf(field, field.log.policies.get(name)).map((at) => entryAt(field.log, at));
  const top = Math.max(...last.map(({ standing }) => standing.rank));
  const heard = last.filter(({ standing }) => standing.rank === top).toSorted((a, b) => (a.op.id < b.op.id ? -1 : 1));
  const values = heard.map(({ op }) => op.pol?.[name]);
  return values.find((value) => value === STRICT.get(name)) ?? values[0];
}
