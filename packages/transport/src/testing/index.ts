/** The acceptance suite for whoever writes a driver of links. No test framework inside: a case throws when it fails. */
export { linkCases } from './link-cases.ts';
export type { LinkCase, OpenedLinks } from './link-cases.ts';
