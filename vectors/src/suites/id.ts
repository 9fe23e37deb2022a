import { NOW, headerText, resolveKeys, statement } from '../statement.ts';
import { Suite } from '../suite.ts';

/** statements/id: the hash of the text as it was sent. */
export function idSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'statements/id',
      command: 'statement.id',
      profile: 'codec',
      description: 'Statement ids: SHA-256 of st, character by character as it was received.',
      notes: {
        Reserialised: {
          bugClass: 'canonicalisation',
          effect: 'two implementations compute two ids for one statement',
          description:
            'Whoever hashes what was parsed and written again loses spacing, order, escapes or normalisation.',
        },
      },
    },
    resolveKeys('public'),
  );
  const plan = { requirements: ['STM-006'] };
  suite.accepts('ok-minimal', 'the smallest statement', { ...plan, input: { st: statement().st } });
  suite.accepts('ok-op', 'another type gives another id', {
    ...plan,
    input: { st: statement({ typ: 'allod-op' }).st },
  });
  suite.accepts('ok-other-device', 'another device gives another id', {
    ...plan,
    input: { st: statement({ by: 'bob/phone' }).st },
  });
  suite.accepts('ok-empty-claims', 'claims without members', {
    ...plan,
    kind: 'edge',
    input: { st: statement({ claims: {} }).st },
  });
  for (const [slug, title, claims] of SPELLINGS) {
    suite.accepts(slug, title, {
      requirements: ['STM-006', 'CNV-015'],
      flags: ['Reserialised'],
      kind: 'edge',
      input: { st: statement({ claims }).st },
    });
  }
  const header = headerText('alice/phone').replace('{', '{ ').replace('"alg"', '"\\u0061lg"');
  suite.accepts('odd-header', 'a header with a space and an escape', {
    requirements: ['STM-006', 'CNV-015'],
    flags: ['Reserialised'],
    kind: 'edge',
    input: { st: statement({ header }).st },
  });
  return suite;
}

/** Claims that a writer may send and that no re-serialisation keeps. */
export const SPELLINGS: readonly (readonly [string, string, string])[] = [
  ['odd-spacing', 'claims with spaces and a line feed', `{ "t" : ${NOW} }\n`],
  ['odd-order', 'claims in falling order, digits last', `{"z":1,"t":${NOW},"a":2,"10":0,"9":0}`],
  ['odd-escapes', 'claims with escapes that need not be', `{"t":${NOW},"note":"\\u0061\\/\\u00e9"}`],
  ['odd-nfd', 'claims with a combining accent', `{"t":${NOW},"note":"e\u0301"}`],
  ['odd-nfc', 'the same claims with one scalar', `{"t":${NOW},"note":"\u00e9"}`],
  ['odd-astral-escaped', 'claims with an astral character as two escapes', `{"t":${NOW},"note":"\\ud83d\\ude00"}`],
  ['odd-astral', 'the same claims with the character itself', `{"t":${NOW},"note":"\u{1f600}"}`],
  ['odd-carriage-return', 'claims with lines that end in CR LF', `{\r\n"t":${NOW}\r\n}\r\n`],
];
