import type { JsonValue } from '@allod/core/bytes';
import { decodeLink, encodeLink, MAX_LINK_CHARACTERS, secretFromBytes } from '@allod/principals/links';
import type { Link } from '@allod/principals/links';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { changed, idOf, invite, knock, linkOf, linkOfBytes, request, said, seedText } from './craft.ts';

const KINDS = ['invite', 'knock', 'request'] as const;

/** What a reader makes of a text: the link, or why not. */
function reading(text: string): unknown {
  const read = decodeLink(text);
  return read.ok ? read.value : `${read.error.code} ${read.error.requirement}`;
}

/** A link to knock with a URL so long that the whole has this many characters. */
function linkOfLength(characters: number): string {
  const url = 'https://app.example/';
  return encodeLink({ ...knock, url }).replace(
    url,
    url.padEnd(url.length + characters - encodeLink({ ...knock, url }).length, 'a'),
  );
}

test('PRN-080 writes the URL, the kind and the members of each kind, and reads them again', () => {
  for (const link of [invite, knock, request]) {
    const text = encodeLink(link);
    const [url, fragment = ''] = text.split('#');
    const [suite, kind, data = ''] = fragment.split('.');
    expect([url, suite, kind]).toEqual([link.url, 'allod1', link.kind]);
    expect(JSON.parse(Buffer.from(data, 'base64url').toString())).toEqual(said[link.kind]);
    expect(reading(text)).toEqual(link);
  }
});

test('PRN-080 leaves out what a link does not say', () => {
  const { seed: _, name: _name, exp: _exp, ...named } = invite;
  const text = encodeLink(named);
  const read = decodeLink(text);
  expect(read).toEqual({ ok: true, value: named });
  expect(read.ok && Object.keys(read.value)).not.toContain('seed');
});

test('PRN-091 writes no member that the kind does not have, whatever else the object carries', () => {
  const talkative: Link = Object.assign({ seed: invite.seed, note: 'mine' }, knock);
  expect(encodeLink(talkative)).toBe(encodeLink(knock));
});

test('PRN-091 puts the seed into the fragment and nowhere else', () => {
  const [before = '', after = ''] = encodeLink({ ...invite, url: 'https://app.example/' }).split('#');
  expect(before).toBe('https://app.example/');
  expect(Buffer.from(after.split('.')[2] ?? '', 'base64url').toString()).toContain(seedText);
});

test('throws for a link that no reader takes, and does not tell the seed', () => {
  const heads = Array.from({ length: 17 }, (_, i) => idOf(i));
  const wrong: readonly (readonly [Partial<Link>, string])[] = [
    [{ url: '' }, 'E_FORMAT, PRN-083'],
    [{ url: 'https://app.example/#a' }, 'E_FORMAT, PRN-083'],
    [{ url: 'https://app.example/a b' }, 'E_FORMAT, PRN-083'],
    [{ url: ' allod:' }, 'spaces'],
    [{ url: '<allod:' }, 'brackets'],
    [{ url: 'allod:'.padEnd(4096, 'a') }, 'E_SIZE, PRN-082'],
    [{ heads: [] }, 'E_FORMAT, PRN-088'],
    [{ heads }, 'E_FORMAT, PRN-088'],
    [{ seed: secretFromBytes(new Uint8Array(31)) }, 'E_FORMAT, PRN-088'],
    [{ exp: Number.NaN }, 'E_FORMAT, PRN-088'],
    [{ exp: 0.5 }, 'E_JSON, CNV-012'],
    [{ name: '\ud800' }, 'E_JSON, CNV-011'],
    [{ relays: ['relay.example'] }, 'E_FORMAT, PRN-088'],
  ];
  for (const [change, told] of wrong) {
    const write = (): string => encodeLink({ ...invite, ...change } as Link);
    expect(write).toThrow(RangeError);
    expect(write).toThrow(told);
    expect(write).not.toThrow(seedText);
  }
});

test('PRN-081 finds a link between spaces, line breaks and brackets, and nothing else is taken off', () => {
  const text = encodeLink(knock);
  for (const [before, after] of [
    [' ', ''],
    ['', '\n'],
    ['<', '>'],
    [' \t\r\n<<', '>> \t\r\n'],
  ])
    expect(reading(`${before}${text}${after}`)).toEqual(knock);
  for (const character of ['"', "'", '(', '\u00a0', '\ufeff', '\0'])
    expect(reading(`${character}${text}`)).toBe('E_FORMAT PRN-083');
});

test('PRN-082 refuses a link that is longer than 4,096 bytes, and takes one that is not', () => {
  expect(MAX_LINK_CHARACTERS).toBe(4096);
  expect(reading(linkOfLength(4096))).toMatchObject({ kind: 'knock' });
  expect(reading(`  <${linkOfLength(4096)}>\n`)).toMatchObject({ kind: 'knock' });
  expect(decodeLink(linkOfLength(4097))).toMatchObject({
    error: { code: 'E_SIZE', requirement: 'PRN-082', details: { what: 'link', size: 4097, limit: 4096 } },
  });
  // 4,096 characters of which one has two bytes; and very many.
  expect(reading(linkOfLength(4096).replace('app', 'äpp'))).toBe('E_SIZE PRN-082');
  expect(reading('ä'.repeat(5_000_000))).toBe('E_SIZE PRN-082');
});

test('PRN-083 refuses what is not a URL with the fragment of a link', () => {
  const text = encodeLink(knock);
  const [, fragment = ''] = text.split('#');
  const wrong = [
    '',
    '<>',
    'allod:',
    fragment,
    `#${fragment}`,
    `:#${fragment}`,
    `1a:#${fragment}`,
    `app.example/#${fragment}`,
    `https://app.example/#top#${fragment}`,
    `https://app.example/ #${fragment}`,
    `https://äpp.example/#${fragment}`,
    `https://app.example/"#${fragment}`,
    'https://app.example/#section-2',
    text.replace('allod1', 'allod0'),
    text.replace('allod1', 'allod01'),
    text.replace('allod1', 'allod'),
    text.replace('allod1', 'Allod1'),
    text.replace('#allod1', '#xallod1'),
    text.replace('knock', 'Knock'),
    text.replace('knock', ''),
    text.replace('knock', 'k'.repeat(33)),
    'allod:#allod1.knock.',
    'allod:#allod1.knock',
  ];
  expect(wrong.filter((each) => reading(each) !== 'E_FORMAT PRN-083')).toEqual([]);
});

test('PRN-083 takes every URL of the characters of RFC 3986', () => {
  for (const url of ['a:', 'web+allod:x', "https://[::1]:8080/~a/b_c-d.e;f=1,2?q=%20&r=(x)!*'$@+"])
    expect(reading(encodeLink({ ...knock, url }))).toEqual({ ...knock, url });
});

test('PRN-084 parks a link of another number, whatever its kind', () => {
  for (const number of ['2', '10', '99999999999999999999']) {
    const text = encodeLink(knock).replace('allod1', `allod${number}`);
    expect(reading(text)).toBe('E_UPGRADE PRN-084');
    expect(decodeLink(text)).toMatchObject({ error: { details: { unknown: `links of allod${number}` } } });
  }
});

test('PRN-085 parks a link of a kind that it does not know, whatever it says', () => {
  for (const kind of ['lend', 'constructor', 'tostring', '0-', 'k'.repeat(32)]) {
    expect(reading(linkOf(said.knock, kind))).toBe('E_UPGRADE PRN-085');
    expect(decodeLink(`allod:#allod1.${kind}.?`)).toMatchObject({
      error: { code: 'E_UPGRADE', details: { unknown: `link ${kind}` } },
    });
  }
});

test('PRN-086 refuses data that is not base64url', () => {
  const data = encodeLink({ ...knock, name: 'Homely' }).slice('allod:#allod1.knock.'.length);
  expect(data.length % 4).toBe(0);
  expect(reading(`allod:#allod1.knock.${data.slice(0, 8)}\n${data.slice(8)}`)).toBe('E_FORMAT CNV-002');
  expect(reading(`allod:#allod1.knock.${data}.x`)).toBe('E_FORMAT CNV-002');
  expect(reading(`allod:#allod1.knock.${data}=`)).toBe('E_FORMAT CNV-002');
  expect(reading(`allod:#allod1.knock.${data}A`)).toBe('E_FORMAT CNV-003');
  expect(reading('allod:#allod1.knock.e31')).toBe('E_FORMAT CNV-004');
});

test('PRN-087 refuses data that is not strict JSON', () => {
  const ruleByText = {
    ' ': 'CNV-009',
    '{': 'CNV-009',
    '{} {}': 'CNV-009',
    '{"log":1,"log":1}': 'CNV-010',
    '{"name":"\\ud800"}': 'CNV-011',
    '{"exp":1.0}': 'CNV-012',
    '{"exp":9007199254740992}': 'CNV-013',
    '\ufeff{}': 'CNV-008',
  };
  for (const [text, rule] of Object.entries(ruleByText))
    expect(reading(linkOfBytes(Buffer.from(text)))).toBe(`E_JSON ${rule}`);
  expect(reading(linkOfBytes(Uint8Array.of(0x22, 0xff, 0x22)))).toBe('E_JSON CNV-007');
});

test('PRN-088 refuses JSON that is no object', () => {
  for (const value of [[], null, 1, 'knock', [said.knock], true])
    expect(reading(linkOf(value))).toBe('E_FORMAT PRN-088');
});

test('PRN-088 refuses a link without one of the members that its kind needs', () => {
  const needed = {
    invite: ['log', 'op', 'heads', 'relays'],
    knock: ['log', 'relays'],
    request: ['user', 'heads', 'log', 'relays'],
  };
  for (const kind of KINDS) {
    expect(reading(linkOf(said[kind], kind))).toMatchObject({ kind });
    const lacking = needed[kind].map((name) => linkOf(changed(said[kind], { [name]: undefined }), kind));
    expect(lacking.map(reading)).toEqual(lacking.map(() => 'E_FORMAT PRN-088'));
  }
});

test('PRN-088 refuses a member that is not what the table says, in every kind that has it', () => {
  const ids = Array.from({ length: 17 }, (_, i) => idOf(i));
  const relays = Array.from({ length: 9 }, (_, i) => `wss://relay-${i}.example`);
  const noId = [1, null, '', idOf(1).slice(1), `${idOf(1)}A`, `${idOf(1).slice(0, -1)}B`, `${idOf(1)}\n`];
  const wrong: Readonly<Record<string, readonly JsonValue[]>> = {
    log: noId,
    op: noId,
    user: noId,
    seed: noId,
    heads: [1, null, idOf(1), [], ids, [idOf(1), 1], ...noId.map((id) => [id])],
    relays: [
      null,
      'wss://relay.example',
      relays,
      [1],
      ['wss://'],
      ['ftp://a'],
      ['WSS://a'],
      ['wss:a'],
      ['wss://a b'],
      ['wss://a#b'],
      ['wss://a\n'],
      ['x wss://a'],
      ['wss://ä'],
    ],
    name: [null, 1, '', 'a'.repeat(65), '🦉'.repeat(65), 'a\nb', '\u001f', '\u007f', '\u009f'],
    exp: [null, -1, '1'],
  };
  const links = KINDS.flatMap((kind) =>
    Object.keys(said[kind]).flatMap((name) =>
      (wrong[name] ?? []).map((value) => linkOf(changed(said[kind], { [name]: value }), kind)),
    ),
  );
  expect(links.filter((link) => reading(link) !== 'E_FORMAT PRN-088')).toEqual([]);
});

test('PRN-088 takes every member up to its bound', () => {
  const heads = Array.from({ length: 16 }, (_, i) => idOf(i));
  const relays = ['wss', 'https', 'ws', 'http'].flatMap((scheme) => [`${scheme}://a`, `${scheme}://[::1]:1/b?c=%20`]);
  for (const exp of [0, Number.MAX_SAFE_INTEGER]) {
    const link = { ...invite, heads, relays, name: '🦉'.repeat(64), exp };
    expect(reading(encodeLink(link))).toEqual(link);
  }
  expect(reading(encodeLink({ ...invite, heads: [idOf(1)], relays: [], name: ' ' }))).toMatchObject({ name: ' ' });
});

test('PRN-089 ignores members that the kind does not have, those that begin with ! among them', () => {
  const more = { seed: seedText, exp: 1, colour: ['red'], '!bang': true, toString: 1 };
  expect(reading(linkOf(changed(said.knock, more)))).toEqual(knock);
  // Written as text, for JavaScript would take it as something else.
  const text = JSON.stringify(said.knock).replace('{', '{"__proto__":{"name":"Mallory"},');
  expect(reading(linkOfBytes(Buffer.from(text)))).toEqual(knock);
});

test('PRN-091 shows no seed however a link is printed', () => {
  const read = decodeLink(encodeLink(invite));
  if (!read.ok || read.value.kind !== 'invite' || read.value.seed === undefined) throw new Error('no invite was read');
  const { seed } = read.value;
  const bytes = Buffer.from(seedText, 'base64url');
  const printed = [
    JSON.stringify(read),
    inspect(read, { depth: null, showHidden: true, getters: true }),
    `${String(seed)} ${Object.keys(seed).join()} ${inspect({ ...seed })}`,
  ].join('\n');
  for (const encoding of ['base64url', 'base64', 'hex'] as const)
    expect(printed).not.toContain(bytes.toString(encoding));
  expect(printed).not.toContain([...bytes.subarray(0, 3)].join(', '));
  expect(printed).toContain('(secret)');
  expect(Buffer.from(seed.bytes())).toEqual(bytes);
});
