import { derive } from '../actors.ts';
import { resolveKeys } from '../statement.ts';
import { Suite } from '../suite.ts';
import { bytesValue, octets, type ValueObject } from '../value.ts';
import { notes } from './secrecy-notes.ts';
import {
  agreementJwk,
  DEVICE_SECRET,
  epochSecret,
  IMMUTABLE,
  jwkOfEpoch,
  PLACE,
  publicBytes,
  RANDOM,
  WEAK_POINTS,
} from './secrecy-plan.ts';

const HOME = epochSecret('home');
const WRITTEN = ['SEC-004', 'SEC-037', 'SEC-040', 'SEC-054'];

/** secrecy/body-seal: sealed bodies, byte for byte. */
export function bodySealSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'secrecy/body-seal',
      command: 'body.seal',
      profile: 'secrecy',
      description: 'Sealed bodies, byte for byte, from everything that goes into them.',
      notes: notes('Derivation', 'Filling', 'Hedge', 'WeakKey'),
    },
    resolveKeys('public'),
  );
  forms(suite);
  fillings(suite);
  hedges(suite);
  weakKeys(suite);
  return suite;
}

interface SealPlan {
  readonly content?: string | Uint8Array;
  readonly cty?: string;
  readonly slot?: ValueObject;
  readonly to?: ValueObject;
  readonly random?: ValueObject;
  readonly secret?: ValueObject;
}

function sealing(plan: SealPlan): ValueObject {
  const { content = '{"milk":2}', cty, slot = PLACE, to = { es: bytesValue(HOME) } } = plan;
  const { random = RANDOM, secret = DEVICE_SECRET } = plan;
  const bytes = bytesValue(typeof content === 'string' ? octets(content) : content);
  return { slot, content: bytes, ...(cty === undefined ? {} : { cty }), to, random, secret };
}

function forms(suite: Suite): void {
  const others = { jwk: jwkOfEpoch(HOME) };
  const seal = (slug: string, title: string, plan: SealPlan): void =>
    suite.accepts(slug, title, {
      requirements: plan.to === undefined ? WRITTEN : [...WRITTEN, 'SEC-041', 'SEC-055'],
      flags: ['Derivation'],
      input: sealing(plan),
    });
  seal('ok-members', 'by a member', {});
  seal('ok-others', 'by somebody else', { to: others });
  seal('ok-others-typed', 'a picture by somebody else', { to: others, content: 'a picture', cty: 'image/png' });
  seal('ok-immutable', 'in an immutable collection', { slot: IMMUTABLE, content: 'a photo', cty: 'image/png' });
  seal('ok-immutable-others', 'in an immutable collection, by somebody else', { slot: IMMUTABLE, to: others });
  seal('ok-tag-zero', 'a tag with a character of value 0', { slot: { ...PLACE, tag: 'a\0b' } });
  seal('ok-tag-astral', 'a tag beyond U+FFFF', { slot: { ...PLACE, tag: '\u{1f989}\u{10ffff}' } });
  seal('ok-seq-greatest', 'the greatest number of a record', { slot: { ...PLACE, seq: Number.MAX_SAFE_INTEGER } });
}

/** SEC-037: lengths around 64 bytes and around the steps. */
function fillings(suite: Suite): void {
  const fill = (slug: string, title: string, plan: SealPlan): void =>
    suite.accepts(slug, title, {
      requirements: ['SEC-037', 'SEC-040', 'SEC-054'],
      flags: ['Filling'],
      kind: 'edge',
      input: sealing(plan),
    });
  const json = [
    2, 63, 64, 65, 72, 73, 119, 120, 121, 127, 128, 129, 255, 256, 257, 272, 273, 1023, 1024, 1025, 1056, 1057,
  ];
  for (const length of json)
    fill(`json-${length}`, `a JSON text of ${length} bytes`, { content: `"${'a'.repeat(length - 2)}"` });
  // With a type of three characters there are nine bytes before the content.
  for (const length of [0, 54, 55, 56, 63, 64, 119, 120, 503, 504])
    fill(`typed-${length}`, `${length} bytes behind the nine of a type`, {
      content: new Uint8Array(length).fill(7),
      cty: 'a/b',
    });
  fill('typed-zeros', 'a content of zeros', { content: new Uint8Array(20), cty: 'a/b' });
  fill('typed-long', 'a type of 128 characters', { content: 'milk', cty: `x/${'y'.repeat(126)}` });
  fill('json-white', 'white space around a JSON text stays', { content: ' {"a": 1}\n' });
  fill('json-combining', 'a text is not normalised', { content: '"e\u0301"' });
}

/** SEC-040, SEC-041: what is sealed, what is random and what the device keeps all change the vector and the keys. */
function hedges(suite: Suite): void {
  const others = { jwk: jwkOfEpoch(HOME) };
  const hedge = (slug: string, title: string, plan: SealPlan): void => {
    for (const to of [undefined, others])
      suite.accepts(to === undefined ? slug : `${slug}-others`, to === undefined ? title : `${title}, by others`, {
        requirements: to === undefined ? ['SEC-040', 'SEC-054'] : ['SEC-040', 'SEC-041', 'SEC-054'],
        flags: ['Hedge'],
        kind: 'edge',
        input: sealing({ ...plan, ...(to === undefined ? {} : { to }) }),
      });
  };
  hedge('hedge-content', 'the same random bytes and another content', { content: '{"milk":3}' });
  hedge('hedge-random', 'other random bytes', { random: bytesValue(derive('secrecy/other random')) });
  hedge('hedge-secret', 'another secret of the device', { secret: bytesValue(derive('secrecy/other device')) });
  hedge('hedge-zeros', 'a generator that gives zeros', { random: bytesValue(new Uint8Array(32)) });
}

/** SEC-055. */
function weakKeys(suite: Suite): void {
  for (const { slug, title, bytes } of WEAK_POINTS)
    suite.refuses(`weak-${slug}`, `a public key with ${title}: E_WEAK_KEY`, {
      requirements: ['SEC-055'],
      flags: ['WeakKey'],
      code: 'E_WEAK_KEY',
      base: 'ok-others',
      fault: { op: 'replace', path: '/to/jwk', value: agreementJwk(bytes) },
    });
  suite.accepts('ok-jwk-other', 'to another public key', {
    requirements: ['SEC-041', 'SEC-054', 'SEC-055'],
    flags: ['Derivation'],
    kind: 'edge',
    input: sealing({ to: { jwk: agreementJwk(publicBytes(derive('secrecy/friend'))) } }),
  });
}
