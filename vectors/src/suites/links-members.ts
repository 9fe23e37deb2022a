// What links say, member by member. PRN-088, PRN-089.
import { applyFault, type EditPlan } from '../fault.ts';
import type { Suite } from '../suite.ts';
import { base64url, isObject, octets, type Value, type ValueObject } from '../value.ts';
import { linkOf, manyIds, SAID, saidIn, type LinkKind } from './links-plan.ts';

const DATA = '/text#data';
const KINDS: readonly LinkKind[] = ['invite', 'knock', 'request', 'share'];
const OPTIONAL: Readonly<Record<LinkKind, readonly string[]>> = {
  invite: ['seed', 'name', 'exp'],
  knock: ['name'],
  request: ['name'],
  share: ['name', 'tag', 'rec'],
};

/** PRN-088, PRN-089. */
export function linksMembers(suite: Suite): void {
  notObjects(suite);
  absent(suite);
  ids(suite);
  heads(suite);
  relays(suite);
  names(suite);
  times(suite);
  unknown(suite);
  acceptedValues(suite);
}

interface Refusal {
  readonly slug: string;
  readonly title: string;
  readonly kind: LinkKind;
  readonly edit: EditPlan;
}

function refuse(suite: Suite, { slug, title, kind, edit }: Refusal): void {
  const base = `ok-${kind}`;
  const instance = saidIn(applyFault(suite.inputOf(base), edit).input['text']);
  suite.refuses(slug, `${title}: E_FORMAT`, {
    requirements: ['PRN-088'],
    flags: ['Members'],
    code: 'E_FORMAT',
    base,
    fault: edit,
    ...(isObject(instance) ? { schemaInstance: { schema: `${kind}-link` as const, instance } } : {}),
  });
}

const put = (name: string, value: Value): EditPlan => ({ op: 'replace', path: `${DATA}/${name}`, value });

function notObjects(suite: Suite): void {
  const values: readonly (readonly [string, string, Value])[] = [
    ['list', 'a list', []],
    ['list-of-object', 'a list of an object', [SAID.knock]],
    ['null', 'null', null],
    ['text', 'a text', 'knock'],
    ['number', 'a number', 1],
    ['true', 'true', true],
  ];
  for (const [slug, title, value] of values) {
    const edit: EditPlan = { op: 'replace', path: '/text', value: linkOf('knock', value) };
    refuse(suite, { slug: `object-${slug}`, title: `${title} in place of an object`, kind: 'knock', edit });
  }
}

function absent(suite: Suite): void {
  for (const kind of KINDS) {
    for (const name of Object.keys(SAID[kind]).filter((each) => !OPTIONAL[kind].includes(each)))
      refuse(suite, {
        slug: `${kind}-${name}-absent`,
        title: `a link of kind ${kind} without ${name}`,
        kind,
        edit: { op: 'remove', path: `${DATA}/${name}` },
      });
    for (const name of Object.keys(SAID[kind]))
      refuse(suite, {
        slug: `${kind}-${name}-null`,
        title: `a link of kind ${kind} with null as ${name}`,
        kind,
        edit: put(name, null),
      });
  }
}

function ids(suite: Suite): void {
  const places: readonly (readonly [LinkKind, string])[] = [
    ['invite', 'log'],
    ['invite', 'op'],
    ['invite', 'seed'],
    ['knock', 'log'],
    ['request', 'user'],
    ['request', 'log'],
    ['share', 'log'],
    ['share', 'rec'],
    ['share', 'eid'],
    ['share', 'key'],
  ];
  for (const [kind, name] of places) {
    const id = String(SAID[kind][name]);
    const values: readonly (readonly [string, string, Value])[] = [
      ['bytes-31', '31 bytes', id.slice(0, 42).replace(/.$/, 'A')],
      ['bytes-33', '33 bytes', `${id}A`],
      ['empty', 'an empty text', ''],
      ['bit', 'a bit that stands for no byte', `${'A'.repeat(42)}B`],
      ['number', 'a number', 7],
      ['list', 'a list of one id', [id]],
    ];
    for (const [slug, title, value] of values)
      refuse(suite, { slug: `${kind}-${name}-${slug}`, title: `${title} as ${name}`, kind, edit: put(name, value) });
  }
}

function heads(suite: Suite): void {
  const [head = ''] = manyIds(1);
  const values: readonly (readonly [string, string, Value])[] = [
    ['empty', 'no heads', []],
    ['text', 'an id in place of a list', head],
    ['object', 'an object in place of a list', { 0: head }],
    ['of-number', 'a number among the heads', [head, 7]],
    ['of-no-id', 'a head that is no id', [head, 'head']],
    ['of-null', 'null among the heads', [head, null]],
  ];
  for (const kind of ['invite', 'request'] as const) {
    for (const [slug, title, value] of values)
      refuse(suite, { slug: `${kind}-heads-${slug}`, title: `${kind}: ${title}`, kind, edit: put('heads', value) });
  }
  const edit = put('heads', manyIds(17));
  refuse(suite, { slug: 'request-heads-17', title: 'request: 17 heads', kind: 'request', edit });
}

function relays(suite: Suite): void {
  const values: readonly (readonly [string, string, Value])[] = [
    ['text', 'a URL in place of a list', 'wss://relay.example'],
    ['object', 'an object in place of a list', {}],
    ['of-number', 'a number among the relays', [7]],
    ['of-null', 'null among the relays', [null]],
    ['of-list', 'a list among the relays', [['wss://relay.example']]],
    ['of-empty', 'an empty text', ['']],
    ['scheme-absent', 'a relay without a scheme', ['relay.example']],
    ['scheme-other', 'a relay with another scheme', ['ftp://relay.example']],
    ['scheme-script', 'a relay that is a script', ['javascript:alert(1)']],
    ['scheme-inside', 'a relay that has a scheme inside', ['x:wss://relay.example']],
    ['scheme-capitals', 'a scheme in capitals', ['WSS://relay.example']],
    ['scheme-slash', 'a scheme with one slash', ['wss:/relay.example']],
    ['scheme-alone', 'a scheme and nothing behind it', ['wss://']],
    ['fragment', 'a relay with a fragment', ['wss://relay.example/#a']],
    ['space', 'a space in the URL', ['wss://relay.example/a b']],
    ['space-before', 'a space before the URL', [' wss://relay.example']],
    ['line-behind', 'a line break behind the URL', ['wss://relay.example\n']],
    ['quote', 'a quotation mark in the URL', ['wss://relay.example/"']],
    ['backslash', 'a backslash in the URL', ['wss://relay.example\\a']],
    ['umlaut', 'a character outside of ASCII in the URL', ['wss://\u00e4.example']],
    ['second', 'a second relay that is none', ['wss://relay.example', 'relay']],
  ];
  for (const [slug, title, value] of values)
    refuse(suite, { slug: `relays-${slug}`, title, kind: 'knock', edit: put('relays', value) });
  for (const kind of ['invite', 'request'] as const)
    refuse(suite, {
      slug: `${kind}-relays-scheme`,
      title: `${kind}: a relay with another scheme`,
      kind,
      edit: put('relays', ['ftp://relay.example']),
    });
}

function names(suite: Suite): void {
  const values: readonly (readonly [string, string, Value])[] = [
    ['empty', 'an empty name', ''],
    ['65', 'a name of 65 characters', 'a'.repeat(65)],
    ['number', 'a number as name', 7],
    ['list', 'a list as name', ['Home']],
    ['line', 'a name with a line break', 'a\nb'],
    ['null-character', 'a name with a character of value 0', 'a\u0000'],
    ['escape', 'a name with the escape of terminals', '\u001b[31mHome'],
    ['delete', 'a name with the control of value 127', 'a\u007fb'],
    ['next-line', 'a name with a control of the second row', 'a\u0085b'],
    ['last-control', 'a name with the last control of the second row', 'a\u009fb'],
  ];
  for (const [slug, title, value] of values)
    refuse(suite, { slug: `name-${slug}`, title, kind: 'knock', edit: put('name', value) });
  for (const kind of ['invite', 'request'] as const)
    refuse(suite, {
      slug: `${kind}-name-line`,
      title: `${kind}: a name with a line break`,
      kind,
      edit: put('name', 'a\nb'),
    });
}

function times(suite: Suite): void {
  const values: readonly (readonly [string, string, Value])[] = [
    ['negative', 'a time before 1970', -1],
    ['text', 'a time as text', '1790000000000000'],
    ['list', 'a time in a list', [1]],
    ['true', 'true as time', true],
  ];
  for (const [slug, title, value] of values)
    refuse(suite, { slug: `exp-${slug}`, title, kind: 'invite', edit: put('exp', value) });
}

interface Oddity {
  readonly kind: LinkKind;
  /** Members in place of others, or beside them. */
  readonly more: ValueObject;
}

/** Takes strange links that are right. */
function oddities(suite: Suite, requirement: string): (slug: string, title: string, oddity: Oddity) => void {
  return (slug, title, { kind, more }) =>
    suite.accepts(slug, title, {
      requirements: [requirement],
      flags: ['AcceptedOddity'],
      kind: 'edge',
      input: { text: linkOf(kind, { ...SAID[kind], ...more }) },
    });
}

/** PRN-089. */
function unknown(suite: Suite): void {
  const take = oddities(suite, 'PRN-089');
  take('more-member', 'a member that nobody knows', { kind: 'knock', more: { colour: ['red'] } });
  take('more-bang', 'a member that begins with an exclamation mark', { kind: 'knock', more: { '!quorum': 2 } });
  take('more-form', 'members with the names of the form', {
    kind: 'request',
    more: { url: 'x', kind: 'invite', data: null },
  });
  take('more-hostile', 'members that objects of some languages have anyway', {
    kind: 'knock',
    more: { constructor: 1, toString: [] },
  });
  take('more-knock', 'members of an invite in a knock, right and wrong', {
    kind: 'knock',
    more: {
      op: 7,
      seed: SAID.invite['seed'] ?? '',
      heads: [],
      exp: -1,
    },
  });
  take('more-request', 'members of an invite in a request, right and wrong', {
    kind: 'request',
    more: {
      op: SAID.invite['op'] ?? '',
      seed: null,
      exp: 'x',
    },
  });
  take('more-invite', 'the user of a request in an invite', { kind: 'invite', more: { user: 'x' } });
  const text = JSON.stringify(SAID.knock).replace('{', '{"__proto__":{"name":"Mallory","exp":1},');
  suite.accepts('more-proto', 'a member with the name of a link of objects', {
    requirements: ['PRN-089'],
    flags: ['AcceptedOddity'],
    kind: 'edge',
    input: { text: `allod:#allod1.knock.${base64url(octets(text))}` },
  });
}

function acceptedValues(suite: Suite): void {
  const take = oddities(suite, 'PRN-088');
  take('ok-one-head', 'one head', { kind: 'invite', more: { heads: manyIds(1) } });
  take('ok-relays-schemes', 'relays with all schemes', {
    kind: 'knock',
    more: {
      relays: ['wss://a', 'https://b', 'ws://c', 'http://d'],
    },
  });
  take('ok-relay-characters', 'a relay with all characters of RFC 3986', {
    kind: 'knock',
    more: {
      relays: ["wss://AZaz09-._~:/?[]@!$&'()*+,;=%20"],
    },
  });
  take('ok-name-space', 'a name of one space', { kind: 'knock', more: { name: ' ' } });
  take('ok-name-combining', 'a name with a combining accent stays as it is', {
    kind: 'knock',
    more: { name: 'e\u0301' },
  });
  take('ok-name-markup', 'a name that looks like HTML', { kind: 'knock', more: { name: '<b>"Home" & more</b>' } });
  take('ok-exp-0', 'time 0', { kind: 'invite', more: { exp: 0 } });
  take('ok-exp-greatest', 'the greatest time', { kind: 'invite', more: { exp: Number.MAX_SAFE_INTEGER } });
  suite.accepts('ok-members-reversed', 'members in another order', {
    requirements: ['PRN-088'],
    flags: ['AcceptedOddity'],
    kind: 'edge',
    input: { text: linkOf('invite', Object.fromEntries(Object.entries(SAID.invite).toReversed())) },
  });
}
