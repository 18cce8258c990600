import { readFile } from 'node:fs/promises';

const key = process.env.ANTHROPIC_ADMIN_KEY ?? (await readFile('admin-key', 'utf8'));

export const report = () =>
  fetch('https://api.anthropic.com/v1/organizations/cost_report', {
    headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01' },
  });
