import { actor, answer, CARDS, derive, LABELS } from '../actors.ts';
import { Suite } from '../suite.ts';
import { resolveKeys } from '../statement.ts';
import { bytesValue, type ValueObject } from '../value.ts';

const slugOf = (label: string): string => `ok-${label.replace('/', '-')}`;

/** statements/key-derive: the first suite of a new implementation. */
export function keyDeriveSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'statements/key-derive',
      command: 'key.derive',
      profile: 'crypto',
      description: 'The public keys of keys.json from their seeds.',
      notes: {},
    },
    resolveKeys('public'),
  );
  for (const label of LABELS.filter((each) => !CARDS.includes(each))) {
    const input = { seed: bytesValue(actor(label).seed) };
    suite.accepts(slugOf(label), `the public key of ${label}`, { requirements: ['STM-018'], input });
  }
  for (const [slug, byte] of [
    ['ok-seed-zeros', 0x00],
    ['ok-seed-ones', 0xff],
  ] as const) {
    const input = { seed: bytesValue(new Uint8Array(32).fill(byte)) };
    suite.accepts(slug, `the public key of a seed of 32 times ${byte}`, {
      requirements: ['STM-018'],
      kind: 'edge',
      input,
    });
  }
  return suite;
}

/** statements/key-thumbprint: the name of a key. */
export function keyThumbprintSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'statements/key-thumbprint',
      command: 'key.thumbprint',
      profile: 'crypto',
      description: 'The RFC 7638 SHA-256 thumbprint of Ed25519 and P-256 keys, which is their kid.',
      notes: {
        MemberOrder: {
          bugClass: 'thumbprint',
          effect: 'the same key gets two names',
          description: 'The thumbprint covers only crv, kty and x, in this order, whatever the JWK looks like.',
          links: ['https://www.rfc-editor.org/rfc/rfc7638', 'https://www.rfc-editor.org/rfc/rfc8037'],
        },
      },
    },
    resolveKeys('public'),
  );
  for (const label of LABELS) {
    suite.accepts(slugOf(label), `the kid of ${label}`, {
      requirements: ['STM-017', 'STM-018'],
      input: { jwk: { ...actor(label).jwk } },
    });
  }
  const { jwk } = answer('key.derive', { seed: bytesValue(derive('key-thumbprint/members')) });
  const { kty = '', crv = '', x = '' } = jwk as ValueObject;
  const plan = { requirements: ['STM-017', 'STM-018'], flags: ['MemberOrder'], kind: 'edge' } as const;
  suite.accepts('ok-member-order', 'the order of members does not count', { ...plan, input: { jwk: { x, kty, crv } } });
  const extra = { kty, crv, x, use: 'sig', alg: 'Ed25519', kid: 'another name', key_ops: ['verify'] };
  suite.accepts('ok-extra-members', 'members outside crv, kty and x do not count', { ...plan, input: { jwk: extra } });
  rfc8037(suite);
  return suite;
}

// The example key of RFC 8037, appendix A.2; its thumbprint is in A.3.
function rfc8037(suite: Suite): void {
  suite.accepts('ok-rfc-8037', 'the example of RFC 8037, appendix A.3', {
    requirements: ['STM-017', 'STM-018'],
    input: { jwk: { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' } },
    provenance: { origin: 'published', by: 'IETF', link: 'https://www.rfc-editor.org/rfc/rfc8037#appendix-A.3' },
  });
}
