// Writes a scenario document as the TOML file that the program reads. Reading is the core's.
import type { ScenarioDocument, Step } from '../core/types';

/** A basic string: quotes, backslashes and control characters are escaped. */
export function quoted(text: string): string {
  let out = '"';
  for (const c of text) {
    const code = c.codePointAt(0) ?? 0;
    if (c === '"' || c === '\\') out += `\\${c}`;
    else if (c === '\n') out += '\\n';
    else if (c === '\t') out += '\\t';
    else if (code < 0x20 || code === 0x7f) out += `\\u${code.toString(16).padStart(4, '0')}`;
    else out += c;
  }
  return `${out}"`;
}

/** A number that TOML reads as a float. */
function float(x: number): string {
  const text = String(x);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function value(x: unknown): string {
  if (typeof x === 'string') return quoted(x);
  if (typeof x === 'number') return float(x);
  if (typeof x === 'boolean') return String(x);
  if (Array.isArray(x)) return `[${x.map(value).join(', ')}]`;
  const entries = Object.entries(x as Record<string, unknown>);
  return `{ ${entries.map(([k, v]) => `${quoted(k)} = ${value(v)}`).join(', ')} }`;
}

const single = (list: string[]) => (list.length === 1 ? list[0] : list);

function step(s: Step): string {
  const lines = [`[[${s.kind}]]`];
  const put = (key: string, x: unknown) => {
    if (x !== undefined) lines.push(`${key} = ${value(x)}`);
  };
  put('instrument', single(s.instrument));
  put('place', single(s.place));
  if (s.year !== undefined) lines.push(`year = ${s.year}`);
  put('from', s.from);
  put('to', s.to);
  if (s.kind === 'hold') return lines.join('\n');
  put('mode', s.mode);
  put('quantity', s.quantity);
  put('money', s.money);
  put('level', s.level);
  put('scale', s.scale);
  put('per', s.per);
  put('ramp', s.ramp);
  put('start', s.start);
  put('donor', s.donor);
  put('split', s.split);
  return lines.join('\n');
}

/** The file. Keys that are empty are left out. */
export function toToml(d: ScenarioDocument): string {
  const head = ['schema = 1', `name = ${quoted(d.name)}`];
  const put = (key: string, x: string | string[] | null) => {
    if (x && x.length > 0) head.push(`${key} = ${value(x)}`);
  };
  put('extends', d.extends);
  put('replay', d.replay);
  put('against', d.against);
  put('readings', d.readings);
  put('target', d.target);
  put('window_start', d.window_start);
  put('sources', d.sources);
  const tables = (['title', 'summary', 'structure', 'allocation'] as const).flatMap((key) => {
    const entries = Object.entries(d[key]).filter(([, v]) => v !== undefined);
    return entries.length === 0 ? [] : [`[${key}]\n${entries.map(([k, v]) => `${k} = ${value(v)}`).join('\n')}`];
  });
  return `${[head.join('\n'), ...tables, ...d.steps.map(step)].join('\n\n')}\n`;
}
