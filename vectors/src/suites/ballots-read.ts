import { applyFault } from '../fault.ts';
import { resolveKeys } from '../statement.ts';
import { Suite, type SuiteHead } from '../suite.ts';
import {
  base64url,
  bytesValue,
  fromBase64url,
  isObject,
  octets,
  textOf,
  type Value,
  type ValueObject,
} from '../value.ts';
import { idOfNothing } from './users.ts';

const NOTES: SuiteHead['notes'] = {
  Form: {
    bugClass: 'form',
    effect: 'a program signs, or counts, what its user never saw',
    description:
      'Each member has a form and bounds, and what is proposed has no members beside those that all readers know.',
  },
  Future: {
    bugClass: 'version',
    effect: 'a ballot of newer software is called broken, or is taken for another one',
    description: 'What newer software says is parked, whatever stands beside it.',
  },
  Json: {
    bugClass: 'encoding',
    effect: 'two readers see two proposals in one record',
    description: 'The body is as strict as claims are.',
  },
  Limit: {
    bugClass: 'bounds',
    effect: 'one program takes what another refuses',
    description: 'Bounds are met exactly, in the unit of the registry.',
  },
  Odd: { bugClass: 'form', effect: 'a right ballot is refused', description: 'Strange, and right.' },
};

/** What every body that is read speaks for. */
const READ: readonly string[] = ['PRN-100', 'PRN-101', 'PRN-102'];

const who = idOfNothing('ballot/who');
const on = idOfNothing('ballot/proposal');
const sig = base64url(new Uint8Array(64).fill(7));

/** The bodies that the others are made from. */
const BODIES = {
  admit: { k: 'proposal', op: { k: 'invite', who, lvl: 20 }, text: 'She has helped us for a year.' },
  role: { k: 'proposal', op: { k: 'set', who, lvl: 40 } },
  expel: { k: 'proposal', op: { k: 'remove', who } },
  policy: { k: 'proposal', op: { k: 'pol', pol: { admit: 'quorum' } } },
  vote: { k: 'vote', on, yes: true },
  withdrawal: { k: 'withdrawal', on },
  signature: { k: 'signature', on, st: 'e30.e30', sig },
} satisfies Record<string, ValueObject>;
type BodyName = keyof typeof BODIES;

const inputOf = (text: string): ValueObject => ({ bytes: bytesValue(octets(text)) });

/** principals/ballots-read: what the records of a ballot say, and what is none. */
export function ballotsReadSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'principals/ballots-read',
      command: 'ballot.read',
      profile: 'principals',
      description: 'What the bodies of the records of ballots say, and what is no such body.',
      notes: NOTES,
    },
    resolveKeys('public'),
  );
  accepted(suite);
  odd(suite);
  notJson(suite);
  unknownKinds(suite);
  kindsAndIds(suite);
  proposals(suite);
  others(suite);
  limits(suite);
  return suite;
}

function accepted(suite: Suite): void {
  const titles: Record<BodyName, string> = {
    admit: 'a proposal to admit somebody, with a reason',
    role: 'a proposal to make a member owner',
    expel: 'a proposal to expel somebody',
    policy: 'a proposal to set the policy',
    vote: 'a yes',
    withdrawal: 'a proposal is taken back',
    signature: 'a signature',
  };
  for (const [name, title] of Object.entries(titles))
    suite.accepts(`ok-${name}`, title, {
      requirements: READ,
      input: inputOf(JSON.stringify(BODIES[name as BodyName])),
    });
}

function odd(suite: Suite): void {
  const take = (slug: string, title: string, body: ValueObject | string): void =>
    suite.accepts(slug, title, {
      requirements: slug.startsWith('odd-beside') ? [...READ, 'PRN-103'] : READ,
      flags: ['Odd'],
      kind: 'edge',
      input: inputOf(typeof body === 'string' ? body : JSON.stringify(body)),
    });
  take('odd-no', 'a no', { ...BODIES.vote, yes: false });
  for (const lvl of [10, 30])
    take(`odd-level-${lvl}`, `a proposal of level ${lvl}`, { k: 'proposal', op: { k: 'invite', who, lvl } });
  take('odd-fields', 'a policy of two fields, one of them unknown', {
    k: 'proposal',
    op: { k: 'pol', pol: { admit: 'open', later: 'x' } },
  });
  take('odd-space', 'white space and members in another order', ` { "yes" : true , "on" : "${on}" , "k" : "vote" }\n`);
  take('odd-text', 'a reason in other letters', { ...BODIES.admit, text: '\u{1f989} \u202e\u00e9' });
  const beside = (name: BodyName, extra: ValueObject): ValueObject => ({ ...BODIES[name], ...extra });
  take('odd-beside-unknown-member', 'a member that nobody knows is ignored', beside('vote', { later: [1] }));
  take(
    'odd-beside-unknown-upgrade',
    'a member with an exclamation mark is no claim, and ignored',
    beside('expel', { '!later': 1 }),
  );
  take(
    'odd-beside-vote-text',
    'a vote has no reason: what is called so is ignored, whatever it is',
    beside('vote', { text: 1 }),
  );
  take(
    'odd-beside-vote-op',
    'a vote has no op: what is called so is ignored, whatever it asks',
    beside('vote', { op: { k: 'later' } }),
  );
  take(
    'odd-beside-proposal-on',
    'a proposal is on nothing: what is called so is ignored',
    beside('role', { on: 1, yes: 'x' }),
  );
}

interface Refusal {
  readonly requirement: string;
  readonly code: 'E_JSON' | 'E_FORMAT' | 'E_UPGRADE';
  readonly flag: keyof typeof NOTES;
}

const FORM: Refusal = { requirement: 'PRN-102', code: 'E_FORMAT', flag: 'Form' };
const FUTURE: Refusal = { requirement: 'PRN-101', code: 'E_UPGRADE', flag: 'Future' };
const JSON_FAULT: Refusal = { requirement: 'PRN-100', code: 'E_JSON', flag: 'Json' };

interface Change {
  readonly slug: string;
  readonly title: string;
  readonly base: BodyName;
  readonly from: string;
  readonly to: string | Uint8Array;
}

/** Refuses a body of which one piece is another. */
function refuse(suite: Suite, { slug, title, base, from, to }: Change, how: Refusal): void {
  const fault = { op: 'splice', path: '/bytes', from, to } as const;
  const instance = how === FORM ? objectIn(applyFault(suite.inputOf(`ok-${base}`), fault).input) : undefined;
  suite.refuses(slug, `${title}: ${how.code}`, {
    requirements: [how.requirement],
    flags: [how.flag],
    code: how.code,
    base: `ok-${base}`,
    fault,
    ...(instance === undefined ? {} : { schemaInstance: { schema: 'ballot', instance } }),
  });
}

function objectIn({ bytes }: ValueObject): ValueObject | undefined {
  const text = isObject(bytes) ? textOf(fromBase64url(String(bytes['$b64u']))) : '';
  const said = JSON.parse(text) as Value;
  return isObject(said) ? said : undefined;
}

function notJson(suite: Suite): void {
  const changes: readonly (readonly [string, string, BodyName, string, string | Uint8Array])[] = [
    ['json-twice', 'a vote that says yes and no', 'vote', '"yes":true', '"yes":false,"yes":true'],
    ['json-op-twice', 'a proposal about two people', 'expel', '"who":', `"who":"${on}","who":`],
    ['json-comma', 'a comma at the end', 'vote', '}', ',}'],
    ['json-empty', 'nothing', 'vote', JSON.stringify(BODIES.vote), ''],
    ['json-fraction', 'a level with a fraction', 'role', '40', '40.0'],
    ['json-exponent', 'a level with an exponent', 'role', '40', '4e1'],
    ['json-surrogate', 'half a character', 'admit', 'year', '\\ud800'],
    ['json-octet', 'an octet that is no UTF-8', 'admit', 'year', Uint8Array.of(0xff)],
  ];
  for (const [slug, title, base, from, to] of changes) refuse(suite, { slug, title, base, from, to }, JSON_FAULT);
}

function unknownKinds(suite: Suite): void {
  const changes: readonly (readonly [string, string, BodyName, string, string])[] = [
    ['future-kind', 'a kind that is not known', 'vote', '"vote"', '"delegation"'],
    ['future-capital', 'a kind in capitals', 'vote', '"vote"', '"Vote"'],
    ['future-empty', 'a kind without a letter', 'vote', '"vote"', '""'],
    ['future-inherited', 'a kind that objects of JavaScript have', 'vote', '"vote"', '"constructor"'],
    [
      'future-kind-first',
      'a kind that is not known, with members out of form',
      'vote',
      '"vote","on":"',
      '"later","on":"?',
    ],
    ['future-op', 'an op that cannot be proposed yet', 'expel', '"remove"', '"epoch"'],
    ['future-op-add', 'an op that needs the newcomer', 'admit', '"invite"', '"add"'],
    ['future-op-first', 'an op that is not known, with members out of form', 'role', '"set","who"', '"later","whom"'],
  ];
  for (const [slug, title, base, from, to] of changes) refuse(suite, { slug, title, base, from, to }, FUTURE);
}

function kindsAndIds(suite: Suite): void {
  const whole = (slug: string, title: string, to: string): void =>
    refuse(suite, { slug, title, base: 'vote', from: JSON.stringify(BODIES.vote), to }, FORM);
  whole('object-list', 'a list in place of an object', '[]');
  whole('object-null', 'null in place of an object', 'null');
  whole('object-text', 'a text in place of an object', '"vote"');
  whole('object-empty', 'an object without members', '{}');
  const changes: readonly (readonly [string, string, BodyName, string, string])[] = [
    ['kind-absent', 'no kind', 'vote', '"k":"vote",', ''],
    ['kind-number', 'a number as kind', 'vote', '"vote"', '1'],
    ['on-absent', 'a vote on nothing', 'vote', `"on":"${on}",`, ''],
    ['on-number', 'a vote on a number', 'vote', `"${on}"`, '1'],
    ['on-short', 'a vote on 42 characters', 'vote', on, on.slice(1)],
    ['on-long', 'a vote on 44 characters', 'vote', on, `A${on}`],
    ['withdrawal-on-absent', 'nothing is taken back', 'withdrawal', `,"on":"${on}"`, ''],
    ['signature-on-null', 'a signature for nothing', 'signature', `"${on}"`, 'null'],
    ['yes-absent', 'a vote without yes', 'vote', ',"yes":true', ''],
    ['yes-text', 'a vote that says yes as a text', 'vote', 'true', '"true"'],
    ['yes-number', 'a vote that says 1', 'vote', 'true', '1'],
    ['yes-null', 'a vote that says nothing', 'vote', 'true', 'null'],
  ];
  for (const [slug, title, base, from, to] of changes) refuse(suite, { slug, title, base, from, to }, FORM);
}

function proposals(suite: Suite): void {
  const changes: readonly (readonly [string, string, BodyName, string, string])[] = [
    ['op-absent', 'a proposal of nothing', 'role', `,"op":${JSON.stringify(BODIES.role.op)}`, ''],
    ['op-list', 'a proposal of a list', 'role', JSON.stringify(BODIES.role.op), '[]'],
    ['op-text', 'a proposal of a text', 'role', JSON.stringify(BODIES.role.op), '"set"'],
    ['op-kind-absent', 'an op without a kind', 'expel', '"k":"remove",', ''],
    ['op-kind-number', 'an op with a number as kind', 'expel', '"remove"', '1'],
    ['op-who-absent', 'somebody is to go', 'expel', `,"who":"${who}"`, ''],
    ['op-who-name', 'a name in place of an id', 'expel', who, 'Bob'],
    ['op-level-absent', 'a level is to be set', 'role', ',"lvl":40', ''],
    ['op-level-root', 'somebody is to be root', 'role', '40', '50'],
    ['op-level-guest', 'a guest has capabilities, and is not proposed', 'admit', '20', '0'],
    ['op-level-between', 'a level that is none', 'role', '40', '35'],
    ['op-level-text', 'a level as a text', 'role', '40', '"40"'],
    ['op-level-null', 'null as level', 'role', '40', 'null'],
    ['op-keep', 'what is proposed says more: keep', 'expel', '}}', ',"keep":true}}'],
    ['op-thru', 'what is proposed says more: thru', 'expel', '}}', `,"keep":true,"thru":["${who}"]}}`],
    ['op-caps', 'what is proposed says more: capabilities', 'role', '}}', ',"caps":[]}}'],
    ['op-exp', 'what is proposed says more: an end', 'admit', '"lvl":20}', '"lvl":20,"exp":1}'],
    ['op-level-beside-remove', 'a removal with a level', 'expel', '}}', ',"lvl":10}}'],
    ['op-unknown', 'what is proposed says more than readers know', 'policy', '}}}', '},"later":1}}'],
    ['pol-absent', 'the policy is to be something', 'policy', ',"pol":{"admit":"quorum"}', ''],
    ['pol-empty', 'no field of the policy', 'policy', '{"admit":"quorum"}', '{}'],
    ['pol-admit', 'a value that admit has not', 'policy', '"quorum"', '"closed"'],
    ['pol-name', 'a field with a capital', 'policy', '"admit"', '"Admit"'],
    ['pol-number', 'a field with a number', 'policy', '"admit":"quorum"', '"later":1'],
    ['pol-text', 'a text in place of fields', 'policy', '{"admit":"quorum"}', '"quorum"'],
    ['text-empty', 'a reason without a character', 'admit', BODIES.admit.text, ''],
    ['text-line', 'a reason of two lines', 'admit', ' us ', '\\n'],
    ['text-control', 'a reason that moves the cursor', 'admit', ' us ', '\\u009b'],
    ['text-number', 'a number as reason', 'admit', `"${BODIES.admit.text}"`, '1'],
    ['text-null', 'null as reason', 'admit', `"${BODIES.admit.text}"`, 'null'],
  ];
  for (const [slug, title, base, from, to] of changes) refuse(suite, { slug, title, base, from, to }, FORM);
}

function others(suite: Suite): void {
  const changes: readonly (readonly [string, string, BodyName, string, string])[] = [
    ['st-absent', 'a signature of nothing', 'signature', '"st":"e30.e30",', ''],
    ['st-claims-absent', 'a header without claims', 'signature', 'e30.e30', 'e30.'],
    ['st-header-absent', 'claims without a header', 'signature', 'e30.e30', '.e30'],
    ['st-one', 'one part', 'signature', 'e30.e30', 'e30'],
    ['st-three', 'three parts', 'signature', 'e30.e30', 'e30.e30.e30'],
    ['st-padded', 'padding', 'signature', 'e30.e30', 'e30=.e30='],
    ['st-line', 'a line break behind it', 'signature', 'e30.e30', 'e30.e30\\n'],
    ['sig-absent', 'no signature', 'signature', `,"sig":"${sig}"`, ''],
    ['sig-short', 'a signature of 63 bytes', 'signature', sig, base64url(new Uint8Array(63))],
    ['sig-long', 'a signature of 65 bytes', 'signature', sig, base64url(new Uint8Array(65))],
    ['sig-bits', 'a signature with bits behind it', 'signature', sig, `${sig.slice(0, 85)}B`],
    ['sig-null', 'null as signature', 'signature', `"${sig}"`, 'null'],
  ];
  for (const [slug, title, base, from, to] of changes) refuse(suite, { slug, title, base, from, to }, FORM);
}

function limits(suite: Suite): void {
  const take = (slug: string, title: string, text: string): void =>
    suite.accepts(slug, title, {
      requirements: READ,
      flags: ['Limit'],
      kind: 'edge',
      input: inputOf(JSON.stringify({ ...BODIES.admit, text })),
    });
  take('ballot-text-characters-limit-minus-1', 'a reason of 499 characters', 'a'.repeat(499));
  take('ballot-text-characters-limit-exact', 'a reason of 500 characters', 'a'.repeat(500));
  take('ballot-text-characters-limit-wide', 'a reason of 500 characters of four bytes', '\u{1f989}'.repeat(500));
  refuse(
    suite,
    {
      slug: 'ballot-text-characters-limit-plus-1',
      title: 'a reason of 501 characters',
      base: 'admit',
      from: BODIES.admit.text,
      to: 'a'.repeat(501),
    },
    FORM,
  );
}
