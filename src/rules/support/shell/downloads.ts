/** Shell commands that run what they have just fetched or what nobody can read, and such that send secrets away. */

/** A shell or an interpreter that reads its program from its input. */
const reader = String.raw`(?:sudo\s+)?(?:/[\w/]*/)?(?:(?:ba|z|da|k)?sh|python[\d.]*|node|perl|ruby)\b(?!\s+-(?:c|m|e|p)\b)(?!\s+[\w./$"'~])`;
const fetching = /\b(?:curl|wget)\b|\b(?:iex|Invoke-Expression)\b/i;
const downloading: readonly RegExp[] = [
  new RegExp(String.raw`\b(?:curl|wget)\b[^|;&]*(?:\|\s*(?:tee|cat|tac)\b[^|;&]*)?\|\s*${reader}`),
  /\b(?:ba|z|da|k)?sh\s+<\(\s*(?:curl|wget)\b[^)]*\)|\b(?:source|\.)\s+<\(\s*(?:curl|wget)\b[^)]*\)/,
  /\beval\s+["']?(?:\$\(|`)\s*(?:curl|wget)\b[^)`]*/,
  /\b(?:ba|z|da|k)?sh\s+-c\s+["']?(?:\$\(|`)\s*(?:curl|wget)\b[^)`]*/,
  /\b(?:iwr|irm|Invoke-WebRequest|Invoke-RestMethod)\b[^|;]*\|\s*(?:iex|Invoke-Expression)\b/i,
];
const decoding = new RegExp(String.raw`\bbase64\s+(?:-d|-D|--decode)\b[^|;&]*\|\s*${reader}`);

/** The part that fetches something and runs it at once. */
export function downloadIn(text: string): RegExpExecArray | undefined {
  if (!fetching.test(text)) return undefined;
  return downloading.map((one) => one.exec(text)).find((found) => found !== null) ?? undefined;
}

/** The part that decodes something and runs it. */
export const decodedIn = (text: string): RegExpExecArray | undefined => decoding.exec(text) ?? undefined;

/** Files that hold credentials, by their path. */
const secretFile = String.raw`(?:[^\s|;&"'=@]*/)?(?:\.(?:ssh|aws|gnupg|kube|docker)/[^\s|;&"']+|\.(?:netrc|npmrc|pypirc|git-credentials|pgpass)|\.claude(?:/\.credentials)?\.json|\.env(?:\.(?!example|sample|template|dist)[\w-]+)?|id_(?:rsa|ed25519|ecdsa))(?![\w./-])`;
const sender = String.raw`\b(?:curl|wget|nc|ncat|netcat|socat|telnet|Invoke-WebRequest|Invoke-RestMethod)\b`;
const sending: readonly RegExp[] = [
  // The whole environment, or such a file, through a pipe.
  new RegExp(String.raw`(?:^|[;&|({"']\s*|\s)(?:env|printenv|export -p)\s*(?:\|[^;&|]*)?\|\s*${sender}[^;&|]*`),
  new RegExp(
    String.raw`\b(?:cat|base64|gzip|tar|openssl|xxd)\b[^;&|]*\s["']?${secretFile}[^;&|]*(?:\|[^;&|]*)?\|\s*${sender}[^;&|]*`,
  ),
  // As the body of a request.
  new RegExp(
    String.raw`\bcurl\b[^;&|]*\s(?:(?:-\w*[dF]|--data(?:-\w+)?|--form)(?:\s+|=)?["']?(?:[\w.-]+=)?@|(?:-\w*T|--upload-file)(?:\s+|=)?)["']?${secretFile}[^;&|]*`,
  ),
];
/** In UTF-16 units: the expressions take the square of it, and commands are short. */
const longest = 4096;
const ownMachine = /\b(?:localhost|127\.\d+\.\d+\.\d+)\b|\[::1\]/;

/** The part that sends the environment, or a file with credentials, to another machine. */
export function sentSecretIn(text: string): RegExpExecArray | undefined {
  if (text.length > longest) return undefined;
  const found = sending.map((one) => one.exec(text)).find((one) => one !== null);
  return found && !ownMachine.test(found[0]) ? found : undefined;
}
