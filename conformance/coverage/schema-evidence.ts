/** Schema evidence: `x-req` counts only if a tagged instance gets through once its keyword is gone. */
import type { Evidence, VectorCase } from './evidence.ts';
import { isRecord, recordsOf, textOf } from './json.ts';
import type { Json } from './json.ts';
import type { FencedInstance } from './json-fences.ts';
import type { Requirement } from './requirement.ts';
import { annotationsOf, createValidate, validatorsWithout } from './schemas.ts';
import type { Annotation, Schemas, Validate } from './schemas.ts';

/** An instance that some schema refuses, and the requirements it breaks. */
export interface TaggedInstance {
  readonly schema: string;
  readonly requirements: readonly string[];
  readonly instance: Json;
}

/** The instances of a parsed `spec/schemas/examples/<schema>.invalid.json`: a list of `{req, instance, why}`. */
export function exampleInstances(schema: string, file: Json): TaggedInstance[] {
  return recordsOf(file).flatMap((row) =>
    row['instance'] === undefined ? [] : [{ schema, requirements: [textOf(row['req'])], instance: row['instance'] }],
  );
}

/** Refusing vector cases that name a schema and an instance. */
export function vectorInstances(cases: readonly VectorCase[]): TaggedInstance[] {
  return cases.flatMap(({ polarity, requirements, schemaInstance }) =>
    polarity === 'reject' && schemaInstance !== undefined ? [{ ...schemaInstance, requirements }] : [],
  );
}

/** `invalid` fences, tagged with every requirement that names their code. */
export function fenceInstances(
  fences: readonly FencedInstance[],
  requirements: readonly Pick<Requirement, 'id' | 'errors'>[],
): TaggedInstance[] {
  return fences.map(({ schema, code, instance }) => ({
    schema,
    instance,
    requirements: requirements.filter(({ errors }) => errors.includes(code)).map(({ id }) => id),
  }));
}

function keyOf(annotation: Annotation): string {
  return `schema:${annotation.schema}#/${annotation.path.join('/')}`;
}

interface Trial {
  readonly annotation: Annotation;
  readonly lacking: readonly Validate[];
  readonly refused: readonly TaggedInstance[];
}

function judge(trial: Trial, requirement: string): Evidence {
  const { annotation, lacking, refused } = trial;
  const tagged = refused.filter(({ requirements }) => requirements.includes(requirement));
  const proven = tagged.some(({ schema, instance }) => lacking.some((validate) => validate(schema, instance).ok));
  const base = { source: 'schema', key: keyOf(annotation), requirement, polarity: 'reject' } as const;
  if (proven) return { ...base, outcome: 'passed' };
  const detail =
    tagged.length === 0
      ? 'no instance tagged with it is refused'
      : 'taking the keyword away lets no tagged instance through';
  return { ...base, outcome: 'missing', detail };
}

/**
 * One piece of evidence per `x-req` entry. `missing` when no tagged instance depends on a keyword beside it.
 * Throws what ajv throws for a schema that does not compile.
 */
export function schemaEvidence(schemas: Schemas, instances: readonly TaggedInstance[]): Evidence[] {
  const validate = createValidate(schemas);
  const refused = instances.filter(
    ({ schema, instance }) => isRecord(schemas[schema]) && !validate(schema, instance).ok,
  );
  return annotationsOf(schemas).flatMap((annotation) => {
    const lacking = validatorsWithout(schemas, annotation);
    return annotation.requirements.map((requirement) => judge({ annotation, lacking, refused }, requirement));
  });
}
