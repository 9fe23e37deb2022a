import type { ErrorCode } from '@allod/core/errors';
import { EXIT } from './exit-codes.ts';
import type { Explanation } from './explanation.ts';

/** Codes of what goes wrong between two sides. */
export type LinkCode = Extract<
  ErrorCode,
  | 'E_FRAME'
  | 'E_MESSAGE'
  | 'E_LIMIT'
  | 'E_HS'
  | 'E_VERSION'
  | 'E_TURN'
  | 'E_CURSOR'
  | 'E_RANGE'
  | 'E_ABUSE'
  | 'E_FLOW'
  | 'E_NOT_ADMITTED'
  | 'E_LINK'
  | 'E_UNKNOWN'
>;

const KEPT = 'What was received before is stored; what was not sent yet is kept here.';
const OTHER_SIDE =
  'Run the command again. If it happens each time, the program on the other side has a fault: use another relay, and tell its operator.';

/** The other side broke the rules of the session, and the link was closed. */
function broken(title: string): Explanation {
  return { title, data: KEPT, hint: OTHER_SIDE, exit: EXIT.unreachable };
}

/** {@link LinkCode} in words. */
export const LINK_EXPLANATIONS: Readonly<Record<LinkCode, Explanation>> = {
  E_FRAME: broken('A frame is not made as frames are, or a message in it has the wrong shape.'),
  E_MESSAGE: {
    title: 'The other side sent a message of a kind that this version does not know.',
    data: KEPT,
    hint: 'Update allod, or use a relay that speaks this version.',
    exit: EXIT.unreachable,
  },
  E_LIMIT: {
    title: 'More was sent, or asked for at once, than the other side takes.',
    data: KEPT,
    hint: 'Wait a little and run the command again; it goes on where it stopped.',
    exit: EXIT.unreachable,
  },
  E_HS: broken('The link did not begin as links do; perhaps this is no relay.'),
  E_VERSION: {
    title: 'The two sides speak no common version.',
    data: 'Nothing was sent or received; what is here is kept.',
    hint: 'Update whichever side is older; `allod doctor --relay URL` shows the versions of both.',
    exit: EXIT.unreachable,
  },
  E_TURN: broken('A message came out of its turn.'),
  E_CURSOR: {
    title: 'This is no cursor.',
    data: 'Nothing was changed.',
    hint: 'Give the cursor that `allod record watch` printed, whole; or `start` for everything from the beginning.',
    exit: EXIT.usage,
  },
  E_RANGE: {
    title: 'The other side sent something that belongs elsewhere than it said.',
    data: 'It was not stored. What was right is stored, and what was not sent yet is kept here.',
    hint: OTHER_SIDE,
    exit: EXIT.refused,
  },
  E_ABUSE: {
    title: 'Too much of what came in this session was refused.',
    data: 'Nothing of what was refused was stored. What was right is stored.',
    hint: 'Use another relay: this one sends forged or damaged data.',
    exit: EXIT.refused,
  },
  E_FLOW: broken('More data was sent than there was credit for.'),
  E_NOT_ADMITTED: {
    title: 'The other side does not serve this space, this host name or this web page.',
    data: KEPT,
    hint: 'Use the address that the relay printed when it started; for a web page, start the relay with --origin.',
    exit: EXIT.notPermitted,
  },
  E_LINK: {
    title: 'The relay cannot be reached, is no relay, or fell silent.',
    data: KEPT,
    hint: 'Check the address and that the relay runs (`allod doctor --relay URL`), and run the command again; it goes on where it stopped.',
    exit: EXIT.unreachable,
  },
  E_UNKNOWN: {
    title: 'Nothing with this id or digest is held.',
    data: 'Nothing was changed.',
    hint: 'Run `allod sync URL` to fetch what others have.',
    exit: EXIT.notFound,
  },
};
