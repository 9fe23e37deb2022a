import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COUNTRIES, NOTES } from './acts.ts';
import type { Ending } from './story.ts';
import { TEAM } from './team-acts.ts';

const PROGRAM = fileURLToPath(new URL('../../../packages/cli/bundle/bin.js', import.meta.url));

/** Lines of the CLI that work on what the story left. `here` is the folder in which they are typed. */
export function commandLines({ relay, ada: { laptop, phone } }: Ending, here: string): string[] {
  const line = (...words: readonly string[]): string =>
    ['node', relative(here, PROGRAM), ...words].map(quoted).join(' ');
  return [
    line('record', 'list', COUNTRIES, '--limit', '3', '--home', phone.home),
    line('record', 'add', NOTES, 'text=hello', '--home', laptop.home),
    line('sync', relay.linkUrl, '--home', laptop.home),
    line('sync', relay.linkUrl, '--home', phone.home),
    line('record', 'list', NOTES, '--home', phone.home),
    line('team', 'audit', TEAM, '--home', laptop.home),
  ];
}

/** A word as shells take it. */
function quoted(word: string): string {
  return /^[\w./:=@\\-]+$/.test(word) ? word : `"${word}"`;
}
