import { actor, derive, signAs } from '../actors.ts';
import type { EditPlan, FaultPlan, Resigned } from '../fault.ts';
import { joint, NOW, resolveKeys, statement, type StatementPlan } from '../statement.ts';
import { Suite } from '../suite.ts';
import { base64url, octets, type ValueObject } from '../value.ts';
import { SPELLINGS } from './id.ts';
import { signed, TWO } from './signers-plan.ts';

const RESIGNED: Resigned = { by: 'alice/phone', with: 'Ed25519' };

/** statements/decode: what can be said about a statement without a key. */
export function decodeSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'statements/decode',
      command: 'statement.decode',
      profile: 'codec',
      description:
        'Statements without a key: the header, the claims as the bytes that were sent, and the id. The suite statements/verify shows each rule from more sides.',
      notes: {
        Verbatim: {
          bugClass: 'canonicalisation',
          effect: 'what is handed out is not what was signed',
          description: 'Claims come out as the bytes that the signature covers.',
        },
        Step: {
          bugClass: 'order',
          effect: 'a broken statement gets further than it should',
          description: 'One refusal for each rule that needs no key.',
        },
        AcceptedOddity: {
          bugClass: 'over-strictness',
          effect: 'honest statements are refused',
          description: 'Strange, but within the rules: it must be accepted.',
        },
      },
    },
    resolveKeys('public'),
  );
  const input = (plan: StatementPlan = {}): ValueObject => ({ ...statement(plan) });
  suite.accepts('ok-minimal', 'the smallest statement', {
    requirements: ['STM-001', 'STM-002', 'STM-003', 'STM-004', 'STM-005', 'STM-007', 'STM-008', 'STM-009', 'STM-011'],
    input: input(),
  });
  suite.accepts('ok-op', 'an op', { requirements: ['STM-009'], input: input({ typ: 'allod-op' }) });
  for (const [slug, title, claims] of SPELLINGS) {
    suite.accepts(slug, title, {
      requirements: ['CNV-015', 'STM-004', 'STM-006'],
      flags: ['Verbatim', 'AcceptedOddity'],
      kind: 'edge',
      input: input({ claims }),
    });
  }
  suite.accepts('ok-signature-unchecked', 'a signature that does not hold is not looked at', {
    requirements: ['STM-005'],
    flags: ['AcceptedOddity'],
    kind: 'edge',
    input: { ...input(), sig: base64url(signAs('mallory/phone', octets('another text'))) },
  });
  waiting(suite);
  joined(suite);
  refused(suite);
  return suite;
}

/** What step 7 parks is no fault before it. */
function waiting(suite: Suite): void {
  const plan = { flags: ['AcceptedOddity'], kind: 'edge' as const };
  suite.accepts('odd-mark', 'a claim named !foo is for step 7', {
    ...plan,
    requirements: ['CNV-021'],
    input: { ...statement({ claims: { '!foo': 1 } }) },
  });
  suite.accepts('odd-bat', 'bat in place of a signature is for step 7', {
    ...plan,
    requirements: ['STM-026'],
    input: { st: statement({ claims: { x: 1 } }).st, bat: { b: base64url(derive('id/batch')), i: 5 } },
  });
}

/** Statements of several signers: number and order of the signatures need no key. */
function joined(suite: Suite): void {
  suite.accepts('ok-two-signers', 'two signers: header and id are those of the first', {
    requirements: ['STM-006', 'STM-020', 'STM-021', 'STM-022', 'STM-023', 'STM-024'],
    input: signed(joint({ by: TWO })),
  });
  const made = signed(joint({ by: TWO, claims: { t: NOW, note: 'unchecked' } }));
  suite.accepts('ok-two-unchecked', 'two signatures that do not hold are not looked at', {
    requirements: ['STM-005', 'STM-021'],
    flags: ['AcceptedOddity'],
    kind: 'edge',
    input: { ...made, sig: base64url(signAs('mallory/phone', octets('another text'))) },
  });
  const rows: [string, string, string, string, FaultPlan][] = [
    ['stripped', 'N32a a co-signature taken away', 'E_SIGNERS', 'STM-021', { op: 'remove', path: '/sigs' }],
    [
      'list-reordered',
      'N32b the list names the signers in another order',
      'E_SIGNERS',
      'STM-022',
      {
        op: 'replace',
        path: '/st#claims/sgn',
        value: TWO.toReversed().map((label) => ({ kid: actor(label).kid })),
        resigned: { by: TWO },
      },
    ],
    [
      'typ-of-second',
      'a second header with another typ',
      'E_TYP',
      'STM-024',
      { op: 'replace', path: '/sigs/0/h#header/typ', value: 'allod-op', resigned: { by: TWO } },
    ],
    [
      'sgn-null',
      'sgn = null',
      'E_FORMAT',
      'STM-020',
      { op: 'replace', path: '/st#claims/sgn', value: null, resigned: { by: TWO } },
    ],
    [
      'second-sig-63',
      'a second signature of 63 bytes',
      'E_FORMAT',
      'STM-005',
      { op: 'replace', path: '/sigs/0/s', value: 'A'.repeat(84) },
    ],
  ];
  for (const [slug, title, code, requirement, fault] of rows) {
    suite.refuses(slug, `${title}: ${code}`, {
      requirements: [requirement],
      flags: ['Step'],
      code,
      base: 'ok-two-signers',
      fault,
    });
  }
}

function refused(suite: Suite): void {
  const { st, sig } = statement();
  const splice = (path: string, from: string | Uint8Array, to: string | Uint8Array): EditPlan => ({
    op: 'splice',
    path,
    from,
    to,
  });
  const rows: [string, string, string, string, EditPlan][] = [
    [
      'header-too-long',
      'a header of more than 512 bytes',
      'E_SIZE',
      'STM-002',
      splice('/st#header', '{', `{${' '.repeat(600)}`),
    ],
    [
      'claims-too-long',
      'claims of more than 65,536 bytes',
      'E_SIZE',
      'STM-003',
      splice('/st#claims', '{', `{${' '.repeat(65_536)}`),
    ],
    [
      'st-three-parts',
      'an st of three parts',
      'E_FORMAT',
      'STM-001',
      { op: 'splice', path: '/st', at: st.length, from: '', to: `.${sig}` },
    ],
    [
      'claims-padding',
      'padded claims',
      'E_FORMAT',
      'CNV-002',
      { op: 'splice', path: '/st', at: st.length, from: '', to: '==' },
    ],
    ['claims-duplicate', 'a claim twice', 'E_JSON', 'CNV-010', splice('/st#claims', '}', ',"t":1}')],
    ['header-duplicate', 'a header member twice', 'E_JSON', 'CNV-010', splice('/st#header', '{', '{"alg":"none",')],
    ['header-crit', 'a header with crit', 'E_HEADER', 'STM-007', { op: 'add', path: '/st#header/crit', value: ['x'] }],
    ['kid-absent', 'a header without kid', 'E_HEADER', 'STM-008', { op: 'remove', path: '/st#header/kid' }],
    ['typ-absent', 'a header without typ', 'E_TYP', 'STM-009', { op: 'remove', path: '/st#header/typ' }],
    ['alg-none', 'alg none', 'E_ALG', 'STM-011', { op: 'replace', path: '/st#header/alg', value: 'none' }],
    [
      'claims-list',
      'claims that are a list',
      'E_FORMAT',
      'STM-004',
      splice('/st#claims', '{"t":1790000000000000}', '[]'),
    ],
    ['t-negative', 't = −1', 'E_FORMAT', 'CNV-018', { op: 'replace', path: '/st#claims/t', value: -1 }],
  ];
  for (const [slug, title, code, requirement, edit] of rows) {
    suite.refuses(slug, `${title}: ${code}`, {
      requirements: [requirement],
      flags: ['Step'],
      code,
      base: 'ok-minimal',
      fault: { ...edit, resigned: RESIGNED },
    });
  }
  suite.refuses('sig-bytes-63', 'a signature of 63 bytes: E_FORMAT', {
    requirements: ['STM-005'],
    flags: ['Step'],
    code: 'E_FORMAT',
    base: 'ok-minimal',
    fault: { op: 'replace', path: '/sig', value: sig.slice(0, 84) },
  });
}
