// Chapter 03 §5.3 and §6.1, sentence by sentence: what LOCAL refuses, and by which requirement. The resolver says the same in
// ranks (authority-ranks.ts): an op that no sentence refuses has a rank, and a test compares the two.
import { localScene } from './authority.ts';
import { inviteOf, isAboutInvite, knownTo, LEVEL, levelSpoken, NOBODY, type Op, opOf } from './authority-ops.ts';
import { pastOf, wasGranted } from './authority-ops.ts';
import { areMost, areOwnKids, hasConsent, isAboutSelf, levelOf, type Scene, there } from './authority-ranks.ts';
import { policyOf, QUORUM, sorted, type Trial, type View, viewOf } from './authority-views.ts';
import type { Model } from './model.ts';

/** An op where its own past judges it. */
interface Hearing extends Scene {
  /** The level of the first signer. */
  readonly me: number;
  /** What is said about `who`, and its level. */
  readonly view: View;
  readonly cur: number;
}

type Check = (model: Model, hearing: Hearing) => void;

const REFUSED = 'E_NOT_AUTHORIZED';

/** PRN-014, PRN-025, PRN-034 to PRN-057, PRN-070. */
export function checkAuthority(model: Model, trial: Trial, id: string): void {
  const scene = localScene(trial, id);
  const { op, alive } = scene;
  const view = viewOf(trial, alive, op.who ?? '');
  const hearing = { ...scene, me: levelOf(scene, op.signers[0]), view, cur: view.lvl ?? NOBODY };
  // The kind is text from outside: a verifier that lets unknown kinds pass has no sentence about them.
  const check: Check | undefined = CHECKS[op.k];
  check?.(model, hearing);
}

const CHECKS: Readonly<Record<Op['k'], Check>> = {
  init: (model, hearing) => {
    const { mem = [], kind } = hearing.op;
    for (const { who, lvl } of kind === 'team' ? mem : [])
      model.when('PRN-014', lvl !== LEVEL.root && !hasConsent(hearing, who), 'E_POP');
  },
  add: (model, hearing) => {
    const { who = '', lvl } = hearing.op;
    model.when('PRN-025', lvl !== LEVEL.root && !hasConsent(hearing, who), 'E_POP');
    model.when('PRN-036', hearing.cur >= LEVEL.guest, REFUSED);
    checkGrant(model, hearing);
  },
  invite: checkGrant,
  join: checkJoin,
  set: checkSet,
  remove: checkRemove,
  bound: (model, hearing) =>
    model.when('PRN-046', hearing.me < (areOwnKids(hearing) ? LEVEL.writer : LEVEL.admin), REFUSED),
  epoch: (model, { me }) => model.when('PRN-047', me < LEVEL.writer, REFUSED),
  pol: (model, { me }) => model.when('PRN-047', me < LEVEL.owner, REFUSED),
};

function checkGrant(model: Model, hearing: Hearing): void {
  const { op, me } = hearing;
  for (const requirement of brokenByGrant(hearing, { signers: op.signers, me, lvl: op.lvl ?? NOBODY }))
    model.when(requirement, true, REFUSED);
}

/** Which of PRN-034, PRN-035 and PRN-048 stand against giving somebody a level. */
function brokenByGrant(
  hearing: Hearing,
  { signers, me, lvl }: Pick<Op, 'signers'> & { readonly me: number; readonly lvl: number },
): string[] {
  const { trial, op, alive, cur } = hearing;
  const isTop = lvl === me && me >= LEVEL.owner;
  const isAsked =
    (op.k !== 'set' || cur === LEVEL.guest) && lvl > LEVEL.guest && policyOf(trial, alive)['admit'] === QUORUM;
  const isAbove = (level: number): boolean => level >= me && (level < LEVEL.root || me === LEVEL.root);
  const broken = {
    'PRN-034': me < LEVEL.admin || lvl > me,
    'PRN-035': isTop && !areMost(hearing, signers, { level: lvl, isPeer: (level) => level === lvl }),
    'PRN-048': isAsked && !areMost(hearing, signers, { level: me, isPeer: isAbove }),
  };
  return Object.entries(broken).flatMap(([requirement, isBroken]) => (isBroken ? [requirement] : []));
}

/** PRN-049 to PRN-057. */
function checkJoin(model: Model, hearing: Hearing): void {
  const { trial, op, alive, cur } = hearing;
  const { who = '', lvl, t = 0 } = op;
  const refuse = (requirement: string, broken: boolean): void => model.when(requirement, broken, 'E_INVITE');
  const invite = inviteOf(trial, op);
  refuse('PRN-049', invite === undefined || !alive.has(invite.id) || (lvl ?? invite.lvl) !== invite.lvl);
  if (invite === undefined) return;
  refuse('PRN-050', invite.key === undefined ? invite.who !== who : invite.key !== op.key);
  refuse('PRN-051', cur >= LEVEL.guest || !hasConsent(hearing, who));
  const lived = [...alive].map((id) => opOf(trial, id));
  const about = lived.filter((each) => levelSpoken(trial, each, who) !== undefined);
  refuse(
    'PRN-052',
    about.some(({ id }) => !pastOf(trial, invite.id).has(id)),
  );
  const isOut = about.some(({ k, id }) => k === 'remove' && trial.localOf(id).isSelf !== true);
  refuse('PRN-053', invite.key !== undefined && isOut);
  refuse(
    'PRN-054',
    lived.some((each) => each.k === 'remove' && each.who === invite.id),
  );
  refuse('PRN-055', lived.filter(({ k, ref }) => k === 'join' && ref === invite.id).length >= (invite.uses ?? 1));
  refuse('PRN-056', t >= (invite.exp ?? Infinity));
  const [inviter] = invite.signers;
  const grant = { signers: invite.signers, me: levelOf(hearing, inviter), lvl: invite.lvl ?? NOBODY };
  refuse('PRN-057', brokenByGrant(hearing, grant).length > 0);
}

/** PRN-034, PRN-035, PRN-037, PRN-038, PRN-040. */
function checkSet(model: Model, hearing: Hearing): void {
  const { op, view, cur } = hearing;
  const { lvl = NOBODY } = op;
  const hasSameCaps = lvl !== LEVEL.guest || sorted(op.caps).join('\n') === view.caps?.join('\n');
  model.when('PRN-038', cur === LEVEL.root, REFUSED);
  model.when('PRN-037', cur < LEVEL.guest || (lvl === cur && hasSameCaps), REFUSED);
  if (lvl < cur) return checkLoss(model, hearing);
  checkGrant(model, hearing);
}

/** A lowering, or the end of a membership: PRN-040, or PRN-070 where somebody acts for himself. */
function checkLoss(model: Model, hearing: Hearing): void {
  const { op, me, cur } = hearing;
  if (isAboutSelf(hearing)) return model.when('PRN-070', me < LEVEL.guest, REFUSED);
  const isAbove = me >= LEVEL.admin && me > cur;
  const isPeer = (level: number): boolean => level === cur;
  const areAgreed = cur >= LEVEL.owner && areMost(hearing, op.signers, { level: cur, isPeer, least: 2 });
  model.when('PRN-040', !isAbove && !areAgreed, REFUSED);
}

/** PRN-040 to PRN-044. */
function checkRemove(model: Model, hearing: Hearing): void {
  const { trial, op, me, cur } = hearing;
  const { who = '', keep = false, thru } = op;
  if (thru !== undefined) return checkThru(model, hearing, thru);
  if (keep) {
    const wasMember = wasGranted(trial, pastOf(trial, op.id), who);
    return model.when('PRN-042', !wasMember || me < LEVEL.admin || me <= cur, REFUSED);
  }
  if (isAboutInvite(trial, op)) return model.when('PRN-044', me < LEVEL.admin, REFUSED);
  model.when('PRN-041', cur < LEVEL.guest, REFUSED);
  checkLoss(model, hearing);
}

/** PRN-043. */
function checkThru(model: Model, hearing: Hearing, thru: readonly string[]): void {
  const { trial, op, me, alive } = hearing;
  const { who = '' } = op;
  const [first = '', last = ''] = [thru[0], thru.at(-1)];
  const wasMember = wasGranted(trial, pastOf(trial, op.id), first);
  const isAbove = wasMember && me >= LEVEL.admin && me > (viewOf(trial, alive, first).lvl ?? NOBODY);
  const wasBelow = wasGranted(trial, knownTo(trial, op.id, last), who);
  const hasLost = wasBelow && there(hearing, last, who) < LEVEL.guest;
  model.when('PRN-043', !isAbove && !(me >= LEVEL.writer && hasLost), REFUSED);
}
