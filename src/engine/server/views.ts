/** Django and its REST framework, Starlette, aiohttp, Channels: views are functions and classes that a list of routes names. */
import type { Call, FunctionFact, Value } from '../facts';
import { calleeOf, callValue } from '../flow/names';
import { perObject } from '../per-object';
import type { Unit } from '../taint/unit';
import { type Method, methodOf } from './classes';
import {
  gateFields,
  gateMethods,
  lettingIn,
  namesOnly,
  plainMiddleware,
  routeCalls,
  settingsLists,
  settingsName,
  viewBases,
  viewDecorators,
  viewMethods,
} from './framework-tables';
import { listeningOf } from './listening';
import { inForce, routerOf } from './routers';
import { applications, errorHandling } from './tables';
import type { FrameworkWay, Layer } from './types';

/** A route that leads to the view. */
interface Route {
  call: Call;
  unit: Unit;
  layers: readonly Layer[];
}

const knows = /\b(?:django|starlette|aiohttp|rest_framework|channels)\b/;

export function viewWay(fn: FunctionFact, unit: Unit): FrameworkWay | undefined {
  if (!unit.file.path.endsWith('.py') || !knows.test(unit.text)) return undefined;
  const method = methodOf(fn, unit);
  if (method && !isView(method, unit)) return undefined;
  const marks = [...fn.decorators, ...(method?.binding.decorators ?? [])];
  const route = routeTo(fn, method, unit);
  const isMarked = marks.some((one) => isNamed(viewDecorators, one, unit));
  if (!route && !isMarked && !method) return undefined;
  const around = applicationsAround(route?.unit ?? unit);
  const settings = settingsLayers(unit);
  const isKnown = route !== undefined && (around.length > 0 || settings !== undefined);
  return {
    ...(route && { registration: route.call, unit: route.unit }),
    layers: [
      ...marks.flatMap((one) => markLayers(one, unit)),
      ...(method ? classLayers(method, unit) : []),
      ...(route?.layers ?? []),
      ...around,
      ...(settings ?? []),
    ],
    knowledge: isKnown ? 'all' : route ? 'platform' : 'some',
    isLocal: listeningOf(route ? [route.unit] : [unit]),
    hasErrorHandler: errorHandling.test(unit.text),
  };
}

const nameOf = (value: Value, { flow }: Unit): string => {
  const named = calleeOf(value);
  return flow.name(named) ?? (named.kind === 'name' ? named.name : '');
};
const isNamed = (pattern: RegExp, value: Value, unit: Unit): boolean => pattern.test(nameOf(value, unit));

const isView = ({ name, binding }: Method, unit: Unit): boolean =>
  viewMethods.test(name) && (binding.bases ?? []).some((one) => isNamed(viewBases, one, unit));

/** What a decorator says by its name, or by what it is given. */
function markLayers(mark: Value, unit: Unit): Layer[] {
  if (isNamed(lettingIn, mark, unit)) return [];
  if (mark.kind !== 'call' || !isNamed(namesOnly, mark, unit)) return [{ value: mark, unit }];
  return mark.call.args.flatMap(({ value }) => listed(value, unit));
}

/** Without what lets everybody in. */
const listed = (value: Value, unit: Unit): Layer[] =>
  (value.kind === 'array' ? value.items : [value])
    .filter((one) => !isNamed(lettingIn, one, unit) && !plainMiddleware.test(String(unit.flow.constant(one) ?? '')))
    .map((one) => ({ value: one, unit }));

const classLayers = ({ binding, entries }: Method, unit: Unit): Layer[] => [
  ...(binding.bases ?? []).map((value) => ({ value, unit })),
  ...entries.flatMap(({ key = '', value }) => {
    if (gateFields.test(key)) return listed(value, unit);
    return gateMethods.test(key) ? [{ value, unit }] : [];
  }),
];

function routeTo(fn: FunctionFact, method: Method | undefined, unit: Unit): Route | undefined {
  for (const other of [unit, ...unit.links.importers()])
    for (const call of routesIn(other)) {
      const layers = call.args.flatMap(({ value }) => wayTo(value, fn, method, other) ?? []);
      if (layers.length > 0) return { call, unit: other, layers: layers.flat() };
    }
  return undefined;
}

const routesIn = perObject(({ facts, flow }: Unit) =>
  facts.calls.filter(({ callee }) => routeCalls.test(flow.name(callee) ?? '')),
);

/** The wrappers around the view, where the value is it: `login_required(AskView.as_view())`. */
function wayTo(
  value: Value,
  fn: FunctionFact,
  method: Method | undefined,
  unit: Unit,
  depth = 0,
): Layer[][] | undefined {
  if (isIt(value, fn, method, unit)) return [[]];
  if (value.kind !== 'call' || depth > 4) return undefined;
  const { callee, args } = value.call;
  if (callee.kind === 'member' && callee.property === 'as_view')
    return wayTo(callee.object, fn, method, unit, depth + 1);
  const inner = args.flatMap((one) => wayTo(one.value, fn, method, unit, depth + 1) ?? []);
  return inner.length > 0 ? [[{ value: callee, unit }, ...inner.flat()]] : undefined;
}

function isIt(value: Value, fn: FunctionFact, method: Method | undefined, { functions }: Unit): boolean {
  if (value.kind !== 'name' && value.kind !== 'member') return false;
  return method ? functions.type(value)?.members === method.binding.value : functions.of(value)?.fn === fn;
}

/** What is in force on all that an application of this document serves. */
const applicationsAround = perObject((unit: Unit): readonly Layer[] =>
  unit.facts.calls.flatMap((call) => {
    const isApplication = applications.test(unit.flow.name(call.callee) ?? '');
    const router = isApplication ? routerOf(callValue(call), unit) : undefined;
    return router ? [{ value: call.callee, unit }, ...inForce(router, undefined).layers] : [];
  }),
);

/** Of Django: lists of its settings. Undefined where they are not known. */
const settingsLayers = perObject((unit: Unit): readonly Layer[] | undefined => {
  const found = unit.links.documents('manage').flatMap((script) => {
    const [, name] = settingsName.exec(script.unit.text) ?? [];
    return name === undefined ? [] : script.unit.links.documents(name).map((one) => one.unit);
  });
  if (found.length === 0) return undefined;
  return found.flatMap((settings) => settingsLists.flatMap((path) => settingsAt(path, settings)));
});

function settingsAt([first, ...rest]: readonly [string, ...string[]], settings: Unit): Layer[] {
  const values = settings.facts.bindings.flatMap(({ name, value }) => (name === first && value ? [value] : []));
  return values.flatMap((value) => {
    const list = rest.length > 0 ? settings.flow.property(value, ...rest) : value;
    return list ? listed(list, settings) : [];
  });
}
