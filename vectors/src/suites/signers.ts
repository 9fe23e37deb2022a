import { actor, derive, signAs } from '../actors.ts';
import * as craft from '../craft.ts';
import { headerText, joint, key, NOW, resolveKeys, statement } from '../statement.ts';
import { Suite } from '../suite.ts';
import { base64url, octets } from '../value.ts';
import { refusedCounts } from './signers-count.ts';
import { refusedHeaders } from './signers-header.ts';
import { refusedLists } from './signers-list.ts';
import { jointFaults } from './signers-order.ts';
import { jointRequest, NINE, TWO } from './signers-plan.ts';
import { refusedSignatures } from './signers-signature.ts';

const NOTES = {
  Signers: {
    bugClass: 'signers',
    effect: 'a joint decision becomes that of one, or of others',
    description: 'Number, order and identity of the signatures are tied to the signed claim sgn.',
  },
  SignerList: {
    bugClass: 'shape',
    effect: 'signers are counted that are none',
    description: 'A claim sgn that is not a list of 2 to 8 signers.',
  },
  EachSigner: {
    bugClass: 'signers',
    effect: 'what is forbidden to the first signer is allowed to the second',
    description: 'Every rule about a header, a key or a signature holds for each signer.',
  },
  Limit: {
    bugClass: 'resources',
    effect: 'memory and time for whoever is asked',
    description: 'The number of signers is bounded.',
  },
  Order: {
    bugClass: 'order',
    effect: 'two implementations name two faults',
    description: 'Several faults: the first step of chapter 02 §8 is reported, over all signers.',
  },
  AcceptedOddity: {
    bugClass: 'over-strictness',
    effect: 'honest statements are refused',
    description: 'Strange, but within the rules: it must be accepted.',
  },
};

/** statements/signers: statements that need the word of more than one device. */
export function signersSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'statements/signers',
      command: 'statement.verify',
      profile: 'crypto',
      description:
        'Verification of statements with several signers. Refused statements are signed anew by all of them after the fault, so that nothing else is wrong.',
      notes: NOTES,
    },
    resolveKeys('public'),
  );
  accepted(suite);
  acceptedLists(suite);
  acceptedOddities(suite);
  refusedLists(suite);
  refusedCounts(suite);
  refusedHeaders(suite);
  refusedSignatures(suite);
  jointFaults(suite);
  return suite;
}

const ALL = ['STM-020', 'STM-021', 'STM-022', 'STM-023', 'STM-024', 'STM-025'];

function accepted(suite: Suite): void {
  const sgn = TWO.map((label) => ({ kid: actor(label).kid }));
  suite.accepts('ok-two', 'two signers', { requirements: ALL, input: jointRequest({ by: TWO }) });
  suite.accepts('ok-three', 'three signers', { requirements: ALL, input: jointRequest({ by: NINE.slice(0, 3) }) });
  suite.accepts('ok-alone', 'one signer needs no list', {
    requirements: ['STM-020', 'STM-021'],
    input: { ...statement(), keys: TWO.map((label) => key(label)), now: NOW },
  });
  suite.accepts('ok-op', 'an op of two signers', {
    requirements: ['STM-024'],
    input: jointRequest({ by: TWO, typ: 'allod-op' }),
  });
  suite.accepts('ok-called-for', 'the place calls for the type of all headers', {
    requirements: ['STM-010', 'STM-024'],
    input: { ...jointRequest({ by: TWO }), typ: 'allod-rec' },
  });
  suite.accepts('ok-other-order', 'the same signers in another order make another statement', {
    requirements: ['STM-006', 'STM-022'],
    input: jointRequest({ by: TWO.toReversed() }),
  });
  suite.accepts('ok-mixed', 'a key in hardware signs second', {
    requirements: ['STM-025', 'STM-029'],
    flags: ['EachSigner'],
    input: jointRequest({ by: ['alice/phone', 'alice/card'] }),
  });
  suite.accepts('ok-mixed-card-first', 'a key in hardware signs first', {
    requirements: ['STM-025', 'STM-029'],
    flags: ['EachSigner'],
    input: jointRequest({ by: ['alice/card', 'alice/phone'] }),
  });
  suite.accepts('ok-further-keys', 'keys are looked up by kid, wherever they stand', {
    requirements: ['STM-017', 'STM-025'],
    input: { ...jointRequest({ by: TWO }), keys: [key('bob/phone'), key('alice/laptop'), key('alice/phone')] },
  });
  suite.accepts('ok-claims-text', 'the list of signers stands first among the claims', {
    requirements: ['STM-020', 'STM-025'],
    input: jointRequest({ by: TWO, claims: { sgn, t: NOW }, exact: true }),
  });
}

function acceptedLists(suite: Suite): void {
  const limit = { requirements: ['STM-020'], flags: ['Limit'], kind: 'edge' as const };
  const by = NINE.slice(0, 8);
  suite.accepts('signers-limit-minus-1', 'seven signers', { ...limit, input: jointRequest({ by: by.slice(0, 7) }) });
  suite.accepts('signers-limit-exact', 'eight signers', { ...limit, input: jointRequest({ by }) });
  const paths: [string, string, number][] = [
    ['ok-path', 'a signer that names one principal as its path of authority', 1],
    ['ok-path-eight', 'a signer with a path of eight principals', 8],
  ];
  for (const [slug, title, length] of paths) {
    const path = Array.from({ length }, (_, i) => base64url(derive(`id/path/${i}`)));
    const [first, second] = TWO.map((label) => actor(label).kid);
    const sgn = [{ kid: first ?? '' }, { kid: second ?? '', by: path }];
    suite.accepts(slug, title, {
      requirements: ['STM-020'],
      input: jointRequest({ by: TWO, claims: { t: NOW, sgn }, exact: true }),
    });
  }
}

function acceptedOddities(suite: Suite): void {
  const odd = { flags: ['AcceptedOddity'], kind: 'edge' as const };
  const plain = joint({ by: TWO });
  const message = octets(`${plain.sigs[0]?.h ?? ''}${plain.st.slice(plain.st.indexOf('.'))}`);
  const other = base64url(craft.signWithNonce('alice/laptop', message, 11n));
  suite.accepts('odd-other-nonce', 'N32 another valid signature of the second signer gives the same id', {
    ...odd,
    requirements: ['STM-006', 'STM-025'],
    input: { ...jointRequest({ by: TWO }), sigs: [{ h: plain.sigs[0]?.h ?? '', s: other }] },
  });
  const spaced = base64url(octets(headerText('alice/laptop').replaceAll(',', ', ').replace('"alg"', '"\\u0061lg"')));
  const claims = plain.st.slice(plain.st.indexOf('.'));
  suite.accepts('odd-second-header', 'the second header is spelled in its own way', {
    ...odd,
    requirements: ['CNV-015', 'STM-025'],
    input: {
      ...jointRequest({ by: TWO }),
      sigs: [{ h: spaced, s: base64url(signAs('alice/laptop', octets(spaced + claims))) }],
    },
  });
  suite.accepts('odd-sigs-empty', 'an empty list of further signatures is the same as none', {
    ...odd,
    requirements: ['STM-021'],
    input: { ...statement(), sigs: [], keys: [key('alice/phone')], now: NOW },
  });
  suite.accepts('odd-list-inside', 'a list of signers inside an unknown claim lists nobody', {
    ...odd,
    requirements: ['STM-021', 'CNV-020'],
    input: { ...statement({ claims: { t: NOW, x: { sgn: [] } } }), keys: [key('alice/phone')], now: NOW },
  });
  suite.accepts('odd-list-capitals', 'a claim SGN is an unknown claim', {
    ...odd,
    requirements: ['STM-021', 'CNV-020'],
    input: { ...statement({ claims: { t: NOW, SGN: [] } }), keys: [key('alice/phone')], now: NOW },
  });
}
