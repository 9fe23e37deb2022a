import {
  checkReceivedBody,
  compareInMilliseconds,
  countSignatures,
  findAnyKey,
  handOutParsedClaims,
  judgeWithBody,
  keepEscapes,
  parseBodyFirst,
  refuseGaps,
  takeParsedBody,
  trustAnyDevice,
  verifyOverFirst,
} from './mistakes-records.ts';
import {
  allowAlg,
  collectInObject,
  dropUnknownMembers,
  idOfWrittenAgain,
  judgeClaimsFirst,
  obeyHeader,
  parkUnknown,
  readAnyInteger,
  readNormalised,
  refuseFuture,
  refuseSpaces,
  signWrittenAgain,
  strengthOnly,
  trustNone,
  wrapLines,
  writeOption,
} from './mistakes.ts';
import {
  countNothing,
  dropCollectionDomain,
  dropBucketDomain,
  idBeforeTime,
  readBigEndian,
  roundDay,
  sortAsText,
  writeLittleEndian,
} from './mistakes-sync.ts';
import { BALLOT_ROWS } from './designed-ballots.ts';
import { KIT_ROWS } from './designed-kit.ts';
import { PRINCIPAL_ROWS } from './designed-principals.ts';
import { EPOCH_ROWS } from './designed-epochs.ts';
import { SECRECY_ROWS } from './designed-secrecy.ts';
import { SESSION_ROWS } from './designed-session.ts';
import { SNAPSHOT_ROWS } from './designed-snapshots.ts';
import type { DesignedRow, Mutant } from './mutant.ts';

const ROWS: readonly DesignedRow[] = [
  {
    id: 'M02',
    who: 'A JavaScript programmer who lets Number() read and asks Number.isInteger afterwards, which 1.0, 1e3 and -0 pass.',
    breaks: 'CNV-012',
    hooks: { override: { parseNumber: readAnyInteger } },
  },
  {
    id: 'M03',
    who: 'An Apple or search programmer whose text library normalises to NFC when it reads, so that é has one form.',
    breaks: 'CNV-016',
    hooks: { override: { decodeUtf8: readNormalised } },
  },
  {
    id: 'M04',
    who: 'Anybody who parses with the JSON reader of the language: of two members with one name the last wins silently.',
    breaks: 'CNV-010',
    hooks: { skip: new Set(['CNV-010']) },
  },
  {
    id: 'M06',
    who: 'A programmer who keeps only parsed claims and serialises them again when the id is asked for.',
    breaks: 'STM-006',
    hooks: { override: { statementId: idOfWrittenAgain } },
  },
  {
    id: 'M07',
    who: 'A user of an old JOSE library, in which alg none is a registered algorithm whose verification always succeeds.',
    breaks: 'STM-011',
    hooks: { override: { checkHeader: allowAlg('none'), verifyStatement: trustNone } },
  },
  {
    id: 'M08',
    who: 'A user of a verify(token, key) call that picks the algorithm from the header, so that the public key becomes a MAC secret.',
    breaks: 'STM-012',
    hooks: {
      override: { checkHeader: allowAlg('HS256', 'HS512'), checkKey: strengthOnly, verifyStatement: obeyHeader },
    },
  },
  {
    id: 'M09',
    who: 'A programmer who reads the three members needed from the header and takes the rest for extensions that do no harm.',
    breaks: 'STM-007',
    hooks: { override: { checkHeader: dropUnknownMembers } },
  },
  {
    id: 'M10',
    who: 'A programmer who looks the key up by kid in everything known, sees the signature hold, and does not ask whose device that is.',
    breaks: 'COL-002',
    hooks: { override: { checkWriter: trustAnyDevice, keyOfSigner: findAnyKey } },
  },
  {
    id: 'M11',
    who: 'An implementer of Ed25519 by the first paper, which reduces S instead of bounding it.',
    breaks: 'STM-015',
    hooks: { skip: new Set(['STM-015']) },
  },
  {
    id: 'M12',
    who: 'A user of a lenient base64 decoder, which drops the bits that fill no byte.',
    breaks: 'CNV-004',
    hooks: { skip: new Set(['CNV-004']) },
  },
  {
    id: 'M13',
    who: 'A user of a JOSE library for several signatures, who verifies those that came and takes the list in the claims for a comment.',
    breaks: 'STM-021',
    hooks: { override: { checkSigners: countSignatures } },
  },
  {
    id: 'M14',
    who: 'A programmer who keeps the parsed claims, because everybody wants objects, and serialises when somebody asks for bytes.',
    breaks: 'REC-014',
    hooks: { override: { decodeRecord: handOutParsedClaims } },
  },
  {
    id: 'M41',
    who: 'A user of a JOSE library that writes its options into the header, such as b64, also where they say nothing new.',
    breaks: 'STM-018',
    hooks: { override: { headerText: writeOption } },
  },
  {
    id: 'M42',
    who: 'A programmer who signs the claims as they would be serialised now, not the text that is sent.',
    breaks: 'STM-019',
    hooks: { override: { signedText: signWrittenAgain } },
  },
  {
    id: 'M43',
    who: 'A user of a MIME base64 encoder, which breaks lines after 76 characters.',
    breaks: 'CNV-005',
    hooks: { override: { encodeBase64url: wrapLines } },
  },
  {
    id: 'M44',
    who: 'A friend of canonical forms who takes spaces between tokens for tampering.',
    breaks: 'CNV-015',
    hooks: { override: { parseStrictJson: refuseSpaces } },
  },
  {
    id: 'M45',
    who: 'A JavaScript programmer who collects members in a plain object, where __proto__ is not a member but a link.',
    breaks: 'CNV-017',
    hooks: { override: { objectFromMembers: collectInObject } },
  },
  {
    id: 'M46',
    who: 'A programmer used to tokens, who refuses what was issued in the future.',
    breaks: 'CNV-019',
    hooks: { override: { checkTime: refuseFuture } },
  },
  {
    id: 'M47',
    who: 'A careful programmer who takes every claim that is not known for one that has to be understood.',
    breaks: 'CNV-020',
    hooks: { override: { checkUpgrade: parkUnknown } },
  },
  {
    id: 'M48',
    who: 'A programmer who parses the claims first, because they hold the data, and the header when the signature is due.',
    breaks: 'CNV-001',
    hooks: { override: { decodeStatement: judgeClaimsFirst } },
  },
  {
    id: 'M49',
    who: 'A programmer who verifies each signature over the member st, because with one signer that is what is signed.',
    breaks: 'STM-025',
    hooks: { override: { verifySigners: verifyOverFirst } },
  },
  {
    id: 'M50',
    who: 'A programmer used to archives, where a file whose checksum is wrong is dropped as a whole.',
    breaks: 'REC-013',
    hooks: { override: { decodeRecord: judgeWithBody } },
  },
  {
    id: 'M51',
    who: 'A user of a web framework, which hands over JSON bodies parsed and refuses the others before any code of the application runs.',
    breaks: 'REC-015',
    hooks: { override: { checkBody: parseBodyFirst } },
  },
  {
    id: 'M52',
    who: 'A C programmer with a JSON scanner that gives the place of a string on the line, not its text.',
    breaks: 'REC-017',
    hooks: { override: { bodyOf: keepEscapes } },
  },
  {
    id: 'M54',
    who: 'A programmer from the world of blockchains, who waits for the predecessor of everything.',
    breaks: 'COL-005',
    hooks: { override: { acceptRecord: refuseGaps } },
  },
  {
    id: 'M55',
    who: 'A JavaScript programmer who turns microseconds into the milliseconds of Date before comparing.',
    breaks: 'COL-006',
    hooks: { override: { stateOf: compareInMilliseconds } },
  },
  {
    id: 'M56',
    who: 'The same as M14, for bodies: the digest is checked when the body comes, then a column of the database type JSON keeps it.',
    breaks: 'REC-014',
    hooks: { override: { bodyOf: takeParsedBody, checkBody: checkReceivedBody } },
  },
  {
    id: 'M05',
    who: 'A programmer who hashes the name and nothing else, because no other hash here is over names.',
    breaks: 'SYN-001',
    hooks: { override: { collectionHash: dropCollectionDomain } },
  },
  {
    id: 'M57',
    who: 'The same as M05, for buckets: ids are hashes already, so the bytes in front look like decoration.',
    breaks: 'SYN-002',
    hooks: { override: { bucketDigest: dropBucketDomain } },
  },
  {
    id: 'M58',
    who: 'A C programmer who copies the integer out of memory, on a machine that is little-endian.',
    breaks: 'SYN-001',
    hooks: { override: { timeBytes: writeLittleEndian } },
  },
  {
    id: 'M59',
    who: 'A database programmer who puts the unique column first in the index.',
    breaks: 'SYN-001',
    hooks: { override: { orderKey: idBeforeTime } },
  },
  {
    id: 'M60',
    who: 'A programmer in floating point who rounds to the nearest day.',
    breaks: 'SYN-002',
    hooks: { override: { dayOf: roundDay } },
  },
  {
    id: 'M61',
    who: 'A programmer who leaves the count out, because the digest says how many there are.',
    breaks: 'SYN-002',
    hooks: { override: { bucketEntry: countNothing } },
  },
  {
    id: 'M62',
    who: 'A network programmer, to whom numbers in bytes are big-endian everywhere.',
    breaks: 'SYN-003',
    hooks: { override: { laneNumber: readBigEndian } },
  },
  {
    id: 'M63',
    who: 'A programmer who keeps ids as text, and sorts them as text.',
    breaks: 'SYN-002',
    hooks: { override: { sortKeys: sortAsText } },
  },
];

/** Mistakes that a competent implementer could make. Numbers up to 40 are those of the design's list. */
export const DESIGNED: readonly Mutant[] = [
  ...ROWS,
  ...PRINCIPAL_ROWS,
  ...KIT_ROWS,
  ...SNAPSHOT_ROWS,
  ...BALLOT_ROWS,
  ...SECRECY_ROWS,
  ...EPOCH_ROWS,
  ...SESSION_ROWS,
].map(({ id, who, breaks, hooks }) => ({
  id,
  family: 'designed',
  requirement: breaks,
  who,
  hooks,
}));
