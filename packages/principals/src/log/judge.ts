import type { Field, Numbers } from './view.ts';
import type { Accepted } from './enter.ts';
import { mayLookBack } from './epochs/history.ts';
import { knownTo } from './known.ts';
import { LEVEL, type Op, type OpSigner } from './op.ts';
import { rank } from './rank.ts';
import { deadElsewhere, type KnownOf, outcomeOf, resolve } from './resolve.ts';
import { hasConsent } from './rules/consent.ts';
import { wasKnownGranted } from './rules/rank-thru.ts';
import type { Scene } from './scene.ts';
import { sizeOf } from './span.ts';
import { entryAt, type Log, type Place, type World } from './table.ts';
import { ALL_ALIVE, type Outcome } from './outcome.ts';

/** Why an op is refused for ever. */
export type OpCode =
  | 'E_SIZE'
  | 'E_FORMAT'
  | 'E_SIGNERS'
  | 'E_ID'
  | 'E_LOG_MISMATCH'
  | 'E_PARENT'
  | 'E_LOG_FULL'
  | 'E_PATH'
  | 'E_POP'
  | 'E_INVITE'
  | 'E_NOT_AUTHORIZED'
  | 'E_HISTORY';

/** How many ops an op may have in its past. */
export const PAST_MAX = 65_535;

/** Judges an op all of whose names were accepted: the codes after E_PARENT. (0007: 21, 31) */
export function judge(world: World, log: Log, place: Place): OpCode | Accepted {
  const { op, closure } = place;
  if (place.at > PAST_MAX && sizeOf(closure) - 1 > PAST_MAX) return 'E_LOG_FULL';
  if (!op.signers.every((signer) => isPath(world, { log, place }, signer))) return 'E_PATH';
  const { scene, outcome } = localScene(world, log, place);
  const standing = rank(scene);
  if (standing.rank < 0) return codeOf(scene, op);
  const fieldOf = (at: number): Field => localScene(world, log, entryAt(log, at)).scene.field;
  if (op.k === 'epoch' && !mayLookBack(scene.field, place, fieldOf)) return 'E_HISTORY';
  return { place, standing, outcome, deadIn: scene.deadIn };
}

/** Whether each step below the direct member was once granted, in the log that it is a step of. */
function isPath(world: World, at: { readonly log: Log; readonly place: Place }, { kid, by }: OpSigner): boolean {
  return by.every((id, n) => wasKnownGranted(world, at, { id, who: by[n + 1] ?? kid }));
}

/** Where LOCAL judges an op: in RESOLVE of its past, in which its own word about other logs counts. (0007: 1) */
export function localScene(
  world: World,
  log: Log,
  place: Place,
): { readonly scene: Scene; readonly outcome: Outcome; readonly deadIn: (log: Log) => Numbers } {
  const knownOf: KnownOf = (other) => knownTo(log, place, other);
  const deadIn = deadElsewhere(world, knownOf);
  const outcome = localOutcome(world, { log, place, knownOf });
  const field = { log, span: place.closure, below: place.at, dead: outcome.dead };
  return { scene: { world, place, field, isLocal: true, caps: undefined, deadIn }, outcome, deadIn };
}

function localOutcome(
  world: World,
  { log, place, knownOf }: { readonly log: Log; readonly place: Place; readonly knownOf: KnownOf },
): Outcome {
  if (place.parents.length === 0) return ALL_ALIVE;
  const named = [...(place.known?.keys() ?? [])].flatMap((id) => world.logs.get(id) ?? []);
  if (!named.some(({ isTroubled }) => isTroubled)) return outcomeOf(world, log, place.parents);
  const news = new Set([...log.troubled, ...named]);
  return resolve(world, { log, heads: place.parents, span: place.closure, knownOf, news });
}

function codeOf(scene: Scene, { k, lvl, who = '' }: Op): OpCode {
  if (k === 'join') return 'E_INVITE';
  if (k === 'init') return 'E_POP';
  return k === 'add' && lvl !== LEVEL.root && !hasConsent(scene, who) ? 'E_POP' : 'E_NOT_AUTHORIZED';
}
