// Bodies by others: SEC-031, SEC-032.
import * as ed25519 from '@allod/conformance-model/ed25519';
import { derive } from '../actors.ts';
import type { Suite } from '../suite.ts';
import { bytesValue, type Value } from '../value.ts';
import {
  agreementJwk,
  agreed,
  bodyOf,
  epochSecret,
  headerByOthers,
  jwkOfEpoch,
  keysFor,
  publicBytes,
  WEAK_POINTS,
  wrapped,
  wrappingKey,
  OPENED,
  opening,
} from './secrecy-plan.ts';

const HOME = epochSecret('home');
const EPHEMERAL = derive('secrecy/ephemeral');
const KEY = derive('secrecy/content key');
const TOP = 1n << 255n;

/** A body under a key that is wrapped. */
export function openOthers(suite: Suite): void {
  weakKeys(suite);
  oddKeys(suite);
  wrappedKeys(suite);
}

/** A body whose key is wrapped under a shared secret; `epk` as it is said. */
function bodyByOthers(plan: { epk: Uint8Array; shared: Uint8Array; key?: Uint8Array }): Value {
  const { epk, shared, key = wrapped(wrappingKey(shared), KEY) } = plan;
  return bodyOf({ key: KEY, header: headerByOthers(KEY, agreementJwk(epk)), wrapped: key });
}

/** What somebody writes who has no key at all, and whoever takes secrets of zeros opens. */
function weakKeys(suite: Suite): void {
  for (const { slug, title, bytes } of WEAK_POINTS)
    suite.refuses(`weak-${slug}`, `N99 an ephemeral key with ${title}: E_WEAK_KEY`, {
      requirements: ['SEC-031'],
      flags: ['WeakKey'],
      kind: 'edge',
      code: 'E_WEAK_KEY',
      input: opening(bodyByOthers({ epk: bytes, shared: new Uint8Array(32) }), { es: bytesValue(HOME) }),
    });
}

/** Encodings that are strange, and of no small order. */
function oddKeys(suite: Suite): void {
  const home = jwkOfEpoch(HOME);
  const take = (slug: string, title: string, { epk, shared }: { epk: Uint8Array; shared: Uint8Array }): void =>
    suite.accepts(slug, title, {
      requirements: [...OPENED, 'SEC-031', 'SEC-032'],
      flags: ['AcceptedOddity'],
      kind: 'edge',
      input: opening(bodyByOthers({ epk, shared }), { es: bytesValue(HOME) }),
    });
  const epk = publicBytes(EPHEMERAL);
  take('ok-epk', 'an ephemeral key by hand', { epk, shared: agreed(EPHEMERAL, home) });
  const top = ed25519.bytesOf(ed25519.integerOf(epk) | TOP);
  take('ok-epk-top', 'an ephemeral key with the top bit, which says nothing', {
    epk: top,
    shared: agreed(EPHEMERAL, home),
  });
  const above = ed25519.bytesOf(ed25519.P + 9n);
  const secret = keysFor(HOME)['private'] ?? HOME;
  const shared = agreed(secret, agreementJwk(ed25519.bytesOf(9n)));
  take('ok-epk-above', 'u = p + 9, which is the base point', { epk: above, shared });
}

/** SEC-032. */
function wrappedKeys(suite: Suite): void {
  const shared = agreed(EPHEMERAL, jwkOfEpoch(HOME));
  const refuse = (slug: string, title: string, key: Uint8Array): void =>
    suite.refuses(slug, `${title}: E_DECRYPT`, {
      requirements: ['SEC-032'],
      flags: ['Integrity'],
      kind: 'edge',
      code: 'E_DECRYPT',
      input: opening(bodyByOthers({ epk: publicBytes(EPHEMERAL), shared, key }), { es: bytesValue(HOME) }),
    });
  const wrapping = wrappingKey(shared);
  const right = wrapped(wrapping, KEY);
  refuse('wrapped-first', 'one bit of the wrapped key', right.with(0, (right[0] ?? 0) ^ 1));
  refuse('wrapped-last', 'one bit of its last byte', right.with(39, (right[39] ?? 0) ^ 128));
  refuse(
    'wrapped-31',
    'N103 a content key of 31 bytes, wrapped as RFC 5649 does',
    wrapped(wrapping, KEY.subarray(0, 31), 'padded'),
  );
  refuse('wrapped-32-padded', 'a content key of 32 bytes, wrapped as RFC 5649 does', wrapped(wrapping, KEY, 'padded'));
  refuse(
    'wrapped-plain',
    'a key that is not wrapped, with eight bytes before it',
    Buffer.concat([Buffer.alloc(8, 0xa6), KEY]),
  );
  refuse(
    'wrapped-other',
    'a key that is wrapped to another epoch',
    wrapped(wrappingKey(agreed(EPHEMERAL, jwkOfEpoch(epochSecret('work')))), KEY),
  );
  refuse('wrapped-raw', 'a key that is wrapped under the shared secret itself', wrapped(shared, KEY));
  suite.refuses('private-other', 'the private key of another epoch: E_DECRYPT', {
    requirements: ['SEC-032'],
    flags: ['Integrity'],
    code: 'E_DECRYPT',
    base: 'ok-others-private',
    fault: {
      op: 'replace',
      path: '/with/private',
      value: bytesValue(keysFor(epochSecret('work'))['private'] ?? HOME),
    },
  });
}
