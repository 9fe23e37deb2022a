/** A suggestion differs from what was typed in at most this part of its letters. */
const MAX_DISTANCE = 0.3;

/** The names that are nearest to what somebody typed, if any is near. Who types `lst` may mean `record list`. */
export function suggest(typed: string, names: readonly string[]): string[] {
  const near = names.flatMap((name) => {
    const forms = [name, name.split(' ').at(-1) ?? name];
    const distances = forms.flatMap((form) => {
      const distance = editDistance(typed, form);
      return distance <= Math.max(1, Math.floor(form.length * MAX_DISTANCE)) && distance < form.length
        ? [distance]
        : [];
    });
    return distances.length === 0 ? [] : [{ name, distance: Math.min(...distances) }];
  });
  const least = Math.min(...near.map(({ distance }) => distance));
  return near.filter(({ distance }) => distance === least).map(({ name }) => name);
}

/** How many letters have to be added, left out, changed or swapped with their neighbour. */
export function editDistance(from: string, to: string): number {
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const isSame = from[i - 1] === to[j - 1];
      const isSwap = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const changed = (row[j - 1] ?? 0) + (isSame ? 0 : 1);
      const swapped = isSwap ? (before[j - 2] ?? 0) + 1 : Infinity;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, changed, swapped));
    }
    before = row;
    row = next;
  }
  return row[to.length] ?? 0;
}
