// Chapter 03: may it be? The level of a signer (EFF), majorities (MAJ), and what each kind of op asks for (RANK).
import {
  areConcurrent,
  entryOf,
  type Ids,
  inviteOf,
  isAboutInvite,
  isThru,
  knownTo,
  LEVEL,
  levelSpoken,
  NOBODY,
  type Op,
  opOf,
  type OpSigner,
  pastOf,
  wasGranted,
} from './authority-ops.ts';
import {
  isCut,
  isOn,
  peopleOf,
  policyOf,
  QUORUM,
  sorted,
  type Standing,
  type Trial,
  viewOf,
} from './authority-views.ts';

/** Where an op is judged. */
export interface Scene {
  readonly trial: Trial;
  readonly op: Op;
  /** By LOCAL, which alone asks whether the op changes anything. */
  readonly isLocal: boolean;
  /** The alive ops in its past. */
  readonly alive: Ids;
  /** The cuts of the log that have been done. */
  readonly cuts: Ids;
  /** The alive ops of another log. */
  readonly elsewhere: (log: string) => Ids;
}

const REFUSED: Standing = { rank: NOBODY };

// EFF

const here = ({ trial, alive }: Scene, member: string): number => viewOf(trial, alive, member).lvl ?? NOBODY;

/** In the log of the op itself, where a path may come back to, its past is what it knows. */
export function there(scene: Scene, log: string, member: string): number {
  const { trial, op, elsewhere } = scene;
  if (log === op.log) return here(scene, member);
  const alive = elsewhere(log);
  const known = [...knownTo(trial, op.id, log)].filter((id) => alive.has(id));
  return viewOf(trial, new Set(known), member).lvl ?? NOBODY;
}

/** The least level on the way from a direct member down to a key; the key itself only has to be a writer of its user. */
export function below(scene: Scene, { kid, by }: OpSigner): number {
  const user = by.at(-1);
  if (user === undefined) return Infinity;
  const isUser = scene.trial.ops.get(user)?.kind === 'user' || !isOn(scene.trial, 'the last on a path is a user');
  if (!isUser || there(scene, user, kid) < LEVEL.writer) return NOBODY;
  return Math.min(Infinity, ...by.slice(1).map((next, hop) => there(scene, by[hop] ?? '', next)));
}

/** Without cuts. Root is for keys: nobody stands on a path that begins with a root entry. */
function uncut(scene: Scene, signer: OpSigner): number {
  const level = here(scene, entryOf(signer));
  const isKey = signer.by.length === 0 || !isOn(scene.trial, 'a root entry has no path');
  return level >= LEVEL.root && !isKey ? NOBODY : Math.min(level, below(scene, signer));
}

/** The level of a signer at an op. */
export function levelOf(scene: Scene, signer: OpSigner | undefined): number {
  return signer === undefined ? NOBODY : Math.min(uncut(scene, signer), capOn(scene, signer));
}

/** What the cuts beside an op, of no less rank, leave one of its signers. */
function capOn(scene: Scene, signer: OpSigner, cuts: readonly Op[] = cutsOn(scene)): number {
  const { trial, op } = scene;
  const group = isOn(trial, 'a cut holds for one signer') ? [signer] : op.signers;
  const holding = cuts.filter((cut) => group.some((each) => isHeldBy(trial, cut, each)));
  return Math.min(Infinity, ...holding.map(({ k, lvl = NOBODY }) => (k === 'set' ? lvl : NOBODY)));
}

function isHeldBy(trial: Trial, cut: Op, signer: OpSigner): boolean {
  const { who = '', thru = [] } = cut;
  const isPlain = thru.length === 0 || !isOn(trial, 'a cut through a path spares other paths');
  const path = [...signer.by, signer.kid];
  if (isPlain || (!isOn(trial, 'thru ends at its target') && isThru(path, thru))) return path.includes(who);
  return isThru(path, [...thru, who]);
}

function cutsOn({ trial, op, cuts }: Scene): Op[] {
  const isReached = (cut: Op): boolean => {
    const [top, rank] = [trial.localOf(cut.id).rank, trial.localOf(op.id).rank];
    if (!isOn(trial, cut.k === 'set' ? 'a lowering cuts to its level' : 'a removal cuts')) return false;
    if (!isOn(trial, 'cuts bind cuts') && isCut(trial, op.id)) return false;
    if (isAboutInvite(trial, cut) && isOn(trial, 'a revocation reaches only below its rank')) return rank < top;
    return rank <= top || !isOn(trial, 'a cut reaches no higher rank');
  };
  return [...cuts]
    .filter((id) => areConcurrent(trial, id, op.id))
    .map((id) => opOf(trial, id))
    .filter(isReached);
}

// MAJ

/** Whether more than half of some direct members agree, each with a level at least; and no fewer than so many. */
export function areMost(scene: Scene, signers: readonly OpSigner[], { isPeer, level, least = 1 }: Peers): boolean {
  const isOne = (member: string): boolean => isPeer(here(scene, member));
  const agreeing = signers.filter((signer) => isOne(entryOf(signer)) && levelOf(scene, signer) >= level);
  const entries = new Set(agreeing.map(entryOf)).size;
  return entries >= least && entries * 2 > peopleOf(scene.trial, scene.alive).filter(isOne).length;
}

export interface Peers {
  readonly isPeer: (level: number) => boolean;
  readonly level: number;
  readonly least?: number;
}

// RANK

/** How an op stands in a scene. */
export function standingOf(scene: Scene): Standing {
  const { op } = scene;
  const me = levelOf(scene, op.signers[0]);
  const atLeast = (level: number): Standing => (me >= level ? { rank: me } : REFUSED);
  if (op.k === 'init') return areFounders(scene) ? { rank: Infinity } : REFUSED;
  if (op.k === 'add') return rankAdd(scene, me);
  if (op.k === 'invite') return rankGrant(scene, op.signers, { me, lvl: op.lvl ?? NOBODY });
  if (op.k === 'join') return rankJoin(scene);
  if (op.k === 'set') return rankSet(scene, me);
  if (op.k === 'remove') return rankRemove(scene, me);
  if (op.k === 'bound') return atLeast(areOwnKids(scene) ? LEVEL.writer : LEVEL.admin);
  return atLeast(op.k === 'epoch' ? LEVEL.writer : LEVEL.owner);
}

/** Everybody with whom a log begins has agreed, but cold keys. Asked once: a team does not end with an enrolment. */
function areFounders(scene: Scene): boolean {
  const { mem = [] } = scene.op;
  return !scene.isLocal || mem.every(({ who, lvl }) => lvl === LEVEL.root || hasConsent(scene, who));
}

interface Grant {
  readonly me: number;
  readonly lvl: number;
  /** What the target of a set has. */
  readonly cur?: number;
}

/** You may grant up to your own level; to make somebody your peer at the top, most of your peers agree. */
export function rankGrant(scene: Scene, signers: readonly OpSigner[], { me, lvl, cur = NOBODY }: Grant): Standing {
  const { trial, op } = scene;
  if (me < LEVEL.admin || lvl < LEVEL.guest || lvl > me) return REFUSED;
  const isIn = op.k === 'set' && (cur > LEVEL.guest || !isOn(trial, 'raising a guest takes a quorum'));
  if (!isIn && lvl > LEVEL.guest && !hasQuorum(scene, signers, me)) return REFUSED;
  if (lvl < me || me < LEVEL.owner || !isOn(trial, 'a majority adds a peer')) return { rank: me };
  const agree = areMost(scene, signers, { isPeer: (level) => level === lvl, level: lvl });
  return agree ? { rank: me, isMajority: true } : REFUSED;
}

/** Where a quorum admits, more than half of those who stand no lower agree; cold keys count only among themselves. */
function hasQuorum(scene: Scene, signers: readonly OpSigner[], me: number): boolean {
  const { trial, alive } = scene;
  if (!isOn(trial, 'a quorum admits') || policyOf(trial, alive)['admit'] !== QUORUM) return true;
  const isPeer = (level: number): boolean => level >= me && (level < LEVEL.root || me >= LEVEL.root);
  return areMost(scene, signers, { isPeer, level: me });
}

/** Effective at once, and with the word of the newcomer. */
function rankAdd(scene: Scene, me: number): Standing {
  const { who = '', lvl = NOBODY, signers } = scene.op;
  if (here(scene, who) >= LEVEL.guest || !(lvl === LEVEL.root || hasConsent(scene, who))) return REFUSED;
  return rankGrant(scene, signers, { me, lvl });
}

/** Whether a newcomer has signed: a key itself, a user with a device that may write, a team with one of its admins. */
export function hasConsent(scene: Scene, who: string): boolean {
  const { trial, op } = scene;
  if (!isOn(trial, 'newcomers agree')) return true;
  const least = isOn(trial, 'who agrees may agree') ? LEVEL.admin : NOBODY;
  return op.signers.some((signer) => entryOf(signer) === who && below(scene, signer) >= least);
}

/** On the authority that all signers of the invite have where the newcomer joins. */
function rankJoin(scene: Scene): Standing {
  const { trial, op } = scene;
  const invite = inviteOf(trial, op);
  if (invite === undefined || !isOffered(scene, invite) || !isFree(scene, invite)) return REFUSED;
  const { lvl = NOBODY, signers } = invite;
  const isOwn = isOn(trial, 'a join stands on its inviter');
  const grant = isOwn ? rankGrant(scene, signers, { me: levelOf(scene, signers[0]), lvl }) : { rank: lvl };
  const isVoid = cutsOn(scene).some((cut) => cut.who === invite.id && isAboutInvite(trial, cut));
  if (grant.rank < 0 || isVoid) return REFUSED;
  const isBound = isOn(trial, 'a join falls with its newcomer');
  const rank = Math.min(lvl, ...(isBound ? op.signers.map((signer) => capOn(scene, signer)) : []));
  return rank < lvl && isOn(trial, 'a join stands at its full level') ? REFUSED : { ...grant, rank };
}

/** Whether an invite is one for this join, and not ended, used up or too old. */
function isOffered({ trial, op, alive }: Scene, { id, who, key, lvl, uses = 1, exp = Infinity }: Op): boolean {
  const isInvited = key === undefined ? who === op.who : key === op.key;
  if (!alive.has(id) || !isInvited || (op.lvl ?? lvl) !== lvl) return false;
  const seen = [...alive].map((each) => opOf(trial, each));
  const isEnded = seen.some((each) => each.who === id && isAboutInvite(trial, each));
  const used = seen.filter((each) => each.k === 'join' && each.ref === id).length;
  return (
    !(isEnded && isOn(trial, 'a seen revocation ends an invite')) &&
    (used < uses || !isOn(trial, 'uses are counted')) &&
    ((op.t ?? 0) < exp || !isOn(trial, 'invites expire'))
  );
}

/** Whether a newcomer agrees, is no member, and was neither spoken of since the invite nor removed by others before a key's. */
function isFree(scene: Scene, invite: Op): boolean {
  const { trial, op, alive } = scene;
  const { who = '' } = op;
  if (!hasConsent(scene, who) || here(scene, who) >= LEVEL.guest) return false;
  const about = [...alive].filter((id) => levelSpoken(trial, opOf(trial, id), who) !== undefined);
  const isNews = about.some((id) => !pastOf(trial, invite.id).has(id));
  const isOut = about.some((id) => opOf(trial, id).k === 'remove' && trial.localOf(id).isSelf !== true);
  const isReadmitted = invite.key !== undefined && isOut && isOn(trial, 'a key readmits nobody');
  return !isReadmitted && !(isNews && isOn(trial, 'nobody spoke since the invite'));
}

function rankSet(scene: Scene, me: number): Standing {
  const { trial, op, alive, isLocal } = scene;
  const { who = '', lvl = NOBODY, signers } = op;
  const view = viewOf(trial, alive, who);
  const cur = view.lvl ?? NOBODY;
  const isRoot = (lvl >= LEVEL.root || cur >= LEVEL.root) && isOn(trial, 'root is a level of keys');
  if (lvl < LEVEL.guest || isRoot || (cur < LEVEL.guest && !(view.lvl === undefined && isGrant(scene)))) return REFUSED;
  const isSame = lvl === cur && (lvl > LEVEL.guest || sorted(op.caps).join('\n') === view.caps?.join('\n'));
  if (isSame && (isLocal || !isOn(trial, 'changes are asked once'))) return REFUSED;
  if (lvl >= cur) return cur < me ? { ...rankGrant(scene, signers, { me, lvl, cur }), isRaise: lvl > cur } : REFUSED;
  const standing = isAboutSelf(scene) ? rankSelf(scene) : rankOver(scene, { me, cur });
  return { ...standing, isLowering: true };
}

/** A raise whose target nobody speaks about any more, because its join died, is still a grant. */
function isGrant({ trial, op, isLocal }: Scene): boolean {
  if (isLocal) return false;
  const { isRaise, isLowering } = trial.localOf(op.id);
  if (isLowering === true) return !isOn(trial, 'a lowering is no grant');
  return isRaise === true && isOn(trial, 'a raise is a grant');
}

/** Whether a lowering, dead because its target is no member, strikes as the removal of a former member would. */
export function cutsInSilence(scene: Scene): boolean {
  const { trial, op, alive } = scene;
  if (trial.localOf(op.id).isLowering !== true || !isOn(trial, 'a lowering of a former member strikes')) return false;
  const { lvl = NOBODY } = viewOf(trial, alive, op.who ?? '');
  return lvl < LEVEL.guest && levelOf(scene, op.signers[0]) >= LEVEL.admin;
}

/** Strictly above, or most of the peers of the target at the top. */
function rankOver(scene: Scene, { me, cur }: { readonly me: number; readonly cur: number }): Standing {
  const { trial, op } = scene;
  const isEnough = me > cur || !isOn(trial, 'a majority evicts a peer');
  if (me >= LEVEL.admin && isEnough) return { rank: me };
  const least = isOn(trial, 'eviction takes two') ? 2 : 1;
  const agree =
    cur >= LEVEL.owner && areMost(scene, op.signers, { isPeer: (level) => level === cur, level: cur, least });
  return agree ? { rank: cur, isMajority: true } : REFUSED;
}

function rankRemove(scene: Scene, me: number): Standing {
  const { trial, op, isLocal } = scene;
  const { who = '', keep = false, thru } = op;
  if (isAboutSelf(scene)) return rankSelf(scene);
  if (thru !== undefined) return rankThru(scene, { me, who, thru });
  if (isAboutInvite(trial, op)) return me >= LEVEL.admin ? { rank: me } : REFUSED;
  const cur = here(scene, who);
  if (!keep && cur >= LEVEL.guest) return rankOver(scene, { me, cur });
  const isFormer = keep || (!isLocal && isOn(trial, 'changes are asked once'));
  return isFormer && wasGranted(trial, pastOf(trial, op.id), who) && me >= LEVEL.admin && me > cur
    ? { rank: me }
    : REFUSED;
}

/** A cut below a direct member: from above it, or by any writer once the log down there has ended the membership. */
function rankThru(scene: Scene, { me, who, thru }: { me: number; who: string; thru: readonly string[] }): Standing {
  const { trial, op } = scene;
  const [entry = ''] = thru;
  const isLate = wasGranted(trial, pastOf(trial, op.id), entry) || !isOn(trial, 'nobody is cut in advance');
  if (me >= LEVEL.admin && me > here(scene, entry) && isLate) return { rank: me };
  const log = thru.at(-1) ?? '';
  const isOver = wasGranted(trial, knownTo(trial, op.id, log), who) && there(scene, log, who) < LEVEL.guest;
  return (isOver || !isOn(trial, 'thru ends with the membership below')) && me >= LEVEL.writer ? { rank: me } : REFUSED;
}

/** Leaving, or stepping down, of a person, or of a team by one of its admins. */
export function isAboutSelf(scene: Scene): boolean {
  const { k, signers, who, keep } = scene.op;
  const [first] = signers;
  if (first === undefined || entryOf(first) !== who || (k === 'remove' && keep === true)) return false;
  return first.by.length <= 1 || below(scene, first) >= LEVEL.admin;
}

/** No cut of a person holds for what that person does about itself; one of its devices, through it, does. */
function rankSelf(scene: Scene): Standing {
  const { trial, op } = scene;
  const [first] = op.signers;
  if (first === undefined) return REFUSED;
  const isTeam = first.by.length > 1 && isOn(trial, 'a team leaves under cuts');
  const isThief = ({ thru }: Op): boolean => thru !== undefined && isOn(trial, 'a lost device leaves under cuts');
  const cuts = cutsOn(scene).filter((cut) => isTeam || isThief(cut));
  return { rank: Math.min(uncut(scene, first), capOn(scene, first, cuts)), isSelf: true };
}

/** Whether a `bound` lists nothing but devices of the signer. */
export function areOwnKids({ trial, op }: Scene): boolean {
  const user = op.signers[0]?.by.at(-1);
  if (user === undefined || op.kids === undefined) return false;
  const known = knownTo(trial, op.id, user);
  return op.kids.every((kid) => wasGranted(trial, known, kid));
}
