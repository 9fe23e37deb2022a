// Chapter 03: what alive ops say: who is a member at which level, and which policy is in force.
import { type History, type Ids, inviteOf, LEVEL, levelSpoken, maximal, NOBODY, opOf } from './authority-ops.ts';
import type { AuthorityRule } from './authority-rules.ts';

/** How an op stands where it is judged. */
export interface Standing {
  /** Negative: it may not be. */
  readonly rank: number;
  /** It needs a majority of peers, and has it. */
  readonly isMajority?: boolean;
  readonly isRaise?: boolean;
  readonly isLowering?: boolean;
  /** It is about the member who made it. */
  readonly isSelf?: boolean;
}

/** On an op in an outcome. One that is silent is struck, and cuts. */
export type Verdict = 'alive' | 'silent' | 'struck';

/** A history, what of it has been computed, and the rules that a test has switched off. */
export interface Trial extends History {
  /** How an op stands in the outcome of its own past. */
  readonly localOf: (id: string) => Standing;
  readonly outcomes: Map<string, Ids>;
  readonly verdicts: Map<string, Verdict>;
  /** The sets of alive ops that are judged in, each once, and by member what each says. */
  readonly sets: Map<string, Ids>;
  readonly views: WeakMap<Ids, Map<string, View>>;
  readonly off: ReadonlySet<AuthorityRule>;
}

/** What a member is at some ops; without a level nobody speaks about it. */
export interface View {
  readonly lvl: number | undefined;
  readonly caps?: readonly string[];
}

/** The strict value of `admit`, and the one of `history`, chapter 04 §2.5. */
export const QUORUM = 'quorum';
export const JOINED = 'joined';

/** Whether a rule is in force. */
export const isOn = ({ off }: Trial, rule: AuthorityRule): boolean => !off.has(rule);

/** Whether an op takes power away from somebody, by the word of somebody else. */
export const isCut = (trial: Trial, id: string): boolean => {
  const { isLowering = false, isSelf = false } = trial.localOf(id);
  return !isSelf && (isLowering || opOf(trial, id).k === 'remove');
};

/** What some alive ops say about a member. */
export function viewOf(trial: Trial, alive: Ids, member: string): View {
  const views = trial.views.get(alive) ?? new Map<string, View>();
  const kept = views.get(member);
  if (kept !== undefined) return kept;
  const view = wordOf(trial, alive, member);
  trial.views.set(alive, views.set(member, view));
  return view;
}

function wordOf(trial: Trial, alive: Ids, member: string): View {
  const about = [...alive].filter((id) => levelSpoken(trial, opOf(trial, id), member) !== undefined);
  const last = maximal(trial, about);
  if (last.length === 0) return { lvl: undefined };
  const isOwn = (id: string): boolean => isOn(trial, 'self-acts only lower') && trial.localOf(id).isSelf === true;
  const strongest = strongestOf(
    trial,
    last.filter((id) => !isOwn(id)),
  );
  const raises = strongest.filter((id) => trial.localOf(id).isRaise === true);
  const others = raises.length > 0 && isOn(trial, 'a raise beats its equals') ? highestOf(trial, raises) : strongest;
  const heard = [...others, ...last.filter(isOwn)];
  const lvl = Math.min(...heard.map((id) => levelSpoken(trial, opOf(trial, id), member) ?? NOBODY));
  if (lvl !== LEVEL.guest) return { lvl };
  return { lvl, caps: capsOf(trial, isOn(trial, 'own acts give no capabilities') ? others : heard) };
}

/** Of some ops those of the highest rank; what passed by a majority weighs a little more than its rank. */
function strongestOf(trial: Trial, ids: readonly string[]): readonly string[] {
  if (!isOn(trial, 'rank comes first')) return ids;
  const weight = (id: string): number => {
    const { rank, isMajority } = trial.localOf(id);
    return rank + (isMajority === true && isOn(trial, 'a majority weighs more') ? 0.25 : 0);
  };
  const top = Math.max(...ids.map(weight));
  return ids.filter((id) => weight(id) === top);
}

/** Of some raises of one member those to the highest level. */
function highestOf(trial: Trial, raises: readonly string[]): readonly string[] {
  if (!isOn(trial, 'the highest raise stands')) return raises;
  const top = Math.max(...raises.map((id) => opOf(trial, id).lvl ?? NOBODY));
  return raises.filter((id) => opOf(trial, id).lvl === top);
}

/** What all of some ops let a guest do. */
function capsOf(trial: Trial, ids: readonly string[]): string[] {
  const granted = ids.map((id) => {
    const op = opOf(trial, id);
    return (op.k === 'join' ? inviteOf(trial, op) : op)?.caps ?? [];
  });
  const isCommon = (text: string): boolean => granted.every((caps) => caps.includes(text));
  return sorted(granted.flat()).filter((text) => isCommon(text) || !isOn(trial, 'guests have what all give'));
}

/** Each text once, in order. */
export const sorted = (texts: readonly string[] = []): string[] => [...new Set(texts)].toSorted();

/** Everybody whom some ops speak about. */
export function peopleOf(trial: Trial, ids: Ids): string[] {
  const named = [...ids].flatMap((id) => {
    const { mem = [], who } = opOf(trial, id);
    return [...mem.map((entry) => entry.who), ...(who === undefined ? [] : [who])];
  });
  return sorted(named);
}

/** The strict value of a field, if it has one. */
function strictOf(trial: Trial, field: string): string | undefined {
  if (field === 'history') return isOn(trial, 'joined is strict') ? JOINED : undefined;
  return field === 'admit' ? QUORUM : undefined;
}

/** The policy that some alive ops make: of the last word about a field that of the highest rank, then the strict one. */
export function policyOf(trial: Trial, alive: Ids): Record<string, string> {
  const policies = [...alive].filter((id) => ['init', 'pol'].includes(opOf(trial, id).k));
  const valueOf = (id: string, field: string): string | undefined => opOf(trial, id).pol?.[field];
  const fields = sorted(policies.flatMap((id) => Object.keys(opOf(trial, id).pol ?? {})));
  return Object.fromEntries(
    fields.map((field) => {
      const setting = policies.filter((id) => valueOf(id, field) !== undefined);
      const last = maximal(trial, setting).toSorted();
      const top = Math.max(...last.map((id) => trial.localOf(id).rank));
      const isHeard = (id: string): boolean =>
        trial.localOf(id).rank === top || !isOn(trial, 'the higher policy counts');
      const values = last.filter(isHeard).map((id) => valueOf(id, field) ?? '');
      const strict = strictOf(trial, field);
      return [field, strict !== undefined && values.includes(strict) ? strict : (values[0] ?? '')];
    }),
  );
}
