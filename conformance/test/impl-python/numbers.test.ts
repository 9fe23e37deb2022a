/**
 * The second implementation reads nothing of the house but the list of words of the kit; not even the registry of limits. So its own
 * numbers are compared.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { limit as valueOf } from '@allod/conformance-model/registries';
import { expect, test } from 'vitest';

const FOLDER = fileURLToPath(new URL('../../impl-python/', import.meta.url));

/** Each number that Python has a name for: the module, the name, the limit, and how many of Python's unit are one of the registry's. */
const NUMBERS: readonly [module: string, name: string, limit: string, scale?: number][] = [
  ['authority', 'AHEAD', 'aheadMicroseconds'],
  ['authority', 'MAX_PAST', 'opsInPast'],
  ['ballots', 'MAX_REASON', 'ballotTextCharacters'],
  ['frames', 'MAX_MESSAGES', 'messagesPerFrame'],
  ['frames', 'MAX_LEVEL', 'cborDepth'],
  ['frames', 'MAX_INFLATED', 'inflatedBytes'],
  ['frames', 'MAX_RATIO', 'inflationRatio'],
  ['links', 'MAX_LINK', 'linkCharacters'],
  ['links', 'MAX_HEADS', 'linkHeads'],
  ['links', 'MAX_RELAYS', 'linkRelays'],
  ['links', 'MAX_NAME', 'linkNameCharacters'],
  ['ops', 'MAX_MEMBERS', 'members'],
  ['ops', 'MAX_PARENTS', 'parents'],
  ['ops', 'MAX_STEPS', 'pathSteps'],
  ['ops', 'MAX_KEYS', 'coldKeys'],
  ['ops', 'MAX_CAPABILITIES', 'capabilities'],
  ['ops', 'MAX_USES', 'inviteUses'],
  ['ops', 'MAX_THRU', 'thruSteps'],
  ['ops', 'MAX_TIPS', 'tips'],
  ['ops', 'MAX_FIELDS', 'policyFields'],
  ['ops', 'MAX_NAME', 'policyNameCharacters'],
  ['ops', 'MAX_TEXT', 'policyCharacters'],
  ['packs', 'MAX_MESSAGE', 'packMessageBytes'],
  ['records', 'MAX_BODY', 'bodyBytes'],
  ['session', 'MAX_REFUSED', 'refusedItems'],
  ['session', 'MAX_GETS', 'getsInFlight'],
  ['session', 'MAX_SUBSCRIPTIONS', 'subscriptions'],
  ['session', 'MAX_BODIES', 'askedBodyBytes'],
  ['session', 'MAX_LIVE_BYTES', 'liveQueueBytes'],
  ['session', 'MAX_LIVE_BODY', 'liveBodyBytes'],
  ['session', 'HELLO_WAIT', 'helloSeconds', 1_000_000],
  ['session', 'SILENCE', 'silenceSeconds', 1_000_000],
  ['store', 'MAX_PARKED', 'parkedStatements'],
  ['store', 'MAX_PARKED_BYTES', 'parkedBytes'],
];

/** The value of a name that a module assigns at its top, alone or beside others. */
function numberIn(source: string, name: string): number {
  for (const [, names = '', values = ''] of source.matchAll(/^([A-Z][A-Z_, ]*) = ([^#\n]*)/gm)) {
    const at = names.split(', ').indexOf(name);
    if (at >= 0) return Number(values.split(/,\s+/)[at]?.replaceAll('_', ''));
  }
  throw new RangeError(`no module assigns ${name}`);
}

test.each(NUMBERS)('%s.%s is %s of the registry', (module, name, limit, scale = 1) => {
  const source = readFileSync(`${FOLDER}${module}.py`, 'utf8');
  expect(numberIn(source, name) / scale).toBe(valueOf(limit));
});

test('a number that nobody assigns is missed', () => {
  expect(() => numberIn('A, B = 1, 2_0', 'C')).toThrow(RangeError);
  expect(numberIn('A, B = 1, 2_0  # units', 'B')).toBe(20);
});
