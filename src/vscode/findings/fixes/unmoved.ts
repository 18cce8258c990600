/** What to do with a key that is not taken out of its file by a fix: why that is so, and what to do instead. Pure. */
import { isActionFile, isPipeline, isWorkflowFile } from '../../../engine/formats/pipelines';
import type { Translate } from '../../../report/translate';
import { isStartUpFile } from '../../../rules/support/shell/start-up-files';

interface Advice {
  path: Pick<RegExp, 'test'>;
  /** Of the file; any, where that is missing. */
  text?: RegExp;
  say(variable: string, t: Translate): string;
}

const constant = (read: (variable: string) => string) => (variable: string, t: Translate) =>
  t('Have the program read it when it runs, by {0}: a constant is known when the program is built.', read(variable));

const secretOfRepository = (variable: string, t: Translate) =>
  t(
    'Workflows have their keys from GitHub. Add this one to the repository’s secrets (Settings, Secrets and variables, Actions), and write {0} here.',
    `\${{ secrets.${variable} }}`,
  );

/** The first that fits. */
const all: readonly Advice[] = [
  {
    path: { test: isActionFile },
    say: (_, t) =>
      t(
        'An action has its keys from the workflow that uses it. Declare an input for the key, and write {0} here.',
        '${{ inputs.anthropic_api_key }}',
      ),
  },
  { path: { test: isWorkflowFile }, say: secretOfRepository },
  { path: /\.ya?ml$/, text: /^jobs:[\s\S]*^\s+(?:runs-on|uses):/m, say: secretOfRepository },
  {
    path: { test: isPipeline },
    say: (variable, t) =>
      t(
        'Pipelines have their keys from the service that runs them. Add {0} to its settings as a secret, masked variable, and remove it here.',
        variable,
      ),
  },
  {
    path: { test: isStartUpFile },
    say: (_, t) =>
      t(
        'What a shell sets at its start, every program gets. Remove the line, and start those that need the key by “claude-guard key -- <program>”.',
      ),
  },
  {
    path: /(?:^|\/)(?:docker|container)file[^/]*$|\.(?:docker|container)file$/i,
    say: (variable, t) =>
      t(
        'What an image is built with stays in the image. Mount the key for the step that needs it (RUN --mount=type=secret), or set {0} where the container is started.',
        variable,
      ),
  },
  {
    path: /\.(?:tf|tfvars|tofu)$/,
    say: (_, t) =>
      t(
        'Terraform has keys from its own environment. Declare a sensitive variable without a default, use it here, and set TF_VAR_<its name> where Terraform is started.',
      ),
  },
  {
    path: /(?:^|\/)\.streamlit\/secrets\.toml$/,
    say: (_, t) => t('Streamlit reads its keys from this file. Replace the key, and have git ignore the file.'),
  },
  {
    path: /\.(?:service|container)$/,
    say: (_, t) =>
      t(
        'Whoever may ask systemd can read this. Have the service load the key from a file of its own (LoadCredential=).',
      ),
  },
  {
    path: /\.(?:ya?ml|json)$/,
    text: /^\s*["']?kind["']?\s*:\s*["']?Secret\b/m,
    say: (_, t) =>
      t(
        'A cluster’s secret belongs in the cluster alone: create it there (kubectl create secret), and remove this file.',
      ),
  },
  {
    path: /\.(?:ya?ml|json)$/,
    text: /^\s*["']?kind["']?\s*:\s*["']?(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|Pod|Job|CronJob)\b/m,
    say: (variable, t) =>
      t(
        'Whoever may read the manifest has the key. Keep it in a secret of the cluster (kubectl create secret generic), and have the container take {0} from there: valueFrom with secretKeyRef in place of value.',
        variable,
      ),
  },
  {
    path: /\.(?:swift|dart)$/,
    say: (_, t) =>
      t(
        'An app has no environment on the devices of others, and whoever has the app can read its key. Have a server of yours ask Claude, and keep the key there.',
      ),
  },
  {
    path: /\.(?:html?|vue|svelte|[jt]sx?|[mc][jt]s)$/,
    say: (_, t) =>
      t(
        'Code that a browser runs has no environment, and whoever opens the page can read its key. Have a server of yours ask Claude, and keep the key there.',
      ),
  },
  { path: /\.rs$/, say: constant((variable) => `std::env::var("${variable}")`) },
  { path: /\.go$/, say: constant((variable) => `os.Getenv("${variable}")`) },
  { path: /\.(?:java|kts?|scala)$/, say: constant((variable) => `System.getenv("${variable}")`) },
  { path: /\.cs$/, say: constant((variable) => `Environment.GetEnvironmentVariable("${variable}")`) },
  {
    path: /\.(?:md|markdown|mdx|txt|rst|adoc)$/i,
    say: (_, t) =>
      t('Nothing reads a key from a text. Replace the key, then shorten this one to its first and last characters.'),
  },
];

/** One or two sentences. @param path with `/` @param variable that the program should read */
export function adviceFor(path: string, text: string, variable: string, t: Translate): string {
  const advice = all.find((one) => one.path.test(path) && (one.text?.test(text) ?? true));
  return (
    advice?.say(variable, t) ??
    t(
      'There is no safe rewrite for this place. Have the program read {0} from the environment, then remove the key here.',
      variable,
    )
  );
}

/** Rules whose findings are keys as they are. */
export const isKey = ({ rule }: { rule: string }): boolean =>
  rule === 'hardcoded-credential' || rule === 'encoded-credential';
