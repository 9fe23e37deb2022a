// secrecy/records: sealed bodies against the epochs that their records know. SEC-014, SEC-024, SEC-044.
import { answer, derive } from '../actors.ts';
import { octets, bytesValue, fromBase64url, type Value, type ValueObject } from '../value.ts';
import { claimsFor } from './epochs-boxes.ts';
import { epochNamed } from './epoch-keys.ts';
import type { EpochFlag } from './epochs-notes.ts';
import { again } from './epochs-scenario.ts';
import { BodySuite, type Refusal } from './epochs-verdicts.ts';
import { keyNamed } from './log-keys.ts';
import { after, crew, Plan } from './log-plan.ts';
import { recordInput, type RecordPlan } from './log-records.ts';

const STALE: Refusal = ['E_STALE_EPOCH', 'SEC-014'];
const GRANT: Refusal = ['E_STALE_EPOCH', 'SEC-044'];
const LASTING: Refusal = ['E_STALE_EPOCH', 'SEC-024'];
const THREE = { alice: 40, bob: 20, carol: 20 };
const END = 1_800_000_000_000_000;

/** Records with sealed bodies: the record stands, its body is taken or refused. */
export function sealedRecordsSuite(): BodySuite {
  const suite = new BodySuite({
    suite: 'secrecy/records',
    command: 'record.accept',
    description:
      'Records with sealed bodies, against the logs that the verifier was given: under which epochs a body may be sealed.',
  });
  fresh(suite);
  known(suite);
  users(suite);
  ends(suite);
  grants(suite);
  forms(suite);
  return suite;
}

/** A record whose body is sealed, and under which epoch. */
interface SealedRecord extends RecordPlan {
  /** The log of the epoch by name; absent: the owner of the record. */
  readonly under?: string;
  /** The op that announced the epoch first. */
  readonly epoch: string;
  /** Somebody without keys has sealed it. */
  readonly isByOther?: boolean;
  /** The body is changed after it was sealed, and the record made for what it is then. */
  readonly spoil?: (body: string) => string;
}

function inputOf(record: SealedRecord): ValueObject {
  const { plan, iss = 'team', under = iss, epoch, by, claims = {}, isByOther = false, spoil = (body) => body } = record;
  const { secret, pub } = epochNamed(under, epoch);
  const slot = {
    iss: plan.id(iss),
    col: claims['col'] ?? 'v:com.example.notes',
    kid: keyNamed(by[0] ?? '').kid,
    seq: 1,
    tag: claims['tag'] ?? 'shopping',
  };
  const { body } = answer('body.seal', {
    slot,
    content: bytesValue(octets('{"milk":2}')),
    to: isByOther ? { jwk: pub } : { es: bytesValue(secret) },
    random: bytesValue(derive('records/random')),
    secret: bytesValue(derive('records/device')),
  });
  const text = spoil(Buffer.from(fromBase64url(String((body as ValueObject)['$b64u']))).toString('latin1'));
  const sealed = { cty: 'application/jose', ...claimsFor(octets(text)) };
  return { ...recordInput({ ...record, claims: { ...sealed, ...claims } }), body: text };
}

interface Row extends SealedRecord {
  readonly refused?: Refusal;
  readonly flag?: EpochFlag;
  readonly requirements?: readonly string[];
}

function put(suite: BodySuite, [slug, title]: readonly [slug: string, title: string], row: Row): void {
  const { refused, flag = 'Body', requirements = ['SEC-014', 'SEC-028'] } = row;
  suite.judged(slug, title, { flag, input: inputOf(row), requirements, ...(refused === undefined ? {} : { refused }) });
}

const byBob = { by: ['bob'], path: ['bob'] };
const team = (): Plan => crew(THREE).op('e1', 'epoch', { by: ['alice'] });
const removed = (): Plan => team().remove('x', 'carol', { by: ['alice'] });

function fresh(suite: BodySuite): void {
  put(suite, ['fresh', 'a body under a fresh epoch'], { plan: team(), ...byBob, epoch: 'e1' });
  put(suite, ['by-other', 'a body that somebody sealed who has no keys'], {
    plan: team(),
    ...byBob,
    epoch: 'e1',
    isByOther: true,
  });
  put(suite, ['older', 'a body under an older epoch that is fresh'], {
    plan: team().op('e2', 'epoch', { by: ['alice'] }),
    ...byBob,
    epoch: 'e1',
    flag: 'AcceptedOddity',
  });
  put(suite, ['n94', 'N94 a body under an epoch that the record knows to be out of use'], {
    plan: removed(),
    ...byBob,
    epoch: 'e1',
    refused: STALE,
  });
  put(suite, ['n94-before', 'N94 the record names the heads before the removal'], {
    plan: removed(),
    ...byBob,
    au: ['e1'],
    epoch: 'e1',
    flag: 'AcceptedOddity',
  });
  put(suite, ['renewed', 'a body under the epoch behind the removal'], {
    plan: removed().op('e2', 'epoch', { by: ['alice'] }),
    ...byBob,
    epoch: 'e2',
  });
  put(suite, ['n92a', 'N92a under the old epoch, announced again behind the removal'], {
    plan: removed().op('up', 'epoch', { by: ['alice'], ...again('team', 'e1') }),
    ...byBob,
    epoch: 'e1',
    refused: STALE,
  });
  put(suite, ['unknown', 'a body under an epoch that nobody announced'], {
    plan: team(),
    ...byBob,
    epoch: 'nowhere',
    refused: STALE,
  });
  put(suite, ['not-named', 'a body under an epoch that the record does not name'], {
    plan: team().op('e2', 'epoch', { by: ['alice'] }),
    ...byBob,
    au: ['e1'],
    epoch: 'e2',
    refused: STALE,
  });
  put(suite, ['struck', 'a body under an epoch whose announcement is struck'], {
    plan: crew({ ...THREE, bob: 30 })
      .remove('x', 'bob', { by: ['alice'], after })
      .op('e1', 'epoch', { by: ['bob'], after }),
    by: ['carol'],
    path: ['carol'],
    epoch: 'e1',
    refused: STALE,
  });
}

function known(suite: BodySuite): void {
  const lost = (): Plan =>
    new Plan()
      .users('alice', 'carol')
      .user('bob', { 'bob/phone': 40, 'bob/laptop': 20 })
      .team({ alice: 40, bob: 20, carol: 20 })
      .op('e1', 'epoch', { by: ['alice'] })
      .remove('lost', 'bob/laptop', { in: 'bob', by: ['bob/phone'] });
  const byCarol = { by: ['carol'], path: ['carol'], epoch: 'e1' };
  put(suite, ['ax', 'the record itself names the loss of a device of a member'], {
    plan: lost(),
    ...byCarol,
    ax: { carol: ['carol'], bob: ['lost'] },
    refused: STALE,
  });
  put(suite, ['ax-older', 'the record names the log of that member before the loss'], {
    plan: lost(),
    ...byCarol,
    ax: { carol: ['carol'], bob: ['bob'] },
  });
  put(suite, ['ax-none', 'the record does not name that log'], {
    plan: lost(),
    ...byCarol,
    ax: { carol: ['carol'] },
    flag: 'AcceptedOddity',
  });
}

function users(suite: BodySuite): void {
  const alice = (): Plan =>
    new Plan()
      .user('alice', { 'alice/phone': 40, 'alice/laptop': 20 })
      .op('e1', 'epoch', { in: 'alice', by: ['alice/phone'] });
  const own = { iss: 'alice', by: ['alice'], epoch: 'e1' };
  put(suite, ['user', 'a body of a user'], { plan: alice(), ...own });
  put(suite, ['user-stale', 'a body of a user who has lost a device'], {
    plan: alice().remove('x', 'alice/laptop', { in: 'alice', by: ['alice/phone'] }),
    ...own,
    refused: STALE,
  });
  put(suite, ['other-owner', 'a body of a team under an epoch of its writer'], {
    plan: team().op('own', 'epoch', { in: 'bob', by: ['bob/phone'] }),
    ...byBob,
    under: 'bob',
    epoch: 'own',
    refused: STALE,
  });
}

function ends(suite: BodySuite): void {
  const flag = 'End' as const;
  const requirements = ['SEC-024', 'SEC-014'];
  const plan = crew(THREE).op('e1', 'epoch', { by: ['alice'], claims: { end: END } });
  const rows: [string, string, Record<string, Value>, Refusal?][] = [
    ['before', 'it burns before the epoch ends', { burn: END - 1 }],
    ['then', 'it burns when the epoch ends', { burn: END }],
    ['after', 'it burns after the epoch has ended', { burn: END + 1 }, LASTING],
    ['never', 'it does not burn', {}, LASTING],
  ];
  for (const [slug, title, claims, refused] of rows)
    put(suite, [`ends-${slug}`, `a body under an epoch that ends: ${title}`], {
      plan,
      ...byBob,
      epoch: 'e1',
      claims,
      flag,
      requirements,
      ...(refused === undefined ? {} : { refused }),
    });
  const twice = crew(THREE)
    .op('e1', 'epoch', { by: ['alice'], after, claims: { end: END + 9 } })
    .op('copy', 'epoch', { by: ['bob'], after, claims: { ...again('team', 'e1').claims, end: END } });
  const of = { plan: twice, ...byBob, epoch: 'e1', flag, requirements };
  put(suite, ['ends-twice', 'announced twice with two ends: the least counts'], { ...of, claims: { burn: END } });
  put(suite, ['ends-twice-between', 'a body that burns between the two'], {
    ...of,
    claims: { burn: END + 5 },
    refused: LASTING,
  });
  put(suite, ['burns', 'a body that burns under an epoch that does not end'], {
    plan: team(),
    ...byBob,
    epoch: 'e1',
    claims: { burn: END },
    flag,
    requirements,
  });
}

/** Erin is a guest who reads; the grant is a record with her as its tag. */
function grants(suite: BodySuite): void {
  const base = (): Plan =>
    crew(THREE)
      .user('erin', { 'erin/phone': 40, 'erin/laptop': 20 })
      .op('own', 'epoch', { in: 'erin', by: ['erin/phone'] })
      .op('e1', 'epoch', { by: ['alice'] })
      .add('in', ['erin', 0], { by: ['alice'], claims: { caps: [{ do: ['r'], col: 'v:com.example.notes' }] } });
  const grant = (plan: Plan, more: Partial<SealedRecord> = {}): SealedRecord => ({
    plan,
    ...byBob,
    under: 'erin',
    epoch: 'own',
    ...more,
    claims: { col: 'm:allod.grants', tag: plan.id('erin'), ...more.claims },
  });
  const requirements = ['SEC-044', 'SEC-014'];
  put(suite, ['grant', 'a grant under an epoch of the guest'], { ...grant(base()), requirements });
  put(suite, ['grant-by-other', 'a grant as somebody seals it who is not the guest'], {
    ...grant(base(), { isByOther: true }),
    requirements,
  });
  put(suite, ['grant-team', 'a grant under an epoch of the team'], {
    ...grant(base(), { under: 'team', epoch: 'e1' }),
    refused: GRANT,
  });
  const lost = base().remove('lost', 'erin/laptop', { in: 'erin', by: ['erin/phone'] });
  const ax = { bob: ['bob'], erin: ['lost'] };
  put(suite, ['grant-stale', 'a grant for a guest who is known to have lost a device'], {
    ...grant(lost, { ax }),
    refused: GRANT,
  });
  put(suite, ['grant-unknown', 'the same, while the record does not know'], {
    ...grant(lost),
    flag: 'AcceptedOddity',
    requirements,
  });
  put(suite, ['grant-elsewhere', 'another record with the id of a guest as its tag'], {
    ...grant(base(), { claims: { col: 'm:com.example.grants' } }),
    refused: STALE,
  });
  put(suite, ['grant-nobody', 'a grant for nobody'], {
    ...grant(base(), { claims: { tag: 'erin' } }),
    refused: GRANT,
  });
}

function forms(suite: BodySuite): void {
  const of = { plan: removed(), ...byBob, epoch: 'e1', flag: 'Order' } as const;
  const header =
    (change: (text: string) => string) =>
    (body: string): string => {
      const [first = '', ...rest] = body.split('.');
      return [Buffer.from(change(Buffer.from(first, 'base64url').toString())).toString('base64url'), ...rest].join('.');
    };
  put(suite, ['form', 'no sealed body, under an epoch out of use'], {
    ...of,
    spoil: (body) => `${body}.`,
    refused: ['E_FORMAT', 'SEC-028'],
  });
  put(suite, ['header', 'a header with another member, under an epoch out of use'], {
    ...of,
    spoil: header((text) => text.replace('}', ',"zip":"DEF"}')),
    refused: ['E_HEADER', 'SEC-029'],
  });
  put(suite, ['alg', 'another enc, under an epoch out of use'], {
    ...of,
    spoil: header((text) => text.replace('A256GCM', 'A128GCM')),
    refused: ['E_ALG', 'SEC-030'],
  });
  put(suite, ['digest', 'another body than the record says, under an epoch out of use'], {
    ...of,
    claims: { dig: claimsFor(octets('another')).dig },
    refused: ['E_DIGEST', 'REC-011'],
  });
  put(suite, ['clear', 'a body that says it is JSON is not looked at'], {
    ...of,
    claims: { cty: undefined },
    flag: 'AcceptedOddity',
    requirements: ['SEC-014', 'REC-015'],
  });
}
