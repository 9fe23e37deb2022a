/** L8: every piece of JSON in the spec is tagged, and what is tagged valid or invalid is executed. */
import type { Chapter } from './chapter.ts';
import type { Json } from './json.ts';
import type { Finding } from './lints.ts';
import type { Fence } from './prose.ts';
import type { Requirement } from './requirement.ts';
import type { Validate } from './schemas.ts';

/** What L8 needs besides the chapters. */
export interface FenceContext {
  readonly schemaNames: ReadonlySet<string>;
  readonly validate: Validate;
  readonly codes: ReadonlySet<string>;
  readonly requirements: readonly Pick<Requirement, 'id' | 'errors'>[];
}

/** An `invalid` fence as an instance that schema evidence can use. */
export interface FencedInstance {
  readonly schema: string;
  readonly code: string;
  readonly instance: Json;
}

interface Tagged {
  readonly kind: string;
  readonly schema: string;
  readonly code: string;
}

function tagOf(fence: Fence): Tagged {
  const [, kind = '', schema = '', code = '', ...more] = fence.info.split(/\s+/);
  const sound =
    (kind === 'sketch' && schema === '') ||
    (kind === 'valid' && schema !== '' && code === '') ||
    (kind === 'invalid' && code !== '' && more.length === 0);
  return sound ? { kind, schema, code } : { kind: '', schema: '', code: '' };
}

function parse(text: string): { readonly value: Json } | undefined {
  try {
    const value: Json = JSON.parse(text);
    return { value };
  } catch {
    return undefined;
  }
}

function isJson(fence: Fence): boolean {
  if (/^json[c5]?\b/.test(fence.info)) return true;
  return fence.info === '' && /^\s*[[{]/.test(fence.content) && parse(fence.content) !== undefined;
}

/** Why an `invalid` fence fails to show what it claims; `undefined` when it shows it. */
function faultOfInvalid(tag: Tagged, value: Json, context: FenceContext): string | undefined {
  const outcome = context.validate(tag.schema, value);
  if (outcome.ok) return `schema ${tag.schema} accepts it`;
  const named = context.requirements.filter(({ errors }) => errors.includes(tag.code)).map(({ id }) => id);
  if (outcome.requirements.some((id) => named.includes(id))) return undefined;
  return `schema ${tag.schema} refuses it, but by no keyword whose x-req leads to ${tag.code}`;
}

function faultOf(fence: Fence, context: FenceContext): string | undefined {
  const tag = tagOf(fence);
  if (tag.kind === '') return 'JSON is tagged "valid <schema>", "invalid <schema> <code>" or "sketch"';
  if (tag.kind === 'sketch') return undefined;
  if (!context.schemaNames.has(tag.schema)) return `no schema is called ${tag.schema}`;
  if (tag.code !== '' && !context.codes.has(tag.code)) return `${tag.code} is not in registries/errors.json`;
  const parsed = parse(fence.content);
  if (parsed === undefined) return tag.code === 'E_JSON' ? undefined : 'it is not JSON';
  if (tag.kind === 'invalid') return faultOfInvalid(tag, parsed.value, context);
  return context.validate(tag.schema, parsed.value).ok ? undefined : `schema ${tag.schema} refuses it`;
}

/** L8 over the chapters. */
export function lintFences(chapters: readonly Chapter[], context: FenceContext): Finding[] {
  return chapters.flatMap((chapter) =>
    chapter.fences.filter(isJson).flatMap((fence): Finding[] => {
      const message = faultOf(fence, context);
      return message === undefined ? [] : [{ lint: 'L8', where: `${chapter.file}:${fence.line}`, message }];
    }),
  );
}

/** The instances of all `invalid` fences that are JSON. */
export function fencedInstances(chapters: readonly Chapter[]): FencedInstance[] {
  return chapters.flatMap((chapter) =>
    chapter.fences.filter(isJson).flatMap((fence) => {
      const { kind, schema, code } = tagOf(fence);
      const parsed = kind === 'invalid' ? parse(fence.content) : undefined;
      return parsed === undefined ? [] : [{ schema, code, instance: parsed.value }];
    }),
  );
}
