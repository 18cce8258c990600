/** NestJS: guards, pipes and limiters stand on methods, classes, modules and the application. */
import type { Call, FunctionFact, Value } from '../facts';
import { calleeOf, callValue } from '../flow/names';
import { perObject } from '../per-object';
import type { Unit } from '../taint/unit';
import { methodOf } from './classes';
import {
  controllerRoute,
  describing,
  nestFactory,
  nestGlobals,
  nestModule,
  nestPackage,
  nestTokens,
} from './framework-tables';
import { listeningOf } from './listening';
import { errorHandling } from './tables';
import type { FrameworkWay, Layer } from './types';

const maxDepth = 6;
const mostModules = 60;

export function controllerWay(fn: FunctionFact, unit: Unit): FrameworkWay | undefined {
  const route = fn.decorators.find((one) => one.kind === 'call' && isNamed(controllerRoute, one, unit));
  if (route?.kind !== 'call') return undefined;
  const marks = [
    ...fn.decorators,
    ...(methodOf(fn, unit)?.binding.decorators ?? []),
    ...fn.parameters.flatMap(({ decorators = [] }) => decorators),
  ];
  const own = marks.filter((one) => one !== route && !isNamed(describing, one, unit));
  const modules = modulesAround(unit);
  return {
    registration: route.call,
    unit,
    layers: [...own.map((value) => ({ value, unit })), ...modules.flatMap(globalLayers)],
    knowledge: modules.some(({ text }) => nestFactory.test(text)) ? 'all' : 'some',
    isLocal: listeningOf(modules),
    hasErrorHandler: [unit, ...modules].some(({ text }) => errorHandling.test(text)),
  };
}

const isNamed = (pattern: RegExp, value: Value, { flow }: Unit): boolean =>
  pattern.test(flow.name(calleeOf(value)) ?? '');

/** Modules that lead to the one which makes the application. */
const modulesAround = perObject((unit: Unit): readonly Unit[] => {
  const found = new Set<Unit>();
  let last: readonly Unit[] = [unit];
  for (let depth = 0; depth < maxDepth && last.length > 0; depth++) {
    const next = last.flatMap(({ links }) => links.importers()).filter((one) => one.text.includes(nestPackage));
    last = [...new Set(next)].filter((one) => !found.has(one)).slice(0, mostModules - found.size);
    for (const one of last) found.add(one);
  }
  return [...found];
});

const globalLayers = perObject((unit: Unit): readonly Layer[] =>
  unit.facts.calls.flatMap((call) => [...installed(call, unit), ...provided(call, unit)]),
);

/** `app.useGlobalGuards(…)`, `consumer.apply(…)`. */
function installed(call: Call, unit: Unit): Layer[] {
  const { callee } = call;
  if (callee.kind !== 'member' || !nestGlobals.test(callee.property ?? '')) return [];
  return [{ value: callValue(call), unit }];
}

/** `{ provide: APP_GUARD, useClass: … }` among a module's providers. */
function provided(call: Call, unit: Unit): Layer[] {
  const { flow } = unit;
  if (!nestModule.test(flow.name(call.callee) ?? '')) return [];
  const providers = flow.property(flow.argument(call, 0), 'providers');
  const items = providers?.kind === 'array' ? providers.items : [];
  return items
    .filter((one) => {
      const token = flow.property(one, 'provide');
      return token !== undefined && nestTokens.test(flow.name(token) ?? '');
    })
    .map((value) => ({ value, unit }));
}
