/** Limiters that limit only what asks for it, though their whole application knows them. */
import type { Call } from '../facts';
import { byDecorator, defaultLimits } from './tables';
import type { Layer } from './types';

/** `Limiter(app)` and `limiter.init_app(app)`, where nothing says how often every route may be asked. */
export function limitsNothing({ value, unit }: Layer): boolean {
  if (value.kind !== 'call') return false;
  const { flow } = unit;
  const made = byDecorator.exec(flow.name(value.call.callee) ?? '');
  if (!made || [unit, ...unit.links.importers()].some(({ text }) => /RATELIMIT_(?:DEFAULT|APPLICATION)/.test(text)))
    return false;
  return !(made[1] ? constructions(value.call, unit) : [value.call]).some(hasDefaults);
}

const hasDefaults = ({ args }: Call): boolean =>
  args.some(({ name, spread }) => spread || (name !== undefined && defaultLimits.test(name)));

/** The calls that have made what `init_app` is called on. */
function constructions({ callee }: Call, unit: Layer['unit']): Call[] {
  const object = callee.kind === 'member' ? callee.object : undefined;
  if (!object) return [];
  const values = [
    ...unit.flow.sources(object),
    ...unit.links.values(object).flatMap((one) => [one.value, ...one.unit.flow.sources(one.value)]),
  ];
  return values.flatMap((one) => (one.kind === 'call' ? [one.call] : []));
}
