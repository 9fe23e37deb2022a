// secrecy/keyboxes-recipients: to whom a keybox may be addressed. SEC-009, SEC-020, SEC-060.
import type { Value } from '../value.ts';
import { keyNamed } from './log-keys.ts';
import { addBoxed, boxInput, claimsFor, encOf, membersWithKeys, type BoxedOp } from './epochs-boxes.ts';
import { byAlice, NOBODY, put } from './epochs-boxed-row.ts';
import { news, teams } from './epochs-recipients-teams.ts';
import { BodySuite, type Refusal } from './epochs-verdicts.ts';
import { Plan } from './log-plan.ts';

const EARLY: Refusal = ['E_KEYBOX_RECIPIENT', 'SEC-020'];
const OTHER: Refusal = ['E_DIGEST', 'SEC-060'];
const END = 1_800_000_000_000_000;

/** Ops with a keybox: the op stands, its keybox is taken or refused. */
export function recipientsSuite(): BodySuite {
  const suite = new BodySuite({
    suite: 'secrecy/keyboxes-recipients',
    command: 'keybox.accept',
    description:
      'Ops of kind epoch with their keyboxes, against the logs that the verifier was given: who may be a recipient.',
  });
  devices(suite);
  members(suite);
  epochs(suite);
  teams(suite);
  news(suite);
  invites(suite);
  newcomers(suite);
  bodies(suite);
  refusedOps(suite);
  return suite;
}

// A user

const OWN = { 'erin/phone': 40, 'erin/laptop': 20, 'kit:erin': 50 };
const erin = (without: readonly string[] = []): Plan => new Plan().user('erin', OWN, membersWithKeys(OWN, without));
const own = (...to: readonly string[]): BoxedOp => ({ in: 'erin', by: ['erin/phone'], to });

function devices(suite: BodySuite): void {
  put(suite, ['devices', 'the devices of a user, and its cold key'], {
    plan: erin(),
    op: own('erin/phone', 'erin/laptop', 'kit:erin'),
  });
  put(suite, ['device-without', 'a device that stated no key'], {
    plan: erin(['erin/laptop']),
    op: own('erin/phone', 'erin/laptop'),
    refused: NOBODY,
  });
  put(suite, ['cold-without', 'a cold key that stated no key'], {
    plan: erin(['kit:erin']),
    op: own('erin/phone', 'kit:erin'),
    refused: NOBODY,
  });
  put(suite, ['device-of-other', 'N93 a device of somebody else'], {
    plan: erin().user('bob', { 'bob/phone': 40 }, membersWithKeys({ 'bob/phone': 40 })),
    op: own('erin/phone', 'bob/phone'),
    refused: NOBODY,
  });
  const tablet = { by: ['erin/phone'], in: 'erin', claims: { enc: encOf('erin/tablet') } };
  put(suite, ['device-added', 'a device that was added'], {
    plan: erin().add('in', ['erin/tablet', 20], tablet),
    op: own('erin/tablet'),
  });
  put(suite, ['device-added-without', 'a device that was added without a key'], {
    plan: erin().add('in', ['erin/tablet', 20], { ...tablet, claims: {} }),
    op: own('erin/tablet'),
    refused: NOBODY,
  });
  put(suite, ['device-later', 'N93 a device that is added afterwards'], {
    plan: erin(),
    op: own('erin/phone', 'erin/tablet'),
    afterwards: (plan) => plan.add('in', ['erin/tablet', 20], tablet),
    refused: NOBODY,
  });
  put(suite, ['device-beside', 'a device that is added beside the op'], {
    plan: erin().add('in', ['erin/tablet', 20], tablet),
    op: { ...own('erin/phone', 'erin/tablet'), after: ['erin'] },
    refused: NOBODY,
  });
  put(suite, ['device-gone', 'a device that was removed'], {
    plan: erin().remove('out', 'erin/laptop', { in: 'erin', by: ['erin/phone'] }),
    op: own('erin/phone', 'erin/laptop'),
    refused: NOBODY,
  });
  put(suite, ['device-goes', 'a device that is removed afterwards'], {
    plan: erin(),
    op: own('erin/phone', 'erin/laptop'),
    afterwards: (plan) => plan.remove('out', 'erin/laptop', { in: 'erin', by: ['erin/phone'] }),
    flag: 'AcceptedOddity',
  });
}

// A team

/** Alice, Bob and Carol with an epoch each, a guest, and a cold key. */
function team(claims: Readonly<Record<string, Value>> = {}): Plan {
  const plan = new Plan().users('alice', 'carol', 'dave').user('bob', { 'bob/phone': 40, 'bob/laptop': 20 });
  for (const user of ['alice', 'bob', 'carol', 'dave'])
    plan.op(`${user}-own`, 'epoch', { in: user, by: [`${user}/phone`] });
  const kid = keyNamed('kit:team').kid;
  const mem: Value[] = [
    { who: plan.id('alice'), lvl: 40 },
    { who: plan.id('bob'), lvl: 30 },
    { who: plan.id('carol'), lvl: 10 },
    { kid, lvl: 50, enc: encOf('kit:team') },
  ];
  return plan.team({ alice: 40, bob: 30, carol: 10, 'kit:team': 50 }, { claims: { mem, ...claims } });
}

const ALL = ['alice#alice-own', 'bob#bob-own', 'carol#carol-own'];

function members(suite: BodySuite): void {
  put(suite, ['members', 'the epochs of all members, a reader among them, and a cold key'], {
    plan: team(),
    op: byAlice(...ALL, 'kit:team'),
  });
  put(suite, ['some', 'not all members'], { plan: team(), op: byAlice('carol#carol-own'), flag: 'AcceptedOddity' });
  put(suite, ['stranger', 'N93 the epoch of somebody who is no member'], {
    plan: team(),
    op: byAlice('alice#alice-own', 'dave#dave-own'),
    refused: NOBODY,
  });
  put(suite, ['member-device', 'a device of a member, and not its epoch'], {
    plan: team(),
    op: byAlice('bob/phone'),
    refused: NOBODY,
  });
  const add = { by: ['alice'] };
  put(suite, ['newcomer', 'who was added'], {
    plan: team().add('in', ['dave', 10], add),
    op: byAlice(...ALL, 'dave#dave-own'),
  });
  put(suite, ['later', 'N93 who is added afterwards'], {
    plan: team(),
    op: byAlice('dave#dave-own'),
    afterwards: (plan) => plan.add('in', ['dave', 20], add),
    refused: NOBODY,
  });
  put(suite, ['gone', 'N93 who was removed'], {
    plan: team().remove('out', 'carol', add),
    op: byAlice(...ALL),
    refused: NOBODY,
  });
  put(suite, ['guest', 'a guest'], {
    plan: team().add('in', ['dave', 0], { ...add, claims: { caps: [{ do: ['r'], col: 'v:com.example.notes' }] } }),
    op: byAlice('dave#dave-own'),
    refused: NOBODY,
  });
  put(suite, ['invited', 'who is invited, and has not joined'], {
    plan: team().invite('i', ['dave', 20], add),
    op: byAlice('dave#dave-own'),
    refused: NOBODY,
  });
}

function epochs(suite: BodySuite): void {
  const phone = { in: 'bob', by: ['bob/phone'] };
  const lost = (): Plan => team().remove('lost', 'bob/laptop', phone);
  put(suite, ['stale', 'an epoch of a member that is not fresh any more'], {
    plan: lost(),
    op: { ...byAlice('bob#bob-own'), x: { bob: ['lost'] } },
    refused: NOBODY,
  });
  put(suite, ['stale-unknown', 'the same, while the op does not know'], {
    plan: lost(),
    op: byAlice('bob#bob-own'),
    flag: 'AcceptedOddity',
  });
  put(suite, ['renewed', 'the epoch of a member behind a lost device'], {
    plan: lost().op('bob-new', 'epoch', phone),
    op: { ...byAlice('bob#bob-new'), x: { bob: ['bob-new'] } },
  });
  put(suite, ['unknown', 'an epoch of a member that the op does not name'], {
    plan: team().op('bob-new', 'epoch', phone),
    op: byAlice('bob#bob-new'),
    refused: NOBODY,
  });
  put(suite, ['older', 'an older epoch of a member that is fresh'], {
    plan: team().op('bob-new', 'epoch', phone),
    op: { ...byAlice('bob#bob-own'), x: { bob: ['bob-new'] } },
    flag: 'AcceptedOddity',
  });
  put(suite, ['two-of-one', 'two epochs of one member'], {
    plan: team().op('bob-new', 'epoch', phone),
    op: { ...byAlice('bob#bob-own', 'bob#bob-new'), x: { bob: ['bob-new'] } },
    flag: 'AcceptedOddity',
  });
  put(suite, ['ending', 'an epoch of a member that ends'], {
    plan: team().op('bob-new', 'epoch', { ...phone, claims: { end: END } }),
    op: { ...byAlice('bob#bob-new'), x: { bob: ['bob-new'] } },
    refused: NOBODY,
  });
  put(suite, ['own-epoch', 'an earlier epoch of the team itself'], {
    plan: team().op('e1', 'epoch', { by: ['alice'] }),
    op: byAlice('team#e1'),
    refused: NOBODY,
  });
}

function invites(suite: BodySuite): void {
  const offer = { by: ['bob'], claims: { enc: encOf('key:link') } };
  const invited = (lvl = 20): Plan => team().invite('i', ['key:link', lvl], offer);
  put(suite, ['invite', 'an invite that asks for it'], { plan: invited(), op: byAlice(...ALL, 'key:link') });
  put(suite, ['invite-without', 'an invite without enc'], {
    plan: team().invite('i', ['key:link', 20], { by: ['bob'] }),
    op: byAlice('key:link'),
    refused: NOBODY,
  });
  put(suite, ['invite-guest', 'an invite of a guest'], {
    plan: team().invite('i', ['key:link', 0], {
      by: ['bob'],
      claims: { enc: encOf('key:link'), caps: [{ do: ['r'], col: 'v:com.example.notes' }] },
    }),
    op: byAlice('key:link'),
    refused: NOBODY,
  });
  put(suite, ['invite-removed', 'an invite that was removed'], {
    plan: invited().remove('out', 'i', { by: ['alice'] }),
    op: byAlice('key:link'),
    refused: NOBODY,
  });
  put(suite, ['invite-fallen', 'an invite by somebody who is no admin any more'], {
    plan: invited().set('low', ['bob', 20], { by: ['alice'] }),
    op: byAlice('key:link'),
    refused: NOBODY,
  });
  put(suite, ['invite-unseen', 'an invite beside the op'], {
    plan: invited(),
    op: { ...byAlice('key:link'), after: ['team'] },
    refused: NOBODY,
  });
}

function newcomers(suite: BodySuite): void {
  const joined = (): Plan => team({ pol: { history: 'joined' } }).op('e1', 'epoch', { by: ['alice'] });
  const open = (): Plan => team().op('e1', 'epoch', { by: ['alice'] });
  const grow = (plan: Plan): Plan => plan.add('in', ['dave', 20], { by: ['alice'] });
  const up = (...to: readonly string[]): BoxedOp => ({ by: ['alice'], epoch: 'e1', to });
  const flag = 'History' as const;
  const requirements = ['SEC-020', 'SEC-009'];
  put(suite, ['top-up', 'a top-up for who joined, where history is all'], {
    plan: grow(open()),
    op: up('dave#dave-own'),
    flag,
    requirements,
  });
  put(suite, ['top-up-joined', 'a top-up for who joined, where history is joined'], {
    plan: grow(joined()),
    op: up('bob#bob-own', 'dave#dave-own'),
    flag,
    refused: EARLY,
  });
  put(suite, ['top-up-old', 'a top-up for who was there'], {
    plan: grow(joined()),
    op: up('bob#bob-own'),
    flag,
    requirements,
  });
  put(suite, ['announced-joined', 'an announcement for who joined'], {
    plan: grow(joined()),
    op: byAlice('dave#dave-own'),
    flag,
    requirements,
  });
  put(suite, ['top-up-since', 'a top-up of an epoch that was announced behind the admission'], {
    plan: grow(joined()).op('e2', 'epoch', { by: ['alice'] }),
    op: { by: ['alice'], epoch: 'e2', to: ['dave#dave-own'] },
    flag,
    requirements,
  });
  put(suite, ['top-up-beside', 'a top-up of an epoch that was announced beside the admission'], {
    plan: team({ pol: { history: 'joined' } })
      .add('in', ['dave', 20], { by: ['alice'], after: ['team'] })
      .op('e1', 'epoch', { by: ['bob'], after: ['team'] }),
    op: up('dave#dave-own'),
    flag,
    refused: EARLY,
  });
  const offer = { by: ['alice'], claims: { enc: encOf('key:link') } };
  put(suite, ['top-up-invite', 'a top-up for an invite that came later'], {
    plan: joined().invite('i', ['key:link', 20], offer),
    op: up('key:link'),
    flag,
    refused: EARLY,
  });
  put(suite, ['top-up-invite-since', 'a top-up for an invite that was there'], {
    plan: team({ pol: { history: 'joined' } })
      .invite('i', ['key:link', 20], offer)
      .op('e1', 'epoch', { by: ['alice'] }),
    op: up('key:link'),
    flag,
    requirements,
  });
}

function bodies(suite: BodySuite): void {
  const requirements = ['SEC-060'];
  const boxed = (claims?: (body: Uint8Array) => Record<string, Value | undefined>): [Plan, Uint8Array] => {
    const plan = team();
    const draft = addBoxed(team(), 'box', byAlice(...ALL));
    return [plan, addBoxed(plan, 'box', { ...byAlice(...ALL), ...(claims ? { claims: claims(draft) } : {}) })];
  };
  const [plan, body] = boxed();
  const flip = Uint8Array.from(body);
  flip.set([(body.at(-10) ?? 0) ^ 1], body.length - 10);
  const rows: [string, string, Plan, Uint8Array | undefined, Refusal?][] = [
    ['absent', 'the keybox has not come yet', plan, undefined],
    ['flipped', 'a keybox of which one bit is another', plan, flip, OTHER],
    ['longer', 'a keybox with a space behind it', plan, Buffer.concat([body, Buffer.from(' ')]), OTHER],
  ];
  const [wrong, same] = boxed((draft) => ({ len: draft.length + 1 }));
  rows.push(['len', 'a keybox of the digest, and not of that length', wrong, same, OTHER]);
  const [bare, unsaid] = boxed(() => ({ dig: undefined, len: undefined }));
  rows.push(['unsaid', 'a keybox that its op does not name', bare, unsaid, OTHER]);
  const other = team().op('box', 'pol', { by: ['alice'], claims: { pol: { a: 'b' }, ...claimsFor(body) } });
  rows.push(['other-kind', 'a keybox beside an op of another kind', other, body, OTHER]);
  const odd = Buffer.from(`${Buffer.from(body).toString()} `);
  const spaced = team().op('box', 'epoch', { by: ['alice'], claims: claimsFor(odd) });
  rows.push(['spaced', 'a keybox with a space behind it, of that digest', spaced, odd]);
  for (const [slug, title, history, bytes, refused] of rows)
    suite.judged(`body-${slug}`, title, {
      flag: 'Body',
      input: boxInput(history, 'box', bytes),
      requirements,
      ...(refused === undefined ? {} : { refused }),
    });
  const junk = Buffer.from('{}');
  const formless = team().op('box', 'epoch', { by: ['alice'], claims: claimsFor(junk) });
  suite.judged('body-form', 'no keybox at all', {
    flag: 'Order',
    input: boxInput(formless, 'box', junk),
    requirements: ['SEC-005'],
    refused: ['E_FORMAT', 'SEC-005'],
  });
}

function refusedOps(suite: BodySuite): void {
  const plan = team();
  const body = addBoxed(plan, 'box', { by: ['carol'], to: ALL });
  suite.refuses('op-refused', 'the op itself is refused: E_NOT_AUTHORIZED', {
    kind: 'edge',
    requirements: ['PRN-047'],
    flags: ['Order'],
    code: 'E_NOT_AUTHORIZED',
    input: boxInput(plan, 'box', body),
  });
}
