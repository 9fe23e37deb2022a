/** The lints that look at one chapter at a time: L0 (form), L1–L5 and L7. L6 is in lock.ts, L8 in json-fences.ts. */
import type { Chapter, Item } from './chapter.ts';
import { collapse, lineAt } from './prose.ts';
import { asksForRefusal, clauseOf, codesMentioned, rolesOf } from './requirement.ts';
import {
  areaOf,
  areasByChapter,
  idPattern,
  keywordPattern,
  profiles,
  roles,
  statuses,
  untestableReasons,
} from './vocabulary.ts';

export type LintName = 'L0' | 'L1' | 'L2' | 'L3' | 'L4' | 'L5' | 'L6' | 'L7' | 'L8';

/** One thing that is wrong with the spec; `where` is a file and a line of `spec/`, or an id. */
export interface Finding {
  readonly lint: LintName;
  readonly where: string;
  readonly message: string;
}

/** What the lints know besides the text. */
export interface LintContext {
  /** Codes of `spec/registries/errors.json`. */
  readonly codes: ReadonlySet<string>;
}

function at(item: Item): string {
  return `${item.file}:${item.line} ${item.id}`;
}

/** L0: an item has a full id of its chapter's areas, the anchor that belongs to it, and only tags we know. */
function lintForm(chapter: Chapter, item: Item): Finding[] {
  const found: Finding[] = [];
  const add = (message: string): void => void found.push({ lint: 'L0', where: at(item), message });
  if (!new RegExp(`^${idPattern}$`).test(item.id)) add('the id is not a registered area and three digits');
  else if (!areasByChapter[chapter.number]?.includes(areaOf(item.id))) add('the area belongs to another chapter');
  if (item.anchor !== item.id.toLowerCase()) add(`the anchor has to be ${item.id.toLowerCase()}`);
  const allowed: Readonly<Record<string, readonly string[] | undefined>> = { profile: profiles, status: statuses };
  for (const { name, value } of item.tags) {
    if (name === 'untestable') continue;
    if (name === 'since' ? /^\d+\.\d+$/.test(value) : allowed[name]?.includes(value)) continue;
    add(`unknown tag [${name}: ${value}]`);
  }
  return found;
}

/** L1: an upper-case keyword outside every requirement item. */
function lintStrayKeywords(chapter: Chapter): Finding[] {
  return [...chapter.masked.matchAll(new RegExp(keywordPattern, 'g'))]
    .filter(({ index }) => !chapter.items.some((item) => item.start <= index && index < item.end))
    .map((match) => ({
      lint: 'L1',
      where: `${chapter.file}:${lineAt(chapter.masked, match.index)}`,
      message: `${collapse(match[0])} stands outside a requirement item`,
    }));
}

/** L2: one keyword per item, and one of the five levels. */
function lintKeywordCount(item: Item): Finding[] {
  const keywords = (item.prose.match(new RegExp(keywordPattern, 'g')) ?? []).map(collapse);
  const keyword = keywords[0];
  if (keywords.length !== 1 || keyword === undefined) {
    return [{ lint: 'L2', where: at(item), message: `one keyword is wanted, ${keywords.length} found` }];
  }
  if (/^(?:MUST|SHOULD|MAY)/.test(keyword)) return [];
  return [{ lint: 'L2', where: at(item), message: `write MUST, SHOULD or MAY instead of ${keyword}` }];
}

/** L3: the words of requirements in lower case, outside notes, quotations and code. */
function lintLowerCase(chapter: Chapter): Finding[] {
  return chapter.masked.split('\n').flatMap((line, index): Finding[] => {
    if (/^\s*>/.test(line)) return [];
    return (line.match(/\b(?:must|shall|should|required)\b/gi) ?? [])
      .filter((word) => word !== word.toUpperCase())
      .map((word) => ({
        lint: 'L3',
        where: `${chapter.file}:${index + 1}`,
        message: `"${word}" sounds like a requirement: give it an id, or say it in other words`,
      }));
  });
}

/** L4: a role is the subject. */
function lintSubject(item: Item): Finding[] {
  const clause = clauseOf(item);
  if (clause === undefined || rolesOf(clause).length > 0) return [];
  return [{ lint: 'L4', where: at(item), message: `the subject has to be one of: ${roles.join(', ')}` }];
}

/** L5: a refusal names its code, and every code named is registered. */
function lintCodes(item: Item, context: LintContext): Finding[] {
  const clause = clauseOf(item);
  const found: Finding[] = codesMentioned(item)
    .filter((code) => !context.codes.has(code))
    .map((code) => ({ lint: 'L5', where: at(item), message: `${code} is not in registries/errors.json` }));
  if (clause !== undefined && asksForRefusal(clause) && item.codes.length === 0) {
    found.push({ lint: 'L5', where: at(item), message: 'a refusal names its code' });
  }
  return found;
}

/** L7: `untestable` only with a reason of the closed list. */
function lintUntestable(item: Item): Finding[] {
  return item.tags
    .filter(({ name, value }) => name === 'untestable' && !untestableReasons.some((reason) => reason === value))
    .map(({ value }) => ({
      lint: 'L7',
      where: at(item),
      message: `"${value}" is no reason; the reasons are: ${untestableReasons.join(', ')}`,
    }));
}

/** L0 across chapters: one item per id. */
function lintDuplicates(chapters: readonly Chapter[]): Finding[] {
  const seen = new Set<string>();
  return chapters
    .flatMap((chapter) => chapter.items)
    .flatMap((item): Finding[] => {
      if (!seen.has(item.id)) {
        seen.add(item.id);
        return [];
      }
      return [{ lint: 'L0', where: at(item), message: 'the id is taken by an earlier item' }];
    });
}

/** Runs L0–L5 and L7 over the chapters. An empty list means that they are sound. */
export function lintChapters(chapters: readonly Chapter[], context: LintContext): Finding[] {
  const perChapter = chapters.flatMap((chapter) => [
    ...lintStrayKeywords(chapter),
    ...lintLowerCase(chapter),
    ...chapter.items.flatMap((item) => [
      ...lintForm(chapter, item),
      ...lintKeywordCount(item),
      ...lintSubject(item),
      ...lintCodes(item, context),
      ...lintUntestable(item),
    ]),
  ]);
  return [...lintDuplicates(chapters), ...perChapter];
}
