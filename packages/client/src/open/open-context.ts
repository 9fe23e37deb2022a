import type { ClientContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import type { People } from '../people/people.ts';
import type { Surroundings } from '../surroundings.ts';
import type { AcceptOptions, Accepted, Opened } from './opened.ts';

/** What links are opened with. */
export interface OpenContext {
  readonly context: ClientContext;
  readonly people: People;
  readonly surroundings: Surroundings;
  /** Brings spaces of the home and relays together; gives those that could be reached. */
  readonly sync: (relays: readonly string[], spaces: readonly string[]) => Promise<readonly string[]>;
}

/** What a link asks for, before anybody has decided. */
export type Offered = Pick<Opened, 'kind' | 'preview' | 'records'> & {
  readonly accept: (options: AcceptOptions) => Promise<Outcome<Accepted>>;
};
