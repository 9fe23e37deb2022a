import type { Value } from '../value.ts';
import type { Suite } from '../suite.ts';
import { idOf, ids, record, recordClaims } from './records-plan.ts';

interface Limit {
  /** The slug without its place. */
  slug: string;
  claim: string;
  most: number;
  requirement: string;
  code: string;
  /** A value of so many items. */
  of(size: number): Value;
  what: string;
}

const LIMITS: readonly Limit[] = [
  { ...list('teams-on-path', 'via', 7), what: 'teams in via' },
  { ...list('antecedents', 'ant', 16), what: 'records in ant' },
  { ...list('predecessors', 'prv', 16), what: 'records in prv' },
  { ...list('heads', 'au', 16), what: 'heads in au' },
  { ...list('heads-further', 'ax', 16), of: (size) => ({ [idOf('log')]: ids(size) }), what: 'heads of a further log' },
  { ...list('further-logs', 'ax', 16), of: logs, what: 'further logs in ax' },
  { ...text('tag-characters', 'tag'), of: (size) => 'x'.repeat(size), what: 'characters in tag' },
  { ...text('tag-characters-astral', 'tag'), of: (size) => '\u{1f600}'.repeat(size), what: 'astral characters in tag' },
  {
    ...text('tag-characters-accents', 'tag'),
    of: (size) => 'e\u0301'.repeat(size / 2).padEnd(size, 'x'),
    what: 'letters and accents in tag',
  },
  { ...text('media-type-characters', 'cty'), of: (size) => `text/${'x'.repeat(size - 5)}`, what: 'characters in cty' },
  {
    ...text('collection-name-characters', 'col'),
    requirement: 'REC-006',
    of: (size) => `v:${'x'.repeat(size)}`,
    what: 'characters in the name of a collection',
  },
  {
    ...list('body-bytes', 'len', 1_048_576),
    requirement: 'REC-009',
    code: 'E_SIZE',
    of: (size) => size,
    what: 'bytes in len',
  },
];

function list(slug: string, claim: string, most: number): Omit<Limit, 'what'> {
  return { slug, claim, most, requirement: 'REC-002', code: 'E_FORMAT', of: (size) => ids(size) };
}

function text(slug: string, claim: string): Omit<Limit, 'what' | 'of'> {
  return { slug, claim, most: 128, requirement: 'REC-002', code: 'E_FORMAT' };
}

function logs(count: number): Value {
  return Object.fromEntries(ids(count, 'log').map((log) => [log, [idOf('head')]]));
}

/** Every limit of the claims below, at and above it. */
export function recordLimits(suite: Suite): void {
  for (const { slug, claim, most, requirement, code, of, what } of LIMITS) {
    const plan = { requirements: [requirement], flags: ['Limit'] };
    const input = (size: number): ReturnType<typeof record> =>
      record({ ...recordClaims(), [claim]: of(size) }, 'bob/phone');
    suite.accepts(`${slug}-limit-minus-1`, `${most - 1} ${what}`, { ...plan, kind: 'edge', input: input(most - 1) });
    suite.accepts(`${slug}-limit-exact`, `${most} ${what}`, { ...plan, kind: 'edge', input: input(most) });
    suite.refuses(`${slug}-limit-plus-1`, `${most + 1} ${what} are refused`, {
      ...plan,
      code,
      base: `${slug}-limit-exact`,
      fault: {
        op: 'replace',
        path: `/st#claims/${claim}`,
        value: of(most + 1),
        resigned: { by: ['bob/phone'] },
      },
    });
  }
  lengths(suite);
}

function lengths(suite: Suite): void {
  const rows: [string, number][] = [
    ['len-2-31', 2 ** 31],
    ['len-2-32', 2 ** 32 + 15],
    ['len-largest', 2 ** 53 - 1],
  ];
  for (const [slug, value] of rows) {
    suite.refuses(slug, `len = ${value} is refused`, {
      requirements: ['REC-009'],
      flags: ['Limit'],
      code: 'E_SIZE',
      base: 'ok-minimal',
      fault: { op: 'replace', path: '/st#claims/len', value, resigned: { by: ['bob/phone'] } },
    });
  }
}
