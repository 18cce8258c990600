/** How the pages of the training look: the theme's colours, sizes of the editor's fonts. */
export const pageStyle = `
html, body { background: var(--vscode-editor-background); }
body.vscode-dark { color-scheme: dark; }
body { padding: 0; line-height: 1.55; color: var(--vscode-foreground); }
main { max-width: 46em; margin: 0 auto; padding: 20px 24px 48px; }
h1 { font-size: 1.7em; font-weight: 600; line-height: 1.25; margin: 4px 0 12px; }
h2 { font-size: 1.05em; font-weight: 600; margin: 24px 0 6px; }
p { margin: 0 0 10px; }
.facts { color: var(--vscode-descriptionForeground); margin: 0; }
code { font-family: var(--vscode-editor-font-family), monospace; font-size: 0.95em; color: var(--vscode-textPreformat-foreground); background: var(--vscode-textPreformat-background); padding: 1px 4px; border-radius: 3px; }
a { color: var(--vscode-textLink-foreground); text-decoration: underline; }
:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
button { font: inherit; padding: 5px 12px; border-radius: 3px; cursor: pointer; border: 1px solid var(--vscode-button-border, transparent); }
button.primary { color: var(--vscode-button-foreground); background: var(--vscode-button-background); }
button.primary:hover { background: var(--vscode-button-hoverBackground); }
button.secondary { color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); border-color: var(--vscode-contrastBorder, var(--vscode-button-secondaryBorder, var(--vscode-input-border, var(--vscode-widget-border)))); }
button.secondary:hover { background: var(--vscode-button-secondaryHoverBackground); }
button.link { border: 0; padding: 0; background: none; color: var(--vscode-textLink-foreground); text-decoration: underline; font-weight: 600; text-align: left; }
.choices { display: inline-flex; border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--vscode-descriptionForeground))); border-radius: 4px; overflow: hidden; }
.choice { border: 0; border-radius: 0; background: transparent; color: var(--vscode-foreground); padding: 3px 14px; }
.choice[aria-pressed="true"] { background: var(--vscode-button-background); color: var(--vscode-button-foreground); font-weight: 600; }
.choice:focus-visible { outline-offset: -2px; }
.vscode-high-contrast:not(.vscode-high-contrast-light) .choice[aria-pressed="true"] { background: var(--vscode-foreground); color: var(--vscode-editor-background); }
.files { margin-top: 10px; }
.files .choice { font-family: var(--vscode-editor-font-family), monospace; font-size: 0.95em; }
.goals { margin-top: 18px; padding: 12px 16px 8px; border-radius: 6px; border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent)); background: var(--vscode-sideBar-background); }
.goals h2 { margin-top: 0; }
.bar { display: block; width: 100%; height: 6px; border-radius: 3px; margin: 6px 0 8px; }
.track { fill: var(--vscode-descriptionForeground); opacity: 0.3; }
.fill { fill: var(--vscode-progressBar-background, var(--vscode-focusBorder)); }
.goals.done .fill { fill: var(--vscode-charts-green); }
.summary { font-weight: 600; margin-bottom: 6px; }
.goals.done .summary::before { content: '✓ ' / ''; color: var(--vscode-charts-green); }
.list { list-style: none; margin: 0; padding: 0; }
.list > li { display: flex; gap: 10px; padding: 4px 0; }
.mark { width: 1.1em; text-align: center; flex: none; }
.passed .mark { color: var(--vscode-charts-green); font-weight: 700; }
.left .mark { color: var(--vscode-editorWarning-foreground); }
.why { margin: 2px 0 4px; padding-left: 18px; color: var(--vscode-descriptionForeground); }
.hints { margin: 0 0 8px; padding-left: 22px; }
.hints li { margin-bottom: 6px; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 14px 0 4px; }
.goals .actions { margin: 12px 0 14px; }
aside { margin-top: 24px; padding: 2px 16px 6px; border-left: 3px solid var(--vscode-textBlockQuote-border); background: var(--vscode-textBlockQuote-background); }
aside h2 { margin-top: 10px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;

/** Tells the extension what was pressed, and shows what it answers, with the focus where it was. */
export const pageScript = `
const vscode = acquireVsCodeApi();
document.addEventListener('click', (event) => {
  const pressed = event.target.closest('[data-action]');
  if (!pressed) return;
  const { action, value, chosen } = pressed.dataset;
  const input = document.querySelector('input:checked');
  vscode.postMessage({ action, value: chosen === undefined ? value : input && input.value });
});
// A key that is held presses once: what comes next has to be read before it is pressed away.
document.addEventListener('keydown', (event) => {
  if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
});
const nameOf = (node) => node && node.dataset && node.dataset.action && node.dataset.action + ' ' + (node.dataset.value || '');
let shown;
addEventListener('message', ({ data }) => {
  vscode.setState(data.state);
  // What is pressed just now would be lost where the page is drawn anew.
  if (data.body === shown) return;
  shown = data.body;
  const unfolded = !data.top && document.querySelector('details[open]');
  const had = document.activeElement;
  const name = nameOf(had);
  document.body.firstElementChild.outerHTML = data.body;
  const live = document.getElementById('live');
  if (live.textContent !== data.said) live.textContent = data.said;
  if (unfolded) document.querySelector('details').open = true;
  if (data.top) scrollTo(0, 0);
  const again = name && [...document.querySelectorAll('[data-action]')].find((node) => nameOf(node) === name);
  const next = again || (had !== document.body && document.querySelector('[data-focus]'));
  if (next) next.focus({ preventScroll: true });
});
`;
