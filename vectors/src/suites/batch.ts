import { derive, signAs } from '../actors.ts';
import type { EditPlan } from '../fault.ts';
import { headerText, key, NOW, resolveKeys, statement } from '../statement.ts';
import { Suite } from '../suite.ts';
import { base64url, octets, type Value, type ValueObject } from '../value.ts';
import { jointRequest } from './signers-plan.ts';

// What a batch may look like one day: which batch, which place in it, and the way to its root. Nothing of it is read today.
const BAT: ValueObject = { b: base64url(derive('id/batch')), i: 5, p: [base64url(derive('id/batch/0'))] };

/** statements/batch: a name that is reserved. */
export function batchSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'statements/batch',
      command: 'statement.verify',
      profile: 'crypto',
      description: 'Statements that carry bat wait for newer software.',
      notes: {
        Reserved: {
          bugClass: 'growth',
          effect: 'old software refuses for ever what new software signs, or takes it for unsigned',
          description:
            'A statement with bat is parked, whatever bat holds, and whether or not there is a signature too.',
        },
        Order: {
          bugClass: 'order',
          effect: 'garbage is kept, because it might be from the future',
          description: 'What is broken is refused, with bat or without.',
        },
      },
    },
    resolveKeys('public'),
  );
  suite.accepts('ok-signed', 'a statement with a signature and without bat', {
    requirements: ['STM-026', 'STM-005'],
    input: { ...statement({ by: 'carol/phone' }), keys: [key('carol/phone')], now: NOW },
  });
  suite.accepts('ok-two', 'a statement of two signers and without bat', {
    requirements: ['STM-026', 'STM-021'],
    input: jointRequest({ by: ['bob/phone', 'bob/laptop'] }),
  });
  suite.accepts('ok-claim', 'a claim named bat is an unknown claim', {
    requirements: ['STM-026', 'CNV-020'],
    flags: ['Reserved'],
    kind: 'edge',
    input: { ...statement({ claims: { t: NOW, bat: BAT } }), keys: [key('alice/phone')], now: NOW },
  });
  parked(suite);
  refused(suite);
  return suite;
}

function parked(suite: Suite): void {
  const plan = { requirements: ['STM-026'], flags: ['Reserved'], code: 'E_UPGRADE' };
  const add = (value: Value): EditPlan => ({ op: 'add', path: '/bat', value });
  suite.refuses('in-place-of-sig', 'bat in place of a signature parks the statement', {
    ...plan,
    base: 'ok-signed',
    fault: { op: 'remove', path: '/sig', also: [add(BAT)] },
  });
  const rows: [string, string, string, Value][] = [
    ['beside-sig', 'bat beside a good signature', 'ok-signed', BAT],
    ['beside-sigs', 'bat beside the good signatures of two devices', 'ok-two', BAT],
    ['empty', 'an empty bat', 'ok-signed', {}],
    ['text', 'bat as a text', 'ok-signed', 'later'],
    ['list', 'bat as a list', 'ok-signed', [1]],
  ];
  for (const [slug, title, base, value] of rows)
    suite.refuses(slug, `${title} parks the statement`, { ...plan, base, fault: add(value) });
  unread(suite);
}

/** Beside bat, signatures are neither looked at nor counted. */
function unread(suite: Suite): void {
  const { sig } = statement();
  const h = base64url(octets(headerText('alice/laptop')));
  const rows: [string, string, ValueObject][] = [
    ['beside-short-sig', 'bat beside a signature of 63 bytes', { ...batch({}), sig: sig.slice(0, 84) }],
    ['beside-padded-sig', 'bat beside a padded signature', { ...batch({}), sig: `${sig}==` }],
    [
      'beside-unlisted',
      'bat beside a second signature that no list names',
      { ...batch({}), sig, sigs: [{ h, s: sig }] },
    ],
  ];
  for (const [slug, title, input] of rows) {
    suite.refuses(slug, `${title} parks the statement`, {
      requirements: ['STM-026'],
      flags: ['Reserved'],
      code: 'E_UPGRADE',
      kind: 'edge',
      input,
    });
  }
}

function refused(suite: Suite): void {
  suite.refuses('neither', 'neither signature nor bat: the statement is refused', {
    requirements: ['STM-005'],
    flags: ['Reserved'],
    code: 'E_FORMAT',
    base: 'ok-signed',
    fault: { op: 'remove', path: '/sig' },
  });
  const wrong = base64url(signAs('mallory/phone', octets('another text')));
  const crit = headerText('alice/phone').replace('}', ',"crit":["x"]}');
  const rows: [string, string, string, string, ValueObject][] = [
    ['size', 'claims too long, in a batch', 'E_SIZE', 'STM-003', batch({ claims: ' '.repeat(65_537) })],
    ['json', 'a claim twice, in a batch', 'E_JSON', 'CNV-010', batch({ claims: '{"t":1,"t":1}' })],
    ['header', 'a header with crit, in a batch', 'E_HEADER', 'STM-007', batch({ header: crit })],
    ['typ', 'an unknown typ, in a batch', 'E_TYP', 'STM-009', batch({ typ: 'JWT' })],
    ['claims', 't = −1, in a batch', 'E_FORMAT', 'CNV-018', batch({ claims: { t: -1 } })],
    ['signature', 'a signature that does not hold, beside bat', 'E_UPGRADE', 'STM-026', { ...batch({}), sig: wrong }],
    [
      'key',
      'the key of another device, in a batch',
      'E_UPGRADE',
      'STM-026',
      { ...batch({}), keys: [key('bob/phone')] },
    ],
  ];
  for (const [slug, title, code, requirement, input] of rows) {
    suite.refuses(`order-${slug}`, `${title}: ${code}`, {
      requirements: ['CNV-001', requirement],
      flags: ['Order'],
      code,
      kind: 'edge',
      input,
    });
  }
}

function batch(plan: Parameters<typeof statement>[0]): ValueObject {
  return { st: statement(plan).st, bat: BAT, keys: [key('alice/phone')], now: NOW };
}
