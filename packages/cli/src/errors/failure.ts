import type { ErrorCode, ProtocolError, Result } from '@allod/core/errors';
import { CATALOGUE } from './catalogue.ts';
import type { ExitCode } from './exit-codes.ts';

/** What is said of a failure beyond its code. */
export interface FailureMore {
  /** A whole sentence that is said instead of the title of the code. */
  readonly reason?: string;
  /** A whole sentence that is said instead of what the code means for the data. */
  readonly data?: string;
  /** A whole sentence that is said instead of the hint of the code. */
  readonly hint?: string;
  /** What it is about, such as a path or a URL; said before the sentence. */
  readonly about?: string;
  readonly requirement?: string;
  readonly details?: object | undefined;
  /** What the program ends with instead of what the code says. */
  readonly exit?: ExitCode;
}

/** A failure as `--json` prints it. */
export interface FailureJson {
  readonly code: ErrorCode;
  /** What happened, and what it means for the data. */
  readonly message: string;
  /** What to do. */
  readonly hint: string;
  /** The requirement of the protocol that was broken; empty for codes of programs. */
  readonly requirement: string;
  readonly details: object;
}

/** Stops a verb. Only {@link FailureJson} of it leaves the process. */
export class Failure extends Error {
  readonly code: ErrorCode;
  readonly #more: FailureMore;

  constructor(code: ErrorCode, more: FailureMore = {}) {
    const about = more.about === undefined ? '' : `${more.about}: `;
    super(`${about}${more.reason ?? CATALOGUE[code].title} ${more.data ?? CATALOGUE[code].data}`);
    this.name = 'Failure';
    this.code = code;
    this.#more = more;
  }

  /** What to do. */
  get hint(): string {
    return this.#more.hint ?? CATALOGUE[this.code].hint;
  }

  /** What the program ends with. */
  get exit(): ExitCode {
    return this.#more.exit ?? CATALOGUE[this.code].exit;
  }

  toJSON(): FailureJson {
    const { requirement = '', details = {} } = this.#more;
    return { code: this.code, message: this.message, hint: this.hint, requirement, details };
  }
}

/** The failure that a refusal is. */
export function failureOf(error: ProtocolError, more: FailureMore = {}): Failure {
  const details = { ...more.details, ...(error.details as object | undefined) };
  return new Failure(error.code, { requirement: error.requirement, ...more, details });
}

/** The value of an outcome. Throws {@link Failure} for a refusal. */
export function valueOf<T>(result: Result<T>, more: FailureMore = {}): T {
  if (!result.ok) throw failureOf(result.error, more);
  return result.value;
}

/** A wrong call: `reason` is a whole sentence. */
export function wrongUsage(reason: string, hint?: string): Failure {
  return new Failure('E_USAGE', { reason, ...(hint === undefined ? {} : { hint }) });
}

/** Input that is not what a verb takes: `reason` is a whole sentence. */
export function wrongInput(reason: string, more: Omit<FailureMore, 'reason'> = {}): Failure {
  return new Failure('E_INPUT', { ...more, reason });
}
