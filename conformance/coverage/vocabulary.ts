/** The closed lists of the requirement machine: one place, so that a lint and its message cannot disagree. */

/** Requirement levels (BCP 14); REQUIRED and SHALL are recognised only to be refused. */
export type Level = 'MUST' | 'MUST NOT' | 'SHOULD' | 'SHOULD NOT' | 'MAY';

/** Who a requirement binds; the grammatical subject of its sentence. */
export type Role = 'writer' | 'verifier' | 'reader' | 'peer' | 'relay' | 'store';

/** What kind of evidence a requirement asks for; derivation in README.md. */
export type Polarity = 'accept' | 'reject' | 'produce' | 'state' | 'never';

/** Why no test can see a requirement broken. */
export type UntestableReason = 'intent' | 'local-secret' | 'ui' | 'human-process' | 'unbounded-time' | 'statistical';

export const roles: readonly Role[] = ['writer', 'verifier', 'reader', 'peer', 'relay', 'store'];

export const untestableReasons: readonly UntestableReason[] = [
  'intent',
  'local-secret',
  'ui',
  'human-process',
  'unbounded-time',
  'statistical',
];

export const profiles: readonly string[] = [
  'codec',
  'crypto',
  'principals',
  'collection',
  'secrecy',
  'peer',
  'sync',
  'relay',
  'store',
];

export const statuses: readonly string[] = ['tentative', 'draft', 'stable'];

/** Areas of each chapter, by the two digits its file name starts with. */
export const areasByChapter: Readonly<Record<string, readonly string[]>> = {
  '01': ['CNV'],
  '02': ['STM', 'REC'],
  '03': ['PRN'],
  '04': ['SEC'],
  '05': ['COL'],
  '06': ['SYN', 'STO'],
  '07': ['TRN'],
  '08': ['RLY'],
  '09': ['FIL'],
  '10': ['MOD'],
  '11': ['HST'],
};

/** The conformance profile a requirement belongs to unless it says `[profile: …]`. */
export const profileByArea: Readonly<Record<string, string>> = {
  CNV: 'codec',
  STM: 'crypto',
  REC: 'crypto',
  PRN: 'principals',
  SEC: 'secrecy',
  COL: 'collection',
  SYN: 'sync',
  STO: 'store',
  TRN: 'peer',
  RLY: 'relay',
  FIL: 'peer',
  MOD: 'collection',
  HST: 'peer',
};

/** Areas where every MUST that is no reject-MUST needs a designed mutant or a written waiver. */
export const mutantAreas: readonly string[] = ['STM', 'REC', 'PRN', 'SEC', 'COL', 'SYN', 'RLY'];

const areaAlternatives = Object.values(areasByChapter).flat().join('|');

/** One requirement id, such as `STM-012`; for use inside a larger expression. */
export const idPattern: string = `(?:${areaAlternatives})-\\d{3}`;

/** One registered code, such as `E_HEADER`; for use inside a larger expression. */
export const codePattern = 'E_[A-Z0-9]+(?:_[A-Z0-9]+)*';

/** Upper-case requirement words, longest first; a line break may stand between the two words of one keyword. */
export const keywordPattern =
  '\\b(?:MUST\\s+NOT|MUST|SHALL\\s+NOT|SHALL|SHOULD\\s+NOT|SHOULD|REQUIRED|NOT\\s+RECOMMENDED|RECOMMENDED|MAY|OPTIONAL)\\b';

/** The area of an id: its first three letters. */
export function areaOf(id: string): string {
  return id.slice(0, 3);
}

/** The two digits of the chapter an id belongs to, or `undefined` for an area nobody registered. */
export function chapterOf(id: string): string | undefined {
  const area = areaOf(id);
  return Object.keys(areasByChapter).find((chapter) => areasByChapter[chapter]?.includes(area));
}

/** Whether a level is one of the two that the gate demands evidence for. */
export function isMust(level: Level): boolean {
  return level === 'MUST' || level === 'MUST NOT';
}

/** Whether a level is reported against the SHOULD floor. */
export function isShould(level: Level): boolean {
  return level === 'SHOULD' || level === 'SHOULD NOT';
}
