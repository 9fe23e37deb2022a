import { resolveKeys } from '../statement.ts';
import { Suite } from '../suite.ts';
import { base64url, bytesValue, join, octets, type ValueObject } from '../value.ts';
import { BODY, claimsOf, deleteClaims, immutableClaims, record, recordClaims } from './records-plan.ts';

const MOST_BYTES = 1_048_576;

/** records/body: the bytes of a body, once length and digest hold. */
export function recordsBodySuite(): Suite {
  const suite = new Suite(
    {
      suite: 'records/body',
      command: 'record.body',
      profile: 'codec',
      description: 'Bodies beside their records: as text, as base64url, or not at hand. Signatures are not looked at.',
      notes: {
        Verbatim: {
          bugClass: 'canonicalisation',
          effect: 'a body that nobody signed, or an honest one refused',
          description: 'A body is bytes. Whoever parses, normalises, trims or writes it again has other bytes.',
        },
        WrongBody: {
          bugClass: 'integrity',
          effect: 'whoever stores a body can exchange it',
          description: 'A body that is not the one that was signed for.',
        },
        Unparsed: {
          bugClass: 'order',
          effect: 'a parser runs over bytes that nobody signed',
          description: 'A body is read only when its digest holds: until then its contents cannot be a fault.',
        },
        Encoding: {
          bugClass: 'encoding',
          effect: 'two texts for one body',
          description: 'Base64url that is not exactly the encoding.',
        },
        Limit: {
          bugClass: 'resources',
          effect: 'memory and time for whoever is asked',
          description: 'A body has at most 1,048,576 bytes.',
        },
        Order: {
          bugClass: 'order',
          effect: 'two implementations name two faults',
          description: 'Several faults: the first step of chapter 02 §8 is reported.',
        },
      },
    },
    resolveKeys('public'),
  );
  texts(suite);
  binaries(suite);
  limits(suite);
  wrong(suite);
  encodings(suite);
  orders(suite);
  return suite;
}

/** A record with its body as text. */
function withText(body: string, claims: ValueObject = recordClaims(body)): ValueObject {
  return { ...record(claims), body };
}

/** A record with its body as base64url. */
function withBytes(body: Uint8Array): ValueObject {
  const claims = { ...recordClaims(body), cty: 'application/octet-stream' };
  return { ...record(claims), bodyB: base64url(body) };
}

function texts(suite: Suite): void {
  const all = ['REC-011', 'REC-012', 'REC-014', 'REC-015', 'REC-017'];
  suite.accepts('ok-text', 'a body as text', { requirements: all, input: withText(BODY) });
  suite.accepts('ok-absent', 'a record whose body is not at hand', { requirements: ['REC-013'], input: record() });
  suite.accepts('ok-delete', 'a delete has no body', { requirements: ['REC-013'], input: record(deleteClaims()) });
  suite.accepts('ok-immutable', 'a body of an immutable record', {
    requirements: all,
    input: withText(BODY, immutableClaims(BODY)),
  });
  const rows: [string, string, string][] = [
    ['odd-spacing', 'JSON with white space', '{ "text" : "milk" }\n'],
    ['odd-carriage-return', 'lines that end in CR LF', '{\r\n"text":"milk"\r\n}\r\n'],
    ['odd-duplicate', 'a name twice', '{"text":"milk","text":"wine"}'],
    ['odd-number', 'a number that no double holds', '{"n":1e999,"m":12345678901234567890}'],
    ['odd-escapes', 'escapes inside of the body stay', '{"text":"\\u006dilk\\/"}'],
    ['odd-escaped-surrogate', 'an escape of half a pair inside of the body stays', '{"text":"\\ud800"}'],
    ['odd-nfd', 'a letter and an accent', '"e\u0301"'],
    ['odd-nfc', 'the same letter as one character', '"\u00e9"'],
    ['odd-astral', 'an astral character', '"\u{1f600}"'],
    ['odd-nul', 'a character 0', 'a\u0000b'],
    ['odd-controls', 'control characters, line separators and a delete', '\u0001\u001f\u007f\u0085\u2028\u2029'],
    ['odd-bom', 'a byte order mark in front', '\ufeff{}'],
    ['odd-replacement', 'the replacement character U+FFFD', '"\ufffd"'],
    ['odd-noncharacter', 'the last character of Unicode', '\u{10ffff}'],
    ['odd-deep', 'lists 40 deep', '['.repeat(40) + ']'.repeat(40)],
    ['odd-proto', 'a name __proto__', '{"__proto__":{"a":1}}'],
    ['odd-not-json', 'no JSON, although the media type says so', '{"text":'],
    ['odd-quotes', 'quotation marks and backslashes', '"\\\\\\""'],
    ['odd-spaces', 'spaces around', '  {}  '],
  ];
  for (const [slug, title, body] of rows) {
    suite.accepts(slug, `a body with ${title}`, {
      requirements: ['REC-011', 'REC-014', 'REC-017'],
      flags: ['Verbatim'],
      kind: 'edge',
      input: withText(body),
    });
  }
}

function binaries(suite: Suite): void {
  const every = Uint8Array.from({ length: 256 }, (_, i) => i);
  const rows: [string, string, Uint8Array][] = [
    ['ok-bytes', 'every byte once', every],
    ['ok-bytes-one', 'one byte', Uint8Array.of(0)],
    ['ok-bytes-two', 'two bytes', Uint8Array.of(0xff, 0xfe)],
    ['odd-ill-formed', 'ill-formed UTF-8', Uint8Array.of(0xc0, 0x80, 0xed, 0xa0, 0x80)],
    ['odd-text-as-bytes', 'text, as base64url', octets(BODY)],
  ];
  for (const [slug, title, body] of rows) {
    suite.accepts(slug, `a body of ${title}`, {
      requirements: ['REC-011', 'REC-012', 'REC-014'],
      flags: slug.startsWith('odd') ? ['Verbatim'] : [],
      input: withBytes(body),
    });
  }
  const empty = { requirements: ['REC-011', 'REC-012'], kind: 'edge' as const };
  suite.accepts('ok-empty', 'an empty body as text', { ...empty, input: withText('') });
  suite.accepts('ok-empty-bytes', 'an empty body as base64url', {
    ...empty,
    input: { ...record(recordClaims('')), bodyB: '' },
  });
}

// Written as a run: one character, and for the limit in bytes one of two octets.
function limits(suite: Suite): void {
  const plan = { requirements: ['REC-009', 'REC-012'], flags: ['Limit'], kind: 'edge' as const };
  suite.accepts('largest-minus-1', 'a body of 1,048,575 bytes', {
    ...plan,
    input: withText('x'.repeat(MOST_BYTES - 1)),
  });
  suite.accepts('largest', 'a body of 1,048,576 bytes', { ...plan, input: withText('x'.repeat(MOST_BYTES)) });
  suite.accepts('largest-two-octets', 'a body of 524,288 characters of two bytes', {
    ...plan,
    input: withText('\u00e9'.repeat(MOST_BYTES / 2)),
  });
  suite.refuses('largest-plus-1', 'a record with a body of 1,048,577 bytes is refused by its len', {
    requirements: ['REC-009'],
    flags: ['Limit'],
    code: 'E_SIZE',
    base: 'largest',
    fault: {
      op: 'replace',
      path: '/body',
      value: 'x'.repeat(MOST_BYTES + 1),
      also: Object.entries(claimsOf('x'.repeat(MOST_BYTES + 1))).map(([name, value]) => ({
        op: 'replace',
        path: `/st#claims/${name}`,
        value,
      })),
      resigned: { by: ['alice/phone'] },
    },
  });
  suite.refuses('longer-than-any', 'a body of 1,048,577 bytes beside a record of one byte less is refused', {
    requirements: ['REC-012', 'REC-011'],
    flags: ['Limit'],
    code: 'E_DIGEST',
    base: 'largest',
    fault: { op: 'replace', path: '/body', value: 'x'.repeat(MOST_BYTES + 1) },
  });
}

function wrong(suite: Suite): void {
  const plan = { flags: ['WrongBody'], code: 'E_DIGEST' };
  const bodies: [string, string, string, string, string][] = [
    ['flipped', 'N72 a body with one other character', 'ok-text', 'REC-011', BODY.replace('milk', 'silk')],
    ['other-case', 'a body with a letter in capitals', 'ok-text', 'REC-011', BODY.replace('milk', 'Milk')],
    ['respelled', 'a body of the same length that means the same', 'odd-spacing', 'REC-011', '{  "text": "milk" }\n'],
    ['shorter', 'a body without its last character', 'ok-text', 'REC-012', BODY.slice(0, -1)],
    ['longer', 'a body with a line feed behind', 'ok-text', 'REC-012', `${BODY}\n`],
    ['emptied', 'an empty body', 'ok-text', 'REC-012', ''],
    ['spaces-dropped', 'a body written again without white space', 'odd-spacing', 'REC-012', '{"text":"milk"}'],
    ['duplicate-dropped', 'a body whose first of two names is dropped', 'odd-duplicate', 'REC-012', '{"text":"wine"}'],
    ['normalised', 'a body normalised to one character', 'odd-nfd', 'REC-012', '"\u00e9"'],
    ['unescaped', 'a body whose escapes are resolved', 'odd-escapes', 'REC-012', '{"text":"milk/"}'],
    ['bom-dropped', 'a body without its byte order mark', 'odd-bom', 'REC-012', '{}'],
    ['line-ends', 'a body whose line ends are made uniform', 'odd-carriage-return', 'REC-012', '{\n"text":"milk"\n}\n'],
    ['cut-at-nul', 'a body cut at its character 0', 'odd-nul', 'REC-012', 'a'],
    ['filled', 'a body where there is none', 'ok-empty', 'REC-012', 'x'],
  ];
  for (const [slug, title, base, requirement, value] of bodies) {
    suite.refuses(slug, `${title} is refused`, {
      ...plan,
      requirements: requirement === 'REC-011' ? ['REC-011'] : ['REC-012', 'REC-011'],
      base,
      fault: { op: 'replace', path: '/body', value },
    });
  }
  suite.refuses('flipped-bytes', 'N72 a body with one flipped bit is refused', {
    ...plan,
    requirements: ['REC-011'],
    base: 'ok-bytes',
    fault: { op: 'splice', path: '/bodyB#bytes', at: 128, from: Uint8Array.of(0x80), to: Uint8Array.of(0x81) },
  });
  claimed(suite);
  unparsed(suite);
}

/** The body is right, the claims are not. */
function claimed(suite: Suite): void {
  const plan = { flags: ['WrongBody'], code: 'E_DIGEST' };
  const resigned = { by: ['alice/phone'] } as const;
  const { dig = '' } = claimsOf('another body');
  const rows: [string, string, number][] = [
    ['len-greater', 'N73 a len of one more', BODY.length + 1],
    ['len-smaller', 'N73 a len of one less', BODY.length - 1],
    ['len-largest', 'N73 the greatest len', MOST_BYTES],
  ];
  for (const [slug, title, value] of rows) {
    suite.refuses(slug, `${title} than the body has is refused`, {
      ...plan,
      requirements: ['REC-012'],
      base: 'ok-text',
      fault: { op: 'replace', path: '/st#claims/len', value, resigned },
    });
  }
  suite.refuses('len-absent', 'N73 no len beside a body that is not empty is refused', {
    ...plan,
    requirements: ['REC-012'],
    base: 'ok-text',
    fault: { op: 'remove', path: '/st#claims/len', resigned },
  });
  suite.refuses('len-in-characters', 'N73 a len in characters is refused', {
    ...plan,
    requirements: ['REC-012'],
    base: 'odd-nfc',
    fault: { op: 'replace', path: '/st#claims/len', value: 3, resigned },
  });
  suite.refuses('dig-of-another', 'the digest of another body is refused', {
    ...plan,
    requirements: ['REC-011'],
    base: 'ok-text',
    fault: { op: 'replace', path: '/st#claims/dig', value: dig, resigned },
  });
  suite.refuses('delete-with-body', 'a body beside a delete is refused', {
    ...plan,
    requirements: ['REC-011', 'REC-012'],
    base: 'ok-delete',
    fault: { op: 'add', path: '/body', value: BODY },
  });
}

/** Wrong bodies that a parser would complain about: the digest is the fault. */
function unparsed(suite: Suite): void {
  const size = BODY.length;
  const rows: [string, string, string][] = [
    ['unparsed-cut', 'a body cut short inside of its JSON', BODY.slice(0, 8)],
    ['unparsed-garbage', 'a body of the right length that is no JSON', '{'.repeat(size)],
    ['unparsed-duplicate', 'a body with a name twice', '{"a":1, "a":22}'],
    ['unparsed-deep', 'a body of lists 10,000 deep', '['.repeat(10_000)],
  ];
  for (const [slug, title, value] of rows) {
    suite.refuses(slug, `${title} is refused for its digest`, {
      requirements: value.length === size ? ['REC-015', 'REC-011'] : ['REC-015', 'REC-012'],
      flags: ['Unparsed'],
      code: 'E_DIGEST',
      base: 'ok-text',
      fault: { op: 'replace', path: '/body', value },
    });
  }
}

function encodings(suite: Suite): void {
  const plan = { flags: ['Encoding'], code: 'E_FORMAT' };
  const rows: [string, string, string, string, string][] = [
    ['bytes-padded', 'padded base64url', 'CNV-002', 'ok-bytes-one', 'AA=='],
    ['bytes-line-feed', 'base64url with a line feed behind', 'CNV-002', 'ok-bytes-one', 'AA\n'],
    ['bytes-length', 'base64url of one character', 'CNV-003', 'ok-bytes-one', 'A'],
    ['bytes-bits', 'base64url with a spare bit set', 'CNV-004', 'ok-bytes-one', 'AB'],
    ['bytes-plain-alphabet', 'the alphabet of plain base64', 'CNV-002', 'ok-bytes-two', '//4'],
  ];
  for (const [slug, title, requirement, base, value] of rows) {
    suite.refuses(slug, `a body in ${title} is refused`, {
      ...plan,
      requirements: ['REC-018', requirement],
      base,
      fault: { op: 'replace', path: '/bodyB', value },
    });
  }
  const octetRows: [string, string, Uint8Array][] = [
    ['text-lone-surrogate', 'half a pair of surrogates', Uint8Array.of(0xed, 0xa0, 0x80)],
    ['text-lone-second', 'the second half of a pair alone', Uint8Array.of(0xed, 0xb0, 0x80)],
    ['text-overlong', 'a slash in two octets', Uint8Array.of(0xc0, 0xaf)],
    ['text-cut', 'a character cut short', Uint8Array.of(0xc3)],
  ];
  for (const [slug, title, value] of octetRows) {
    const body = bytesValue(join('"', value, '"'));
    suite.refuses(slug, `a body as text with ${title} is refused`, {
      ...plan,
      requirements: ['REC-018'],
      base: 'ok-text',
      fault: { op: 'replace', path: '/body', value: body },
    });
  }
  suite.refuses('text-replaced', 'a body in which half a pair is taken for U+FFFD is refused all the same', {
    ...plan,
    requirements: ['REC-018'],
    base: 'odd-replacement',
    fault: { op: 'replace', path: '/body', value: bytesValue(join('"', Uint8Array.of(0xed, 0xa0, 0x80), '"')) },
  });
  suite.refuses('both', 'a body as text and as base64url is refused', {
    requirements: ['REC-016'],
    flags: ['Encoding'],
    code: 'E_FORMAT',
    base: 'ok-text',
    fault: { op: 'add', path: '/bodyB', value: base64url(octets(BODY)) },
  });
  suite.refuses('bytes-as-text', 'base64url in the member for text is refused', {
    requirements: ['REC-017', 'REC-012'],
    flags: ['Encoding'],
    code: 'E_DIGEST',
    base: 'ok-text',
    fault: { op: 'replace', path: '/body', value: base64url(octets(BODY)) },
  });
}

function orders(suite: Suite): void {
  const rows: [string, string, string, string, ValueObject][] = [
    [
      'two-bodies-before-encoding',
      'two bodies, one of them no base64url',
      'E_FORMAT',
      'REC-016',
      { ...record(), body: 'x', bodyB: '=' },
    ],
    [
      'form-before-body',
      'seq = 0, and another body',
      'E_FORMAT',
      'REC-002',
      { ...record({ ...recordClaims(), seq: 0 }), body: 'x' },
    ],
    [
      'size-before-body',
      'a len too great, and another body',
      'E_SIZE',
      'REC-009',
      { ...record({ ...recordClaims(), len: 2 ** 21 }), body: 'x' },
    ],
    [
      'signers-before-body',
      'a list of signers without their signatures, and another body',
      'E_SIGNERS',
      'STM-021',
      { ...record({ ...recordClaims(), sgn: twoSigners() }), body: 'x' },
    ],
    [
      'upgrade-before-body',
      'a claim named !foo, and another body',
      'E_UPGRADE',
      'CNV-021',
      { ...record({ ...recordClaims(), '!foo': 1 }), body: 'x' },
    ],
    [
      'kind-before-body',
      'an unknown kind, and another body',
      'E_UPGRADE',
      'REC-007',
      { ...record({ ...recordClaims(), col: 'z:a' }), body: 'x' },
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

function twoSigners(): ValueObject[] {
  return [0, 1].map((byte) => ({ kid: base64url(join(new Uint8Array(32).fill(byte))) }));
}
