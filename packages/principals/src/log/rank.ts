import { LEVEL, NOBODY, type OpKind } from './op.ts';
import { rankAdd } from './rules/rank-add.ts';
import { rankBound } from './rules/rank-bound.ts';
import { rankGrant } from './rules/rank-grant.ts';
import { rankInit } from './rules/rank-init.ts';
import { rankJoin } from './rules/rank-join.ts';
import { rankRemove } from './rules/rank-remove.ts';
import { rankSet } from './rules/rank-set.ts';
import { levelOf, type Scene } from './scene.ts';
import { REFUSED, type Standing } from './table.ts';

type Rule = (scene: Scene, me: number) => Standing;

const atLeast =
  (level: number): Rule =>
  (_, me) =>
    me >= level ? { rank: me } : REFUSED;

const RULES: Readonly<Record<OpKind, Rule>> = {
  init: rankInit,
  add: rankAdd,
  invite: (scene, me) => {
    const { signers, lvl = NOBODY } = scene.place.op;
    return rankGrant(scene, { signers, slot: 0 }, { me, lvl, cur: NOBODY });
  },
  join: rankJoin,
  set: rankSet,
  remove: rankRemove,
  bound: rankBound,
  epoch: atLeast(LEVEL.writer),
  pol: atLeast(LEVEL.owner),
};

/** RANK: how an op stands in a scene. (design 3.4) */
export function rank(scene: Scene): Standing {
  const { k, signers } = scene.place.op;
  return RULES[k](scene, k === 'join' || k === 'init' ? NOBODY : levelOf(scene, signers[0], 0));
}
