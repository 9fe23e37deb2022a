import { html } from '../runner/report/html.ts';
import { isKilled } from './trial.ts';
import type { Trial } from './trial.ts';

/** The text of `reports/mutants.json`. The control is in none of its numbers: it is the condition for them. */
export function mutantsJson(trials: readonly Trial[]): string {
  const content = {
    designed: count(trials, 'designed'),
    derived: count(trials, 'derived'),
    survivors: trials
      .filter((trial) => !isKilled(trial))
      .map(({ mutant }) => ({ id: mutant.id, requirement: mutant.requirement })),
    mutants: trials.map(({ mutant: { id, family, requirement }, killedBy }) => ({ id, family, requirement, killedBy })),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function count(trials: readonly Trial[], family: string): { total: number; killed: number } {
  const ofFamily = trials.filter(({ mutant }) => mutant.family === family);
  return { total: ofFamily.length, killed: ofFamily.filter(isKilled).length };
}

/** The text of `reports/mutants.md`: one row per mutant. */
export function mutantsMarkdown(trials: readonly Trial[]): string {
  const rows = trials.map(
    (trial) =>
      `| ${cellsOf(trial)
        .map((cell) => cell.replaceAll('|', '\\|'))
        .join(' | ')} |`,
  );
  return [
    '# Kill matrix',
    '',
    `| ${HEADINGS.join(' | ')} |`,
    `|${HEADINGS.map(() => '---').join('|')}|`,
    ...rows,
    '',
  ].join('\n');
}

const HEADINGS = ['Mutant', 'Breaks', 'Verdict', 'Kills citing it', 'Other kills', 'Passes', 'Mistake'] as const;

function cellsOf(trial: Trial): readonly string[] {
  const { mutant, killedBy, passed, total } = trial;
  const citing = killedBy.filter(({ requirements }) => requirements.includes(mutant.requirement)).length;
  return [
    mutant.id,
    mutant.requirement,
    isKilled(trial) ? 'killed' : 'SURVIVES',
    String(citing),
    String(killedBy.length - citing),
    `${passed}/${total}`,
    mutant.who,
  ];
}

/** The text of `reports/mutants.html`: the rows of the Markdown, each with the cases that noticed the mutant. */
export function mutantsHtml(trials: readonly Trial[]): string {
  const rows = trials.map((trial) => {
    const cases = trial.killedBy.map(
      (kill) => `<li>${html(kill.case)} <small>${html(kill.requirements.join(' '))}</small>`,
    );
    const cells = cellsOf(trial).map((cell) => `<td>${html(cell)}`);
    return `<tr class="${isKilled(trial) ? 'killed' : 'survives'}">${cells.join('')}<td><details><summary>${cases.length}</summary><ul>${cases.join('')}</ul></details>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Allod: kill matrix</title>
<style>
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; }
table { border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: .2rem .6rem; border-bottom: 1px solid #8884; }
.survives { color: #b3261e; }
</style>
<h1>Kill matrix</h1>
<table><thead><tr>${HEADINGS.map((heading) => `<th>${heading}`).join('')}<th>Cases</thead><tbody>
${rows.join('\n')}
</tbody></table>
</html>
`;
}
