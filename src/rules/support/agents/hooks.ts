/** Commands that Claude Code runs on an event, as its settings name them. */
import type { Setting } from '../../../engine/facts';
import type { ConfigText } from './mcp-servers';

export interface Hook {
  /** `PreToolUse`, `Stop` … */
  event: string;
  /** Absent: every tool. */
  matcher?: string;
  command: ConfigText;
}

const hookEvent =
  /^(?:PreToolUse|PostToolUse|PostToolUseFailure|PermissionRequest|PermissionDenied|UserPromptSubmit|Notification|Stop|StopFailure|SubagentStart|SubagentStop|SessionStart|SessionEnd|PreCompact|PostCompact|Setup|ConfigChange|TaskCompleted|TaskCreated|TeammateIdle|InstructionsLoaded|WorktreeCreate|WorktreeRemove|CwdChanged|FileChanged|Elicitation)$/;

export function hooksIn(settings: readonly Setting[]): Hook[] {
  return settings.flatMap((setting): Hook[] => {
    const [root, event = '', index, list, , key] = setting.path;
    const isCommand = root === 'hooks' && list === 'hooks' && key === 'command' && setting.path.length === 6;
    if (!isCommand || !hookEvent.test(event) || typeof setting.value !== 'string') return [];
    const matcher = settings.find(
      ({ path }) => path.length === 4 && path[1] === event && path[2] === index && path[3] === 'matcher',
    )?.value;
    const command = { text: setting.value, range: setting.valueRange, setting };
    return [{ event, command, ...(typeof matcher === 'string' && matcher ? { matcher } : {}) }];
  });
}

/** The hook is asked before the tool runs. Whether it says no to anything is not known. */
export const guards = ({ event, matcher }: Pick<Hook, 'event' | 'matcher'>, tool: string): boolean =>
  event === 'PreToolUse' &&
  (matcher === undefined || /^(?:\*|\.\*)$/.test(matcher) || matcher.split('|').includes(tool));
