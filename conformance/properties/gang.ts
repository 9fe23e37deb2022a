// What somebody does who was cut, with its devices, its sybils and its invites: ops with none of the cuts in their past.
import type { Op, OpSigner } from '@allod/conformance-model/authority';
import { distinct } from './agents.ts';
import { Draw, type Step } from './draw.ts';
import {
  as,
  bare,
  CAPABILITIES,
  deviceOf,
  type Draft,
  FOUNDERS,
  type History,
  NEWCOMERS,
  SUB,
  TEAMS,
} from './history.ts';

/** Who attacks which log. */
export interface Gang {
  readonly history: History;
  readonly log: string;
  /** The member that was cut; its own membership is no concern of others. */
  readonly chief: string;
  /** The ways in which the chief signs. */
  readonly ways: readonly OpSigner[];
  /** Whom it brings in; in a user's log these are devices. */
  readonly sybils: readonly OpSigner[];
  /** Ops that no op of the attack has in its past. */
  readonly unseen: readonly string[];
  /** Whom cuts are aimed at, and which kinds of ops are made; all if absent. */
  readonly targets?: readonly string[];
  readonly kinds?: readonly Kind[];
  /** An invite whose key the gang has. */
  readonly stolen?: string;
}

const KINDS = [
  'sybil',
  'sybil',
  'sybil',
  'raise',
  'remove',
  'remove',
  'remove',
  'keep',
  'keep',
  'invite',
  'link',
  'join',
  'join',
  'replay',
  'revoke',
  'set',
  'set',
  'self',
  'leave',
  'pol',
  'epoch',
  'thru',
  'thru',
  'guest',
] as const;
export type Kind = (typeof KINDS)[number];

const ATTEMPTS = 5;
const LEVELS = [30, 40, 20, 10, 0];

/** Performs the steps, each as the first of several attempts that LOCAL accepts; gives what was accepted. */
export function strike(gang: Gang, steps: readonly Step[]): Op[] {
  const made: Op[] = [];
  for (const step of steps) {
    const op = firstOf(gang, made, step);
    if (op !== undefined) made.push(op);
  }
  return made;
}

function firstOf(gang: Gang, made: readonly Op[], step: Step): Op | undefined {
  for (let at = 0; at < ATTEMPTS; at += 1) {
    const draw = new Draw([...step.slice(at), ...step.slice(0, at)]);
    const kind = draw.of(gang.kinds ?? KINDS);
    const par = parents(gang, made, draw);
    const draft = write({ gang, made, draw, par }, kind);
    const op = draft === undefined ? undefined : offer(gang, draft, par);
    if (op !== undefined) return op;
  }
  return undefined;
}

/** Where the gang may go on: after ops that have not seen a cut. */
function parents({ history, log, unseen }: Gang, made: readonly Op[], draw: Draw): string[] {
  const known = history.of(log).filter(isUnaware({ history, unseen }));
  const own = made.filter((op) => op.log === log);
  const last = own.at(-1);
  const others = [draw.of(known).id, draw.of(known).id].slice(0, draw.isIn(25) ? 2 : 1);
  return [...new Set(last !== undefined && draw.isIn(70) ? [last.id, ...others.slice(1)] : others)];
}

/** Neither a cut nor after one, in its own log. */
const isUnaware =
  ({ history, unseen }: Pick<Gang, 'history' | 'unseen'>) =>
  ({ id }: Op): boolean =>
    !unseen.some((cut) => id === cut || history.past(id).has(cut));

interface Scene {
  readonly gang: Gang;
  readonly made: readonly Op[];
  readonly draw: Draw;
  readonly par: readonly string[];
}

/** One sybil or the chief signs, or all together. */
function signersOf({ gang, draw }: Scene): OpSigner[] {
  const { ways, sybils } = gang;
  const first = draw.isIn(65) ? draw.of(ways) : draw.of([...sybils, ...ways]);
  return distinct(draw.isIn(25) ? [first, draw.of(ways), ...sybils] : [first]);
}

const entry = ({ kid, by }: OpSigner): string => by[0] ?? kid;

function write(
  scene: Scene,
  kind: Kind,
): (Partial<Draft> & { readonly k: Op['k']; readonly signers: readonly OpSigner[] }) | undefined {
  const { gang, made, draw } = scene;
  const signers = signersOf(scene);
  const [lvl, sybil] = [draw.of(LEVELS), draw.of([...gang.sybils, ...gang.ways])];
  const self = signers[0] === undefined ? gang.chief : entry(signers[0]);
  const who = draw.of(gang.targets ?? [...honest(gang), ...honest(gang), entry(sybil)]);
  const invites = gang.history.of(gang.log).filter(({ k }) => k === 'invite');
  const invite = invites.length === 0 ? undefined : draw.of(invites);
  const caps = lvl === 0 || kind === 'guest' ? { caps: CAPABILITIES.slice(0, 2) } : {};
  if (kind === 'sybil') return { k: 'add', signers: distinct([...signers, sybil]), who: entry(sybil), lvl, ...caps };
  if (kind === 'raise') return { k: 'set', signers, who: entry(sybil), lvl, ...caps };
  if (kind === 'set') return { k: 'set', signers, who, lvl, ...caps };
  if (kind === 'guest') return { k: 'set', signers, who, lvl: 0, ...caps };
  if (kind === 'remove') return { k: 'remove', signers, who };
  if (kind === 'keep') return { k: 'remove', signers, who, keep: true };
  if (kind === 'thru') return { k: 'remove', signers, keep: true, ...below(scene, who) };
  if (kind === 'invite') return { k: 'invite', signers, who: entry(sybil), lvl, ...caps };
  if (kind === 'link') return { k: 'invite', signers, key: 'gang', uses: 3, lvl };
  if (kind === 'self') return { k: 'set', signers: signers.slice(0, 1), who: self, lvl, ...caps };
  if (kind === 'leave') return { k: 'remove', signers: signers.slice(0, 1), who: self };
  if (kind === 'epoch') return { k: 'epoch', signers };
  if (kind === 'pol') return { k: 'pol', signers, pol: { admit: draw.isIn(50) ? 'quorum' : 'open', f0: '9' } };
  if (kind === 'revoke') return invite === undefined ? undefined : { k: 'remove', signers, who: invite.id };
  if (kind === 'replay')
    return invite === undefined || gang.stolen !== undefined ? undefined : joinOf(draw.of(gang.ways), invite);
  const usable = invites.filter((each) => made.includes(each) || each.id === gang.stolen || areTheirs(gang, each));
  return usable.length === 0 ? undefined : joinOf(draw.of(gang.sybils), draw.of(usable));
}

/** Everybody else whom the log speaks of. */
const honest = ({ log, chief }: Gang): string[] =>
  TEAMS.includes(log)
    ? [...FOUNDERS, ...NEWCOMERS, ...TEAMS].filter((who) => who !== chief && who !== log)
    : [1, 2, 3].map((nth) => deviceOf(log, nth)).filter((kid) => kid !== chief);

const areTheirs = ({ ways }: Gang, { signers }: Op): boolean =>
  signers.every(({ kid }) => ways.some((way) => way.kid === kid));

function joinOf(
  signer: OpSigner,
  { id, key }: Op,
): Partial<Draft> & { readonly k: 'join'; readonly signers: OpSigner[] } {
  return { k: 'join', signers: [signer], who: entry(signer), ref: id, ...(key === undefined ? {} : { key }) };
}

function below({ draw }: Scene, who: string): { readonly who: string; readonly thru: readonly string[] } {
  return draw.of([
    { who: deviceOf(who), thru: [who] },
    { who: deviceOf(who, 2), thru: [who] },
    { who, thru: [SUB] },
    { who: deviceOf(who), thru: [SUB, who] },
  ]);
}

/** Names the newest of every log that it goes through, but for the cuts. */
function offer(
  { history, log, unseen }: Gang,
  draft: Partial<Draft> & { readonly k: Op['k']; readonly signers: readonly OpSigner[] },
  par: readonly string[],
): Op | undefined {
  const logs = [...draft.signers.flatMap(({ by }) => by), ...(draft.thru ?? []), ...TEAMS];
  const all = new Set(history.ops.filter(isUnaware({ history, unseen })).map(({ id }) => id));
  const names = [...new Set(logs)]
    .filter((each) => each !== log)
    .map((each) => [each, history.heads(each, all).slice(0, 16)] as const);
  const x = Object.fromEntries(names.filter(([, heads]) => heads.length > 0));
  const more =
    draft.ref === undefined || par.some((id) => id === draft.ref || history.past(id).has(draft.ref ?? ''))
      ? []
      : [draft.ref];
  return history.offer({ t: 1, ...draft, log, par: [...par, ...more], x });
}

/** The signatures of the sybils in the log of a team, or as devices of a user. */
export const sybilsOf = (log: string, names: readonly string[]): OpSigner[] =>
  names.map((name) => (TEAMS.includes(log) ? as(name) : bare(deviceOf(name, 9))));
