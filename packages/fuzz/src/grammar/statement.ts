import { STATEMENT_TYPES } from '@allod/core/statement';
import type { Statement } from '@allod/core/statement';
import * as fc from 'fast-check';
import { bytesOfText } from '../input.ts';
import type { Input } from '../input.ts';
import { FORMS, jsonOfInput } from '../statement-input.ts';

const ID = 'A'.repeat(43);
const utf8 = new TextEncoder();

/** Values that a claim may have, or that a careless reader may take for such. */
const oddValue = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1,
    40,
    1_048_576,
    1_048_577,
    2 ** 53 - 1,
    1.5,
    '',
    ID,
    `${ID}A`,
    'A'.repeat(42),
    'init',
    'user',
    'team',
    'v:notes',
    'z:notes',
    'v:',
    'x'.repeat(128),
    'x'.repeat(129),
    'text/plain',
    [],
    [ID],
    [ID, ID],
    Array.from({ length: 17 }, () => ID),
    {},
    [{ kid: ID }],
    [{}],
    { kid: ID },
  ),
  fc.jsonValue({ maxDepth: 2 }),
);
const NAMES =
  't iss act via col tag ant dig len cty seq prv au del sgn k kind salt mem log !new x __proto__ constructor toString';
const name = fc.constantFrom(...NAMES.split(' '));

type Change = { readonly name: string; readonly value: unknown } | { readonly drop: number };
const change: fc.Arbitrary<Change> = fc.oneof(fc.record({ name, value: oddValue }), fc.record({ drop: fc.nat(20) }));

/** JSON text of an object with some members changed. A name that stands there already is replaced in its place. */
function changed(members: readonly (readonly [string, unknown])[], changes: readonly Change[]): string {
  const list = [...members];
  for (const each of changes) {
    if ('drop' in each) list.splice(each.drop, 1);
    else {
      const at = list.findIndex(([known]) => known === each.name);
      list.splice(at < 0 ? list.length : at, at < 0 ? 0 : 1, [each.name, each.value]);
    }
  }
  return `{${list.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`;
}

const header = fc
  .record(
    {
      alg: fc.constantFrom('Ed25519', 'Ed25519', 'Ed25519', 'ES256', 'EdDSA', 'none', 'HS256'),
      kid: fc.constantFrom(ID, ID, ID, `${'A'.repeat(42)}B`, 'A', ''),
      typ: fc.oneof(fc.constantFrom(...STATEMENT_TYPES), fc.constantFrom('allod-rec', 'allod-op', 'JWT')),
      jwk: fc.constant({}),
      crit: fc.constant(['b64']),
    },
    { requiredKeys: ['alg', 'kid', 'typ'] },
  )
  .map((value) => utf8.encode(JSON.stringify(value)));

/** Signers and claims of a statement that holds, some of it changed. */
export function nearStatement(statements: readonly Statement[]): fc.Arbitrary<Input> {
  const bases = statements.map(({ claims, signatures }) => ({ members: Object.entries(claims), signatures }));
  const rarely = { arbitrary: fc.constant(true), weight: 1 };
  const mostlyNot = { arbitrary: fc.constant(false), weight: 7 };
  return fc
    .record({
      form: fc.nat(FORMS - 1),
      base: fc.constantFrom(...bases),
      changes: fc.array(change, { maxLength: 2 }),
      header: fc.option(header, { freq: 3 }),
      isPadded: fc.oneof(rarely, mostlyNot),
      isDoubled: fc.oneof(rarely, mostlyNot),
      signatureLength: fc.constantFrom(64, 64, 64, 64, 64, 64, 0, 63, 65),
    })
    .map(({ form, base, changes, header: other, isPadded, isDoubled, signatureLength }) => {
      const [first, ...further] = base.signatures;
      const claims = utf8.encode(`${isPadded ? ' ' : ''}${changed(base.members, changes)}${isPadded ? '\n' : ''}`);
      const signature = first!.signature.slice(0, signatureLength);
      const signers = isDoubled ? [...further, first!] : further;
      const rest = signers.flatMap((each) => [each.headerBytes, each.signature]);
      const raw = [Uint8Array.of(form & ~1), other ?? first!.headerBytes, claims, signature, ...rest];
      return (form & 1) === 0 ? raw : asTexts(raw, form);
    });
}

/** The same with texts for raw bytes. */
function asTexts(raw: Input, form: number): Input {
  const { st, sig = '', sigs = [] } = jsonOfInput(raw);
  return [Uint8Array.of(form), ...[st, sig, ...sigs.flatMap(({ h, s }) => [h, s])].map(bytesOfText)];
}
