import { textDigests } from '@allod/core/statement';
import type { LogState } from './log/selectors.ts';

/**
 * The state that a snapshot states, by RFC 8785 (JCS): levels of members, capabilities of guests, policy, and the ops that are not
 * alive. (03 §6.7)
 */
export function stateText({ members, policy, struck }: LogState): string {
  const all = [...members];
  return objectText([
    ['mem', objectText(all.map(([who, { lvl }]) => [who, String(lvl)]))],
    // Each capability is such a text already, once, and in order.
    ['caps', objectText(all.flatMap(([who, { caps }]) => (caps === undefined ? [] : [[who, `[${caps.join(',')}]`]])))],
    ['pol', objectText([...policy].map(([name, text]) => [name, JSON.stringify(text)]))],
    ['struck', JSON.stringify(struck)],
  ]);
}

/** The digest of {@link stateText}, as an id. */
export async function stateDigest(state: LogState): Promise<string> {
  const [digest] = await textDigests([stateText(state)]);
  return digest!;
}

/** Texts and integers are written by ECMAScript as RFC 8785 asks, and its order is that of UTF-16. No name stands twice. */
function objectText(members: readonly (readonly [name: string, value: string])[]): string {
  const inOrder = members.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${inOrder.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
}
