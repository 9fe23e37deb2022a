import {
  askAdminsToLeave,
  countSignersTwice,
  findKeyAnywhere,
  forgetParents,
  hideRoots,
  ignoreShownKeys,
  judgeNow,
  keepAlive,
  obeyArrival,
  obeyTime,
  strikeLeaves,
  trustPaths,
  trustWritersNow,
  without,
} from './mistakes-principals.ts';
import type { DesignedRow } from './mutant.ts';

/** Mistakes about the state of logs. */
const STATES: readonly DesignedRow[] = [
  {
    id: 'M22',
    who: 'A programmer who applies ops as they come, because on his machine they always came in one order.',
    breaks: 'PRN-069',
    hooks: { override: { stateOfLog: obeyArrival } },
  },
  {
    id: 'M92',
    who: 'A database programmer to whom the later time is the later word.',
    breaks: 'PRN-026',
    hooks: { override: { stateOfLog: obeyTime } },
  },
  {
    id: 'M93',
    who: 'A programmer who marks ops as valid when they are checked, and does not ask again.',
    breaks: 'PRN-058',
    hooks: { override: { stateOfLog: keepAlive } },
  },
  {
    id: 'M95',
    who: 'A programmer of a list of devices, in which a cold key has no place.',
    breaks: 'PRN-012',
    hooks: { override: { stateOfLog: hideRoots } },
  },
  {
    id: 'M96',
    who: 'A programmer for whom a leave is an op of its member like any other.',
    breaks: 'PRN-064',
    hooks: { override: { stateOfLog: strikeLeaves } },
  },
];

/** Mistakes about single ops. */
const ACTS: readonly DesignedRow[] = [
  {
    id: 'M29',
    who: 'A programmer who applies an op with the parents that he has, so that nothing waits for ever.',
    breaks: 'PRN-019',
    hooks: { override: { judgeOp: forgetParents } },
  },
  {
    id: 'M30',
    who: 'A programmer who skips refused ops and goes on with what names them.',
    breaks: 'PRN-021',
    hooks: { override: { judgeOp: forgetParents } },
  },
  {
    id: 'M97',
    who: 'A programmer with one table of keys, in which he looks every kid up.',
    breaks: 'PRN-024',
    hooks: { override: { keyOfSigner: findKeyAnywhere } },
  },
  {
    id: 'M98',
    who: 'A programmer who takes keys from the ops that enrolled them, and forgot that a cold key was never enrolled.',
    breaks: 'PRN-024',
    hooks: { override: { keyOfSigner: ignoreShownKeys } },
  },
  {
    id: 'M99',
    who: 'A programmer who counts the signatures of a majority, not the members behind them.',
    breaks: 'PRN-033',
    hooks: { override: { checkAuthority: countSignersTwice } },
  },
  {
    id: 'M28',
    who: 'A programmer who asks whether the first on the path is a member, and takes the rest of it for granted.',
    breaks: 'PRN-031',
    hooks: { override: { checkAuthority: trustPaths } },
  },
  {
    id: 'M25',
    who: 'A programmer with a table of members, in which he looks up what somebody is when something comes.',
    breaks: 'PRN-031',
    hooks: { override: { checkAuthority: judgeNow, checkWriter: trustWritersNow } },
  },
  {
    id: 'M170',
    who: 'The same, who read the chapter on logs again, and the one on records not.',
    breaks: 'COL-002',
    hooks: { override: { checkWriter: trustWritersNow } },
  },
  {
    id: 'M100',
    who: 'A programmer with one permission, remove members, that whoever leaves needs, too.',
    breaks: 'PRN-045',
    hooks: { override: { checkAuthority: askAdminsToLeave } },
  },
  {
    id: 'M26',
    who: 'A programmer to whom owners may do everything to each other.',
    breaks: 'PRN-040',
    hooks: { skip: new Set(['PRN-040']), ...without('a majority evicts a peer') },
  },
  {
    id: 'M27',
    who: 'A programmer who checks the key of an invite, and counts its uses on the server, which there is none of.',
    breaks: 'PRN-055',
    hooks: { skip: new Set(['PRN-055']), ...without('uses are counted') },
  },
];

/** Rules that a resolver gets by without, until somebody means harm. */
const RULES: readonly DesignedRow[] = [
  {
    id: 'M23',
    who: 'A programmer who lets a removal hold from there on, and keeps what stands beside it.',
    breaks: 'PRN-059',
    hooks: without('a removal cuts'),
  },
  {
    id: 'M101',
    who: 'The same, who thought of removals and not of lowerings.',
    breaks: 'PRN-059',
    hooks: without('a lowering cuts to its level'),
  },
  {
    id: 'M102',
    who: 'A programmer who strikes every signature of an op when one of its signers was removed.',
    breaks: 'PRN-059',
    hooks: without('a cut holds for one signer'),
  },
  {
    id: 'M103',
    who: 'A programmer for whom whoever is removed is removed, whoever did what beside it.',
    breaks: 'PRN-060',
    hooks: without('a cut reaches no higher rank'),
  },
  {
    id: 'M104',
    who: 'A programmer who strikes whatever holds the name of the target, by whichever path.',
    breaks: 'PRN-061',
    hooks: without('a cut through a path spares other paths'),
  },
  {
    id: 'M105',
    who: 'A programmer who lets an invite stand by itself once it was made.',
    breaks: 'PRN-062',
    hooks: without('a join stands on its inviter'),
  },
  {
    id: 'M106',
    who: 'A programmer who lets a revocation take back whatever came of the invite.',
    breaks: 'PRN-063',
    hooks: without('a revocation reaches only below its rank'),
  },
  {
    id: 'M107',
    who: 'A programmer who does removals in the order of their ids.',
    breaks: 'PRN-065',
    hooks: without('cuts are done by rank', 'cuts are done by peak', 'cuts are done by kind'),
  },
  {
    id: 'M108',
    who: 'A programmer who does one removal after the other, so that of two that meet the first one wins.',
    breaks: 'PRN-065',
    hooks: without('cuts of one class are done together'),
  },
  {
    id: 'M153',
    who: 'A programmer to whom a lowering of who is gone already is void, and a void op does nothing.',
    breaks: 'PRN-110',
    hooks: without('a lowering of a former member strikes'),
  },
  {
    id: 'M109',
    who: 'A programmer to whom a set changes a member, and who has none to change any more.',
    breaks: 'PRN-066',
    hooks: without('a raise is a grant'),
  },
  {
    id: 'M110',
    who: 'A programmer to whom every set says what somebody is.',
    breaks: 'PRN-066',
    hooks: without('a lowering is no grant'),
  },
  {
    id: 'M111',
    who: 'A programmer with one check of an op, which he runs again whenever he computes.',
    breaks: 'PRN-067',
    hooks: without('changes are asked once'),
  },
  {
    id: 'M112',
    who: 'A programmer who takes the least of all that is said about a member, to be on the safe side.',
    breaks: 'PRN-027',
    hooks: without('rank comes first'),
  },
  {
    id: 'M113',
    who: 'A programmer who compares the first signers, because they act.',
    breaks: 'PRN-027',
    hooks: without('a majority weighs more'),
  },
  {
    id: 'M114',
    who: 'A programmer who lets removals win against raises of equal rank.',
    breaks: 'PRN-028',
    hooks: without('a raise beats its equals'),
  },
  {
    id: 'M152',
    who: 'A programmer who takes the least of all raises, to be on the safe side.',
    breaks: 'PRN-028',
    hooks: without('the highest raise stands'),
  },
  {
    id: 'M115',
    who: 'A programmer to whom an act about oneself is an act like any other.',
    breaks: 'PRN-029',
    hooks: without('self-acts only lower'),
  },
  {
    id: 'M116',
    who: 'A programmer who adds up what a guest was given.',
    breaks: 'PRN-030',
    hooks: without('guests have what all give'),
  },
  {
    id: 'M117',
    who: 'A programmer who accepts any key that some log on the path made a member.',
    breaks: 'PRN-031',
    hooks: without('the last on a path is a user'),
  },
  {
    id: 'M118',
    who: 'A programmer who takes the ops of another log that an op names as they are, struck or not.',
    breaks: 'PRN-032',
    hooks: without('other logs are resolved'),
  },
  {
    id: 'M119',
    who: 'A programmer who lets the strict value of a policy win, whoever set it.',
    breaks: 'PRN-068',
    hooks: without('the higher policy counts'),
  },
  {
    id: 'M120',
    who: 'A programmer who strikes whatever lies below the target, by whichever way.',
    breaks: 'PRN-061',
    hooks: without('thru ends at its target'),
  },
  {
    id: 'M121',
    who: 'A programmer who asks what the target was, not the member that the removal goes through.',
    breaks: 'PRN-065',
    hooks: without('thru has the peak of its first'),
  },
  {
    id: 'M122',
    who: 'A programmer for whom a signature of a removed joiner is one of many.',
    breaks: 'PRN-062',
    hooks: without('a join falls with its newcomer'),
  },
  {
    id: 'M123',
    who: 'A programmer who lets a join in at whatever level is left of it.',
    breaks: 'PRN-062',
    hooks: without('a join stands at its full level'),
  },
  {
    id: 'M124',
    who: 'A programmer who thought of teams and not of thieves when he let leaves stand.',
    breaks: 'PRN-061',
    hooks: without('a lost device leaves under cuts'),
  },
  {
    id: 'M125',
    who: 'A programmer for whom an admin of a team leaves like a person.',
    breaks: 'PRN-059',
    hooks: without('a team leaves under cuts'),
  },
  {
    id: 'M126',
    who: 'A programmer who compares levels alone, and a user at level root is above everybody.',
    breaks: 'PRN-031',
    hooks: without('a root entry has no path'),
  },
  {
    id: 'M127',
    who: 'A programmer who takes capabilities from where the level comes from.',
    breaks: 'PRN-030',
    hooks: without('own acts give no capabilities'),
  },
  {
    id: 'M128',
    who: 'A programmer who judges an op by what was known before it.',
    breaks: 'PRN-032',
    hooks: without('news counts for the whole past'),
  },
  {
    id: 'M129',
    who: 'A programmer who lets nobody strike who strikes.',
    breaks: 'PRN-065',
    hooks: without('cuts bind cuts'),
  },
];

/** Mistakes about chapter 03. */
export const PRINCIPAL_ROWS: readonly DesignedRow[] = [...STATES, ...ACTS, ...RULES];
