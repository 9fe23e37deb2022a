// The commands of TP/1 that chapters 03 and 05 of the model answer.
import { bytesValue, recordInput, statementInput, text, type Input } from './command-values.ts';
import type { Model } from './model.ts';

/** `log.resolve` and `record.accept`. */
export const PRINCIPAL_COMMANDS: Readonly<Record<string, (model: Model, input: Input) => Record<string, unknown>>> = {
  'log.resolve': (model, input) => {
    const log = { log: text(input['log']), ops: (input['ops'] as Input[]).map(statementInput) };
    return { members: Object.fromEntries(model.resolveLog(log).map(({ kid, lvl }) => [kid, lvl])) };
  },
  'record.accept': (model, input) => {
    const logs = (input['logs'] as Input[]).map(({ id, ops }) => ({
      id: text(id),
      ops: (ops as Input[]).map(statementInput),
    }));
    const { body, ...accepted } = model.acceptRecord({ ...recordInput(input), logs, now: Number(input['now']) });
    return { ...accepted, ...(body === undefined ? {} : { body: bytesValue(body) }) };
  },
};
