import { isDeepStrictEqual } from 'node:util';
import {
  decodeStatement,
  encodeStatement,
  isRecord,
  MAX_BODY_BYTES,
  MAX_CLAIMS_BYTES,
  MAX_HEADER_BYTES,
  SIGNATURE_BYTES,
  statementFromParts,
  statementParts,
} from '@allod/core/statement';
import type { Place, Statement, StatementJson } from '@allod/core/statement';
import type { Material } from '../corpus/material.ts';
import { demand } from '../fault.ts';
import { nearStatement } from '../grammar/statement.ts';
import type { Input } from '../input.ts';
import {
  formOf,
  inputOfJson,
  inputOfStatement,
  jsonOfInput,
  partsOfInput,
  rawInputOfJson,
} from '../statement-input.ts';
import { ACCEPTED, codeOf } from '../target.ts';
import type { Target } from '../target.ts';

/** The codes of steps 1 to 6. */
const CODES = ['E_JSON', 'E_HEADER', 'E_TYP', 'E_ALG', 'E_SIGNERS', 'E_FORMAT', 'E_SIZE'];
/** Signers that a statement may have at most. (STM-020) */
const MAX_SIGNERS = 8;

/** The decoders of both targets. */
export interface StatementDecoders {
  readonly decode: typeof decodeStatement;
  readonly fromParts: typeof statementFromParts;
}

const REAL: StatementDecoders = { decode: decodeStatement, fromParts: statementFromParts };

const statementsOf = ({ people }: Material): Statement[] =>
  people.flatMap(({ said }) => said.map(({ statement }) => statement));

/** Statements in their JSON form, with the rules for records and ops or without. (STM-001 to STM-024, REC-001 to REC-009, PRN-001 to PRN-007) */
export function statementTarget(material: Material, decoders: StatementDecoders = REAL): Target {
  const { vectors } = material;
  const made = statementsOf(material);
  return {
    name: 'statement',
    corpus: [
      ...vectors.statements.flatMap((json) => [inputOfJson(json), rawInputOfJson(json)]),
      ...made.map(inputOfStatement),
    ],
    grammar: nearStatement(made),
    judge: (input) => {
      const { place } = formOf(input);
      const json = jsonOfInput(input);
      const result = decoders.decode(json, place);
      if (!result.ok) return codeOf(result.error, CODES);
      assertSound(result.value, place);
      assertSameForm(result.value, json);
      if (json.bat === undefined) assertParts(result.value, { place, decoders });
      return ACCEPTED;
    },
  };
}

/** Statements as raw bytes: what frames and stores hold. */
export function partsTarget(material: Material, decoders: StatementDecoders = REAL): Target {
  const made = statementsOf(material);
  return {
    name: 'parts',
    corpus: [...material.vectors.statements.map(rawInputOfJson), ...made.map(inputOfStatement)],
    grammar: nearStatement(made),
    judge: (input) => {
      const { place } = formOf(input);
      const parts = partsOfInput(input);
      const result = decoders.fromParts(parts, place);
      const other = decoders.decode(jsonOfInput(raw(input)), place);
      demand(result.ok === other.ok, 'agreement', 'the JSON form of these parts has another verdict');
      if (!result.ok) {
        const code = codeOf(result.error, CODES);
        demand(!other.ok && other.error.code === code, 'agreement', `${code}, and not so in the JSON form`);
        return code;
      }
      assertSound(result.value, place);
      demand(
        isDeepStrictEqual(statementParts(result.value), parts),
        'inverse',
        'its parts are not those that were read',
      );
      return ACCEPTED;
    },
  };
}

/** The same bytes in the form without texts and `bat`. */
function raw([first = new Uint8Array(), ...rest]: Input): Input {
  return [Uint8Array.of((first[0] ?? 0) & ~3), ...rest];
}

function assertSound({ header, claims, claimsBytes, signatures, st, ...rest }: Statement, place: Place): void {
  const length = Math.max(0, ...signatures.map(({ headerBytes }) => headerBytes.length));
  demand(
    length <= MAX_HEADER_BYTES && claimsBytes.length <= MAX_CLAIMS_BYTES,
    'limit',
    'larger than STM-002 and STM-003 allow',
  );
  demand(signatures.length <= MAX_SIGNERS, 'limit', `${signatures.length} signers`);
  demand(
    signatures.every(({ signature }) => signature.length === SIGNATURE_BYTES),
    'limit',
    'a signature of another length',
  );
  demand(place.typ === undefined || place.typ === header.typ, 'verdict', `${header.typ} where ${place.typ} should be`);
  const parsed: unknown = JSON.parse(Buffer.from(claimsBytes).toString('utf8'));
  demand(isDeepStrictEqual(claims, parsed), 'value', 'the claims are not those that JSON.parse gives');
  const listed = claims['sgn'] as readonly { readonly kid: string }[] | undefined;
  const kids = signatures.map((each) => each.header.kid);
  const isListed =
    signatures.length === 0 || isDeepStrictEqual(listed?.map(({ kid }) => kid) ?? kids.slice(0, 1), kids);
  demand(isListed, 'verdict', 'the signers are not those that the claims list');
  const isBounded = place.rules === undefined || !isRecord({ header, claims, claimsBytes, signatures, st, ...rest });
  demand(isBounded || Number(claims['len'] ?? 0) <= MAX_BODY_BYTES, 'limit', 'a body longer than REC-009 allows');
}

function assertSameForm(statement: Statement, { st, sig, sigs, bat }: StatementJson): void {
  demand(statement.st === st, 'inverse', 'st is not what was received');
  if (bat !== undefined) {
    demand(
      statement.signatures.length === 0 && statement.upgrade?.code === 'E_UPGRADE',
      'verdict',
      'bat is not put aside',
    );
    return;
  }
  const expected = sigs === undefined ? { st, sig } : { st, sig, sigs };
  demand(isDeepStrictEqual(encodeStatement(statement), expected), 'inverse', 'encoding it gives another JSON form');
}

function assertParts(
  statement: Statement,
  { place, decoders }: { readonly place: Place; readonly decoders: StatementDecoders },
): void {
  const again = decoders.fromParts(statementParts(statement), place);
  demand(again.ok, 'agreement', 'its parts are refused');
  demand(again.value.st === statement.st, 'agreement', 'its parts give another st');
  demand(again.value.upgrade?.code === statement.upgrade?.code, 'agreement', 'only one form is put aside');
}
