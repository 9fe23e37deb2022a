/** Requirements: what an item says, as the data that every other check joins on. */
import { createHash } from 'node:crypto';
import type { Chapter, Item } from './chapter.ts';
import { areaOf, codePattern, keywordPattern, profileByArea, roles, untestableReasons } from './vocabulary.ts';
import type { Level, Polarity, Role, UntestableReason } from './vocabulary.ts';

/** One row of `spec/requirements.json`. */
export interface Requirement {
  readonly id: string;
  readonly level: Level;
  readonly roles: readonly Role[];
  readonly profile: string;
  /** File and fragment inside `spec/`. */
  readonly anchor: string;
  readonly text: string;
  /** First 16 hex digits of SHA-256 over the sentence and its codes. */
  readonly textHash: string;
  /** Spec version that brought the requirement. */
  readonly since: string;
  /** Counts the wordings, from 1. */
  readonly rev: number;
  readonly status: string;
  readonly errors: readonly string[];
  readonly polarity: Polarity;
  readonly testability: 'testable' | UntestableReason;
}

/** A keyword and the subject before it, as the lints and the extractor both read them. */
export interface Clause {
  readonly keyword: string;
  readonly subject: string;
  readonly predicate: string;
}

const firstVersion = '0.1';

/** Cuts the sentence at its keyword; `undefined` when it has none. The subject starts after the last full stop. */
export function clauseOf(item: Item): Clause | undefined {
  const match = new RegExp(keywordPattern).exec(item.prose);
  if (match === null) return undefined;
  const before = item.prose.slice(0, match.index);
  const subject = before.split(/[.;:] /).at(-1) ?? '';
  const predicate = item.prose.slice(match.index + match[0].length);
  return { keyword: match[0].replace(/\s+/g, ' '), subject: subject.trim(), predicate: predicate.trim() };
}

const leadingClause =
  /^(?:when|if|before|after|until|unless|while|where|once|on|in|for|at|from|to|with|without|as|during|under)\b[^,]*, /i;
const role = `(?:${roles.join('|')})s?`;
const determiner = '(?:an?|the|every|each|any|no|both)';
const subjectRoles = new RegExp(
  `^(?:${determiner} )?(${role}(?:,? (?:and|or) (?:${determiner} )?${role})*)` +
    '(?=$|,| (?:that|which|who|whose|with|without|of|for|in|on|at|to|[a-z]+ing)\\b)',
  'i',
);

/** The roles that are the grammatical subject of a clause; empty when the subject is something else. */
export function rolesOf(clause: Clause): Role[] {
  let subject = clause.subject;
  while (leadingClause.test(subject)) subject = subject.replace(leadingClause, '');
  const phrase = subjectRoles.exec(subject)?.[1]?.toLowerCase() ?? '';
  return roles.filter((name) => new RegExp(`\\b${name}s?\\b`).test(phrase));
}

/** Whether a clause asks for a refusal, so that it owes a code. */
export function asksForRefusal(clause: Clause): boolean {
  return !clause.keyword.endsWith('NOT') && /^(?:refuse|reject|park|close)\b/.test(clause.predicate);
}

function polarityOf(item: Item, clause: Clause): Polarity {
  if (item.codes.length > 0) return 'reject';
  if (clause.keyword.endsWith(' NOT')) return 'never';
  const subjects = rolesOf(clause);
  if (subjects.length > 0 && subjects.every((name) => name === 'writer')) return 'produce';
  return /^accept\b/.test(clause.predicate) ? 'accept' : 'state';
}

/** First 16 hex digits of SHA-256 over a sentence and the codes it names: what L6 locks. */
export function textHashOf(item: Pick<Item, 'text' | 'codes'>): string {
  return createHash('sha256')
    .update(`${item.text} → ${item.codes.join(', ')}`)
    .digest('hex')
    .slice(0, 16);
}

function isLevel(keyword: string): keyword is Level {
  return ['MUST', 'MUST NOT', 'SHOULD', 'SHOULD NOT', 'MAY'].includes(keyword);
}

/**
 * The requirement an item states, or `undefined` for an item without a keyword of the five levels (L2 says so).
 * `rev` is the number of its wording, from the lock.
 */
export function requirementFrom(item: Item, rev: number): Requirement | undefined {
  const clause = clauseOf(item);
  if (clause === undefined || !isLevel(clause.keyword)) return undefined;
  const tagValue = (name: string): string | undefined => item.tags.find((tag) => tag.name === name)?.value;
  const reason = untestableReasons.find((known) => known === tagValue('untestable'));
  return {
    id: item.id,
    level: clause.keyword,
    roles: rolesOf(clause),
    profile: tagValue('profile') ?? profileByArea[areaOf(item.id)] ?? 'peer',
    anchor: `${item.file}#${item.anchor}`,
    text: item.text,
    textHash: textHashOf(item),
    since: tagValue('since') ?? firstVersion,
    rev,
    status: tagValue('status') ?? 'draft',
    errors: item.codes,
    polarity: polarityOf(item, clause),
    testability: reason ?? 'testable',
  };
}

/** Every requirement of the chapters, in reading order. `revOf` answers 1 for an id it does not know. */
export function requirementsOf(chapters: readonly Chapter[], revOf: (item: Item) => number): Requirement[] {
  return chapters.flatMap((chapter) => chapter.items.flatMap((item) => requirementFrom(item, revOf(item)) ?? []));
}

/** The codes an item mentions anywhere: after the arrow or in its sentence. */
export function codesMentioned(item: Item): string[] {
  return [...new Set([...item.codes, ...(item.text.match(new RegExp(`\\b${codePattern}\\b`, 'g')) ?? [])])];
}
