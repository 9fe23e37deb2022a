import type { ErrorCode } from '@allod/core/errors';
import { EXIT } from './exit-codes.ts';
import type { Explanation } from './explanation.ts';

/** Codes of what is wrong with a statement, a body or a pack. */
export type StatementCode = Extract<
  ErrorCode,
  | 'E_SIZE'
  | 'E_FORMAT'
  | 'E_JSON'
  | 'E_HEADER'
  | 'E_ALG'
  | 'E_TYP'
  | 'E_SIGNERS'
  | 'E_UPGRADE'
  | 'E_PENDING_AUTH'
  | 'E_PENDING_EVICTED'
  | 'E_SIG'
  | 'E_WEAK_KEY'
  | 'E_ID'
  | 'E_POP'
  | 'E_LOG_MISMATCH'
  | 'E_PARENT'
  | 'E_LOG_FULL'
  | 'E_PATH'
  | 'E_INVITE'
  | 'E_NOT_AUTHORIZED'
  | 'E_DIGEST'
  | 'E_TAG'
  | 'E_SNAPSHOT_MISMATCH'
  | 'E_PACK'
  | 'E_PACK_TRUNCATED'
>;

const NOT_STORED = 'It was not stored, and what is stored was left as it is.';
const ASK_SENDER =
  'Ask whoever made it to make it again; their program has a fault, or somebody changed it on the way.';

/** A statement that somebody made wrongly or changed: refused, whatever the reason. */
function forged(title: string): Explanation {
  return { title, data: NOT_STORED, hint: ASK_SENDER, exit: EXIT.refused };
}

/** {@link StatementCode} in words. */
export const STATEMENT_EXPLANATIONS: Readonly<Record<StatementCode, Explanation>> = {
  E_SIZE: {
    title: 'Something is longer than its limit.',
    data: 'It was not stored.',
    hint: 'The body of a record has at most 1,048,576 bytes: split what is larger into several records.',
    exit: EXIT.usage,
  },
  E_FORMAT: forged('The encoding or the shape of a statement is wrong.'),
  E_JSON: forged('A header or claims are not strict JSON.'),
  E_HEADER: forged('A header has a member that is not allowed, or lacks one.'),
  E_ALG: forged('An algorithm is not one of those allowed, or not the one of the key.'),
  E_TYP: forged('The type of a statement is unknown, or not the one that its place calls for.'),
  E_SIGNERS: forged('The signatures are not those of the signers that the statement lists, in their order.'),
  E_UPGRADE: {
    title: 'A statement needs newer software than this.',
    data: 'It is kept aside, and shown once this program understands it.',
    hint: 'Update allod.',
    exit: EXIT.refused,
  },
  E_PENDING_AUTH: {
    title: 'The statements that say who may write are not here yet.',
    data: 'Nothing is lost: what came is kept aside until they arrive, and what was to be written was not written.',
    hint: 'Run `allod sync URL` with a relay that has them; a device that was just set up begins so.',
    exit: EXIT.notPermitted,
  },
  E_PENDING_EVICTED: {
    title: 'Too much waits for statements that have not come.',
    data: 'The oldest of it was dropped. It was never accepted, and it is offered again by whoever has it.',
    hint: 'Run `allod sync URL` again once the missing statements are there.',
    exit: EXIT.failed,
  },
  E_SIG: forged('A signature does not hold for its statement and key.'),
  E_WEAK_KEY: forged('A public key is one with which anybody could sign.'),
  E_ID: forged('An id is not the hash of what it names.'),
  E_POP: forged('A device is listed that has not signed, so nobody proved to possess its key.'),
  E_LOG_MISMATCH: forged('A statement of a log names one of another log as its own.'),
  E_PARENT: forged('A statement stands on one that was refused.'),
  E_LOG_FULL: {
    title: 'The log of this team or user has no room for another statement.',
    data: NOT_STORED,
    hint: 'Begin a new team with the same members; what was written stays readable.',
    exit: EXIT.full,
  },
  E_PATH: forged('Somebody signs in the name of a team or user of which he never was a member.'),
  E_INVITE: {
    title: 'The invitation does not let its bearer in, or no longer.',
    data: NOT_STORED,
    hint: 'Ask who invited you for a new invitation.',
    exit: EXIT.notPermitted,
  },
  E_NOT_AUTHORIZED: {
    title: 'Whoever said this has not the right to it.',
    data: NOT_STORED,
    hint: 'Ask somebody with a higher role: `allod team members TEAM` lists them. `allod device list` says how this device stands.',
    exit: EXIT.notPermitted,
  },
  E_DIGEST: {
    title: 'A body is not the one that its record was signed for.',
    data: 'The record stands; the wrong body was not stored, and the right one is asked for again.',
    hint: 'Run `allod sync URL` again, with another relay if there is one.',
    exit: EXIT.refused,
  },
  E_TAG: {
    title: 'In an immutable collection the tag is the digest of the body.',
    data: NOT_STORED,
    hint: 'Leave --tag out, or use a versioned collection (v:…).',
    exit: EXIT.usage,
  },
  E_SNAPSHOT_MISMATCH: {
    title: 'A snapshot says something else than the ops of its log.',
    data: 'Nothing was changed: the ops count, and a snapshot binds nobody.',
    hint: 'Update the program of the device that signed it; if the two still disagree, do not trust that device.',
    exit: EXIT.refused,
  },
  E_PACK: {
    title: 'The pack is not made as packs are, or its end disagrees with its content.',
    data: 'What came before the fault was verified, and an import keeps it; nothing was taken on trust.',
    hint: 'Ask for the file again: it was damaged or changed on the way, or it is no pack.',
    exit: EXIT.refused,
  },
  E_PACK_TRUNCATED: {
    title: 'The pack ends too early.',
    data: 'What is there was verified, and an import keeps it.',
    hint: 'Copy the whole file again, and import it again: what is here already is passed over.',
    exit: EXIT.refused,
  },
};
