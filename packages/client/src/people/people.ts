import type { Named, Outcome } from '../outcome.ts';

/** Somebody of whom this user has noted something, or who is in a team of his. */
export interface Person extends Named {
  readonly kind: 'user' | 'team' | 'unknown';
  readonly isBlocked?: true;
  readonly isMe?: true;
}

/**
 * Names and blocks, as records of one's own space: other devices of this user have them, too, and nobody else.
 */
export interface People {
  /** Everybody named, blocked, or in one of one's teams; by name. */
  list(): Promise<Person[]>;
  /** The one with this id. */
  get(id: string): Promise<Person>;
  /** The one with this name, id, or beginning of an id (6 characters or more). Refuses with `E_NOT_FOUND` nobody, and more than one. */
  find(text: string): Promise<Outcome<Person, 'E_NOT_FOUND'>>;
  /** Gives a name of 1 to 64 characters; none when absent. Refuses with `E_INPUT` a name or an id out of form. */
  setName(id: string, name?: string): Promise<Outcome<Person>>;
  /** Takes no more links from somebody. */
  block(id: string): Promise<Outcome<Person>>;
  /** Takes his links again. */
  unblock(id: string): Promise<Outcome<Person>>;
}
