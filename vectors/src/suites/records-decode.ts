import { resolveKeys } from '../statement.ts';
import { Suite } from '../suite.ts';
import { acceptedRecords } from './records-accepted.ts';
import { recordOrders } from './records-order.ts';
import { refusedRules } from './records-rule.ts';

const NOTES = {
  Form: {
    bugClass: 'shape',
    effect: 'claims are used that are not what they seem',
    description: 'A claim of the table with a value outside its form.',
  },
  Explicit: {
    bugClass: 'canonicalisation',
    effect: 'two records that mean the same, with two ids',
    description: 'What absence means is never spelled out.',
  },
  Doubled: {
    bugClass: 'shape',
    effect: 'one thing is counted twice',
    description: 'A list of ids names none of them twice.',
  },
  Delete: {
    bugClass: 'shape',
    effect: 'a delete with contents, or a record without',
    description: 'A delete has no body, every other record has one.',
  },
  Collection: {
    bugClass: 'shape',
    effect: 'one collection under two names, or none',
    description: 'The name of a collection is a kind letter, a colon, and a name in a small alphabet.',
  },
  UnknownKind: {
    bugClass: 'growth',
    effect: 'old software refuses for ever what newer software writes',
    description: 'Kinds of collections that a verifier does not know park the record.',
  },
  Tag: {
    bugClass: 'shape',
    effect: 'records that nothing names',
    description: 'Only records with a body in an immutable collection do without a tag.',
  },
  TwoBodies: {
    bugClass: 'parsing',
    effect: 'two readers show two bodies',
    description: 'The JSON form has one body at most.',
  },
  BodyUnjudged: {
    bugClass: 'order',
    effect: 'whoever sends a wrong body gets a good record refused',
    description: 'The statement is judged alike, whatever came as its body.',
  },
  Verbatim: {
    bugClass: 'canonicalisation',
    effect: 'what is handed out is not what was signed',
    description: 'Claims come out as the bytes that the signature covers.',
  },
  MustUnderstand: {
    bugClass: 'growth',
    effect: 'old software shows what new rules forbid',
    description: 'Claims named !… park a record that they are unknown to.',
  },
  Order: {
    bugClass: 'order',
    effect: 'two implementations name two faults',
    description: 'Several faults: the first step of chapter 02 §8 is reported.',
  },
  AcceptedOddity: {
    bugClass: 'over-strictness',
    effect: 'honest records are refused',
    description: 'Strange, but within the rules: it must be accepted.',
  },
};

/** records/decode: what can be said about a record without a key. */
export function recordsDecodeSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'records/decode',
      command: 'record.decode',
      profile: 'codec',
      description:
        'Records without keys: steps 1 to 7 of chapter 02 §8. Refused records are signed anew after the fault, so that nothing else is wrong.',
      notes: NOTES,
    },
    resolveKeys('public'),
  );
  acceptedRecords(suite);
  refusedRules(suite);
  recordOrders(suite);
  return suite;
}
