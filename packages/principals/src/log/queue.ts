/** Numbers, each once, of which the least is taken first. */
export class Queue {
  readonly #heap: number[] = [];
  readonly #held = new Set<number>();

  add(n: number): void {
    if (this.#held.has(n)) return;
    this.#held.add(n);
    let at = this.#heap.push(n) - 1;
    while (at > 0) {
      const above = (at - 1) >>> 1;
      if (this.#at(above) <= n) break;
      this.#heap[at] = this.#at(above);
      at = above;
    }
    this.#heap[at] = n;
  }

  take(): number | undefined {
    const [least] = this.#heap;
    const last = this.#heap.pop();
    if (least === undefined || last === undefined) return undefined;
    this.#held.delete(least);
    if (this.#heap.length > 0) this.#sink(last);
    return least;
  }

  /** From the top down to its place. */
  #sink(n: number): void {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const next = this.#at(left + 1) < this.#at(left) ? left + 1 : left;
      if (this.#at(next) >= n) break;
      this.#heap[at] = this.#at(next);
      at = next;
    }
    this.#heap[at] = n;
  }

  #at(n: number): number {
    return this.#heap[n] ?? Infinity;
  }
}
