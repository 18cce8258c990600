import { exec } from 'node:child_process';
import { ClaudeService, claude } from '@shop/claude';
import service from '@shop/claude/service';

export async function ask(req, res) {
  res.json(await claude.ask(req.body.system, req.body.question));
}

export const controller = {
  async run(req, res) {
    for await (const text of new ClaudeService().stream(req.body.question)) exec(text); // want reply-as-command "Claude’s reply"
    res.end();
  },
  async again(req, res) {
    let whole = '';
    for await (const text of service.stream(req.body.question)) whole += text;
    exec(whole); // want reply-as-command "Claude’s reply"
    res.end();
  },
};
