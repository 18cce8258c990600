/** Pages to print and to send: one file that loads nothing and runs nothing. */
import { escapeHtml } from './html';

const style = `
:root { color-scheme: light; }
body { font: 11pt/1.5 system-ui, "Segoe UI", sans-serif; color: #1b1b1b; background: #fff; margin: 0; }
main { max-width: 52em; margin: 0 auto; padding: 32px 24px; }
h1 { font-size: 1.8em; line-height: 1.2; margin: 0 0 .4em; }
h2 { font-size: 1.3em; margin: 1.6em 0 .4em; }
h3 { font-size: 1em; margin: 1.4em 0 .2em; }
p { margin: 0 0 .6em; }
table { border-collapse: collapse; width: 100%; margin: 1em 0; font-size: .92em; }
th, td { text-align: left; vertical-align: top; padding: .4em .6em; border-bottom: 1px solid #c9c9c9; overflow-wrap: break-word; }
thead th { border-bottom: 2px solid #1b1b1b; }
tr.open > * { border-bottom: 0; } tr.more td { padding: 0 .6em .6em 1.6em; color: #333; }
time { white-space: nowrap; }
tr.done td:nth-child(2) { color: #0a6b2d; font-weight: 600; }
tr.overdue td:nth-child(2) { color: #a4161a; font-weight: 600; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2em 1.2em; margin: 0 0 1em; }
dt { color: #555; } dd { margin: 0; overflow-wrap: anywhere; }
pre { font: 9pt/1.4 ui-monospace, Consolas, monospace; background: #f5f5f5; border: 1px solid #ddd; border-radius: 4px; padding: .8em; white-space: pre-wrap; overflow-wrap: anywhere; }
.small { color: #555; font-size: .88em; }
.proof { border-left: 3px solid #999; padding: .2em 1em; }
@page { margin: 16mm; }
@media print { body { font-size: 10pt; } main { padding: 0; max-width: none; } thead { display: table-header-group; } tr, pre { break-inside: avoid; } tr.open, h2, h3, .small { break-after: avoid; } }
`;

/** No line ends within a day. @param html in which everything is escaped */
export const withDays = (html: string): string => html.replace(/\b\d{4}-\d{2}-\d{2}\b/g, '<time>$&</time>');

export interface PrintPage {
  title: string;
  language: string;
  /** HTML in which everything is escaped. */
  body: string;
}

export const printPage = ({ title, language, body }: PrintPage): string => `<!DOCTYPE html>
<html lang="${escapeHtml(language)}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${style}</style></head>
<body><main>${body}</main></body></html>
`;
