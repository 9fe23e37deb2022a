import { entryOf, LEVEL, type OpSigner } from '../op.ts';
import { here, levelOf, type Scene } from '../scene.ts';

/** Signers whose word is counted. */
export interface Voters {
  readonly signers: readonly OpSigner[];
  /** The slot of the first of them. */
  readonly slot: number;
}

/** Who is asked, by level; the level that each signer has to have; and how many of them it takes at least. */
interface Peers {
  readonly isPeer: (level: number) => boolean;
  readonly level: number;
  readonly least?: number;
}

/** MAJ: whether more than half of the members at a level agree. Each direct member counts once. (0007: 4, 25) */
export function isMajority(scene: Scene, voters: Voters, { level, least = 1 }: Omit<Peers, 'isPeer'>): boolean {
  return areMost(scene, voters, { isPeer: (other) => other === level, level, least });
}

/** Whether most of those agree who are no less than a granter; cold keys are asked only if the granter is one. (0007: 27) */
export function isQuorum(scene: Scene, voters: Voters, level: number): boolean {
  const isPeer = (other: number): boolean => other >= level && (other < LEVEL.root || level >= LEVEL.root);
  return areMost(scene, voters, { isPeer, level });
}

function areMost(scene: Scene, { signers, slot }: Voters, { isPeer, level, least = 1 }: Peers): boolean {
  const agreeing = signers.filter(
    (signer, n) => isPeer(here(scene, entryOf(signer))) && levelOf(scene, signer, slot + n) >= level,
  );
  const entries = new Set(agreeing.map(entryOf)).size;
  if (entries < least || entries === 0) return false;
  let peers = 0;
  for (const member of scene.field.log.seniors) if (isPeer(here(scene, member))) peers += 1;
  return entries * 2 > peers;
}
