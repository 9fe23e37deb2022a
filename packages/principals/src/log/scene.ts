import { entryOf, LEVEL, NOBODY, type OpSigner } from './op.ts';
import { knownTo } from './known.ts';
import type { Known, Log, Place, World } from './table.ts';
import { type Field, levelIn, type Numbers } from './view.ts';

/** What cuts leave of an op. */
export interface Caps {
  /** Of its signers, by their position; of a join also of those of its invite, and last of the invite itself. */
  readonly left: readonly number[];
  /** Of the first signer, by cuts through its path alone. */
  readonly leftThru: number;
}

/** Where an op is judged. */
export interface Scene {
  readonly world: World;
  readonly place: Place;
  /** The ops in its past, and which of them are dead. */
  readonly field: Field;
  /** By LOCAL, which alone asks whether the op changes anything. (0007: 2) */
  readonly isLocal: boolean;
  readonly caps: Caps | undefined;
  /** The dead of another log. */
  readonly deadIn: (log: Log) => Numbers;
}

/** The level of a direct member. */
export function here({ field }: Scene, member: string): number {
  return levelIn(field, member);
}

/** The level of a member of a log on a path. A path that comes back is judged where the op is. (0007: 19) */
export function there(scene: Scene, id: string, member: string): number {
  if (id === scene.field.log.id) return here(scene, member);
  const log = scene.world.logs.get(id);
  const known = log === undefined ? undefined : knownTo(scene.field.log, scene.place, log);
  if (log === undefined || known === undefined) return NOBODY;
  return levelIn(fieldOf(log, known, scene.deadIn(log)), member);
}

/** What is known of a log. */
export function fieldOf(log: Log, { span }: Known, dead: Numbers): Field {
  return { log, span, below: Infinity, dead };
}

/** The least level on the way from a direct member down to a key, which itself only has to write for its user. (0007: 17) */
export function below(scene: Scene, { kid, by }: OpSigner): number {
  const user = by.at(-1);
  if (user === undefined) return Infinity;
  if (scene.world.logs.get(user)?.isUser !== true || there(scene, user, kid) < LEVEL.writer) return NOBODY;
  let least = Infinity;
  for (let hop = 1; hop < by.length; hop++) least = Math.min(least, there(scene, by[hop - 1] ?? '', by[hop] ?? ''));
  return least;
}

/** EFF without cuts. A root entry is a key, and so begins no path. (0007: 37) */
export function uncut(scene: Scene, signer: OpSigner): number {
  const level = here(scene, entryOf(signer));
  if (level < LEVEL.guest || (level >= LEVEL.root && signer.by.length > 0)) return NOBODY;
  return Math.min(level, below(scene, signer));
}

/** EFF: the level of a signer at an op. `slot` is its position among the signers that cuts can reach. */
export function levelOf(scene: Scene, signer: OpSigner | undefined, slot: number): number {
  if (signer === undefined) return NOBODY;
  const level = uncut(scene, signer);
  return scene.caps === undefined ? level : Math.min(level, scene.caps.left[slot] ?? Infinity);
}
