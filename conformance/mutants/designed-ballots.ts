import {
  askAllAdmins,
  askForHalf,
  askForNoTwo,
  countMembers,
  countRecords,
  countTarget,
  keepFirstVote,
  keepLatestArrival,
  neverRefuse,
  refuseByNoes,
  refuseUnknownBallotMembers,
  shareBallotMembers,
} from './mistakes-ballots.ts';
import type { DesignedRow } from './mutant.ts';

/** Mistakes about ballots, chapter 03 §9. */
export const BALLOT_ROWS: readonly DesignedRow[] = [
  {
    id: 'M180',
    who: 'A user of a schema library, which refuses additional properties unless told otherwise.',
    breaks: 'PRN-103',
    hooks: { override: { ballotMembers: refuseUnknownBallotMembers } },
  },
  {
    id: 'M181',
    who: 'A programmer who shows the reason of whatever has one.',
    breaks: 'PRN-103',
    hooks: { override: { ballotMembers: shareBallotMembers } },
  },
  {
    id: 'M182',
    who: 'A programmer who asks whether the entry is a member, and not what the signer may do for it.',
    breaks: 'PRN-104',
    hooks: { override: { votesAt: countMembers } },
  },
  {
    id: 'M183',
    who: 'A programmer who lets everybody vote who has a vote.',
    breaks: 'PRN-104',
    hooks: { override: { votesAt: countTarget } },
  },
  {
    id: 'M184',
    who: 'A programmer who counts rows.',
    breaks: 'PRN-105',
    hooks: { override: { votesAt: countRecords } },
  },
  {
    id: 'M185',
    who: 'A programmer for whom a ballot paper in the box stays there.',
    breaks: 'PRN-105',
    hooks: { override: { votesAt: keepFirstVote } },
  },
  {
    id: 'M186',
    who: 'A programmer who overwrites what he has of an entry with what arrives.',
    breaks: 'PRN-105',
    hooks: { override: { votesAt: keepLatestArrival } },
  },
  {
    id: 'M187',
    who: 'A programmer who rounds half up.',
    breaks: 'PRN-106',
    hooks: { override: { ballotLevels: askForHalf } },
  },
  {
    id: 'M188',
    who: 'A programmer who takes a majority of one for one.',
    breaks: 'PRN-106',
    hooks: { override: { ballotLevels: askForNoTwo } },
  },
  {
    id: 'M189',
    who: 'A programmer for whom owners are admins, too, and need no majority of their own.',
    breaks: 'PRN-106',
    hooks: { override: { ballotLevels: askAllAdmins } },
  },
  {
    id: 'M190',
    who: 'A programmer who ends a vote when it is won, and else never.',
    breaks: 'PRN-107',
    hooks: { override: { ballotState: neverRefuse } },
  },
  {
    id: 'M191',
    who: 'A programmer who knows votes from meetings, where everybody is there.',
    breaks: 'PRN-107',
    hooks: { override: { ballotState: refuseByNoes } },
  },
];
