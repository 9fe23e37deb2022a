import type { EditPlan } from '../fault.ts';
import { Suite, type SuiteHead } from '../suite.ts';
import { resolveKeys } from '../statement.ts';
import type { ValueObject } from '../value.ts';
import { linksForm } from './links-form.ts';
import { linksMembers } from './links-members.ts';
import { linksShare } from './links-share.ts';
import { inviteSeed, linkOf, manyIds, manyRelays, SAID, urlForLength, without, type LinkKind } from './links-plan.ts';

const NOTES: SuiteHead['notes'] = {
  Around: {
    bugClass: 'text',
    effect: 'a link that was pasted from a mail is refused, or another one is read',
    description: 'Six characters may stand around a link. Libraries cut off others too, or fewer.',
  },
  Form: {
    bugClass: 'encoding',
    effect: 'one program opens what another refuses',
    description: 'Readers of URLs repair what they get; here nothing is repaired.',
    links: ['https://www.rfc-editor.org/rfc/rfc3986'],
  },
  Future: {
    bugClass: 'version',
    effect: 'a link of newer software is called broken, or is read as an old one',
    description: 'What newer software says is parked, whatever stands behind it.',
  },
  Data: {
    bugClass: 'encoding',
    effect: 'two readers see two things in one link',
    description: 'The data of a link are as strict as those of a statement.',
  },
  Members: {
    bugClass: 'form',
    effect: 'code behind the reader gets what it does not expect',
    description: 'Each member has a form and bounds, and each kind its members.',
  },
  Limit: {
    bugClass: 'bounds',
    effect: 'one program takes what another refuses',
    description: 'Bounds are met exactly, in the unit of the registry.',
  },
  AcceptedOddity: {
    bugClass: 'form',
    effect: 'a right link is refused',
    description: 'Strange, and right.',
  },
};

/** What every link that is read speaks for. */
export const READ: readonly string[] = ['PRN-082', 'PRN-083', 'PRN-084', 'PRN-085', 'PRN-086', 'PRN-087', 'PRN-088'];

/** principals/links-read: what links say, and what are none. */
export function linksReadSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'principals/links-read',
      command: 'link.read',
      profile: 'principals',
      description: 'What links say, the keys of invites, and what is no link.',
      notes: NOTES,
    },
    resolveKeys('public'),
  );
  accepted(suite);
  seeds(suite);
  linksForm(suite);
  linksMembers(suite);
  linksShare(suite);
  return suite;
}

function accepted(suite: Suite): void {
  for (const kind of ['invite', 'knock', 'request', 'share'] as const)
    suite.accepts(`ok-${kind}`, `a link of kind ${kind} with everything`, {
      requirements: READ,
      input: { text: linkOf(kind, SAID[kind]) },
    });
  const take = (slug: string, title: string, text: string): void =>
    suite.accepts(slug, title, { requirements: READ, kind: 'edge', input: { text } });
  const { invite, knock, request } = SAID;
  take('ok-invite-named', 'an invite to somebody whom it names: no seed', linkOf('invite', without(invite, 'seed')));
  take(
    'ok-invite-least',
    'an invite without what may be absent',
    linkOf('invite', without(invite, 'seed', 'name', 'exp')),
  );
  take('ok-knock-least', 'a knock without relays and name', linkOf('knock', { ...without(knock, 'name'), relays: [] }));
  take(
    'ok-request-least',
    'a request without relays and name',
    linkOf('request', { ...without(request, 'name'), relays: [] }),
  );
  limits(suite);
}

/** PRN-090. */
function seeds(suite: Suite): void {
  const take = (slug: string, title: string, seed: string): void =>
    suite.accepts(slug, title, {
      requirements: ['PRN-090'],
      kind: 'edge',
      input: { text: linkOf('invite', { ...SAID.invite, seed }) },
    });
  for (const name of ['bob', 'carol', 'dave'])
    take(`ok-seed-${name}`, `the keys of the seed of ${name}`, inviteSeed(name));
  take('ok-seed-zeros', 'the keys of a seed of 32 zeros', 'A'.repeat(43));
  take('ok-seed-ones', 'the keys of a seed of 32 times 255', `${'_'.repeat(42)}8`);
}

interface Limit {
  readonly name: string;
  readonly kind: LinkKind;
  readonly requirement: string;
  readonly code: string;
  /** The link at so many more than the limit. */
  readonly at: (more: number) => string;
  /** How the link at the limit is turned into one beyond it. */
  readonly edit: EditPlan;
  readonly what: string;
}

function limits(suite: Suite): void {
  const said = (kind: LinkKind, more: ValueObject): string => linkOf(kind, { ...SAID[kind], ...more });
  const rows: readonly Limit[] = [
    {
      name: 'link-characters',
      kind: 'knock',
      requirement: 'PRN-082',
      code: 'E_SIZE',
      at: (more) => linkOf('knock', SAID.knock, { url: urlForLength('knock', 4096 + more) }),
      edit: { op: 'splice', path: '/text', at: 20, from: '', to: 'a' },
      what: 'characters',
    },
    {
      name: 'link-heads',
      kind: 'invite',
      requirement: 'PRN-088',
      code: 'E_FORMAT',
      at: (more) => said('invite', { heads: manyIds(16 + more) }),
      edit: { op: 'add', path: '/text#data/heads/16', value: manyIds(17)[16] ?? '' },
      what: 'heads',
    },
    {
      name: 'link-relays',
      kind: 'knock',
      requirement: 'PRN-088',
      code: 'E_FORMAT',
      at: (more) => said('knock', { relays: manyRelays(8 + more) }),
      edit: { op: 'add', path: '/text#data/relays/8', value: manyRelays(9)[8] ?? '' },
      what: 'relays',
    },
    {
      name: 'link-name-characters',
      kind: 'request',
      requirement: 'PRN-088',
      code: 'E_FORMAT',
      at: (more) => said('request', { name: '\u{1f989}'.repeat(64 + more) }),
      edit: { op: 'replace', path: '/text#data/name', value: '\u{1f989}'.repeat(65) },
      what: 'characters of a name beyond U+FFFF',
    },
  ];
  for (const { name, requirement, code, at, edit, what } of rows) {
    const plan = { requirements: [requirement], flags: ['Limit'] };
    const take = (slug: string, more: number, title: string): void =>
      suite.accepts(slug, title, { ...plan, kind: 'edge', input: { text: at(more) } });
    take(`${name}-limit-minus-1`, -1, `one less than the most ${what}`);
    take(`${name}-limit-exact`, 0, `the most ${what}`);
    suite.refuses(`${name}-limit-plus-1`, `one more than the most ${what}: ${code}`, {
      ...plan,
      code,
      base: `${name}-limit-exact`,
      fault: edit,
    });
  }
}
