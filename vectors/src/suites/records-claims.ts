import { resolveKeys } from '../statement.ts';
import { Suite } from '../suite.ts';
import { refusedForms } from './records-form.ts';
import { recordLimits } from './records-limit.ts';
import { fullClaims, record, recordClaims } from './records-plan.ts';

const NOTES = {
  Missing: {
    bugClass: 'shape',
    effect: 'a record without owner, place or time',
    description: 'Five claims are always there.',
  },
  Form: {
    bugClass: 'shape',
    effect: 'claims are used that are not what they seem',
    description: 'A claim of the table with a value outside its form.',
  },
  HostileName: {
    bugClass: 'injection',
    effect: 'a claim disappears, or another one appears',
    description: 'Names such as __proto__ mean something in some languages and nothing in JSON.',
  },
  Limit: {
    bugClass: 'resources',
    effect: 'memory and time for whoever is asked',
    description: 'Lengths and numbers of items are bounded.',
  },
};

/** records/claims: each claim of a record missing, malformed, and at its limit. */
export function recordsClaimsSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'records/claims',
      command: 'record.decode',
      profile: 'codec',
      description:
        'The claims of records one by one. Refused records are signed anew after the fault, so that nothing else is wrong.',
      notes: NOTES,
    },
    resolveKeys('public'),
  );
  suite.accepts('ok-minimal', 'the least claims of a record', {
    requirements: ['REC-001', 'REC-002'],
    input: record(recordClaims(), 'bob/phone'),
  });
  suite.accepts('ok-full', 'every claim of the table but del', {
    requirements: ['REC-001', 'REC-002'],
    input: record(fullClaims(), 'bob/phone'),
  });
  recordLimits(suite);
  refusedForms(suite);
  return suite;
}
