// Claims of a first op that break its form, or ask for newer software.
import type { EditPlan } from '../fault.ts';
import type { Suite } from '../suite.ts';
import type { Value } from '../value.ts';
import { BY_PHONE, CLAIMS, type Verdict } from './init-plan.ts';
import { coldKid, deviceEntry, idOfNothing, initOp, logInput, rootEntry, saltOf, spoil } from './users.ts';

const put = (name: string, value: Value): EditPlan => ({ op: 'replace', path: `${CLAIMS}/${name}`, value });
const drop = (name: string): EditPlan => ({ op: 'remove', path: `${CLAIMS}/${name}` });

/** PRN-001, PRN-002, PRN-004 for the claims themselves, PRN-005 to PRN-007. */
export function refusedForms(suite: Suite): void {
  ops(suite);
  kinds(suite);
  reserved(suite);
  salts(suite);
  memberLists(suite);
  membersTwice(suite);
  withoutOwner(suite);
}

/** One refusal: an edit of the claims of an accepted op, signed anew by the phone. */
interface Row {
  slug: string;
  title: string;
  edit: EditPlan;
  base?: string;
}

function refuseAll(suite: Suite, { requirement, code, flag }: Verdict, rows: readonly Row[]): void {
  for (const { slug, title, edit, base = 'ok-user-one-device' } of rows) {
    suite.refuses(slug, `${title}: ${code}`, {
      requirements: [requirement],
      flags: [flag],
      code,
      base,
      fault: spoil({ base: suite.inputOf(base), edits: [edit], resigned: BY_PHONE }),
    });
  }
}

function ops(suite: Suite): void {
  refuseAll(suite, { requirement: 'PRN-001', code: 'E_FORMAT', flag: 'Form' }, [
    { slug: 'k-absent', title: 'an op without k', edit: drop('k') },
    { slug: 'op-t-absent', title: 'an op without t', edit: drop('t') },
    { slug: 'k-number', title: 'k = 1', edit: put('k', 1) },
    { slug: 'k-null', title: 'k = null', edit: put('k', null) },
    { slug: 'k-true', title: 'k = true', edit: put('k', true) },
    { slug: 'k-list', title: 'k as a list of one text', edit: put('k', ['init']) },
    { slug: 'k-object', title: 'k as an object', edit: put('k', { init: true }) },
  ]);
  refuseAll(suite, { requirement: 'CNV-018', code: 'E_FORMAT', flag: 'Form' }, [
    { slug: 't-negative', title: 't = −1', edit: put('t', -1) },
    { slug: 't-text', title: 't as text', edit: put('t', '1790000000000000') },
  ]);
  refuseAll(suite, { requirement: 'PRN-002', code: 'E_UPGRADE', flag: 'Future' }, [
    { slug: 'k-capital', title: 'Init is another kind', edit: put('k', 'Init') },
    { slug: 'k-space', title: 'init with a space behind it is another kind', edit: put('k', 'init ') },
    { slug: 'k-empty', title: 'the empty text is a kind that nobody knows', edit: put('k', '') },
    { slug: 'k-dotless', title: 'a letter that becomes i in capitals is another letter', edit: put('k', '\u0131nit') },
    { slug: 'k-hostile', title: 'constructor is a kind that nobody knows', edit: put('k', 'constructor') },
  ]);
  refuseAll(suite, { requirement: 'CNV-021', code: 'E_UPGRADE', flag: 'Future' }, [
    {
      slug: 'must-understand',
      title: 'a claim named !quorum is parked',
      edit: { op: 'add', path: `${CLAIMS}/!quorum`, value: 2 },
    },
  ]);
  refuseAll(suite, { requirement: 'CNV-010', code: 'E_JSON', flag: 'Form' }, [
    {
      slug: 'k-twice',
      title: 'k twice',
      edit: { op: 'splice', path: CLAIMS, from: '{"k":"init",', to: '{"k":"init","k":"init",' },
    },
  ]);
  unknownOp(suite);
}

function unknownOp(suite: Suite): void {
  const op = initOp({ by: ['alice/phone'], claims: { k: 'rotate', mem: 5, salt: null, kind: [] } });
  suite.refuses('k-unknown-form', 'nothing but k and t is known of an op of unknown kind: E_UPGRADE', {
    requirements: ['PRN-002'],
    flags: ['Future'],
    code: 'E_UPGRADE',
    kind: 'edge',
    input: logInput(op),
  });
}

function kinds(suite: Suite): void {
  refuseAll(suite, { requirement: 'PRN-004', code: 'E_FORMAT', flag: 'Form' }, [
    { slug: 'kind-absent', title: 'an init without kind', edit: drop('kind') },
    { slug: 'kind-number', title: 'kind = 1', edit: put('kind', 1) },
    { slug: 'kind-null', title: 'kind = null', edit: put('kind', null) },
    { slug: 'kind-list', title: 'kind as a list of one text', edit: put('kind', ['user']) },
  ]);
  refuseAll(suite, { requirement: 'PRN-005', code: 'E_UPGRADE', flag: 'Future' }, [
    { slug: 'kind-robot', title: 'an unknown kind of principal is parked', edit: put('kind', 'robot') },
    { slug: 'kind-capital', title: 'User is another kind', edit: put('kind', 'User') },
    { slug: 'kind-empty', title: 'the empty text is a kind that nobody knows', edit: put('kind', '') },
  ]);
  const op = initOp({ by: ['alice/phone'], claims: { kind: 'robot', mem: 5, salt: null } });
  suite.refuses('kind-unknown-form', 'the members of an unknown kind of principal are not judged: E_UPGRADE', {
    requirements: ['PRN-005'],
    flags: ['Future'],
    code: 'E_UPGRADE',
    kind: 'edge',
    input: logInput(op),
  });
}

/** What several cold keys do together is for later versions to say. */
function reserved(suite: Suite): void {
  const base = 'ok-user-owner-and-root';
  const more = (name: string, value: Value): EditPlan => ({ op: 'add', path: `${CLAIMS}/mem/1/${name}`, value });
  refuseAll(suite, { requirement: 'PRN-092', code: 'E_UPGRADE', flag: 'Future' }, [
    { slug: 'root-thr', title: 'a root entry with thr', base, edit: more('thr', 2) },
    { slug: 'root-of', title: 'a root entry with of', base, edit: more('of', [coldKid('bob'), coldKid('carol')]) },
    { slug: 'root-thr-null', title: 'a root entry with thr, whatever its value', base, edit: more('thr', null) },
  ]);
}

function salts(suite: Suite): void {
  const salt = saltOf('alice');
  refuseAll(suite, { requirement: 'PRN-004', code: 'E_FORMAT', flag: 'Form' }, [
    { slug: 'salt-absent', title: 'no salt', edit: drop('salt') },
    { slug: 'salt-empty', title: 'an empty salt', edit: put('salt', '') },
    { slug: 'salt-bytes-15', title: 'a salt of 15 bytes', edit: put('salt', salt.slice(0, 20)) },
    { slug: 'salt-bytes-17', title: 'a salt of 17 bytes', edit: put('salt', `${salt.slice(0, 20)}AAA`) },
    { slug: 'salt-bytes-32', title: 'a salt of 32 bytes', edit: put('salt', idOfNothing('salt')) },
    { slug: 'salt-characters-21', title: 'a salt of 21 characters', edit: put('salt', salt.slice(0, 21)) },
    { slug: 'salt-bit', title: 'a salt with a bit that stands for no byte', edit: put('salt', `${'A'.repeat(21)}B`) },
    { slug: 'salt-padded', title: 'a salt with padding', edit: put('salt', `${'A'.repeat(22)}==`) },
    { slug: 'salt-alphabet', title: 'a salt in plain base64', edit: put('salt', `+${'A'.repeat(21)}`) },
    { slug: 'salt-number', title: 'a number as salt', edit: put('salt', 16) },
    { slug: 'salt-null', title: 'null as salt', edit: put('salt', null) },
  ]);
}

function memberLists(suite: Suite): void {
  const phone = deviceEntry('alice/phone');
  refuseAll(suite, { requirement: 'PRN-004', code: 'E_FORMAT', flag: 'Form' }, [
    { slug: 'mem-absent', title: 'no members', edit: drop('mem') },
    { slug: 'mem-null', title: 'null as members', edit: put('mem', null) },
    { slug: 'mem-empty', title: 'an empty list of members', edit: put('mem', []) },
    { slug: 'mem-entry', title: 'an entry in place of a list', edit: put('mem', phone) },
    { slug: 'mem-by-kid', title: 'members by their kid', edit: put('mem', { [String(phone['kid'])]: phone }) },
  ]);
  const more = (value: Value): EditPlan => ({ op: 'add', path: `${CLAIMS}/mem/1`, value });
  refuseAll(suite, { requirement: 'PRN-004', code: 'E_FORMAT', flag: 'Entry' }, [
    { slug: 'entry-text', title: 'a kid in place of an entry', edit: more(coldKid('alice')) },
    { slug: 'entry-null', title: 'null in place of an entry', edit: more(null) },
    { slug: 'entry-list', title: 'a list in place of an entry', edit: more([coldKid('alice'), 50]) },
    { slug: 'entry-empty', title: 'an entry without members', edit: more({}) },
  ]);
  refuseAll(suite, { requirement: 'PRN-004', code: 'E_FORMAT', flag: 'Limit' }, [
    {
      slug: 'members-limit-plus-1',
      title: '17 members',
      base: 'ok-user-16-members',
      edit: { op: 'add', path: `${CLAIMS}/mem/16`, value: rootEntry('root/16') },
    },
  ]);
}

function membersTwice(suite: Suite): void {
  const more = (at: number, value: Value): EditPlan => ({ op: 'add', path: `${CLAIMS}/mem/${at}`, value });
  const { kid } = deviceEntry('alice/phone');
  refuseAll(suite, { requirement: 'PRN-006', code: 'E_FORMAT', flag: 'KeyConfusion' }, [
    { slug: 'kid-twice', title: 'a device twice', edit: more(1, deviceEntry('alice/phone')) },
    { slug: 'kid-twice-two-levels', title: 'a device at two levels', edit: more(1, deviceEntry('alice/phone', 20)) },
    {
      slug: 'kid-twice-apart',
      title: 'a cold key twice, with a device between',
      base: 'odd-user-root-first',
      edit: more(2, rootEntry('alice')),
    },
    {
      slug: 'kid-twice-device-and-root',
      title: 'one key as device and as cold key',
      edit: more(1, { kid: kid ?? null, lvl: 50 }),
    },
  ]);
}

function withoutOwner(suite: Suite): void {
  const mem = `${CLAIMS}/mem`;
  refuseAll(suite, { requirement: 'PRN-007', code: 'E_FORMAT', flag: 'Level' }, [
    { slug: 'owner-absent-admin', title: 'an admin alone', edit: { op: 'replace', path: `${mem}/0/lvl`, value: 30 } },
    { slug: 'owner-absent-writer', title: 'a writer alone', edit: { op: 'replace', path: `${mem}/0/lvl`, value: 20 } },
    {
      slug: 'owner-absent-root',
      title: 'a writer and a cold key',
      base: 'ok-user-owner-and-root',
      edit: { op: 'replace', path: `${mem}/0/lvl`, value: 20 },
    },
    {
      slug: 'owner-absent-root-only',
      title: 'a cold key alone',
      base: 'ok-user-owner-and-root',
      edit: { op: 'remove', path: `${mem}/0` },
    },
  ]);
}
