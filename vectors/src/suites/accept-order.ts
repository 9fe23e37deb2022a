// Records with faults in two steps: the earlier one is reported (CNV-001), and a wrong body changes no verdict (REC-013).
import { signAs } from '../actors.ts';
import type { Suite } from '../suite.ts';
import { base64url, octets, type ValueObject } from '../value.ts';
import { acceptInput } from './accept-plan.ts';
import { BOB, idOfNothing } from './users.ts';

const NO_SIGNATURE = { sig: base64url(signAs('mallory/phone', octets('another text'))) };

/** CNV-001 and REC-013 for records. */
export function acceptOrder(suite: Suite): void {
  const rows: [string, string, string, string[], ValueObject][] = [
    [
      'form-before-pending',
      'seq 0, and no log',
      'E_FORMAT',
      ['REC-002'],
      acceptInput({ claims: { seq: 0 }, logs: [] }),
    ],
    [
      'upgrade-before-pending',
      'an unknown kind of collection, and no log',
      'E_UPGRADE',
      ['REC-007'],
      acceptInput({ claims: { col: 'q:notes' }, logs: [] }),
    ],
    [
      'upgrade-before-authority',
      'a claim named !sealed, by a stranger',
      'E_UPGRADE',
      ['CNV-021'],
      acceptInput({ by: 'mallory/phone', claims: { '!sealed': 1 } }),
    ],
    [
      'pending-before-signature',
      'no log, and no signature that holds',
      'E_PENDING_AUTH',
      ['COL-001'],
      { ...acceptInput({ logs: [BOB] }), ...NO_SIGNATURE },
    ],
    [
      'pending-before-tag',
      'no log, and a wrong tag',
      'E_PENDING_AUTH',
      ['COL-001'],
      acceptInput({ claims: { col: 'i:files' }, logs: [BOB] }),
    ],
    [
      'authority-before-signature',
      'a stranger, and no signature that holds',
      'E_NOT_AUTHORIZED',
      ['COL-002'],
      { ...acceptInput({ by: 'bob/phone' }), ...NO_SIGNATURE },
    ],
    [
      'path-before-signature',
      'another writer, and no signature that holds',
      'E_NOT_AUTHORIZED',
      ['COL-003'],
      { ...acceptInput({ claims: { act: BOB.id } }), ...NO_SIGNATURE },
    ],
    [
      'authority-before-tag',
      'a head of another log, and a wrong tag',
      'E_NOT_AUTHORIZED',
      ['COL-004'],
      acceptInput({ claims: { col: 'i:files', au: [BOB.id] } }),
    ],
    [
      'signature-before-tag',
      'no signature that holds, and a wrong tag',
      'E_SIG',
      ['STM-016'],
      { ...acceptInput({ claims: { col: 'i:files' } }), ...NO_SIGNATURE },
    ],
    ...wrongBodies(),
  ];
  for (const [slug, title, code, requirements, input] of rows) {
    suite.refuses(`order-${slug}`, `${title}: ${code}`, {
      requirements: ['CNV-001', ...requirements],
      flags: ['Order'],
      code,
      kind: 'edge',
      input,
    });
  }
}

/** One verdict for a body that is right, wrong or absent. */
function wrongBodies(): [string, string, string, string[], ValueObject][] {
  const bodies: [string, string, ValueObject][] = [
    ['wrong-body', 'a wrong body', { body: '[]' }],
    ['no-body', 'no body', {}],
  ];
  return bodies.flatMap(([slug, title, body]) => [
    [
      `signature-${slug}`,
      `${title}, and no signature that holds`,
      'E_SIG',
      ['STM-016', 'REC-013'],
      { ...acceptInput({ body }), ...NO_SIGNATURE },
    ],
    [
      `authority-${slug}`,
      `${title}, by a stranger`,
      'E_NOT_AUTHORIZED',
      ['COL-002', 'REC-013'],
      acceptInput({ by: 'mallory/phone', body }),
    ],
    [
      `pending-${slug}`,
      `${title}, and a head that is not at hand`,
      'E_PENDING_AUTH',
      ['COL-001', 'REC-013'],
      acceptInput({ claims: { au: [idOfNothing('head')] }, body }),
    ],
  ]);
}
