import type { KeyInfo } from '@allod/client';
import { valueOf } from '../errors/failure.ts';
import { idCell } from '../named.ts';
import type { Cells } from '../output/table.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

const USES: Readonly<Record<KeyInfo['use'], string>> = {
  device: 'this device',
  next: 'this device, from the next sync on',
  kit: 'recovery kit, until it is confirmed',
};

/** `allod keys list`: the keys of this home. */
export const keysList: Verb = defineVerb({
  path: 'keys list',
  summary: 'list the keys of this home, and how each is kept; never a private one',
  examples: [
    { does: 'All of them', line: 'allod keys list' },
    { does: 'As JSON', line: 'allod keys list --json' },
  ],
  run: async ({ home, output }) => {
    const { inspectKeys } = await import('@allod/client');
    const keys = valueOf(await inspectKeys({ home }), { about: home });
    await output.result(keys, {
      heading: ['KEY', 'FOR', 'ALGORITHMS', 'HARDWARE', 'EXTRACTABLE', 'SYNCED', 'ASKS', 'KEPT'],
      rows: keys.map((key) => keyCells(key, output.isTerminal)),
    });
  },
});

function keyCells(
  { kid, use, signs, agrees, hardware, extractable, synced, userPresence, hasPassphrase }: KeyInfo,
  isShort: boolean,
): Cells {
  const algorithms = agrees === undefined ? signs : `${signs}, ${agrees}`;
  const attributes = [hardware, extractable, synced, userPresence].map((is) => (is ? 'yes' : 'no'));
  const kept = hasPassphrase ? 'under a passphrase' : 'without a passphrase';
  return [idCell(kid, isShort), USES[use], algorithms, ...attributes, kept];
}
