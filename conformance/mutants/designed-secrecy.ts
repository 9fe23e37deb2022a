import {
  allowZip,
  commitToKey,
  endTagAtZero,
  exportJwk,
  fillBlocks,
  fillTooCoarsely,
  hedgeWithoutContent,
  hedgeWithoutSecret,
  indentKeybox,
  inflate,
  listWeakKeys,
  nameAsTyped,
  nameInNfc,
  nameWithoutKind,
  normaliseTag,
  refuseEntry,
  refuseZeroKeys,
  saltOfSeed,
  slotAsText,
  slotWithTag,
  sortHeader,
  streamPlaintext,
  takeRandomKey,
  takeShortTags,
  trimJson,
  trustUnwrapped,
  trustLinks,
} from './mistakes-secrecy.ts';
import type { DesignedRow } from './mutant.ts';

/** Mistakes about keys of epochs, chapter 04 §2.2 and §2.5. */
const KEYS: readonly DesignedRow[] = [
  {
    id: 'M200',
    who: 'A programmer for whom the kind letter is a prefix, and no part of the name.',
    breaks: 'SEC-004',
    hooks: { override: { collectionKey: nameWithoutKind } },
  },
  {
    id: 'M201',
    who: 'A programmer whose text library normalises what it reads.',
    breaks: 'SEC-004',
    hooks: { override: { recordKey: normaliseTag } },
  },
  {
    id: 'M202',
    who: 'A C programmer, whose texts end at a zero byte.',
    breaks: 'SEC-004',
    hooks: { override: { recordKey: endTagAtZero } },
  },
  {
    id: 'M203',
    who: 'A programmer who joins texts, and writes hashes as texts.',
    breaks: 'SEC-004',
    hooks: { override: { contentKey: slotAsText } },
  },
  {
    id: 'M204',
    who: 'A programmer who takes the claims as they are, and the tag with them.',
    breaks: 'SEC-004',
    hooks: { override: { slotOf: slotWithTag } },
  },
  {
    id: 'M205',
    who: 'A programmer to whom a key that unwraps is a right key.',
    breaks: 'SEC-021',
    hooks: { override: { openBack: trustUnwrapped } },
  },
  {
    id: 'M206',
    who: 'A careful programmer, for whom one bad entry spoils the op.',
    breaks: 'SEC-021',
    hooks: { override: { openBack: refuseEntry } },
  },
];

/** Mistakes about sealed bodies, chapter 04 §3. */
const BODIES: readonly DesignedRow[] = [
  {
    id: 'M15',
    who: 'A user of a library that takes every tag that the standard of the mode allows.',
    breaks: 'SEC-028',
    hooks: { override: { checkSealedLengths: takeShortTags } },
  },
  {
    id: 'M16',
    who: 'A programmer of committing encryption, who commits to keys.',
    breaks: 'SEC-033',
    hooks: { override: { checkCommitment: commitToKey } },
  },
  {
    id: 'M17',
    who: 'A programmer who hedges, and thinks of the generator alone.',
    breaks: 'SEC-040',
    hooks: { override: { hedge: hedgeWithoutContent } },
  },
  {
    id: 'M18',
    who: 'A user of a JOSE library that does what the header says.',
    breaks: 'SEC-029',
    hooks: { override: { checkSealedHeader: allowZip, decryptBody: inflate } },
  },
  {
    id: 'M19',
    who: 'A reader of RFC 7748, who compares with the list that goes around.',
    breaks: 'SEC-031',
    hooks: { override: { isZero: listWeakKeys } },
  },
  {
    id: 'M20',
    who: 'A programmer who streams: the first bytes are there before the last ones came.',
    breaks: 'SEC-035',
    hooks: { override: { decryptBody: streamPlaintext } },
  },
  {
    id: 'M207',
    who: 'A programmer of links, for whom a key that was given is for what is there.',
    breaks: 'SEC-043',
    hooks: { override: { checkCommitment: trustLinks } },
  },
  {
    id: 'M208',
    who: 'A programmer who thinks of zeros as the one bad key.',
    breaks: 'SEC-010',
    hooks: { override: { isZero: refuseZeroKeys } },
  },
  {
    id: 'M209',
    who: 'A programmer to whom filling is a matter of blocks.',
    breaks: 'SEC-037',
    hooks: { override: { padded: fillBlocks } },
  },
  {
    id: 'M210',
    who: 'A reader of the paper, who lost the one behind the logarithm.',
    breaks: 'SEC-037',
    hooks: { override: { padded: fillTooCoarsely } },
  },
  {
    id: 'M211',
    who: 'A tidy programmer, who trims JSON before he stores it.',
    breaks: 'SEC-037',
    hooks: { override: { fillContent: trimJson } },
  },
  {
    id: 'M212',
    who: 'A programmer who hedges, and has nowhere to keep a secret.',
    breaks: 'SEC-040',
    hooks: { override: { hedge: hedgeWithoutSecret } },
  },
  {
    id: 'M213',
    who: 'A programmer to whom the generator is good enough for a key that is used once.',
    breaks: 'SEC-041',
    hooks: { override: { hedge: takeRandomKey } },
  },
  {
    id: 'M214',
    who: 'A programmer who writes canonical JSON everywhere.',
    breaks: 'SEC-054',
    hooks: { override: { sealedHeaderText: sortHeader } },
  },
  {
    id: 'M215',
    who: 'A user of a library that exports keys with their type first.',
    breaks: 'SEC-054',
    hooks: { override: { sealedHeaderText: exportJwk } },
  },
  {
    id: 'M216',
    who: 'A programmer who writes JSON for people.',
    breaks: 'SEC-054',
    hooks: { override: { sealKeybox: indentKeybox } },
  },
];

/** Mistakes about what a user keeps, chapter 04 §5. */
const KEPT: readonly DesignedRow[] = [
  {
    id: 'M217',
    who: 'A programmer for whom a text is what somebody typed.',
    breaks: 'SEC-047',
    hooks: { override: { enclaveKey: nameAsTyped } },
  },
  {
    id: 'M218',
    who: 'A programmer who normalises as the web does.',
    breaks: 'SEC-047',
    hooks: { override: { enclaveKey: nameInNfc } },
  },
  {
    id: 'M219',
    who: 'A programmer who derives once and cuts two pieces off.',
    breaks: 'SEC-047',
    hooks: { override: { enclaveKey: saltOfSeed } },
  },
];

/** Mistakes about chapter 04, as far as no log is needed. Numbers up to 40 are those of the design. */
export const SECRECY_ROWS: readonly DesignedRow[] = [...KEYS, ...BODIES, ...KEPT];
