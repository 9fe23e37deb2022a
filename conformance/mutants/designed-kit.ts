import {
  appendVersion,
  askForWholeWords,
  compareFourLetters,
  completeWords,
  countVersionsFromZero,
  deriveAsKit,
  expandOnly,
  ignoreCaseOfUnicode,
  openBrackets,
  padData,
  parkMembers,
  printCapitals,
  printInLines,
  readSmallLetters,
  refuseUnknownMembers,
  shareMembers,
  splitAtSpaces,
  stretchSeed,
  trimWhiteSpace,
  writeQuery,
  writeQueryToo,
} from './mistakes-kit.ts';
import type { DesignedRow } from './mutant.ts';

/** Mistakes about kits, chapter 03 §7. */
const KITS: readonly DesignedRow[] = [
  {
    id: 'M131',
    who: 'A C programmer, for whom the first version has the number 0.',
    breaks: 'PRN-071',
    hooks: { override: { kitEntropy: countVersionsFromZero } },
  },
  {
    id: 'M132',
    who: 'A programmer who adds fields at the end, so that what is there stays where it is.',
    breaks: 'PRN-071',
    hooks: { override: { kitEntropy: appendVersion } },
  },
  {
    id: 'M133',
    who: 'A programmer who prints the text as it is returned, and wants four words to a line.',
    breaks: 'PRN-072',
    hooks: { override: { kitText: printInLines } },
  },
  {
    id: 'M134',
    who: 'A designer of forms, on which words begin with a capital.',
    breaks: 'PRN-072',
    hooks: { override: { kitText: printCapitals } },
  },
  {
    id: 'M135',
    who: 'A programmer who splits at white space, because the words are joined by spaces.',
    breaks: 'PRN-073',
    hooks: { override: { runsOfLetters: splitAtSpaces } },
  },
  {
    id: 'M136',
    who: 'A user of regular expressions, who sets the flags for case and for Unicode at once.',
    breaks: 'PRN-073',
    hooks: { override: { runsOfLetters: ignoreCaseOfUnicode } },
  },
  {
    id: 'M137',
    who: 'A programmer who reads what his own program prints.',
    breaks: 'PRN-073',
    hooks: { override: { runsOfLetters: readSmallLetters } },
  },
  {
    id: 'M138',
    who: 'A programmer who looks words up in a table.',
    breaks: 'PRN-073',
    hooks: { override: { wordOf: askForWholeWords } },
  },
  {
    id: 'M139',
    who: 'A programmer of completion, who takes the first word that fits.',
    breaks: 'PRN-073',
    hooks: { override: { wordOf: completeWords } },
  },
  {
    id: 'M140',
    who: 'A programmer who read that four letters tell all words, and compares four letters.',
    breaks: 'PRN-073',
    hooks: { override: { wordOf: compareFourLetters } },
  },
  {
    id: 'M141',
    who: 'A cryptographer, who knows that the first half of HKDF is for input that is not uniform.',
    breaks: 'PRN-078',
    hooks: { override: { deriveKey: expandOnly } },
  },
  {
    id: 'M142',
    who: 'A programmer of purses, for whom keys come from such words by PBKDF2.',
    breaks: 'PRN-078',
    hooks: { override: { deriveKey: stretchSeed } },
  },
  {
    id: 'M143',
    who: 'A programmer who has one function for seeds, and saw the texts of the kit first.',
    breaks: 'PRN-090',
    hooks: { override: { deriveKey: deriveAsKit } },
  },
];

/** Mistakes about links, chapter 03 §8. */
const LINKS: readonly DesignedRow[] = [
  {
    id: 'M144',
    who: 'A user of an encoder for URLs that pads, as most do.',
    breaks: 'PRN-080',
    hooks: { override: { writeLink: padData } },
  },
  {
    id: 'M145',
    who: 'A programmer of web pages, to whom parameters are a query.',
    breaks: 'PRN-080',
    hooks: { override: { writeLink: writeQuery } },
  },
  {
    id: 'M146',
    who: 'A programmer of web pages, who lets the server show in a preview what the link is for.',
    breaks: 'PRN-091',
    hooks: { override: { writeLink: writeQueryToo } },
  },
  {
    id: 'M147',
    who: 'A programmer who trims what was pasted with the trim of the language.',
    breaks: 'PRN-081',
    hooks: { override: { withoutSurroundings: trimWhiteSpace } },
  },
  {
    id: 'M148',
    who: 'A programmer who knows how mail writes links, in one pair of brackets.',
    breaks: 'PRN-081',
    hooks: { override: { withoutSurroundings: openBrackets } },
  },
  {
    id: 'M149',
    who: 'A user of a schema library, which refuses additional properties unless told otherwise.',
    breaks: 'PRN-089',
    hooks: { override: { linkMembers: refuseUnknownMembers } },
  },
  {
    id: 'M150',
    who: 'A programmer who knows what an exclamation mark means in claims.',
    breaks: 'PRN-089',
    hooks: { override: { linkMembers: parkMembers } },
  },
  {
    id: 'M151',
    who: 'A programmer who has one table of members for all kinds.',
    breaks: 'PRN-089',
    hooks: { override: { linkMembers: shareMembers } },
  },
];

/** Mistakes about chapter 03 §7 and §8. */
export const KIT_ROWS: readonly DesignedRow[] = [...KITS, ...LINKS];
