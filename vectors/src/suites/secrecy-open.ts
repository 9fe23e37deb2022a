import { deflateRawSync } from 'node:zlib';
import { derive } from '../actors.ts';
import type { FaultPlan } from '../fault.ts';
import { resolveKeys } from '../statement.ts';
import { Suite } from '../suite.ts';
import { base64url, bytesValue, octets, textOf, type Value } from '../value.ts';
import { notes } from './secrecy-notes.ts';
import { openContents } from './secrecy-open-contents.ts';
import { openOthers } from './secrecy-open-others.ts';
import { openPlaces } from './secrecy-open-places.ts';
import {
  bodyOf,
  bytesIn,
  epochSecret,
  filled,
  headerOf,
  IMMUTABLE,
  jwkOfEpoch,
  keysFor,
  OPENED,
  opening,
  sealed,
} from './secrecy-plan.ts';

const HOME = epochSecret('home');
const KEY = keysFor(HOME)['content'] ?? new Uint8Array(0);

/** secrecy/body-open: what a sealed body holds, for whom, and where. */
export function bodyOpenSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'secrecy/body-open',
      command: 'body.open',
      profile: 'secrecy',
      description:
        'What sealed bodies hold, for whoever has one of their keys, at the place that they were written for.',
      notes: notes(
        'Form',
        'Algorithm',
        'WeakKey',
        'Commitment',
        'Integrity',
        'Content',
        'Derivation',
        'AcceptedOddity',
      ),
    },
    resolveKeys('public'),
  );
  accepted(suite);
  refusedForms(suite);
  refusedTags(suite);
  openPlaces(suite);
  openOthers(suite);
  openContents(suite);
  return suite;
}

function accepted(suite: Suite): void {
  const keys = keysFor(HOME);
  const body = sealed({ to: { es: bytesValue(HOME) } });
  const base = { requirements: [...OPENED, 'SEC-004'] };
  suite.accepts('ok-epoch', 'with the secret of the epoch', {
    ...base,
    input: opening(body, { es: bytesValue(HOME) }),
  });
  for (const [name, requirement] of [
    ['collection', 'SEC-043'],
    ['record', 'SEC-043'],
    ['content', 'SEC-043'],
  ] as const)
    suite.accepts(`ok-${name}`, `with the ${name} key`, {
      requirements: [...base.requirements, requirement],
      input: opening(body, { [name]: bytesValue(keys[name] ?? KEY) }),
    });
  const photo = sealed({ place: IMMUTABLE, content: 'a photo', cty: 'image/png', to: { es: bytesValue(HOME) } });
  const photoKeys = keysFor(HOME, IMMUTABLE);
  for (const name of ['collection', 'content'])
    suite.accepts(`ok-immutable-${name}`, `in an immutable collection, with the ${name} key`, {
      ...base,
      input: opening(photo, { [name]: bytesValue(photoKeys[name] ?? KEY) }, IMMUTABLE),
    });
  suite.accepts('ok-immutable-tag', 'a tag that a record of an immutable collection repeats', {
    ...base,
    flags: ['AcceptedOddity'],
    kind: 'edge',
    input: opening(photo, { es: bytesValue(HOME) }, { ...IMMUTABLE, tag: 'A'.repeat(43) }),
  });
  const others = sealed({ to: { jwk: jwkOfEpoch(HOME) } });
  for (const [name, key] of [
    ['es', HOME],
    ['private', keys['private'] ?? KEY],
  ] as const)
    suite.accepts(
      `ok-others-${name}`,
      `by others, with ${name === 'es' ? 'the secret of the epoch' : 'its private key'}`,
      {
        requirements: [...base.requirements, 'SEC-031', 'SEC-032'],
        input: opening(others, { [name]: bytesValue(key) }),
      },
    );
  oddHeaders(suite);
}

function oddHeaders(suite: Suite): void {
  const header = headerOf(KEY);
  const take = (slug: string, title: string, text: string): void =>
    suite.accepts(slug, title, {
      requirements: OPENED,
      flags: ['AcceptedOddity'],
      kind: 'edge',
      input: opening(bodyOf({ key: KEY, header: text }), { content: bytesValue(KEY) }),
    });
  take(
    'ok-header-spaces',
    'a header with white space is covered as it is written',
    JSON.stringify(header, undefined, 1),
  );
  const reversed = Object.fromEntries(Object.entries(header).toReversed());
  take('ok-header-reversed', 'a header in another order is covered as it is written', JSON.stringify(reversed));
}

/** Bodies that some library would open, and that are refused before anything is tried. */
function refusedForms(suite: Suite): void {
  const refuse = (slug: string, title: string, plan: { requirement: string; code: string; body: Value }): void => {
    const { requirement, code, body } = plan;
    suite.refuses(slug, `${title}: ${code}`, {
      requirements: [requirement],
      flags: [code === 'E_ALG' ? 'Algorithm' : 'Form'],
      kind: 'edge',
      code,
      input: opening(body, { content: bytesValue(KEY) }),
    });
  };
  const zipped = deflateRawSync(octets(filled('{"milk":2}')));
  refuse('zip', 'N97 a content that is compressed', {
    requirement: 'SEC-029',
    code: 'E_HEADER',
    body: bodyOf({ key: KEY, header: headerOf(KEY, { zip: 'DEF' }), plaintext: zipped }),
  });
  for (const tagBytes of [12, 15])
    refuse(`tag-${tagBytes}`, `N101 a tag that holds, of which ${tagBytes} bytes are there`, {
      requirement: 'SEC-028',
      code: 'E_FORMAT',
      body: bodyOf({ key: KEY, header: headerOf(KEY), tagBytes }),
    });
  for (const length of [8, 16])
    refuse(`iv-${length}`, `N102 an initialization vector of ${length} bytes, under which the tag holds`, {
      requirement: 'SEC-028',
      code: 'E_FORMAT',
      body: bodyOf({ key: KEY, header: headerOf(KEY), iv: derive('secrecy/iv').subarray(0, length) }),
    });
  refuse('alg-pbes2', 'N98 a password in place of a key', {
    requirement: 'SEC-030',
    code: 'E_ALG',
    body: bodyOf({ key: KEY, header: headerOf(KEY, { alg: 'PBES2-HS256+A128KW', p2s: 'AAAAAAAAAAA', p2c: 1 }) }),
  });
}

/** SEC-034. */
function refusedTags(suite: Suite): void {
  const { body } = suite.inputOf('ok-epoch');
  const parts = textOf(bytesIn(body ?? null)).split('.');
  const refuse = (slug: string, title: string, fault: FaultPlan): void =>
    suite.refuses(slug, `${title}: E_DECRYPT`, {
      requirements: ['SEC-034', 'SEC-035'],
      flags: ['Integrity'],
      code: 'E_DECRYPT',
      base: 'ok-epoch',
      fault,
    });
  const flip = (part: 'iv' | 'ciphertext' | 'tag', at: number): FaultPlan => {
    const bytes = Buffer.from(parts[['header', 'key', 'iv', 'ciphertext', 'tag'].indexOf(part)] ?? '', 'base64url');
    const byte = bytes[at] ?? 0;
    return { op: 'splice', path: `/body#${part}`, at, from: Uint8Array.of(byte), to: Uint8Array.of(byte ^ 1) };
  };
  refuse('ciphertext-first', 'one bit of the first byte', flip('ciphertext', 0));
  refuse('ciphertext-last', 'one bit of the last byte', flip('ciphertext', 63));
  refuse('tag-first', 'one bit of the tag', flip('tag', 0));
  refuse('tag-last', 'one bit of the last byte of the tag', flip('tag', 15));
  refuse('iv', 'one bit of the initialization vector', flip('iv', 11));
  const header = textOf(Buffer.from(parts[0] ?? '', 'base64url'));
  const spaced = { op: 'splice', path: '/body#header', at: header.length, from: '', to: ' ' } as const;
  refuse('header-space', 'a space behind the header, which says the same', spaced);
  const more = Buffer.from(parts[3] ?? '', 'base64url').subarray(0, 48);
  refuse('ciphertext-cut', 'a ciphertext that is cut off', {
    op: 'replace',
    path: '/body',
    value: { $b64u: base64url(octets(parts.with(3, base64url(more)).join('.'))) },
  });
}
