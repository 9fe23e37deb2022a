// Links that are no links, come from newer software, or hold data that are none. PRN-081 to PRN-087.
import type { EditPlan } from '../fault.ts';
import type { Suite } from '../suite.ts';
import { base64url, octets } from '../value.ts';
import { linkOf, SAID, urlForLength } from './links-plan.ts';

const KNOCK = linkOf('knock', SAID.knock);
const DATA = KNOCK.slice(KNOCK.lastIndexOf('.') + 1);

/** PRN-081 to PRN-087. */
export function linksForm(suite: Suite): void {
  surroundings(suite);
  urls(suite);
  sizes(suite);
  refusedForms(suite);
  future(suite);
  encodings(suite);
  json(suite);
}

type Row = readonly [slug: string, title: string, edit: EditPlan];

/** An edit of the text of the knock: at a place, counted from its end if negative. */
function cut(at: number, from: string, to: string): EditPlan {
  return { op: 'splice', path: '/text', at: at < 0 ? KNOCK.length + at + 1 : at, from, to };
}

/** Another text behind the last full stop. */
function behind(data: string): EditPlan {
  return cut(KNOCK.length - DATA.length, DATA, data);
}

function swap(from: string, to: string): EditPlan {
  return { op: 'splice', path: '/text', from, to };
}

interface Verdict {
  readonly requirements: readonly string[];
  readonly code: string;
  readonly flag: string;
}

function refuseAll(suite: Suite, { requirements, code, flag }: Verdict, rows: readonly Row[]): void {
  for (const [slug, title, fault] of rows)
    suite.refuses(slug, `${title}: ${code}`, { requirements, flags: [flag], code, base: 'ok-knock', fault });
}

/** PRN-081. */
function surroundings(suite: Suite): void {
  const around: readonly (readonly [slug: string, title: string, text: string])[] = [
    ['around-spaces', 'spaces around', `  ${KNOCK} `],
    ['around-tabs', 'tabs around', `\t${KNOCK}\t\t`],
    ['around-lines', 'line breaks of all systems around', `\r\n${KNOCK}\n\r`],
    ['around-brackets', 'brackets around', `<${KNOCK}>`],
    ['around-brackets-spaces', 'brackets around, spaces inside and outside', ` < ${KNOCK} >\r\n`],
    ['around-many', 'many brackets around, that do not match', `><<${KNOCK}<>>>`],
    ['around-before', 'a line break before, and nothing behind', `\n${KNOCK}`],
    ['around-behind', 'a line break behind, and nothing before', `${KNOCK}\n`],
  ];
  for (const [slug, title, text] of around)
    suite.accepts(slug, title, { requirements: ['PRN-081'], flags: ['Around'], kind: 'edge', input: { text } });
  const others: readonly (readonly [name: string, title: string, character: string])[] = [
    ['quote', 'a quotation mark', '"'],
    ['parenthesis', 'a parenthesis', '('],
    ['no-break-space', 'a space that does not break', '\u00a0'],
    ['byte-order-mark', 'a byte order mark', '\ufeff'],
    ['zero-width', 'a space of no width', '\u200b'],
    ['line-separator', 'the line separator of Unicode', '\u2028'],
    ['form-feed', 'a form feed', '\f'],
    ['null', 'a character of value 0', '\u0000'],
  ];
  for (const [name, title, character] of others) {
    refuseAll(suite, { requirements: ['PRN-083', 'PRN-081'], code: 'E_FORMAT', flag: 'Around' }, [
      [`before-${name}`, `${title} before`, cut(0, '', character)],
    ]);
    refuseAll(suite, { requirements: ['PRN-086', 'PRN-081'], code: 'E_FORMAT', flag: 'Around' }, [
      [`behind-${name}`, `${title} behind`, cut(-1, '', character)],
    ]);
  }
}

function urls(suite: Suite): void {
  const rows: readonly (readonly [slug: string, title: string, url: string])[] = [
    ['url-app', 'the URL of a web app', 'https://app.example/open?lang=de'],
    ['url-scheme-alone', 'a scheme alone, in capitals', 'ALLOD:'],
    ['url-scheme-signs', 'a scheme with all its characters', 'web+allod-2.0:'],
    ['url-address', 'an address of IPv6 and a port', 'http://[::1]:8080/'],
    ['url-characters', 'all characters of RFC 3986', "a:AZaz09-._~:/?[]@!$&'()*+,;=%20"],
    ['url-script', 'a reader opens nothing at a URL, whatever it is', 'javascript:alert(1)'],
    ['url-link', 'a URL that looks like a fragment', 'allod:allod1.invite.AAAA'],
  ];
  for (const [slug, title, url] of rows)
    suite.accepts(slug, title, {
      requirements: ['PRN-083'],
      flags: ['AcceptedOddity'],
      kind: 'edge',
      input: { text: linkOf('knock', SAID.knock, { url }) },
    });
}

/** PRN-082. */
function sizes(suite: Suite): void {
  const longest = linkOf('knock', SAID.knock, { url: urlForLength('knock', 4096) });
  suite.accepts('size-surrounded', 'what stands around a link does not count', {
    requirements: ['PRN-081', 'PRN-082'],
    flags: ['Limit'],
    kind: 'edge',
    input: { text: ` <${longest}>\n` },
  });
  const rows: readonly (readonly [slug: string, title: string, text: string])[] = [
    ['size-bytes', 'fewer characters and more bytes', `allod:#allod1.share.${'\u00e9'.repeat(2_500)}`],
    ['size-first', 'a text that is no link either', 'x'.repeat(5_000)],
    ['size-future', 'a link of newer software', `allod:#allod2.share.${'A'.repeat(5_000)}`],
    ['size-inside', 'spaces inside a link count', `allod:${' '.repeat(5_000)}#allod1.knock.${DATA}`],
  ];
  for (const [slug, title, text] of rows)
    suite.refuses(slug, `longer than a link may be: ${title}: E_SIZE`, {
      requirements: ['PRN-082'],
      flags: ['Limit'],
      code: 'E_SIZE',
      kind: 'edge',
      input: { text },
    });
}

/** PRN-083. */
function refusedForms(suite: Suite): void {
  const whole = (value: string): EditPlan => ({ op: 'replace', path: '/text', value });
  refuseAll(suite, { requirements: ['PRN-083'], code: 'E_FORMAT', flag: 'Form' }, [
    ['form-empty', 'no text', whole('')],
    ['form-around-nothing', 'brackets around nothing', whole(' <> ')],
    ['form-no-fragment', 'a URL without a fragment', whole('https://app.example/')],
    ['form-other-fragment', 'a URL with another fragment', whole('https://app.example/#section-2')],
    ['form-fragment-alone', 'a fragment alone', cut(0, 'allod:#', '')],
    ['form-no-url', 'nothing before the fragment', cut(0, 'allod:', '')],
    ['form-no-scheme', 'a URL without a scheme', cut(0, 'allod:', '//app.example/')],
    ['form-scheme-digit', 'a scheme that begins with a digit', cut(0, 'allod:', '1llod:')],
    ['form-scheme-underscore', 'a scheme with an underscore', cut(0, 'allod:', 'al_od:')],
    ['form-two-fragments', 'another fragment before', cut(6, '', '#a')],
    ['form-question', 'a query in place of a fragment', swap('#', '?')],
    ['form-url-space', 'a space in the URL', cut(6, '', ' ')],
    ['form-url-line', 'a line break in the URL', cut(6, '', '\n')],
    ['form-url-quote', 'a quotation mark in the URL', cut(6, '', '"')],
    ['form-url-bracket', 'a bracket in the URL', cut(6, '', '<')],
    ['form-url-backslash', 'a backslash in the URL', cut(6, '', '\\')],
    ['form-url-umlaut', 'a character outside of ASCII in the URL', cut(6, '', '//\u00e4pp.example')],
    ['form-name', 'another name', swap('#allod1', '#alod1')],
    ['form-name-capital', 'a name with a capital', swap('#allod1', '#Allod1')],
    ['form-number-absent', 'no number', swap('#allod1', '#allod')],
    ['form-number-0', 'number 0', swap('#allod1', '#allod0')],
    ['form-number-01', 'a number with a leading zero', swap('#allod1', '#allod01')],
    ['form-number-negative', 'a negative number', swap('#allod1', '#allod-1')],
    ['form-number-hexadecimal', 'a number in hexadecimal', swap('#allod1', '#allod1a')],
    ['form-number-other-digit', 'a digit of another script', swap('#allod1', '#allod\u0661')],
    ['form-kind-empty', 'no kind', swap('.knock.', '..')],
    ['form-kind-capital', 'a kind with a capital', swap('.knock.', '.Knock.')],
    ['form-kind-underscore', 'a kind with an underscore', swap('.knock.', '.__proto__.')],
    ['form-kind-kelvin', 'a kind with a Kelvin sign', swap('.knock.', '.knoc\u212a.')],
    ['form-kind-33', 'a kind of 33 characters', swap('.knock.', `.${'k'.repeat(33)}.`)],
    ['form-no-data', 'no data', behind('')],
    ['form-no-kind', 'data and no kind', swap('.knock.', '.')],
    ['form-colons', 'colons in place of full stops', swap('.knock.', ':knock:')],
  ]);
}

/** PRN-084, PRN-085. */
function future(suite: Suite): void {
  refuseAll(suite, { requirements: ['PRN-084'], code: 'E_UPGRADE', flag: 'Future' }, [
    ['number-2', 'number 2', swap('#allod1', '#allod2')],
    ['number-10', 'number 10', swap('#allod1', '#allod10')],
    ['number-32-bits', 'a number that 32 bits do not tell from 1', swap('#allod1', '#allod4294967297')],
    ['number-64-bits', 'a number that 64 bits do not tell from 1', swap('#allod1', '#allod18446744073709551617')],
    ['number-long', 'a number of a thousand digits', swap('#allod1', `#allod${'1'.repeat(1_000)}`)],
  ]);
  refuseAll(suite, { requirements: ['PRN-085'], code: 'E_UPGRADE', flag: 'Future' }, [
    ['kind-lend', 'an unknown kind', swap('.knock.', '.lend.')],
    ['kind-constructor', 'constructor is a kind that nobody knows', swap('.knock.', '.constructor.')],
    ['kind-knock-2', 'a kind that begins like a known one', swap('.knock.', '.knock-2.')],
    ['kind-digit', 'a kind of a digit', swap('.knock.', '.1.')],
    ['kind-32', 'a kind of 32 characters', swap('.knock.', `.${'k'.repeat(32)}.`)],
  ]);
  const rows: readonly (readonly [slug: string, requirement: string, title: string, text: string])[] = [
    ['number-2-kind', 'PRN-084', 'number 2 with data that are nothing', 'allod:#allod2.share.='],
    ['lend-data-nothing', 'PRN-085', 'an unknown kind with data that are nothing', 'allod:#allod1.lend.='],
    [
      'lend-data-lines',
      'PRN-085',
      'an unknown kind with line breaks in its data',
      'allod:#allod1.lend.a\nb#c d.\u{1f989}',
    ],
    ['lend-data-link', 'PRN-085', 'an unknown kind with a link in its data', `allod:#allod1.lend.${KNOCK}`],
    ['lend-data-list', 'PRN-085', 'an unknown kind that says a list', linkOf('lend', [1])],
  ];
  for (const [slug, requirement, title, text] of rows)
    suite.refuses(slug, `${title}: E_UPGRADE`, {
      requirements: [requirement],
      flags: ['Future'],
      code: 'E_UPGRADE',
      kind: 'edge',
      input: { text },
    });
}

/** PRN-086. */
function encodings(suite: Suite): void {
  const last = DATA.at(-1) ?? '';
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const requirements = ['PRN-086'];
  refuseAll(suite, { requirements, code: 'E_FORMAT', flag: 'Data' }, [
    ['data-padded', 'padding', cut(-1, '', '=')],
    ['data-percent', 'padding as a URL has it', cut(-1, '', '%3D')],
    ['data-space', 'a space inside', cut(-5, '', ' ')],
    ['data-line', 'a line break inside', cut(-5, '', '\r\n')],
    ['data-plus', 'the plus sign of plain base64', cut(-5, '', '++++')],
    ['data-full-stop', 'a full stop behind', cut(-1, '', '.')],
    ['data-fragment', 'another fragment behind', cut(-1, '', '#a')],
    ['data-spare-bit', 'a spare bit set', cut(-2, last, alphabet[alphabet.indexOf(last) + 1] ?? '')],
    ['data-length-1', 'one character', behind('A')],
    ['data-wide', 'a letter of full width', cut(-5, '', '\uff21')],
  ]);
}

/** PRN-087. */
function json(suite: Suite): void {
  const of = (text: string | Uint8Array): EditPlan => behind(base64url(typeof text === 'string' ? octets(text) : text));
  const said = JSON.stringify(SAID.knock);
  refuseAll(suite, { requirements: ['PRN-087'], code: 'E_JSON', flag: 'Data' }, [
    ['json-text', 'no JSON', of('knock')],
    ['json-empty-object-twice', 'two objects', of('{}{}')],
    ['json-member-twice', 'a member twice', of(said.replace('{', `{"log":${JSON.stringify(SAID.knock['log'])},`))],
    ['json-comma', 'a comma behind the last member', of(said.replace(/\}$/, ',}'))],
    ['json-comment', 'a comment', of(`${said}//`)],
    ['json-byte-order-mark', 'a byte order mark', of(`\ufeff${said}`)],
    ['json-fraction', 'a fraction in a member that nobody knows', of(said.replace('{', '{"n":1.5,'))],
    ['json-integer', 'an integer that is too great', of(said.replace('{', '{"n":9007199254740992,'))],
    ['json-surrogate', 'half a character', of(said.replace('"Home"', '"\\ud83d"'))],
    ['json-octet', 'an octet that is no UTF-8', of(Buffer.from(said.replace('Home', 'H\u00f6me'), 'latin1'))],
    ['json-deep', 'nesting of 33 levels', of(said.replace('{', `{"n":${'['.repeat(32)}${']'.repeat(32)},`))],
  ]);
  const spaced = `\n{ ${said.slice(1, -1).replace('"log"', '"\\u006cog"')}\t}\r\n`;
  suite.accepts('json-spelled', 'spaces around tokens, and an escape in a name', {
    requirements: ['PRN-087', 'PRN-088'],
    flags: ['AcceptedOddity'],
    kind: 'edge',
    input: { text: KNOCK.replace(DATA, base64url(octets(spaced))) },
  });
}
