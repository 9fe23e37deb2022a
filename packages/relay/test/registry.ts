import registryFile from '@allod/spec/registries/limits.json' with { type: 'json' };

interface Limit {
  readonly name: string;
  readonly value: number;
  readonly code?: string;
}

/** The registry of limits, as the specification has it. */
export const registry: ReadonlyMap<string, Limit> = new Map(
  (registryFile.limits as readonly Limit[]).map((limit) => [limit.name, limit]),
);
