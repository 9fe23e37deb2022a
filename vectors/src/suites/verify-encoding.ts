import { actor, signAs } from '../actors.ts';
import type { EditPlan, Resigned } from '../fault.ts';
import { statement } from '../statement.ts';
import type { Suite } from '../suite.ts';
import { base64url, fromBase64url, octets } from '../value.ts';

const RESIGNED: Resigned = { by: 'alice/phone', with: 'Ed25519' };

/** Steps 1 and 2: the form of `st`, and base64url of all three parts. */
export function refusedEncodings(suite: Suite): void {
  forms(suite);
  parts(suite);
  signatures(suite);
}

function forms(suite: Suite): void {
  const { st, sig } = statement();
  const [header = '', claims = ''] = st.split('.');
  const stop = header.length;
  const splice = (at: number, from: string, to: string): EditPlan => ({ op: 'splice', path: '/st', at, from, to });
  const rows: [string, string, EditPlan][] = [
    ['st-empty', 'an empty st is refused', splice(0, st, '')],
    ['st-stop-alone', 'a full stop alone is refused', splice(0, st, '.')],
    ['st-no-stop', 'an st without a full stop is refused', splice(stop, '.', '')],
    ['st-no-claims', 'a header alone is refused', splice(stop, `.${claims}`, '')],
    ['st-empty-header', 'an empty header is refused', splice(0, header, '')],
    ['st-empty-claims', 'empty claims are refused', splice(stop + 1, claims, '')],
    [
      'st-three-parts',
      'an st with its signature, as in JWS Compact Serialization, is refused',
      splice(st.length, '', `.${sig}`),
    ],
    ['st-stop-after', 'a full stop after the claims is refused', splice(st.length, '', '.')],
    ['st-stop-before', 'a full stop before the header is refused', splice(0, '', '.')],
    ['st-stop-twice', 'two full stops in a row are refused', splice(stop, '', '.')],
  ];
  for (const [slug, title, edit] of rows) {
    suite.refuses(slug, title, {
      requirements: ['STM-001'],
      flags: ['Form'],
      code: 'E_FORMAT',
      base: 'ok-minimal',
      fault: { ...edit, resigned: RESIGNED },
    });
  }
}

function parts(suite: Suite): void {
  const { st } = statement();
  const stop = st.indexOf('.');
  const last = st.length - 1;
  const at = (offset: number, from: string, to: string): EditPlan => ({
    op: 'splice',
    path: '/st',
    at: offset,
    from,
    to,
  });
  const spare = (character: string): string => String.fromCharCode(character.charCodeAt(0) + 1);
  const rows: [string, string, string, EditPlan][] = [
    ['claims-padding', 'N7 padded claims are refused', 'CNV-002', at(st.length, '', '==')],
    ['header-padding', 'N7 a padded header is refused', 'CNV-002', at(stop, '', '=')],
    [
      'claims-trailing-bits',
      'N8 claims with a spare bit set are refused',
      'CNV-004',
      at(last, st.charAt(last), spare(st.charAt(last))),
    ],
    ['claims-plain-plus', 'N9 a plus sign in the claims is refused', 'CNV-002', at(stop + 2, st.charAt(stop + 2), '+')],
    ['header-plain-slash', 'N9 a slash in the header is refused', 'CNV-002', at(2, st.charAt(2), '/')],
    ['claims-line-feed', 'a line feed after the claims is refused', 'CNV-002', at(st.length, '', '\n')],
    ['header-space', 'a space before the header is refused', 'CNV-002', at(0, '', ' ')],
    ['claims-line-break', 'claims broken into lines are refused', 'CNV-002', at(stop + 5, '', '\r\n')],
    ['claims-length', 'claims whose last group is one character are refused', 'CNV-003', at(last, st.charAt(last), '')],
    [
      'claims-not-ascii',
      'a letter that only looks like one of the alphabet is refused',
      'CNV-002',
      at(stop + 1, 'e', '\u0435'),
    ],
  ];
  for (const [slug, title, requirement, edit] of rows) {
    suite.refuses(slug, title, {
      requirements: [requirement],
      flags: ['Encoding'],
      code: 'E_FORMAT',
      base: 'ok-minimal',
      fault: { ...edit, resigned: RESIGNED },
    });
  }
  headerBits(suite);
}

// The header of alice/phone fills its last group; a space makes room for spare bits.
function headerBits(suite: Suite): void {
  const st = String(suite.inputOf('header-bytes-limit-exact')['st']);
  const stop = st.indexOf('.');
  const from = st.charAt(stop - 1);
  suite.refuses('header-trailing-bits', 'N8 a header with a spare bit set is refused', {
    requirements: ['CNV-004'],
    flags: ['Encoding'],
    code: 'E_FORMAT',
    base: 'header-bytes-limit-exact',
    fault: {
      op: 'splice',
      path: '/st',
      at: stop - 1,
      from,
      to: String.fromCharCode(from.charCodeAt(0) + 1),
      resigned: RESIGNED,
    },
  });
}

function signatures(suite: Suite): void {
  const { st, sig } = statement();
  const bytes = fromBase64url(sig);
  const last = sig.length - 1;
  const splice = (at: number, from: string, to: string): EditPlan => ({ op: 'splice', path: '/sig', at, from, to });
  const encoded: [string, string, string, EditPlan][] = [
    ['sig-padding', 'N7 a padded signature is refused', 'CNV-002', splice(sig.length, '', '==')],
    [
      'sig-trailing-bits',
      'N8 a signature with a spare bit set is refused',
      'CNV-004',
      splice(last, sig.charAt(last), String.fromCharCode(sig.charCodeAt(last) + 1)),
    ],
    ['sig-plain-plus', 'N9 a plus sign in the signature is refused', 'CNV-002', splice(4, sig.charAt(4), '+')],
    ['sig-line-feed', 'a line feed after the signature is refused', 'CNV-002', splice(sig.length, '', '\n')],
    [
      'sig-length',
      'a signature whose last group is one character is refused',
      'CNV-003',
      splice(last, sig.charAt(last), ''),
    ],
  ];
  for (const [slug, title, requirement, fault] of encoded) {
    suite.refuses(slug, title, {
      requirements: [requirement, 'STM-005'],
      flags: ['Encoding'],
      code: 'E_FORMAT',
      base: 'ok-minimal',
      fault,
    });
  }
  const replace = (value: string): EditPlan => ({ op: 'replace', path: '/sig', value });
  const sized: [string, string, EditPlan][] = [
    ['sig-empty', 'an empty signature is refused', replace('')],
    ['sig-bytes-63', 'a signature of 63 bytes is refused', replace(base64url(bytes.subarray(0, 63)))],
    [
      'sig-bytes-65',
      'N20 a signature of 65 bytes is refused',
      replace(base64url(Buffer.concat([bytes, Buffer.alloc(1)]))),
    ],
    [
      'sig-bytes-66',
      'N20 a signature with two bytes behind is refused',
      replace(base64url(Buffer.concat([bytes, Buffer.from([0x0d, 0x0a])]))),
    ],
    ['sig-bytes-32', 'half a signature is refused', replace(base64url(bytes.subarray(0, 32)))],
    ['sig-twice', 'a signature twice is refused', replace(base64url(Buffer.concat([bytes, bytes])))],
    [
      'sig-with-key',
      'a signature with its key in front is refused',
      replace(base64url(Buffer.concat([fromBase64url(actor('alice/phone').jwk.x), bytes]))),
    ],
    [
      'sig-hexadecimal',
      'a signature in hexadecimal is refused',
      replace(Buffer.from(signAs('alice/phone', octets(st))).toString('hex')),
    ],
  ];
  for (const [slug, title, fault] of sized) {
    suite.refuses(slug, title, {
      requirements: ['STM-005'],
      flags: ['Form'],
      code: 'E_FORMAT',
      base: 'ok-minimal',
      fault,
    });
  }
}
