// Chapter 03: the resolver. Which ops of a log live, and who is a member of it at which level, from nothing but a causally
// closed set of ops. Everything is computed again, except the past of an op, its LOCAL and the outcome for one set of ops,
// which are functions of hashes alone: without them seven ops would take seconds.
import {
  areConcurrent,
  entryOf,
  type History,
  type Ids,
  inviteOf,
  isAboutSelf,
  isInviteInPast,
  isThru,
  knownTo,
  levelSpoken,
  maximal,
  namedBy,
  type Op,
  opOf,
  type OpSigner,
  pastOf,
  principalsOf,
  sortOps,
  wasGranted,
} from './authority-ops.ts';

/** How an op stands where it is judged. */
export interface Standing {
  /** Negative: it may not be. */
  readonly rank: number;
  /** It is there because of a majority of peers. */
  readonly isMajority?: boolean;
  readonly raises?: boolean;
  readonly lowers?: boolean;
  /** A cut that ends no membership. */
  readonly isPure?: boolean;
}

/** A history, and what of it has been computed. */
export interface Trial extends History {
  readonly locals: Map<string, Standing>;
  readonly outcomes: Map<string, Ids>;
}

/** By op: what its signers count for at most, by kid or principal; of a join, also its invite and the signers of that. */
type Caps = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** What a member is at some ops; without a level nobody speaks about it. */
export interface View {
  readonly lvl: number | undefined;
  readonly caps?: readonly string[];
}

/** Where an op is judged. */
interface Scene {
  readonly trial: Trial;
  readonly op: Op;
  /** The alive ops in its past. */
  readonly alive: Ids;
  readonly caps: Caps;
  /** The alive ops of another log. */
  readonly elsewhere: (log: string) => Ids;
}

/** A set of ops of one log, and the ops whose word about other logs counts. */
interface Question {
  readonly log: string;
  readonly ops: Ids;
  readonly namers: Ids;
}

const [WRITER, ADMIN, OWNER] = [20, 30, 40];
const NOBODY = -1;
const NO_CAPS: Caps = new Map();
const REFUSED: Standing = { rank: NOBODY };
/** A text of `pol.admit`. Of concurrent policies the stricter one is in force. */
const QUORUM = 'quorum';

// VIEW

/** What some alive ops say about a member. */
export function viewOf(trial: Trial, alive: Ids, member: string): View {
  const about = [...alive].filter((id) => levelSpoken(trial, opOf(trial, id), member) !== undefined);
  const last = maximal(trial, about);
  if (last.length === 0) return { lvl: undefined };
  const isOwn = (id: string): boolean => ['set', 'remove'].includes(opOf(trial, id).k) && isAboutSelf(opOf(trial, id));
  const others = last.filter((id) => !isOwn(id));
  const weight = (id: string): number => localOf(trial, id).rank + (localOf(trial, id).isMajority === true ? 0.25 : 0);
  const top = Math.max(...others.map(weight));
  const strongest = others.filter((id) => weight(id) === top);
  const raises = strongest.filter((id) => localOf(trial, id).raises === true);
  const heard = [...(raises.length > 0 ? raises : strongest), ...last.filter(isOwn)];
  const lvl = Math.min(...heard.map((id) => levelSpoken(trial, opOf(trial, id), member) ?? NOBODY));
  return lvl === 0 ? { lvl, caps: capsOf(trial, heard) } : { lvl };
}

/** What all of some ops let a guest do. */
function capsOf(trial: Trial, ids: readonly string[]): string[] {
  const granted = ids.map((id) => {
    const op = opOf(trial, id);
    return (op.k === 'join' ? inviteOf(trial, op) : op)?.caps ?? [];
  });
  return [...new Set(granted.flat())].filter((text) => granted.every((caps) => caps.includes(text))).toSorted();
}

/** Everybody whom some ops speak about. */
export function peopleOf(trial: Trial, ids: Ids): string[] {
  const named = [...ids].flatMap((id) => {
    const op = opOf(trial, id);
    return [...(op.mem ?? []).map(({ who }) => who), ...(op.who === undefined ? [] : [op.who])];
  });
  return [...new Set(named)].toSorted();
}

/** The policy that some alive ops make, by field: of concurrent values the strict one, else that of the lowest id. */
export function policyOf(trial: Trial, alive: Ids): Record<string, string> {
  const setting = [...alive].filter((id) => opOf(trial, id).pol !== undefined);
  const fields = [...new Set(setting.flatMap((id) => Object.keys(opOf(trial, id).pol ?? {})))].toSorted();
  return Object.fromEntries(
    fields.map((field) => {
      const last = maximal(
        trial,
        setting.filter((id) => opOf(trial, id).pol?.[field] !== undefined),
      );
      const values = last.toSorted().map((id) => opOf(trial, id).pol?.[field] ?? '');
      return [field, field === 'admit' && values.includes(QUORUM) ? QUORUM : (values[0] ?? '')];
    }),
  );
}

// EFF

const here = ({ trial, alive }: Scene, member: string): number => viewOf(trial, alive, member).lvl ?? NOBODY;

/** In the log of the op itself, where a path may come back to, its past is what it knows. */
function there(scene: Scene, log: string, member: string): number {
  const { trial, op, elsewhere } = scene;
  if (log === op.log) return here(scene, member);
  return viewOf(trial, both(elsewhere(log), knownTo(trial, op.id, log)), member).lvl ?? NOBODY;
}

const both = (a: Ids, b: Ids): Ids => new Set([...a].filter((id) => b.has(id)));

/** The least level on the way from a direct member down to a key; the key itself only has to be a writer of its user. */
function below(scene: Scene, { kid, by }: OpSigner): number {
  const user = by.at(-1);
  if (user === undefined) return Infinity;
  if (scene.trial.ops.get(user)?.kind !== 'user' || there(scene, user, kid) < WRITER) return NOBODY;
  return Math.min(Infinity, ...by.slice(1).map((next, hop) => there(scene, by[hop] ?? '', next)));
}

/** The level of a signer at an op. */
function levelOf(scene: Scene, signer: OpSigner | undefined): number {
  if (signer === undefined) return NOBODY;
  const caps = [signer.kid, ...signer.by].map((principal) => capOf(scene, principal));
  return Math.min(here(scene, entryOf(signer)), below(scene, signer), ...caps);
}

const capOf = ({ caps, op }: Scene, principal: string): number => caps.get(op.id)?.get(principal) ?? Infinity;

// MAJ

/** Whether more than half of the members at a level agree, and no fewer than so many. */
function isMajority(scene: Scene, signers: readonly OpSigner[], { level, least = 1 }: Level): boolean {
  const isPeer = (member: string): boolean => here(scene, member) === level;
  return isMoreThanHalf(scene, signers, { level, least, isPeer });
}

interface Level {
  readonly level: number;
  readonly least?: number;
}

function isMoreThanHalf(
  scene: Scene,
  signers: readonly OpSigner[],
  { level, least = 1, isPeer }: Level & { readonly isPeer: (member: string) => boolean },
): boolean {
  const members = peopleOf(scene.trial, scene.alive).filter(isPeer);
  const agreeing = signers.filter((signer) => isPeer(entryOf(signer)) && levelOf(scene, signer) >= level);
  const entries = new Set(agreeing.map(entryOf)).size;
  return entries >= least && entries * 2 > members.length;
}

// RANK

/** How an op stands in a scene; `isLocal` in the one that its own past makes. */
function rank(scene: Scene, isLocal: boolean): Standing {
  const { op } = scene;
  const me = levelOf(scene, op.signers[0]);
  const atLeast = (level: number): Standing => (me >= level ? { rank: me } : REFUSED);
  if (op.k === 'init') return { rank: Infinity };
  if (op.k === 'add') return rankAdd(scene, me);
  if (op.k === 'invite') return rankGrant(scene, op.signers, { me, lvl: op.lvl ?? NOBODY });
  if (op.k === 'join') return rankJoin(scene);
  if (op.k === 'set') return rankSet(scene, { me, isLocal });
  if (op.k === 'remove') return rankRemove(scene, me);
  if (op.k === 'bound') return atLeast(areOwnKids(scene) ? WRITER : ADMIN);
  return atLeast(op.k === 'epoch' ? WRITER : OWNER);
}

interface Grant {
  readonly me: number;
  readonly lvl: number;
}

/** You may grant up to your own level; to make somebody your peer at the top, most of your peers agree. */
function rankGrant(scene: Scene, signers: readonly OpSigner[], { me, lvl }: Grant): Standing {
  if (me < ADMIN || lvl < 0 || lvl > me) return REFUSED;
  const isPeer = (member: string): boolean => here(scene, member) >= me;
  const needsQuorum = scene.op.k !== 'set' && lvl > 0 && policyOf(scene.trial, scene.alive)['admit'] === QUORUM;
  if (needsQuorum && !isMoreThanHalf(scene, signers, { level: me, isPeer })) return REFUSED;
  if (lvl < me || me < OWNER) return { rank: me };
  return isMajority(scene, signers, { level: lvl }) ? { rank: me, isMajority: true } : REFUSED;
}

/** Effective at once, and with the word of the newcomer. */
function rankAdd(scene: Scene, me: number): Standing {
  const { who = '', lvl = NOBODY, signers } = scene.op;
  if (here(scene, who) >= 0 || !hasConsent(scene, who)) return REFUSED;
  return rankGrant(scene, signers, { me, lvl });
}

/** Whether a newcomer has signed: a key itself, a user with a device that may write, a team with one of its admins. */
export function hasConsent(scene: Scene, who: string): boolean {
  return scene.op.signers.some((signer) => entryOf(signer) === who && below(scene, signer) >= ADMIN);
}

/** On the authority that the inviter has where the newcomer joins. */
function rankJoin(scene: Scene): Standing {
  const { trial, op, alive } = scene;
  const invite = inviteOf(trial, op);
  const { who = '' } = op;
  if (invite === undefined || !alive.has(invite.id) || !hasConsent(scene, who)) return REFUSED;
  const lvl = invite.lvl ?? NOBODY;
  const isInvited = invite.key === undefined ? invite.who === who : invite.key === op.key;
  const isLevel = op.lvl === undefined || op.lvl === lvl;
  if (!isInvited || !isLevel || here(scene, who) >= 0) return REFUSED;
  const about = [...alive].filter((id) => levelSpoken(trial, opOf(trial, id), who) !== undefined);
  const isEvicted = about.some((id) => opOf(trial, id).k === 'remove' && !isAboutSelf(opOf(trial, id)));
  if (about.some((id) => !pastOf(trial, invite.id).has(id)) || (invite.key !== undefined && isEvicted)) return REFUSED;
  const used = [...alive].filter((id) => opOf(trial, id).k === 'join' && opOf(trial, id).ref === invite.id).length;
  const me = levelOf(scene, invite.signers[0]);
  const grant = rankGrant(scene, invite.signers, { me, lvl });
  if (used >= (invite.uses ?? 1) || grant.rank < 0) return REFUSED;
  const caps = [invite.id, ...principalsOf(op.signers)].map((principal) => capOf(scene, principal));
  return { ...grant, rank: Math.min(lvl, ...caps) };
}

function rankSet(scene: Scene, { me, isLocal }: { readonly me: number; readonly isLocal: boolean }): Standing {
  const { trial, op, alive } = scene;
  const { who = '', lvl = NOBODY, signers } = op;
  const view = viewOf(trial, alive, who);
  const cur = view.lvl ?? NOBODY;
  // A raise whose target has lost its join is still a grant.
  const isGrant = view.lvl === undefined && !isLocal && localOf(trial, op.id).raises === true;
  const isSame = lvl === cur && (lvl > 0 || [...(op.caps ?? [])].toSorted().join('\n') === view.caps?.join('\n'));
  if (lvl < 0 || isSame || (cur < 0 && !isGrant)) return REFUSED;
  if (lvl < cur) {
    if (isAboutSelf(op)) return { rank: levelOf({ ...scene, caps: NO_CAPS }, signers[0]) + 0.5, lowers: true };
    return { ...rankOver(scene, { me, cur }), lowers: true };
  }
  return cur < me ? { ...rankGrant(scene, signers, { me, lvl }), raises: lvl > cur } : REFUSED;
}

/** Strictly above, or most of the peers of the target at the top. */
function rankOver(scene: Scene, { me, cur }: { readonly me: number; readonly cur: number }): Standing {
  if (me >= ADMIN && me > cur) return { rank: me };
  const areMost = cur >= OWNER && isMajority(scene, scene.op.signers, { level: cur, least: 2 });
  return areMost ? { rank: cur, isMajority: true } : REFUSED;
}

function rankRemove(scene: Scene, me: number): Standing {
  const { trial, op } = scene;
  const { who = '', keep = false, thru, signers } = op;
  if (thru !== undefined) return rankThru(scene, { me, who, thru });
  if (isAboutSelf(op)) return keep ? REFUSED : { rank: levelOf({ ...scene, caps: NO_CAPS }, signers[0]) + 0.5 };
  if (isInviteInPast(trial, op)) return me >= ADMIN ? { rank: me, isPure: true } : REFUSED;
  const cur = here(scene, who);
  if (!keep && cur >= 0) return rankOver(scene, { me, cur });
  const mayCut = wasGranted(trial, pastOf(trial, op.id), who) && me >= ADMIN && me > cur;
  return mayCut ? { rank: me, isPure: true } : REFUSED;
}

/** A cut below a direct member: from above it, or by any writer once the log down there has ended the membership. */
function rankThru(scene: Scene, { me, who, thru }: { me: number; who: string; thru: readonly string[] }): Standing {
  const { trial, op } = scene;
  if (me >= ADMIN && me > here(scene, thru[0] ?? '')) return { rank: me, isPure: true };
  const log = thru.at(-1) ?? '';
  const isOver = wasGranted(trial, knownTo(trial, op.id, log), who) && there(scene, log, who) < 0;
  return isOver && me >= WRITER ? { rank: me, isPure: true } : REFUSED;
}

/** Whether a `bound` lists nothing but devices of the signer. */
function areOwnKids({ trial, op }: Scene): boolean {
  const user = op.signers[0]?.by.at(-1);
  if (user === undefined || op.kids === undefined) return false;
  const known = knownTo(trial, op.id, user);
  return op.kids.every((kid) => wasGranted(trial, known, kid));
}

// LOCAL

/** How an op stands in the outcome of its own past. */
export function localOf(trial: Trial, id: string): Standing {
  const kept = trial.locals.get(id);
  if (kept !== undefined) return kept;
  const standing = rank(localScene(trial, id), true);
  trial.locals.set(id, standing);
  return standing;
}

/** Where LOCAL judges an op: its own word about other logs counts there. */
export function localScene(trial: Trial, id: string): Scene {
  const op = opOf(trial, id);
  const past = pastOf(trial, id);
  const question: Question = { log: op.log, ops: past, namers: new Set([id, ...past]) };
  const alive = op.k === 'init' ? past : resolve(trial, question);
  return { trial, op, alive, caps: NO_CAPS, elsewhere: elsewhereFor(trial, question) };
}

function elsewhereFor(trial: Trial, { namers }: Question): Scene['elsewhere'] {
  return (log) => {
    const ops = namedBy(trial, namers, log);
    return ops.size === 0 ? ops : resolve(trial, { log, ops, namers: ops });
  };
}

// RESOLVE and FOLD

/** The ops of a set that live. */
export function resolve(trial: Trial, question: Question): Ids {
  const key = [question.log, ...sortOps(trial, question.ops), '', ...[...question.namers].toSorted()].join(' ');
  const kept = trial.outcomes.get(key);
  if (kept !== undefined) return kept;
  const outcome = cutAndFold(trial, question);
  trial.outcomes.set(key, outcome);
  return outcome;
}

/** Of the cuts that live and have not been done, the whole first class is done, until there is none. */
function cutAndFold(trial: Trial, question: Question): Ids {
  const caps = new Map<string, Map<string, number>>();
  const done = new Set<string>();
  for (;;) {
    const alive = fold(trial, question, caps);
    const open = [...alive].filter((id) => isCut(trial, id) && !done.has(id));
    const [first] = open.toSorted((a, b) => compareCuts(trial, a, b));
    if (first === undefined) return alive;
    for (const cut of open.filter((id) => compareCuts(trial, id, first) === 0)) {
      done.add(cut);
      for (const id of question.ops) cap(trial, caps, { cut, id });
    }
  }
}

function fold(trial: Trial, question: Question, caps: Caps): Ids {
  const elsewhere = elsewhereFor(trial, question);
  const alive = new Set<string>();
  for (const id of sortOps(trial, question.ops)) {
    const scene: Scene = { trial, op: opOf(trial, id), alive: both(alive, pastOf(trial, id)), caps, elsewhere };
    if (rank(scene, false).rank >= 0) alive.add(id);
  }
  return alive;
}

const isCut = (trial: Trial, id: string): boolean => {
  const op = opOf(trial, id);
  if (op.k !== 'remove' && !(op.k === 'set' && localOf(trial, id).lowers === true)) return false;
  return op.thru !== undefined || !isAboutSelf(op);
};

/** Orders cuts into classes: by rank, by what the target once was, and pure cuts before removals before lowerings. */
function compareCuts(trial: Trial, a: string, b: string): number {
  const kind = (id: string): number => (opOf(trial, id).k === 'set' ? 2 : localOf(trial, id).isPure === true ? 0 : 1);
  const byRank = localOf(trial, b).rank - localOf(trial, a).rank;
  return byRank || peakOf(trial, b) - peakOf(trial, a) || kind(a) - kind(b);
}

/** The highest level that any op before a cut ever gave its target. */
function peakOf(trial: Trial, id: string): number {
  const { who = '', thru } = opOf(trial, id);
  if (thru !== undefined) return 99;
  const levels = [...pastOf(trial, id)].map((each) => levelSpoken(trial, opOf(trial, each), who) ?? NOBODY);
  return Math.max(NOBODY, ...levels);
}

/** What its target did beside a cut, with no more rank, counts for no more than the cut leaves it. */
function cap(trial: Trial, caps: Map<string, Map<string, number>>, { cut, id }: { cut: string; id: string }): void {
  const [x, y] = [opOf(trial, cut), opOf(trial, id)];
  const { who = '', thru } = x;
  const [top, rankOfY] = [localOf(trial, cut).rank, localOf(trial, id).rank];
  const isBeaten = isInviteInPast(trial, x) ? rankOfY < top : rankOfY <= top;
  if (y.k === 'init' || !isBeaten || !areConcurrent(trial, cut, id)) return;
  const invite = y.k === 'join' ? inviteOf(trial, y) : undefined;
  const signers = [...y.signers, ...(invite?.signers ?? [])].filter(({ by }) => thru === undefined || isThru(by, thru));
  if (who !== invite?.id && !principalsOf(signers).includes(who)) return;
  const ofY = caps.get(id) ?? new Map<string, number>();
  caps.set(id, ofY.set(who, Math.min(ofY.get(who) ?? Infinity, x.k === 'set' ? (x.lvl ?? NOBODY) : NOBODY)));
}
