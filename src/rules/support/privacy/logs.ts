/** What a program writes into a log, prints, or reports to a service that collects errors. */
import { byName } from '../../../engine/by-name';
import type { Call, Value } from '../../../engine/facts';
import { lastName } from '../../../engine/flow/names';
import { perObject } from '../../../engine/per-object';
import type { Document } from '../../../engine/types';
import { callsByName, shownName } from '../traces';

/** Functions that write a log, print, or report an error. */
const writers =
  /^(?:console\.(?:log|info|warn|error|debug|trace|dir|table)|print|pprint\.pprint|sys\.std(?:out|err)\.write|process\.std(?:out|err)\.write|logging\.(?:\w+\.)*(?:debug|info|warning|warn|error|critical|exception|log)|(?:structlog|loguru|logging)\b.*\.(?:debug|info|warning|warn|error|critical|exception|log|success|trace)|streamlit\.(?:write|text|code|error|info|warning)|(?:@sentry\/\w+|sentry_sdk)[#.].*|(?:rich\.)?print|traceback\.print_exception|click\.echo|typer\.echo|warnings\.warn)$/;
/** Methods of a logger that comes from elsewhere, and libraries that make one. */
const loggerMethod = /^(?:debug|info|warn|warning|error|critical|exception|log|trace|verbose|fatal|notice)$/;
const loggerName =
  /(?:^|[._#])(?:log|logger|logging|LOG|LOGGER|winston|pino|bunyan|log4js|consola|signale|tslog)(?:$|[.(#])/i;

/** What is written, and by what. */
export interface Written {
  value: Value;
  /** As it is shown: `info`. */
  name: string;
  call: Call;
}

const isLoggerName = byName((name) => loggerName.test(name));

/** Several rules ask for it. */
export const written = perObject((document: Document): readonly Written[] =>
  [...callsByName(document)].flatMap(([name, calls]) => {
    const isWriter = writers.test(name);
    return calls
      .filter(({ callee }) => isWriter || isLogger(callee, document))
      .flatMap((call) => call.args.map(({ value }) => ({ value, name: shownName(name), call })));
  }),
);

const isLogger = (callee: Value, { flow }: Document): boolean =>
  callee.kind === 'member' &&
  loggerMethod.test(callee.property ?? '') &&
  isLoggerName(flow.name(callee.object) ?? lastName(callee.object));
