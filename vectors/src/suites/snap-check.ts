// principals/snapshots: which snapshots a verifier accepts by the logs that it holds. PRN-093 to PRN-098.
import { createHash } from 'node:crypto';
import { resolveKeys } from '../statement.ts';
import { Suite } from '../suite.ts';
import { base64url, canonical, type Value, type ValueObject } from '../value.ts';
import { Plan } from './log-plan.ts';
import { formOfSnapshots } from './snap-form.ts';
import {
  checkInput,
  example,
  notesOf,
  reading,
  said,
  split,
  type SnapshotFlag,
  type SnapshotPlan,
} from './snap-plan.ts';
import { idOfNothing } from './users.ts';

/** Snapshots against whole logs. */
export function snapshotsSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'principals/snapshots',
      command: 'snap.check',
      profile: 'principals',
      description: 'Snapshots of users and teams, by the logs that the verifier was given.',
      notes: notesOf('Form', 'Waiting', 'Signer', 'Signature', 'Mismatch', 'Future', 'AcceptedOddity'),
    },
    resolveKeys('public'),
  );
  mismatches(suite);
  names(suite);
  signers(suite);
  paths(suite);
  signatures(suite);
  formOfSnapshots(suite);
  return suite;
}

type Refusal = readonly [code: string, requirement: string];
type Row = readonly [slug: string, title: string, snapshot: SnapshotPlan, refusal?: Refusal];

function write(suite: Suite, flag: SnapshotFlag, rows: readonly Row[]): void {
  for (const [slug, title, snapshot, refusal] of rows) {
    const plan = { kind: 'edge', flags: [flag], input: checkInput(snapshot) } as const;
    if (refusal === undefined) {
      const requirements = ['PRN-094', 'PRN-095', 'PRN-096', 'PRN-097', 'PRN-098', 'PRN-024'];
      suite.accepts(slug, title, { ...plan, requirements });
    } else suite.refuses(slug, `${title}: ${refusal[0]}`, { ...plan, requirements: [refusal[1]], code: refusal[0] });
  }
}

const WAITS = ['E_PENDING_AUTH', 'PRN-094'] as const;
const ELSEWHERE = ['E_LOG_MISMATCH', 'PRN-095'] as const;
const REFUSED = ['E_PARENT', 'PRN-096'] as const;
const STRANGER = ['E_NOT_AUTHORIZED', 'PRN-097'] as const;
const MISMATCH = ['E_SNAPSHOT_MISMATCH', 'PRN-098'] as const;
const FORGED = ['E_SIG', 'STM-016'] as const;
const NO_KEY = ['E_SIG', 'STM-017'] as const;

/** A snapshot of Alice by her phone. */
const ofAlice = (plan: Plan, more: Partial<SnapshotPlan> = {}): SnapshotPlan => ({
  plan,
  in: 'alice',
  by: ['alice/phone'],
  ...more,
});

function mismatches(suite: Suite): void {
  const plan = split();
  const told = (n: number, state: string): SnapshotPlan => ofAlice(plan, { claims: { n, state } });
  const { n, state } = said(plan, 'alice');
  const before = said(plan, 'alice', ['y']);
  const guest = new Plan()
    .users('alice', 'bob')
    .team({ alice: 40 })
    .add('g', ['bob', 0], { by: ['alice'], claims: { caps: ['\u{1f600}', '\ufb33'].map((tag) => reading({ tag })) } });
  write(suite, 'Mismatch', [
    ['example', 'the example of chapter 03', { plan: example(), by: ['bob'] }],
    ['right', 'the state at all heads', ofAlice(plan)],
    ['one-head', 'the state at one head of two', ofAlice(plan, { after: ['y'] })],
    ['first-op', 'the state of a log that went on', ofAlice(plan, { after: ['alice'] })],
    ['heads-order', 'the heads the other way round', ofAlice(plan, { after: ['y', 'x'] })],
    ['heads-with-past', 'heads of which one is in the past of another', ofAlice(plan, { after: ['x', 'alice', 'y'] })],
    ['n70', 'N70 the state at other heads', told(n, before.state), MISMATCH],
    ['state-of-nothing', 'a digest of nothing', told(n, idOfNothing('state')), MISMATCH],
    ['n-less', 'an op too few', told(n - 1, state), MISMATCH],
    ['n-more', 'an op too many', told(n + 1, state), MISMATCH],
    ['n-most', 'the greatest number', told(Number.MAX_SAFE_INTEGER, state), MISMATCH],
    [
      'x-adds-nothing',
      'a removal named in x that would strike an op',
      { plan: smuggled(), by: ['carol'], x: { sales: ['out'] } },
    ],
    ['guest', 'capabilities in the order of UTF-16', { plan: guest, by: ['alice'] }],
    [
      'guest-by-code-point',
      'in the order of code points',
      { plan: guest, by: ['alice'], claims: reversed(guest) },
      MISMATCH,
    ],
  ]);
}

/** Bob, beside his removal from a team below, lets Erin in there, who then acts in the team. */
const smuggled = (): Plan =>
  new Plan()
    .users('alice', 'bob', 'carol', 'dave', 'erin')
    .team({ alice: 40, bob: 30 }, { name: 'sales' })
    .team({ carol: 40, 'sales>alice': 30 })
    .remove('out', 'bob', { in: 'sales', by: ['alice'] })
    .add('sybil', ['erin', 30], { in: 'sales', by: ['bob'], after: ['sales'] })
    .add('d', ['dave', 20], { by: ['sales>erin'], x: { sales: ['sybil'] } });

/** The digest with the capabilities of the only guest the other way round. */
function reversed(plan: Plan): ValueObject {
  const { n, text } = said(plan);
  const { caps } = JSON.parse(text) as { readonly caps: Readonly<Record<string, Value[]>> };
  const texts = Object.values(caps).flat().map(canonical);
  const other = text.replace(texts.join(','), texts.toReversed().join(','));
  return { n, state: base64url(createHash('sha256').update(other).digest()) };
}

function names(suite: Suite): void {
  const plan = split()
    .users('bob')
    .op('z', 'pol', { in: 'alice', by: ['alice/phone'], claims: { pol: { note: 'z' } } });
  const bad = split()
    .users('bob')
    .set('bad', ['alice/phone', 20], { in: 'alice', by: ['alice/laptop'], after: ['alice'] });
  const claims = { n: 3, state: idOfNothing('state') };
  const bob = { bob: ['bob'] };
  write(suite, 'Waiting', [
    ['lacks-head', 'a head that is not at hand', ofAlice(plan, { without: ['z'] }), WAITS],
    ['lacks-past', 'a head that waits for its past', ofAlice(plan, { without: ['y'] }), WAITS],
    ['lacks-log', 'a log that has not begun', ofAlice(plan, { without: ['alice'] }), WAITS],
    ['lacks-other', 'a head of another log that is not at hand', ofAlice(plan, { x: bob, without: ['bob'] }), WAITS],
    ['later-op', 'a later op at hand', ofAlice(plan, { after: ['x', 'y'] })],
    ['other-named', 'a head of another log', ofAlice(plan, { x: bob })],
    ['other-log', 'the heads of another log', ofAlice(plan, { after: ['bob'], claims }), ELSEWHERE],
    ['other-log-too', 'a head of another log among its own', ofAlice(plan, { after: ['z', 'bob'], claims }), ELSEWHERE],
    [
      'other-log-alone',
      'the heads of another log, while its own is not at hand',
      ofAlice(plan, { after: ['bob'], claims, without: ['alice', 'x', 'y', 'z'] }),
      ELSEWHERE,
    ],
    ['x-other-log', 'a head that stands under another log', ofAlice(plan, { x: { bob: ['alice'] } }), ELSEWHERE],
    ['x-own-log', 'its own log under x', ofAlice(plan, { x: { alice: ['z'] } }), ELSEWHERE],
    ['refused-head', 'a head that is refused', ofAlice(bad, { after: ['x', 'bad'], claims }), REFUSED],
    [
      'refused-and-missing',
      'a head that is refused, and one that is not at hand',
      ofAlice(bad, { after: ['x', 'bad'], claims, without: ['x'] }),
      WAITS,
    ],
    [
      'refused-and-other-log',
      'a head that is refused, and one of another log',
      ofAlice(bad, { after: ['bob', 'bad'], claims }),
      ELSEWHERE,
    ],
  ]);
}

function signers(suite: Suite): void {
  const plan = new Plan()
    .users('carol')
    .user('alice', { 'alice/phone': 40, 'alice/laptop': 20 })
    .team({ alice: 40, carol: 10 })
    .remove('out', 'carol', { by: ['alice'] });
  const party = new Plan()
    .users('alice', 'bob')
    .team({ alice: 40, 'kit:team': 50 })
    .add('guest', ['bob', 0], { by: ['alice'], claims: { caps: [reading()] } });
  const first = (...by: readonly string[]): SnapshotPlan => ({ plan: party, by, after: ['team'] });
  const last = (...by: readonly string[]): SnapshotPlan => ({ plan: party, by });
  const claims = { n: 1, state: idOfNothing('state') };
  write(suite, 'Signer', [
    ['second-device', 'by a device that is writer', { plan, by: ['alice/laptop'] }],
    ['reader', 'by a reader', { plan, by: ['carol'], after: ['team'] }],
    ['removed', 'by somebody who is no member any more', { plan, by: ['carol'] }, STRANGER],
    ['guest-signs', 'by a guest', last('bob')],
    ['two-members', 'by two members', last('alice', 'bob')],
    ['not-yet', 'by somebody who is no member yet', first('bob'), STRANGER],
    ['one-of-two', 'by a member and a stranger', first('alice', 'bob'), STRANGER],
    ['stranger-first', 'by a stranger and a member', first('bob', 'alice'), STRANGER],
    ['other-path', 'by a device on the path of another user', last('alice@bob/phone'), STRANGER],
    ['no-path', 'by a device without a path', last('=alice/phone'), STRANGER],
    ['cold-key', 'by the cold key of the team', last('kit:team'), NO_KEY],
    ['stranger-mismatch', 'by a stranger, with another state', { ...first('bob'), claims }, STRANGER],
    ['user-in-user', 'of a user, by its device on a path', ofAlice(split(), { by: ['alice@alice/phone'] }), STRANGER],
    ['user-device', 'of a user, by a device that is removed', ofAlice(split(), { by: ['alice/laptop'] }), STRANGER],
  ]);
}

type Heads = Readonly<Record<string, readonly string[]>>;

function paths(suite: Suite): void {
  const nested = new Plan()
    .users('alice', 'bob')
    .team({ alice: 40, bob: 10 }, { name: 'sales' })
    .team({ 'sales>alice': 40 })
    .remove('out', 'bob', { in: 'sales', by: ['alice'] });
  const below = (x: Heads): SnapshotPlan => ({ plan: nested, by: ['sales>bob'], x: { bob: ['bob'], ...x } });
  const plan = new Plan()
    .user('alice', { 'alice/phone': 40, 'kit:alice': 50 })
    .team({ alice: 40 })
    .add('laptop', ['alice/laptop', 20], { in: 'alice', by: ['alice/phone'] })
    .remove('lost', 'alice/phone', { in: 'alice', by: ['kit:alice'] });
  const by = (device: string, ...alice: readonly string[]): SnapshotPlan => ({ plan, by: [device], x: { alice } });
  write(suite, 'Signer', [
    ['sub-team', 'by a reader of a team that is a member', below({ sales: ['sales'] })],
    ['sub-team-removed', 'by one whose removal is named', below({ sales: ['out'] }), STRANGER],
    ['new-device', 'by a device whose enrolment x names', by('alice/laptop', 'laptop')],
    ['new-device-untold', 'by a device whose enrolment nothing names', by('alice/laptop'), STRANGER],
    ['lost-device', 'by a device whose removal x names', by('alice', 'lost'), STRANGER],
    ['lost-device-untold', 'by a device whose removal nothing names', by('alice')],
  ]);
}

function signatures(suite: Suite): void {
  const plan = split();
  const input = checkInput(ofAlice(plan));
  const other = checkInput(ofAlice(plan, { claims: { n: 1, state: idOfNothing('state') } }));
  const both = checkInput(ofAlice(plan, { by: ['alice/phone', 'alice/laptop'], after: ['alice'] }));
  const [second = {}] = both['sigs'] as ValueObject[];
  const { sigs: _, ...alone } = both;
  const rows: (readonly [slug: string, title: string, input: ValueObject, refusal: Refusal])[] = [
    ['signature-of-another', 'the signature of another snapshot', signed(input, other), FORGED],
    ['signature-before-state', 'a signature that does not hold for another state', signed(other, input), FORGED],
    ['signature-second', 'a second one that does not hold', { ...both, sigs: [signedAs(second, input)] }, SECOND],
    ['signature-left-out', 'a second one that was left out', alone, LEFT_OUT],
  ];
  for (const [slug, title, given, [code, requirement]] of rows) {
    const plain = { kind: 'edge', flags: ['Signature'], requirements: [requirement], code, input: given } as const;
    suite.refuses(slug, `${title}: ${code}`, plain);
  }
}

const SECOND = ['E_SIG', 'STM-025'] as const;
const LEFT_OUT = ['E_SIGNERS', 'STM-021'] as const;

const signed = (one: ValueObject, by: ValueObject): ValueObject => ({ ...one, sig: by['sig'] ?? '' });
const signedAs = (one: ValueObject, by: ValueObject): ValueObject => ({ ...one, s: by['sig'] ?? '' });
