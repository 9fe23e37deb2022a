import { Suite } from '../suite.ts';
import { resolveKeys } from '../statement.ts';
import { bytesValue } from '../value.ts';
import { kitSeed } from './kit-plan.ts';

/** principals/kit-write: the words that are printed. */
export function kitWriteSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'principals/kit-write',
      command: 'kit.write',
      profile: 'principals',
      description: 'The words of recovery kits from their seeds.',
      notes: {
        Edge: {
          bugClass: 'bits',
          effect: 'a kit that no other program reads',
          description: 'Bytes at the ends of their range, where shifts, signs and leading zeros go wrong.',
        },
      },
    },
    resolveKeys('public'),
  );
  const requirements = ['PRN-071', 'PRN-072'];
  for (const [slug, title, seed] of SEEDS)
    suite.accepts(slug, title, { requirements, flags: ['Edge'], kind: 'edge', input: { seed: bytesValue(seed) } });
  for (const name of ['ann', 'bob', 'carol', 'dave']) {
    const input = { seed: bytesValue(kitSeed(name)) };
    suite.accepts(`ok-${name}`, `the kit of ${name}`, { requirements, input });
  }
  return suite;
}

const SEEDS: readonly (readonly [slug: string, title: string, seed: Uint8Array])[] = [
  ['ok-zeros', 'a seed of 31 zeros', new Uint8Array(31)],
  ['ok-ones', 'a seed of 31 times 255', new Uint8Array(31).fill(0xff)],
  ['ok-high-bits', 'a seed of 31 times 128', new Uint8Array(31).fill(0x80)],
  ['ok-low-bits', 'a seed of 31 times 1', new Uint8Array(31).fill(1)],
  ['ok-last-bit', 'a seed of 30 zeros and a 1', new Uint8Array(31).fill(1, 30)],
];
