import { resolveKeys } from '../statement.ts';
import { Suite } from '../suite.ts';
import { receivedAsks } from './receive-asks.ts';
import { receivedBounds } from './receive-bounds.ts';
import { receivedItems } from './receive-items.ts';
import { receivedLimits } from './receive-limits.ts';
import { receivedLogs } from './receive-logs.ts';
import { receivedOpens } from './receive-open.ts';
import { receivedQueue } from './receive-queue.ts';
import { receivedTurns } from './receive-turns.ts';
import { receivedVerdicts } from './receive-verdicts.ts';

const NOTES = {
  Verdict: {
    bugClass: 'acceptance',
    effect: 'one bad item takes good ones with it, or nobody learns which was bad',
    description: 'Each item is judged by itself, and the answer names those that were not accepted.',
  },
  Parked: {
    bugClass: 'authority',
    effect: 'a record is lost because it came before the log',
    description: 'What waits for an op is kept, the op is asked for, and when it comes the record is judged again.',
  },
  Log: {
    bugClass: 'order',
    effect: 'a log, or a record that needs it, is lost because its ops came in another order',
    description:
      'Ops come before and behind what they name, together and apart, and each gets the verdict that it has in any order.',
  },
  Copy: {
    bugClass: 'denial of service',
    effect: 'whoever is first with a spoiled copy keeps the right one out',
    description: 'A correct copy is accepted, whatever copies came before.',
  },
  Body: {
    bugClass: 'over-strictness',
    effect: 'whoever spoils a body takes the record away',
    description: 'A wrong body is refused alone, an absent one asked for.',
  },
  Cursor: {
    bugClass: 'resumption',
    effect: 'statements are never sent, and both sides believe that they were',
    description: 'A cursor counts only when it is one of this very store.',
  },
  Equal: {
    bugClass: 'comparison',
    effect: 'two sets that differ stay so',
    description: 'Equal are sets with equal certificates.',
  },
  Live: {
    bugClass: 'cut-over',
    effect: 'statements are sent twice, or not at all, or in another order',
    description:
      'Up to the cut in catch-up, after it live, in the order of positions, and never back to where they came from.',
  },
  Queue: {
    bugClass: 'resources',
    effect: 'a slow reader takes memory from all others, or a quick one is sent away',
    description: 'A live queue is counted alike by everybody, up to its last byte.',
  },
  State: {
    bugClass: 'over-strictness',
    effect: 'peers whose clocks differ hold different sets',
    description: 'The state decides what is shown, not what is sent.',
  },
  Get: {
    bugClass: 'answer',
    effect: 'somebody waits for ever',
    description: 'Every id that is asked for is answered.',
  },
  Ask: {
    bugClass: 'loops',
    effect: 'two peers ask each other the same for ever, or one takes more than it has room for',
    description: 'A statement is asked for once, and bodies as far as there is room.',
  },
  Silence: {
    bugClass: 'liveness',
    effect: 'a dead link is kept, or a quiet one is cut',
    description: 'A link on which nothing comes is lost after three times 25 seconds.',
  },
  Turn: {
    bugClass: 'order',
    effect: 'a message has an effect that its sender cannot know',
    description: 'Messages come in their turn.',
  },
  Limit: {
    bugClass: 'resources',
    effect: 'one link takes what all others need',
    description: 'Limits, each met exactly and passed by one.',
  },
  Whole: {
    bugClass: 'framing',
    effect: 'half a frame has an effect',
    description: 'A frame that is refused has none.',
  },
};

type NoteName = keyof typeof NOTES;

function suiteOf(suite: string, description: string, notes: readonly NoteName[]): Suite {
  const head = { suite, command: 'session.receive', profile: 'sync', description } as const;
  const used = Object.fromEntries(notes.map((name) => [name, NOTES[name]]));
  return new Suite({ ...head, notes: used }, resolveKeys('public'));
}

/** sync/receive: what a peer that accepted a link does with items, and with messages out of turn. */
export function receiveSuite(): Suite {
  const suite = suiteOf(
    'sync/receive',
    'Sessions: items arrive, requests and answers, messages in their turn and out of it. What the peer answers and holds.',
    ['Verdict', 'Parked', 'Copy', 'Body', 'Get', 'Ask', 'Turn', 'Whole'],
  );
  receivedItems(suite);
  receivedTurns(suite);
  receivedAsks(suite);
  return suite;
}

/** sync/receive-logs: logs with more than their first op. */
export function receiveLogsSuite(): Suite {
  const suite = suiteOf(
    'sync/receive-logs',
    'Sessions: ops of every kind and the records that name them arrive, in their order and out of it. What the peer accepts, answers and asks for.',
    ['Log', 'Parked', 'Copy', 'Verdict'],
  );
  receivedLogs(suite);
  receivedVerdicts(suite);
  return suite;
}

/** sync/receive-open: what it sends of a space that is opened. */
export function receiveOpenSuite(): Suite {
  const suite = suiteOf(
    'sync/receive-open',
    'Sessions: spaces are opened, and the store accepts statements of its own. What the peer sends, before done and after it.',
    ['Cursor', 'Equal', 'Live', 'State'],
  );
  receivedOpens(suite);
  return suite;
}

/** sync/receive-bounds: where it stops, in long cases. */
export function receiveBoundsSuite(): Suite {
  const suite = suiteOf(
    'sync/receive-bounds',
    'Sessions: limits that take long cases to meet exactly and to pass by one.',
    ['Limit', 'Silence'],
  );
  receivedBounds(suite);
  return suite;
}

/** sync/receive-queue: how much waits for a reader. */
export function receiveQueueSuite(): Suite {
  const suite = suiteOf('sync/receive-queue', 'Sessions: what may wait in a live queue, and what counts in it.', [
    'Queue',
  ]);
  receivedQueue(suite);
  return suite;
}

/** sync/receive-limits: where it stops. */
export function receiveLimitsSuite(): Suite {
  const suite = suiteOf('sync/receive-limits', 'Sessions: limits, each met exactly and passed by one.', [
    'Limit',
    'Parked',
  ]);
  receivedLimits(suite);
  return suite;
}
