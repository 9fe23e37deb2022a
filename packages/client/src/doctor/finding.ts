/** What one check found. */
export interface Finding {
  /** What was looked at: `node`, `home`, `keys`, `store`, `log`, `clock`, `statements`, `indexes`, `chains`, `bodies`, `relay`. */
  readonly check: string;
  readonly ok: boolean;
  /** One sentence for people. */
  readonly says: string;
  /** What to do about it, as a command or a sentence; absent when there is nothing to do. */
  readonly fix?: string;
}

/** A check that found nothing wrong. */
export function fine(check: string, says: string): Finding {
  return { check, ok: true, says };
}

/** A check that found something, and what to do. */
export function wrong(check: string, says: string, fix: string): Finding {
  return { check, ok: false, says, fix };
}

/** What to do when a store cannot be relied on any more. */
export function replaceStore(folder: string): string {
  return `Stop every program that uses it, move ${folder} away, make an empty folder in its place, and sync: what a relay or another device has comes back, and this home goes on as a new device.`;
}

/** `count` and the noun for it. */
export function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
