import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
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
  /** Each profile with the profiles that it includes. */
  readonly profiles: Readonly<Record<string, readonly string[]>>;
  readonly commands: Readonly<Record<string, CommandRow>>;
}

/** TP/1: the command table, and a check for each direction that returns `undefined` or what is wrong. */
export interface Protocol extends CommandTable {
  refuseRequest(request: Json): string | undefined;
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
  const table = readJson<CommandTable>(folder, 'commands.json');
  const ajv = new Ajv2020({ strict: true, allErrors: false, strictRequired: false, allowUnionTypes: true });
  for (const name of SCHEMA_FILES) ajv.addSchema(readJson<JsonObject>(folder, `${name}.schema.json`));
  const check = (ref: string, value: Json): string | undefined => {
    const validate = ajv.getSchema(BASE + ref);
    return validate === undefined ? undefined : problemOf(validate, value);
  };
  return {
    ...table,
    refuseRequest: (request) => check('request.schema.json', request) ?? checkArguments(check, request),
    refuseAnswer: (answer) => check('response.schema.json', answer),
    refuseResult: (command, ok) => check(`commands.schema.json#/$defs/${command}.ok`, ok),
  };
}

function checkArguments(check: (ref: string, value: Json) => string | undefined, request: Json): string | undefined {
  const { cmd, in: input } = request as { cmd: string; in: JsonObject };
  return check(`commands.schema.json#/$defs/${cmd}.in`, input);
}

function problemOf(validate: ValidateFunction, value: Json): string | undefined {
  if (validate(value)) return undefined;
  const [error] = validate.errors ?? [];
  return error === undefined ? 'not valid' : `${error.instancePath === '' ? '/' : error.instancePath} ${error.message ?? error.keyword}`;
}

function readJson<T>(folder: string, name: string): T {
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
}
