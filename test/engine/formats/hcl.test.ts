import assert from 'node:assert/strict';
import { hcl } from '../../../src/engine/formats/hcl';
import { checkFacts, parse, settingOf, settingsOf, slice, variablesOf, variants } from './support';

const read = (text: string) => parse(hcl, text, 'main.tf');

describe('hcl', () => {
  it('has a setting for every attribute and every block', async () => {
    const text =
      'variable "key" {\n  default = "v"\n  sensitive = true\n}\noutput "o" {}\nl = [1, { a = null }]\nn = -1\n';
    const facts = await read(text);
    assert.deepEqual(settingsOf(facts).sort(), [
      'l/0=1',
      'l/1/a=null',
      'n=-1',
      'output/o=null',
      'variable/key/default=v',
      'variable/key/sensitive=true',
      'variable/key=null',
    ]);
    const block = settingOf(facts, 'o');
    assert.deepEqual(
      [slice(text, block.keyRange), slice(text, block.range), slice(text, block.valueRange)],
      ['o', 'output "o" {}', ''],
    );
  });

  it('gives expressions as the template that refers to them', async () => {
    const text = 'a = var.key\nb = "x${var.y}\\n"\nc = f("z")\n';
    const facts = await read(text);
    assert.deepEqual(settingsOf(facts), ['a=${var.key}', 'b=x${var.y}\n', 'c=${f("z")}']);
    assert.equal(slice(text, settingOf(facts, 'a').valueRange), 'var.key');
    assert.deepEqual(
      facts.strings.map(({ range }) => slice(text, range)),
      ['"x${var.y}\\n"', '"z"'],
    );
  });

  it('knows the variables of functions, containers and services', async () => {
    const text = `resource "aws_lambda_function" "f" {
  environment {
    variables = {
      ANTHROPIC_API_KEY = "k"
      "low" : 1
    }
  }
}
resource "google_cloud_run_service" "s" {
  env {
    name = "A"
    value = var.a
  }
}
resource "aws_ecs_task_definition" "t" {
  container_definitions = jsonencode([{ environment = [{ name = "B", value = "v" }] }])
}
variable "environment" { default = "prod" }
`;
    for (const variant of variants(text)) {
      const facts = await read(variant);
      assert.deepEqual(variablesOf(facts), { ANTHROPIC_API_KEY: 'k', low: 1, A: '${var.a}', B: 'v' });
      const path = ['resource', 'aws_lambda_function', 'f', 'environment', 'variables', 'ANTHROPIC_API_KEY'];
      assert.deepEqual(settingOf(facts, 'ANTHROPIC_API_KEY').path, path);
      checkFacts(variant, facts);
    }
  });

  it('reads here-documents and comments', async () => {
    const text = '# c\na = <<-EOT\n  hi\n  EOT\n/* 😀 */\n';
    const facts = await read(text);
    assert.equal(settingOf(facts, 'a').value, '  hi\n  ');
    assert.deepEqual(
      facts.comments.map((range) => slice(text, range)),
      ['# c', '/* 😀 */'],
    );
  });

  it('refers to a variable, except among values of variables', () => {
    const write = (kind: 'literal' | 'inside', path: string) =>
      hcl.idioms.readEnvironment('API_KEY', { kind, quote: '"', path });
    assert.equal(write('literal', 'main.tf'), 'var.api_key');
    assert.equal(write('inside', 'main.tf'), '${var.api_key}');
    assert.equal(write('literal', 'prod.tfvars'), undefined);
  });
});
