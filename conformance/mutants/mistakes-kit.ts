// The mistakes of the designed mutants of chapter 03 §7 and §8: each a replacement of one function of the model.
import { createHmac, pbkdf2Sync } from 'node:crypto';
import { Fault, deriveKey, kitText, linkMembers, runsOfLetters, writeLink } from '@allod/conformance-model';
import type { Json, ModelFunction } from '@allod/conformance-model';
import { KIT_WORD_LIST } from '@allod/conformance-model/registries';

// §7

/** The seed, and a version that is counted from 0 in front of it. */
export const countVersionsFromZero: ModelFunction<'kitEntropy'> = (_model, seed) => Uint8Array.of(0, ...seed);

/** The seed, and the version as its last byte. */
export const appendVersion: ModelFunction<'kitEntropy'> = (_model, seed) => Uint8Array.of(...seed, 1);

/** Six lines of four words. */
export const printInLines: ModelFunction<'kitText'> = (model, entropy) =>
  kitText(model, entropy).replaceAll(/((?:\w+ ){3}\w+) /g, '$1\n');

/** Words that begin with a capital, as they stand on the form. */
export const printCapitals: ModelFunction<'kitText'> = (model, entropy) =>
  kitText(model, entropy).replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase());

/** What stands between spaces. */
export const splitAtSpaces: ModelFunction<'runsOfLetters'> = (_model, text) =>
  text.toLowerCase().split(/\s+/).filter(Boolean);

/** Letters without regard to case, as Unicode has it. */
export const ignoreCaseOfUnicode: ModelFunction<'runsOfLetters'> = (_model, text) =>
  [...text.matchAll(/[a-z]+/giu)].map(([run]) => run.toLowerCase());

/** Runs as they are written. */
export const readSmallLetters: ModelFunction<'runsOfLetters'> = (model, text) =>
  runsOfLetters(model, text.replaceAll(/[A-Z]/g, ' '));

/** Whole words of the list. */
export const askForWholeWords: ModelFunction<'wordOf'> = (_model, run) => KIT_WORD_LIST.indexOf(run);

/** The first word that begins so, however little is typed. */
export const completeWords: ModelFunction<'wordOf'> = (_model, run) =>
  KIT_WORD_LIST.findIndex((word) => word.startsWith(run));

/** The first four letters, and no others. */
export const compareFourLetters: ModelFunction<'wordOf'> = (_model, run) =>
  KIT_WORD_LIST.findIndex((word) => word.slice(0, 4) === run.slice(0, 4));

/** HKDF without its first half: the seed is random already. */
export const expandOnly: ModelFunction<'deriveKey'> = (_model, seed, info) =>
  createHmac('sha256', seed).update(info).update(Uint8Array.of(1)).digest();

/** The way that is usual for such words. */
export const stretchSeed: ModelFunction<'deriveKey'> = (_model, seed, info) =>
  pbkdf2Sync(seed, `mnemonic${info}`, 1, 32, 'sha512');

/** The texts of the kit for every seed. */
export const deriveAsKit: ModelFunction<'deriveKey'> = (model, seed, info) =>
  deriveKey(model, seed, info.replace('invite', 'kit'));

// §8

/** Data with the padding of the library. */
export const padData: ModelFunction<'writeLink'> = (model, link) => {
  const text = writeLink(model, link);
  const data = text.slice(text.lastIndexOf('.') + 1);
  return text + '='.repeat((4 - (data.length % 4)) % 4);
};

/** The kind and the data as a query, as for every other page. */
export const writeQuery: ModelFunction<'writeLink'> = (model, link) => writeLink(model, link).replace('#', '?');

/** The fragment, and the same as a query, so that the server can show a preview. */
export const writeQueryToo: ModelFunction<'writeLink'> = (model, link) => {
  const { url } = link;
  const [, fragment = ''] = writeLink(model, link).split('#');
  return writeLink(model, { ...link, url: `${url}?link=${fragment}` });
};

/** What the language calls white space. */
export const trimWhiteSpace: ModelFunction<'withoutSurroundings'> = (_model, text) => text.trim();

/** One pair of brackets, with spaces around. */
export const openBrackets: ModelFunction<'withoutSurroundings'> = (_model, text) => {
  const bare = text.replace(/^[ \t\r\n]+/, '').replace(/[ \t\r\n]+$/, '');
  return bare.startsWith('<') && bare.endsWith('>') ? bare.slice(1, -1) : bare;
};

/** Every member that the kind does not have is a fault. */
export const refuseUnknownMembers: ModelFunction<'linkMembers'> = (model, kind, said) => {
  const members = linkMembers(model, kind, said);
  if (said instanceof Map && said.size > members.size) throw new Fault('E_FORMAT', 'PRN-089');
  return members;
};

/** Members with an exclamation mark are taken for claims. */
export const parkMembers: ModelFunction<'linkMembers'> = (model, kind, said) => {
  if (said instanceof Map && [...said.keys()].some((name) => name.startsWith('!')))
    throw new Fault('E_UPGRADE', 'PRN-089');
  return linkMembers(model, kind, said);
};

const FORMS = ['log', 'op', 'seed', 'user', 'heads', 'relays', 'name', 'exp'];

/** All members that any kind has, judged and handed over. */
export const shareMembers: ModelFunction<'linkMembers'> = (model, kind, said) => {
  const members = linkMembers(model, kind, said);
  const others: [string, Json][] = said instanceof Map ? [...said].filter(([name]) => FORMS.includes(name)) : [];
  return new Map([...members, ...others]);
};
