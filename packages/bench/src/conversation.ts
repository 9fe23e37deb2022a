import type { ContenderName } from './contenders.ts';
import type { Round, Setup } from './contender.ts';

/** What the process of a contender is started with. */
export interface WorkerOrder {
  readonly name: ContenderName;
  readonly setup: Setup;
}

/** What it is asked: to do its work once, to watch itself from now on, to write what it saw to a file, to end. */
export type Asked =
  | { readonly do: 'round' }
  | { readonly do: 'profile' }
  | { readonly do: 'write'; readonly file: string }
  | { readonly do: 'stop' };

/** What it tells: that it is ready, how its round went, that it did what it was asked, what went wrong. */
export type Told =
  | { readonly ready: Readonly<Record<string, string>> }
  | { readonly round: Round }
  | { readonly did: Asked['do'] }
  | { readonly fault: string };
