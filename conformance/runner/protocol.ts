import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { HarnessError } from './harness-error.ts';
import type { Json, JsonObject } from './json.ts';

/** One command of TP/1: the profile it belongs to, and an example of arguments and result. */
export interface CommandRow {
  readonly profile: string;
  /** Which half `{"$key":…}` stands for in the arguments. Default: public. */
  readonly keyForm?: 'public' | 'private';
  readonly in: JsonObject;
  readonly ok: JsonObject;
}

/** The tables of `protocol/commands.json`. */
export interface CommandTable {
  readonly tp: number;
  readonly specs: readonly string[];
  /** Longest line in either direction, in bytes with the `\n`. */
  readonly maxLineBytes: number;
  readonly deadlineMs: number;
  /** Each profile with all profiles that it includes, directly or not. */
  readonly profiles: Readonly<Record<string, readonly string[]>>;
  readonly commands: Readonly<Record<string, CommandRow>>;
}

/** One request as it goes over the line. */
export interface RequestLine {
  readonly id: number;
  readonly cmd: string;
  readonly in: JsonObject;
}

/** TP/1: the command table, and a check for each direction that returns `undefined` or what is wrong. */
export interface Protocol extends CommandTable {
  refuseRequest(request: RequestLine): string | undefined;
  /** Checks the envelope of an answer. */
  refuseAnswer(answer: Json): string | undefined;
  /** Checks the result of one command. Unknown commands have no shape and pass. */
  refuseResult(command: string, ok: Json): string | undefined;
}

const SCHEMA_FILES = ['values', 'request', 'response', 'commands'] as const;
const BASE = 'https://allod.dev/conformance/tp1/';

/**
 * Reads TP/1 from the folder `conformance/protocol`.
 *
 * @param folder - absolute path of that folder
 */
export function loadProtocol(folder: string): Protocol {
  const table: CommandTable = JSON.parse(readFileSync(join(folder, 'commands.json'), 'utf8'));
  // Whether the schemas are schemas is a question of the tests: asking it here costs more than all other work of a short run.
  const ajv = new Ajv2020({ strict: true, strictRequired: false, validateSchema: false });
  for (const name of SCHEMA_FILES) {
    const schema: JsonObject = JSON.parse(readFileSync(join(folder, `${name}.schema.json`), 'utf8'));
    ajv.addSchema(schema);
  }
  const check = (ref: string, value: unknown): string | undefined => {
    const validate = ajv.getSchema(BASE + ref);
    return validate === undefined ? undefined : problemOf(validate, value);
  };
  const checkPart = (name: string, value: unknown): string | undefined =>
    check(`commands.schema.json#/$defs/${name}`, value);
  return {
    ...table,
    refuseRequest: (request) => check('request.schema.json', request) ?? checkPart(`${request.cmd}.in`, request.in),
    refuseAnswer: (answer) => check('response.schema.json', answer),
    refuseResult: (command, ok) => checkPart(`${command}.ok`, ok),
  };
}

function problemOf(validate: ValidateFunction, value: unknown): string | undefined {
  if (validate(value)) return undefined;
  const [error] = validate.errors ?? [];
  if (error === undefined) return 'not valid';
  return `${error.instancePath === '' ? '/' : error.instancePath} ${error.message ?? error.keyword}`;
}

/** Which half of a key the arguments of a command take. */
export function keyFormOf(protocol: Protocol): (command: string) => 'public' | 'private' {
  return (command) => protocol.commands[command]?.keyForm ?? 'public';
}

/**
 * The named profiles with all that they include, in the order of the table.
 *
 * @throws HarnessError for a name that is not in the table
 */
export function wholeProfiles({ profiles }: CommandTable, names: readonly string[]): readonly string[] {
  const known = Object.keys(profiles);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new HarnessError(`--profile ${unknown}: not one of ${known.join(', ')}`);
  const whole = new Set(names.flatMap((name) => [name, ...(profiles[name] ?? [])]));
  return known.filter((name) => whole.has(name));
}
