import type { ErrorCode, ProtocolError } from '@allod/core/errors';

/** Somebody as he is shown. An id alone is never shown to a person. */
export interface Named {
  /** Id of a user or a team, or the key of a device. */
  readonly id: string;
  /** The petname given here, else what he or the team says of itself; absent when nobody has said a name. */
  readonly name?: string;
  /** Whether the name is somebody's own word, and not one that was given here. */
  readonly isOwnWord?: true;
}

/** A refusal, and what helps the person in front of it. It is a `Result` with more to say. */
export interface Refusal<C extends ErrorCode = ErrorCode> {
  readonly ok: false;
  readonly error: ProtocolError<C>;
  /** What happened here, as one whole sentence, when there is more to say than the code does. */
  readonly says?: string;
  /** Who could do it, those with the highest role first. */
  readonly ask?: readonly Named[];
  /** Set when nobody can do it alone: several have to agree. */
  readonly needsOthers?: true;
}

/** The value, or a refusal with words. */
export type Outcome<T, C extends ErrorCode = ErrorCode> = { readonly ok: true; readonly value: T } | Refusal<C>;
