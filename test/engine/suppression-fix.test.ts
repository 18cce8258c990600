import assert from 'node:assert/strict';
import type { SuppressionFix } from '../../src/engine/suppressions';
import { applyEdits } from '../../src/engine/text/edits';
import { engine, findingsOf, options, sourceFile } from '../support/engine';
import { fillTemplate } from '../support/templates';

/** Suppresses the first finding with a reason that a person has typed. */
async function suppressed(path: string, template: string, form?: SuppressionFix['form']): Promise<string | undefined> {
  const text = fillTemplate(template);
  const [finding] = await findingsOf(path, text);
  assert.ok(finding);
  const fix = await engine.suppressionFix(sourceFile(path, text), finding, form);
  if (!fix) return undefined;
  const [edit] = fix.edits;
  const { start, end } = fix.placeholder;
  const typed = `${edit!.text.slice(0, start)}made up for a talk${edit!.text.slice(end)}`;
  return applyEdits(text, [{ ...edit!, text: typed }]);
}

const cases: Readonly<Record<string, string>> = {
  'client.ts': "  const key = '{{key}}';\r\n",
  'panel.tsx': 'export const A = () => (\n  <div>\n    <C key="{{key}}" />\n  </div>\n);\n',
  'list.jsx': 'export const A = () => (\n  <>\n    {x && <p />}\n    <C key="{{key}}" />\n  </>\n);\n',
  'text.jsx': 'export const A = () => (\n  <p>\n    {"{{key}}"}\n  </p>\n);\n',
  'attribute.tsx': 'export const A = () => (\n  <C\n    key="{{key}}"\n  />\n);\n',
  'root.tsx': 'export const A = () => (\n  <C key="{{key}}" />\n);\n',
  'Main.java': 'class Main {\n  String key = "{{key}}";\n}\n',
  'run.bat': 'set ANTHROPIC_API_KEY={{key}}\r\n',
  'client.py': 'key = "{{key}}"\n',
  'page.html': '<p>x</p>\n<script>\n  const key = "{{key}}";\n</script>\n',
  'page.vue': '<script setup lang="ts">\nconst key = "{{key}}";\n</script>\n<template><p /></template>\n',
  'compose.yaml': 'services:\n  a:\n    environment:\n      ANTHROPIC_API_KEY: {{key}}\n',
  '.github/workflows/ci.yml':
    'jobs:\n  a:\n    steps:\n      - run: |\n          echo one\n          export ANTHROPIC_API_KEY={{key}}\n',
  'main.tf': 'locals {\n  key = "{{key}}"\n}\n',
  'notes.md': '# Notes\n\n{{key}}\n',
  'explore.ipynb': `${JSON.stringify({ cells: [{ cell_type: 'code', metadata: {}, outputs: [], source: ['import anthropic\n', 'key = "{{key}}"\n'] }], metadata: {}, nbformat: 4, nbformat_minor: 5 }, undefined, 1)}\n`,
};

/** Where a comment may not be the first line. */
const heads: Readonly<Record<string, string>> = {
  'run.py': '#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\nkey = "{{key}}"\n',
  'run.sh': '#!/bin/sh\nexport ANTHROPIC_API_KEY={{key}}\n',
  Dockerfile: '# syntax=docker/dockerfile:1\n# escape=`\nFROM node\nENV ANTHROPIC_API_KEY={{key}}\n',
  'post.md': '---\ntitle: A post\n---\n\n{{key}}\n',
  'page.html': '<!doctype html>\n<p>{{key}}</p>\n',
};

describe('suppressing a finding', () => {
  for (const [path, template] of Object.entries(cases))
    it(`writes a comment that holds, in ${path}`, async () => {
      const text = await suppressed(path, template);
      assert.ok(text !== undefined);
      if (path.endsWith('.ipynb')) JSON.parse(text);
      const result = await engine.analyze(sourceFile(path, text), options);
      assert.deepEqual(result.findings, []);
      assert.equal(result.suppressed.length, 1);
    });

  for (const [path, template] of Object.entries({ ...cases, ...heads }))
    it(`writes a comment for the whole of ${path}`, async () => {
      const text = await suppressed(path, template, 'file');
      assert.match(text ?? '', /claude-guard-ignore-file/);
      const { findings, suppressed: hidden } = await engine.analyze(sourceFile(path, text!), options);
      assert.deepEqual(findings, []);
      assert.ok(hidden.length > 0);
      const head = /^(?:#!.*\n(?:#.*coding.*\n)?|# syntax=.*\n# escape.*\n|---\n[\s\S]*?---\n|<!doctype.*\n)/.exec(
        fillTemplate(template),
      )?.[0];
      assert.ok(text!.startsWith(head ?? ''), text);
    });

  it('has no comment to write in JSON', async () => {
    assert.equal(await suppressed('a.json', '{ "key": "{{key}}" }\n'), undefined);
  });
});
