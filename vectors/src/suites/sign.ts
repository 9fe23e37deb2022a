import { LABELS } from '../actors.ts';
import { key, NOW, resolveKeys } from '../statement.ts';
import { Suite } from '../suite.ts';
import { bytesValue, octets } from '../value.ts';
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
        'Statements as a writer makes them: the header in the plainest spelling with members in the order alg, kid, typ; the claims as they are.',
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
  return suite;
}
