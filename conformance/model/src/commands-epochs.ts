// The commands of TP/1 about epochs of logs, chapter 04 §2.
import { bytes, bytesValue, statementInput, text, type Input } from './command-values.ts';
import { logsOf } from './commands-principals.ts';
import { knownFrom } from './epochs.ts';
import type { Model } from './model.ts';
import type { StatementInput } from './statements.ts';

type Answer = Record<string, unknown>;

/** Epochs that are fresh, and keyboxes. */
export const EPOCH_COMMANDS: Readonly<Record<string, (model: Model, input: Input) => Answer>> = {
  'log.epochs': (model, input) => {
    const log = text(input['log']);
    const { trial } = model.judgeOps(
      logsOf([...((input['others'] ?? []) as Input[]), { id: log, ops: input['ops'] }]),
    ).book;
    const own = [...trial.ops.values()].flatMap((op) => (op.log === log ? [op.id] : []));
    const known = knownFrom(trial, input['au'] === undefined ? own : (input['au'] as string[]).map(text));
    const place = { trial, log, known };
    const current = model.currentEpoch(place);
    return { fresh: model.freshEpochs(place), ...(current === undefined ? {} : { current }) };
  },
  'keybox.accept': (model, input) => {
    const { book } = model.judgeOps(logsOf(input['logs']));
    const op = statementInput(input);
    const given = input['body'] === undefined ? {} : { body: bytes(input['body']) };
    const { body, ...accepted } = model.acceptKeybox({ book, log: logOf(model, op), input: op, ...given });
    return { ...accepted, ...(body === undefined ? {} : { body: bytesValue(body) }) };
  },
};

/** Of whose log an op says that it is. */
function logOf(model: Model, input: StatementInput): string {
  const { id, claimsJson: claims } = model.decodeOp(input);
  return claims.get('k') === 'init' ? id : String(claims.get('log'));
}
