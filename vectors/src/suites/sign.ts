import { actor, LABELS, type Label } from '../actors.ts';
import { key, NOW, resolveKeys } from '../statement.ts';
import { Suite } from '../suite.ts';
import { bytesValue, octets, type ValueObject } from '../value.ts';
import { SPELLINGS } from './id.ts';

const TYPES = ['allod-op', 'allod-rec', 'allod-batch', 'allod-rcpt', 'allod-hs', 'allod-snap'];

/** statements/sign: what a writer sends. */
export function signSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'statements/sign',
      command: 'statement.sign',
      profile: 'crypto',
      compare: 'jws',
      description:
        'Statements as a writer makes them: the claims as they are, a header for each signer. Compared by what the headers say and whether the signatures hold.',
      notes: {
        Verbatim: {
          bugClass: 'canonicalisation',
          effect: 'what is signed is not what was meant',
          description: 'Claims are signed as the bytes that were handed over.',
        },
      },
    },
    resolveKeys('private'),
  );
  const requirements = ['STM-018', 'STM-019', 'CNV-005'];
  const claims = bytesValue(octets(`{"t":${NOW}}`));
  for (const label of LABELS) {
    suite.accepts(`ok-${label.replace('/', '-')}`, `a record signed by ${label}`, {
      requirements,
      input: { claims, typ: 'allod-rec', key: key(label) },
    });
  }
  for (const typ of TYPES.filter((each) => each !== 'allod-rec')) {
    suite.accepts(`ok-${typ}`, `a statement of type ${typ}`, {
      requirements,
      input: { claims, typ, key: key('alice/phone') },
    });
  }
  const empty = bytesValue(octets('{}'));
  suite.accepts('ok-empty-claims', 'claims without members', {
    requirements,
    kind: 'edge',
    input: { claims: empty, typ: 'allod-rec', key: key('alice/phone') },
  });
  for (const [slug, title, text] of SPELLINGS) {
    const input = { claims: bytesValue(octets(text)), typ: 'allod-rec', key: key('alice/phone') };
    suite.accepts(slug, title, { requirements, flags: ['Verbatim'], kind: 'edge', input });
  }
  several(suite);
  return suite;
}

function several(suite: Suite): void {
  const rows: [string, string, Label[]][] = [
    ['ok-two-signers', 'two signers', ['alice/phone', 'alice/laptop']],
    ['ok-other-order', 'the same signers in the other order', ['alice/laptop', 'alice/phone']],
    ['ok-mixed', 'a phone and a card', ['alice/phone', 'alice/card']],
    ['ok-two-cards', 'two cards', ['alice/card', 'bob/card']],
    ['ok-eight-signers', 'eight signers', LABELS.slice(0, 8)],
  ];
  for (const [slug, title, by] of rows) {
    const sgn: ValueObject[] = by.map((label) => ({ kid: actor(label).kid }));
    const claims = bytesValue(octets(JSON.stringify({ t: NOW, sgn })));
    suite.accepts(slug, `a statement of ${title}`, {
      requirements: ['STM-018', 'STM-019', 'STM-021', 'STM-022', 'STM-025'],
      input: { claims, typ: 'allod-op', keys: by.map((label) => key(label)) },
    });
  }
}
