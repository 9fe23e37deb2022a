// What the flags of the suites about secrecy mean.
import type { SuiteHead } from '../suite.ts';

/** The flags of the suites about secrecy. */
const NOTES: SuiteHead['notes'] = {
  Form: {
    bugClass: 'form',
    effect: 'one program opens what another refuses',
    description: 'Libraries read many forms of a JWE. One of them is right here, byte for byte.',
    links: ['https://www.rfc-editor.org/rfc/rfc7516'],
  },
  Algorithm: {
    bugClass: 'downgrade',
    effect: 'a sender decides how little the secret is worth',
    description:
      'The suite has one way to encrypt, and a header that names another is refused before anything is tried.',
    links: ['https://www.rfc-editor.org/rfc/rfc8725'],
  },
  WeakKey: {
    bugClass: 'weak key',
    effect: 'everybody knows what two sides agreed on',
    description: 'Points of small order make a secret of zeros with every private key.',
    links: ['https://www.rfc-editor.org/rfc/rfc7748#section-6.1'],
  },
  Commitment: {
    bugClass: 'key commitment',
    effect: 'two readers see two contents in one body, or one body in two places',
    description: 'A tag of AES-GCM holds under many keys. What a body commits to is its key and its place.',
    links: ['https://eprint.iacr.org/2019/016'],
  },
  Integrity: {
    bugClass: 'integrity',
    effect: 'content that nobody wrote',
    description: 'Whatever is changed, the tag no longer holds, and nothing is handed out.',
  },
  Content: {
    bugClass: 'form',
    effect: 'a length or a type that comes from outside leads a reader astray',
    description: 'What stands in a plaintext has been written by somebody, too.',
  },
  Filling: {
    bugClass: 'disclosure',
    effect: 'the length of a body tells what is in it',
    description: 'Lengths are rounded up, and off by one is another length.',
    links: ['https://petsymposium.org/popets/2019/popets-2019-0056.php'],
  },
  Hedge: {
    bugClass: 'randomness',
    effect: 'one initialization vector for two contents, and with it both of them and the key of the tag',
    description: 'A generator that repeats itself is not enough to repeat a vector or a key.',
  },
  Derivation: {
    bugClass: 'derivation',
    effect: 'two programs derive two keys, or one key opens two things',
    description:
      'Texts are joined with a zero byte between them, in UTF-8, and kinds of collections are part of a name.',
    links: ['https://www.rfc-editor.org/rfc/rfc5869'],
  },
  Recipient: {
    bugClass: 'form',
    effect: 'somebody is left out, or let in twice',
    description: 'Each recipient of a keybox is there once, with a key of its own.',
  },
  Secret: {
    bugClass: 'authenticity',
    effect: 'a member seals under a secret that others chose, or that belongs to another team',
    description: 'A keybox opens with the right key and holds the wrong thing.',
  },
  Limit: {
    bugClass: 'bounds',
    effect: 'one program takes what another refuses',
    description: 'Bounds are met exactly, in the unit of the registry.',
  },
  AcceptedOddity: {
    bugClass: 'form',
    effect: 'what is right is refused',
    description: 'Strange, and right.',
  },
};

/** Some of the flags, by name. */
export function notes(...names: readonly string[]): SuiteHead['notes'] {
  const unknown = names.find((name) => NOTES[name] === undefined);
  if (unknown !== undefined) throw new RangeError(`no flag is called ${unknown}`);
  return Object.fromEntries(Object.entries(NOTES).filter(([name]) => names.includes(name)));
}
