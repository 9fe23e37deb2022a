import { createHash } from 'node:crypto';
import { Suite } from '../suite.ts';
import { resolveKeys } from '../statement.ts';
import { base64url, fromBase64url, octets } from '../value.ts';

/** conventions/ids: 32 bytes as 43 characters. */
export function idsSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'conventions/ids',
      command: 'id.parse',
      profile: 'codec',
      description: 'Ids: the base64url text of exactly 32 bytes.',
      notes: {
        Length: {
          bugClass: 'encoding',
          effect: 'a shortened id collides',
          description: 'Text that decodes to another number of bytes is no id.',
        },
        Encoding: {
          bugClass: 'encoding',
          effect: 'two texts for one id',
          description: 'Ids are compared as text, so each has exactly one.',
        },
      },
    },
    resolveKeys('public'),
  );
  const id = base64url(createHash('sha256').update(octets('an id')).digest());
  const requirements = ['CNV-006'];
  suite.accepts('ok-id', 'the SHA-256 of a text', { requirements, input: { text: id } });
  suite.accepts('ok-zeros', 'thirty-two zeros', {
    requirements,
    kind: 'edge',
    input: { text: base64url(new Uint8Array(32)) },
  });
  suite.accepts('ok-ones', 'thirty-two times 255', {
    requirements,
    kind: 'edge',
    input: { text: base64url(new Uint8Array(32).fill(255)) },
  });
  lengths(suite, id);
  encodings(suite, id);
  return suite;
}

function lengths(suite: Suite, id: string): void {
  const plan = { requirements: ['CNV-006'], flags: ['Length'], code: 'E_FORMAT', base: 'ok-id' };
  const other: [string, string, string][] = [
    ['bytes-31', 'thirty-one bytes are no id', base64url(fromBase64url(id).subarray(0, 31))],
    ['bytes-33', 'thirty-three bytes are no id', base64url(Buffer.concat([fromBase64url(id), Buffer.alloc(1)]))],
    ['bytes-20', 'the twenty bytes of a SHA-1 are no id', base64url(fromBase64url(id).subarray(0, 20))],
    [
      'bytes-64',
      'the sixty-four bytes of a SHA-512 are no id',
      base64url(Buffer.concat([fromBase64url(id), fromBase64url(id)])),
    ],
    ['empty', 'the empty text is no id', ''],
  ];
  for (const [slug, title, value] of other)
    suite.refuses(slug, title, { ...plan, fault: { op: 'replace', path: '/text', value } });
}

function encodings(suite: Suite, id: string): void {
  const plan = { flags: ['Encoding'], code: 'E_FORMAT', base: 'ok-id' };
  const last = id.at(-1) ?? '';
  const next = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const wrongLast = next.charAt(next.indexOf(last) + 1);
  suite.refuses('trailing-bits', 'N8 an id with a spare bit set is refused', {
    ...plan,
    requirements: ['CNV-004', 'CNV-006'],
    fault: { op: 'splice', path: '/text', at: 42, from: last, to: wrongLast },
  });
  const inserted: [string, string, string, number][] = [
    ['padding', 'N7 a padded id is refused', '=', 43],
    ['space', 'an id with a space is refused', ' ', 0],
    ['line-feed', 'an id with a line feed is refused', '\n', 43],
  ];
  for (const [slug, title, to, at] of inserted) {
    suite.refuses(slug, title, {
      ...plan,
      requirements: ['CNV-002', 'CNV-006'],
      fault: { op: 'splice', path: '/text', at, from: '', to },
    });
  }
  const hex = Buffer.from(fromBase64url(id)).toString('hex');
  suite.refuses('hexadecimal', 'an id in hexadecimal is refused', {
    ...plan,
    requirements: ['CNV-006'],
    fault: { op: 'replace', path: '/text', value: hex },
  });
}
