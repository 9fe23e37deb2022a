import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, member, textMember } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import { readJsonFile } from './workspace.ts';

/** What the reports say of a requirement. */
export interface Requirement {
  /** The sentence. */
  readonly text: string;
  /** Where it stands: `chapter 02 §4.1 Ed25519`, `chapter 08` before its first heading; empty when the chapter is not there. */
  readonly section: string;
}

/** The requirements by id, when `spec/requirements.json` is there; none without it. */
export function loadRequirements(root: string): ReadonlyMap<string, Requirement> {
  const spec = join(root, 'spec');
  const path = join(spec, 'requirements.json');
  const file = existsSync(path) ? readJsonFile(path) : [];
  const rows = isObject(file) ? member(file, 'requirements') : file;
  const chapters = new Map<string, string>();
  const chapterOf = (name: string): string => {
    const known = chapters.get(name) ?? readChapter(join(spec, name));
    chapters.set(name, known);
    return known;
  };
  return new Map((Array.isArray(rows) ? rows : []).filter(isObject).map((row: Json) => requirementOf(row, chapterOf)));
}

function readChapter(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function requirementOf(row: Json, chapterOf: (name: string) => string): readonly [string, Requirement] {
  const fields: JsonObject = isObject(row) ? row : {};
  const [file = '', anchor = ''] = textMember(fields, 'anchor').split('#');
  const section = file.endsWith('.md') ? sectionOf(file, anchor, chapterOf(file)) : '';
  return [textMember(fields, 'id'), { text: textMember(fields, 'text'), section }];
}

/** A heading inside of a chapter, with its number where it has one. */
const HEADING = /^#{2,} (?:(\d+(?:\.\d+)*)\.? )?(.+)$/gm;

/** The last heading before the anchor, with the number that the file name of the chapter starts with. */
function sectionOf(file: string, anchor: string, chapter: string): string {
  const end = chapter.indexOf(`<a id="${anchor}">`);
  if (end < 0) return '';
  const [, number, title = ''] = [...chapter.slice(0, end).matchAll(HEADING)].at(-1) ?? [];
  const inside = number === undefined ? title.trim() : `§${number} ${title.trim()}`;
  return `chapter ${file.slice(0, 2)} ${inside}`.trimEnd();
}
