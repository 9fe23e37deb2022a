// Chapter 04 §2.3, §2.5, §2.6, §4.3: to whom a keybox may be addressed, what an epoch may lead back to, and under which epoch
// a body may be sealed.
import { createHash } from 'node:crypto';
import { localScene } from './authority.ts';
import { type Ids, isAboutInvite, LEVEL, levelSpoken, NOBODY, type Op, opOf, pastOf } from './authority-ops.ts';
import { levelOf, rankGrant, type Scene } from './authority-ranks.ts';
import { isOn, JOINED, peopleOf, policyOf, type Trial, viewOf } from './authority-views.ts';
import type { Acceptance } from './collections.ts';
import type { Json } from './conventions.ts';
import { aliveIn, announcementsOf, endOf, freshEpochs, knownFrom, type Place } from './epochs.ts';
import { Fault, type Model } from './model.ts';
import type { Book, Offer } from './op-judge.ts';
import { jwkOf } from './op-read.ts';
import type { ClaimedBody } from './records.ts';
import { phaseOf } from './registries.ts';

/** An op of kind `epoch` and its keybox. */
export interface KeyboxOffer extends Offer {
  readonly book: Book;
  readonly body?: Uint8Array;
}

/** What a verifier says of an op with a keybox. */
export type KeyboxAcceptance = Pick<Acceptance, 'id' | 'body' | 'bodyError'>;

/** An accepted op and the recipients of its keybox. */
export interface Addressed {
  readonly trial: Trial;
  readonly id: string;
  readonly recipients: readonly string[];
}

/** A sealed body: whose epochs it goes by, what its record knows, and until when the record lasts. */
export interface SealedUnder {
  readonly place: Place;
  readonly eid: string;
  readonly burn?: number;
  /** Its record is a grant, so the epochs are those of the guest. */
  readonly isGrant: boolean;
}

// §2.3 Recipients

/** Who may be a recipient where an op is judged, by the name that a keybox has for him. */
export function recipientsOf(trial: Trial, id: string): ReadonlyMap<string, string> {
  const scene = sceneOf(trial, id);
  const known = isAtParents(trial) ? knownFrom(trial, [id]) : new Set(trial.ops.keys());
  const members = peopleOf(trial, scene.alive).filter((who) => {
    const least = isOn(trial, 'guests are no recipients') ? LEVEL.reader : LEVEL.guest;
    return (viewOf(trial, scene.alive, who).lvl ?? NOBODY) >= least;
  });
  const isKey = (who: string): boolean => trial.ops.get(who)?.k !== 'init';
  const keys = members.filter((who) => isKey(who) && hasKey(scene, who)).map((who) => [who, who] as const);
  const epochs = members
    .filter((who) => !isKey(who))
    .flatMap((who) => epochsOf({ trial, log: who, known }).map((eid) => [eid, who] as const));
  const invites = [...scene.alive].filter((each) => isOpen(scene, opOf(trial, each)));
  return new Map([...keys, ...epochs, ...invites.map((each) => [opOf(trial, each).key ?? '', each] as const)]);
}

const isAtParents = (trial: Trial): boolean => isOn(trial, 'recipients are members at the parents');

/** Where an op is judged. */
function sceneOf(trial: Trial, id: string): Scene {
  const scene = localScene(trial, id);
  if (isAtParents(trial)) return scene;
  return { ...scene, alive: aliveIn({ trial, log: scene.op.log, known: new Set(trial.ops.keys()) }) };
}

/** Whether an op that made a key a member stated one for encryption. */
function hasKey({ trial, alive }: Scene, who: string): boolean {
  if (!isOn(trial, 'recipients have keys')) return true;
  return [...alive].some((id) => {
    const op = opOf(trial, id);
    if (op.k === 'init') return op.mem?.find((entry) => entry.who === who)?.enc === true;
    return (op.k === 'add' || op.k === 'join') && op.who === who && op.enc === true;
  });
}

/** The epochs of a member that stand for it. */
function epochsOf(place: Place): string[] {
  const { trial } = place;
  const known = [...place.known].filter((id) => opOf(trial, id).log === place.log);
  const all = isOn(trial, 'epochs of recipients are fresh')
    ? freshEpochs(place)
    : known.flatMap((id) => opOf(trial, id).eid ?? []);
  const isLasting = (eid: string): boolean => endOf(place, eid) === undefined;
  return all.filter((eid) => isLasting(eid) || !isOn(trial, 'epochs of recipients do not end'));
}

/** Whether an invite asks for keyboxes, and can still be taken. */
function isOpen(scene: Scene, invite: Op): boolean {
  const { trial } = scene;
  const { id, lvl = NOBODY, signers } = invite;
  if (!isForKeyboxes(invite)) return false;
  const { rank } = rankGrant(scene, signers, { me: levelOf(scene, signers[0]), lvl });
  return (
    !(isEnded(scene, id) && isOn(trial, 'a removed invite is no recipient')) &&
    (rank >= 0 || !isOn(trial, 'an invite falls with its inviters'))
  );
}

const isForKeyboxes = ({ k, key, enc, lvl = NOBODY }: Op): boolean =>
  k === 'invite' && key !== undefined && enc === true && lvl >= LEVEL.reader;

const isEnded = ({ trial, alive }: Pick<Scene, 'trial' | 'alive'>, invite: string): boolean =>
  [...alive].some((id) => opOf(trial, id).who === invite && isAboutInvite(trial, opOf(trial, id)));

// §2.5 Looking back, §2.6 Epochs that end

/** JOINS: the alive ops in the past by which those read who do, and could not before; and invites by which somebody may. */
function joinsIn({ trial, alive }: Scene): string[] {
  const level = (ops: Ids, who: string): number => viewOf(trial, ops, who).lvl ?? NOBODY;
  return [...alive].filter((id) => {
    const op = opOf(trial, id);
    const { k, who = '' } = op;
    if (isForKeyboxes(op)) return !isEnded({ trial, alive }, id) && isOn(trial, 'an invite has joined');
    if (!['add', 'join', 'set'].includes(k) || (levelSpoken(trial, op, who) ?? NOBODY) < LEVEL.reader) return false;
    const before = new Set([...alive].filter((each) => pastOf(trial, id).has(each)));
    const isNew = level(before, who) < LEVEL.reader || !isOn(trial, 'who could read before has not joined');
    return isNew && (level(alive, who) >= LEVEL.reader || !isOn(trial, 'who is gone has not joined'));
  });
}

/** Whether an epoch was announced by somebody alive, and only behind some ops. */
function isBehind(scene: Scene, eid: string, ops: readonly string[]): boolean {
  const { trial } = scene;
  const announcements = announcedIn(scene, eid);
  const isGood = (id: string): boolean => ops.every((each) => isSeen(trial, each, id));
  const areAll = isOn(trial, 'every announcement is behind the joins');
  return announcements.length > 0 && (areAll ? announcements.every(isGood) : announcements.some(isGood));
}

const isSeen = (trial: Trial, join: string, id: string): boolean =>
  isOn(trial, 'beside a join is not behind it') ? pastOf(trial, id).has(join) : !pastOf(trial, join).has(id);

/** The announcements of an epoch that are alive where an op is judged. */
function announcedIn({ trial, op, alive }: Scene, eid: string): string[] {
  return announcementsOf({ trial, log: op.log, known: pastOf(trial, op.id) }, eid).filter((id) => alive.has(id));
}

/** Whether some epochs stand before all alive announcements of one, of which there is one. */
function leadsBack(scene: Scene, eid: string, earlier: readonly string[]): boolean {
  const { trial } = scene;
  const announcements = announcedIn(scene, eid);
  const isFine = (id: string): boolean => earlier.every((each) => announces(trial, opOf(trial, id), each));
  return announcements.length > 0 && announcements.every(isFine);
}

/** When an epoch ends, by what is alive where an op is judged. */
function endAt(scene: Scene, eid: string): number | undefined {
  const ends = announcedIn(scene, eid).flatMap((id) => opOf(scene.trial, id).end ?? []);
  return ends.length === 0 ? undefined : Math.min(...ends);
}

const isJoined = ({ trial, alive }: Scene): boolean => policyOf(trial, alive)['history'] === JOINED;

const announces = (trial: Trial, op: Op, eid: string | undefined): boolean =>
  [...pastOf(trial, op.id)].some((id) => opOf(trial, id).eid === eid);

/** Step 8 for an `epoch`: SEC-018, SEC-061, SEC-019, SEC-023. */
export function checkHistory(model: Model, trial: Trial, id: string): void {
  const scene = localScene(trial, id);
  const { op } = scene;
  const { eid = '', back = [], end } = op;
  for (const each of back) model.when('SEC-018', !announces(trial, op, each), 'E_HISTORY');
  const isTopUp = announces(trial, op, eid);
  model.when('SEC-061', isTopUp && op.back !== undefined && !leadsBack(scene, eid, back), 'E_HISTORY');
  const first = isOn(trial, 'who had the epoch has joined') ? announcedIn(scene, eid) : [];
  const scenes = [scene, ...first.map((each) => localScene(trial, each))];
  const joins = isJoined(scene) ? scenes.flatMap((each) => joinsIn(each)) : undefined;
  for (const each of back) {
    model.when('SEC-019', joins !== undefined && !isBehind(scene, each, joins), 'E_HISTORY');
  }
  model.when('SEC-023', end !== undefined && (op.back !== undefined || isTopUp), 'E_HISTORY');
  for (const each of [...back, ...(isTopUp ? [eid] : [])]) {
    model.when('SEC-023', endAt(scene, each) !== undefined, 'E_HISTORY');
  }
}

/** The same, as the model asks it. */
export function recipientsIn(_model: Model, trial: Trial, id: string): ReadonlyMap<string, string> {
  return recipientsOf(trial, id);
}

/** Step 10 for a keybox: SEC-009, SEC-020. */
export function checkRecipients(model: Model, { trial, id, recipients }: Addressed): void {
  const allowed = model.recipientsOf(trial, id);
  for (const kid of recipients) model.when('SEC-009', !allowed.has(kid), 'E_KEYBOX_RECIPIENT');
  const scene = localScene(trial, id);
  const { op } = scene;
  if (!announces(trial, op, op.eid) || !isJoined(scene)) return;
  const addressed = recipients.flatMap((kid) => allowed.get(kid) ?? []);
  const joins = joinsIn(scene).filter((each) => addressed.includes(opOf(trial, each).who ?? each));
  model.when('SEC-020', !isBehind(scene, op.eid ?? '', joins), 'E_KEYBOX_RECIPIENT');
}

/** An op as it comes, with its keybox. A keybox that is wrong stops nothing (REC-013). */
export function acceptKeybox(model: Model, { book, log, input, body }: KeyboxOffer): KeyboxAcceptance {
  model.judgeOp(book, { log, input });
  const id = model.statementId(input.st);
  if (body === undefined) return { id };
  try {
    model.checkKeyboxDigest({ claims: book.statedById.get(id)?.statement.claimsJson ?? new Map(), body });
    const { recipients } = model.checkKeybox(body);
    model.checkRecipients({ trial: book.trial, id, recipients: recipients.map(({ kid }) => kid) });
    return { id, body };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { id, bodyError: { code: error.code, phase: phaseOf(error.code) } };
  }
}

/** SEC-060. */
export function checkKeyboxDigest(model: Model, { claims, body }: ClaimedBody): void {
  const digest = model.encodeBase64url(createHash('sha256').update(body).digest());
  const isOther = claims.get('len') !== body.length || claims.get('dig') !== digest;
  model.when('SEC-060', isOther, 'E_DIGEST');
}

// Bodies

/** Step 10 for a sealed body: SEC-014, of a grant SEC-044; SEC-024. */
export function checkEpoch(model: Model, { place, eid, burn, isGrant }: SealedUnder): void {
  model.when(isGrant ? 'SEC-044' : 'SEC-014', !model.isFreshEpoch(place, eid), 'E_STALE_EPOCH');
  const end = endOf(place, eid);
  model.when('SEC-024', end !== undefined && !(burn !== undefined && burn <= end), 'E_STALE_EPOCH');
}

const X25519_PRIME = (1n << 255n) - 19n;
const SMALL_ORDER: readonly bigint[] = [
  0n,
  1n,
  X25519_PRIME - 1n,
  325606250916557431795983626356110631294008115727848805560023387167927233504n,
  39382357235489614581723060781553021112529911719440698176882885853963445705823n,
];

/** Step 8 for an `epoch`: SEC-002. */
export function checkEpochKey(model: Model, claims: Map<string, Json>): void {
  const x = model.decodeBase64url(jwkOf(claims.get('pub'))['x'] ?? '');
  const number = [...x].reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  model.when('SEC-002', number >= X25519_PRIME || SMALL_ORDER.includes(number), 'E_WEAK_KEY');
}
