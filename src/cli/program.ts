/** The command line's grammar. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { didYouMean } from '../engine/closest';
import { confidences, profiles, severities } from '../engine/config/config';
import { maskCredentials } from '../engine/credentials/credentials';
import { reportForms } from '../training/report-forms';
import { planPath } from '../training/types';
import { exitCodes, type Host, UsageError } from './host';
import { initCommand } from './init';
import { keyCommand } from './key';
import { print, say } from './output';
import { type PermissionsOptions, permissionsCommand } from './permissions';
import { explainCommand, rulesCommand } from './rules';
import { type ScanCommandOptions, scanCommand } from './scan';
import { type TrainingReportOptions, trainingReportCommand } from './training';

/** An option with fixed values, which a mistyped one is compared with. */
function choice(flags: string, description: string, values: readonly string[], standard?: string): Option {
  const option = new Option(flags, description).choices([...values]);
  option.argParser((value: string) => {
    if (values.includes(value)) return value;
    throw new InvalidArgumentError(`Allowed are ${values.join(', ')}.${didYouMean(value, values)}`);
  });
  return standard === undefined ? option : option.default(standard);
}

function addScan(program: Command, host: Host, done: (code: number) => void): void {
  program
    .command('scan')
    .description('find insecure use of Claude in files and folders')
    .argument('[paths...]', 'what to scan (default: the current folder)')
    .addOption(choice('-f, --format <format>', 'form of the report', ['text', 'json', 'sarif'], 'text'))
    .option('-o, --output <file>', 'write the report to a file')
    .addOption(choice('--fail-on <severity>', 'exit with 1 from this severity on', [...severities, 'never'], 'warning'))
    .addOption(choice('--min-confidence <confidence>', 'hide findings below', confidences))
    .addOption(choice('--profile <profile>', 'recommended hides info findings below high confidence', profiles))
    .option('-c, --config <file>', 'configuration in place of those in the scanned folders')
    .option('--no-ignore', 'scan what git ignores, too')
    .option('--online', 'ask osv.dev about packages that have to do with Claude; sends their names and versions')
    .option('--fix', 'apply the safe fixes')
    .option('--fix-dry-run', 'print what --fix would change')
    .option('--stdin', 'scan standard input')
    .option('--stdin-filename <name>', 'name of standard input, which decides its language')
    .option('-v, --verbose', 'also print suppressed findings, notices and what was skipped')
    .option('-q, --quiet', 'print findings and failures alone')
    .action(async (paths: string[], options: ScanCommandOptions) => done(await scanCommand(paths, options, host)));
}

function addKey(program: Command, host: Host, done: (code: number) => void): void {
  program
    .command('key')
    .description('give a program the key that VS Code keeps for this folder')
    .usage('[-- program [arguments...]]')
    .argument(
      '[command...]',
      'the program that has the key in its environment (default: print the key, not to a terminal)',
    )
    .passThroughOptions()
    .allowUnknownOption(false)
    .action(async (command: string[]) => done(await keyCommand(command, host)));
}

function addOthers(program: Command, host: Host): void {
  program
    .command('rules')
    .description('list the rules')
    .addOption(choice('-f, --format <format>', 'form of the list', ['text', 'json'], 'text'))
    .action((options: { format: 'text' | 'json' }) => rulesCommand(options, host));
  program
    .command('explain')
    .description('say what a rule reports, why, and what to do')
    .argument('<rule>', 'id of the rule')
    .action((id: string) => explainCommand(id, host));
  program
    .command('permissions')
    .description('say what Claude Code may do in a folder, and which setting says so')
    .argument('[folder]', 'whose settings (default: the current folder)')
    .addOption(choice('-f, --format <format>', 'form of the answer', ['text', 'json'], 'text'))
    .option('-a, --all', 'with your own and your administrator’s settings, which are outside of the folder')
    .action((folder: string | undefined, options: PermissionsOptions) => permissionsCommand(folder, options, host));
  program
    .command('init')
    .description('write a configuration file with the defaults')
    .action(() => initCommand(host));
}

function addTraining(program: Command, host: Host, done: (code: number) => void): void {
  program
    .command('training')
    .description('what a team has learnt')
    .command('report')
    .description('check the lab solutions in training records again, and say who has learnt what, and what is due')
    .argument('<folder>', 'folder with the records that members exported, as JSON files')
    .addOption(choice('-f, --format <format>', 'form of the report', reportForms, 'text'))
    .option('-o, --output <file>', 'write the report to a file')
    .option('-p, --plan <file>', `the team’s plan (default: ${planPath} in the current folder, where there is one)`)
    .addHelpText('after', reportExits)
    .action(async (folder: string, options: TrainingReportOptions) =>
      done(await trainingReportCommand(folder, options, host)),
    );
}

const reportExits = `
Exit codes: 0 every record was read, 1 some record could not be read or holds a solution that is none, 2 usage error or a mistake in the plan.`;

const exits = `
Exit codes: 0 nothing at the level of --fail-on, 1 findings, 2 usage or configuration error, 130 interrupted.`;

/** Every command prints and fails as the program does. */
function settle(parent: Command, name: string): void {
  for (const command of parent.commands) {
    const path = `${name} ${command.name()}`;
    command.copyInheritedSettings(parent);
    command.showHelpAfterError(`“${path} --help” says more.`);
    settle(command, path);
  }
}

function createProgram(host: Host, done: (code: number) => void): Command {
  const program = new Command('claude-guard')
    .description(
      'Finds and fixes insecure use of Claude: leaked keys, broken TLS, injected prompts, replies that run as code.',
    )
    .version(host.version, '-V, --version')
    .addHelpText('after', exits)
    .configureOutput({
      writeOut: (text) => print(host.stdout, text),
      writeErr: (text) => print(host.stderr, text),
      outputError: (text, write) => write(text.replace(/^error: /, 'claude-guard: ')),
      getOutHelpWidth: () => Math.min(host.stdout.columns ?? 100, 120),
      getErrHelpWidth: () => Math.min(host.stderr.columns ?? 100, 120),
    })
    .enablePositionalOptions()
    .exitOverride();
  addScan(program, host, done);
  addKey(program, host, done);
  addOthers(program, host);
  addTraining(program, host, done);
  settle(program, 'claude-guard');
  program.showHelpAfterError('“claude-guard --help” lists the commands.');
  return program;
}

function codeOf(error: unknown, host: Host): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.usage;
  if (host.signal.aborted) {
    say(host, 'claude-guard: Interrupted before anything was changed.');
    return exitCodes.interrupted;
  }
  if (error instanceof UsageError) {
    for (const line of error.message.split('\n')) say(host, `claude-guard: ${line}`);
    return exitCodes.usage;
  }
  const message = error instanceof Error ? error.message : String(error);
  say(host, `claude-guard: internal error: ${maskCredentials(message)}`);
  return exitCodes.usage;
}

/**
 * Runs one command and returns its exit code; never rejects.
 *
 * @param args without the program's own name
 */
export async function run(args: readonly string[], host: Host): Promise<number> {
  let code: number = exitCodes.clean;
  const program = createProgram(host, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return codeOf(error, host);
  }
}
