/** The style of the report pages. Verdicts differ by colour and by word. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --pass: #2a7d46; --fail: #b3261e; --none: #8a8a8a; --odd: #9a6700; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { text-align: left; vertical-align: top; padding: .2rem .6rem; border-bottom: 1px solid #8884; }
pre { overflow-x: auto; white-space: pre-wrap; word-break: break-all; background: #8881; padding: .5rem; }
form { position: sticky; top: 0; background: Canvas; padding: .5rem 0; }
th { white-space: nowrap; }
.cell { display: inline-block; width: .8rem; height: .8rem; margin: 1px; background: var(--fail); }
.cell.pass { background: var(--pass); } .cell.not-applicable { background: var(--none); } .cell.known-failing { background: var(--odd); }
b { color: var(--fail); } b.pass { color: var(--pass); } b.not-applicable { color: var(--none); } b.known-failing { color: var(--odd); }
.problems { color: var(--fail); } [hidden] { display: none; }
`;

/** The script of the report pages: filters by verdict and words, and opens the case that a link points at. */
export const PAGE_SCRIPT = `
const form = document.getElementById('filters');
const search = form.querySelector('input[type=search]');
function apply() {
  const shown = new Set([...form.querySelectorAll('[data-verdict]:checked')].map((box) => box.dataset.verdict));
  const words = search.value.toLowerCase().split(' ').filter(Boolean);
  for (const item of document.querySelectorAll('details')) {
    item.hidden = !shown.has(item.dataset.verdict) || !words.every((word) => item.dataset.words.includes(word));
  }
}
function openTarget() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (target) { target.hidden = false; target.open = true; target.scrollIntoView(); }
}
form.addEventListener('input', apply);
form.addEventListener('submit', (event) => event.preventDefault());
addEventListener('hashchange', openTarget);
openTarget();
`;
