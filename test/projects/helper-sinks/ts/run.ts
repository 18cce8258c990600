import { exec, execFile } from 'node:child_process';

export function run(text: string) {
  return eval(text); // want reply-as-code "Claude’s reply is run as code"
}

export function convert(text: string) {
  return eval(text);
}

export function notify(text: string) {
  execFile('notify', [text]);
}

export function list(folder: string) {
  exec(`ls ${folder}`);
}
