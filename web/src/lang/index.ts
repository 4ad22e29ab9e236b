// Languages: one file each, typed by the English one. A new language is its file and a line here.
import { en } from './en';
import { es } from './es';

export type Messages = typeof en;
export const languages = { en, es } satisfies Record<string, Messages>;
export type LanguageId = keyof typeof languages;

export const isLanguage = (id: string): id is LanguageId => id in languages;

/** The reader's first language that there is, else English. */
export function preferred(wanted: readonly string[]): LanguageId {
  for (const tag of wanted) {
    const id = tag.slice(0, 2).toLowerCase();
    if (isLanguage(id)) return id;
  }
  return 'en';
}

/** Units spelt out, for names that are read aloud: a voice says "ha" as a cry. */
export const aloud = (unit: string, words: Record<string, string>): string =>
  unit.replace(/\p{L}+/gu, (word) => words[word] ?? word);

/** Numbers and dates of a language. */
export class Format {
  private readonly cache = new Map<string, Intl.NumberFormat>();
  private readonly decimal: string;
  constructor(readonly locale: string) {
    this.decimal = new Intl.NumberFormat(locale).formatToParts(0.5).find((p) => p.type === 'decimal')?.value ?? '.';
  }

  /** Ends in brackets; where the comma is the decimal mark it does not also divide them. */
  ends(low: string, high: string): string {
    return `[${low}${this.decimal === ',' ? ';' : ','} ${high}]`;
  }
  /** A number as it stands in a field: no thousands to be taken for decimals. */
  field(x: number): string {
    return this.format({ maximumSignificantDigits: 12, useGrouping: false }, x);
  }
  /** The number that a reader typed; NaN where it is none. "2.000" is two thousand in Spanish. */
  parse(text: string): number {
    const bare = text.replace(/\s/g, '');
    const group = this.decimal === ',' ? '.' : ',';
    const grouped = new RegExp(`^[1-9]\\d{0,2}([${group}]\\d{3})+([${this.decimal}]\\d+)?$`).test(bare);
    return bare === '' ? NaN : Number((grouped ? bare.replaceAll(group, '') : bare).replace(this.decimal, '.'));
  }

  /** Rounded to so many significant figures. */
  figures(x: number, figures = 3): string {
    if (!Number.isFinite(x)) return '–';
    return this.format({ maximumSignificantDigits: figures }, Math.abs(x) < 1e-12 ? 0 : x);
  }
  /** Three significant figures, at most one decimal: for figures of some size. */
  amount(x: number): string {
    return Math.abs(x) < 100 ? this.fixedShort(x) : this.figures(x);
  }
  private fixedShort(x: number): string {
    if (!Number.isFinite(x)) return '–';
    return this.format({ maximumFractionDigits: Math.abs(x) < 10 ? 1 : 0 }, Math.abs(x) < 0.05 ? 0 : x);
  }
  /** The same with a sign. */
  change(x: number, figures = 3): string {
    if (!Number.isFinite(x)) return '–';
    // Differences of less than half a unit are shown as none.
    return this.format({ maximumSignificantDigits: figures, signDisplay: 'exceptZero' }, Math.abs(x) < 0.5 ? 0 : x);
  }
  whole(x: number): string {
    return Number.isFinite(x) ? this.format({ maximumFractionDigits: 0 }, x) : '–';
  }
  fixed(x: number, decimals: number): string {
    return Number.isFinite(x)
      ? this.format({ minimumFractionDigits: decimals, maximumFractionDigits: decimals }, x)
      : '–';
  }
  signed(x: number, decimals: number): string {
    return this.format({ minimumFractionDigits: decimals, maximumFractionDigits: decimals, signDisplay: 'exceptZero' }, x);
  }
  /** "January 2012" of "2012-01". */
  month(text: string): string {
    const [year, month] = text.split('-').map(Number);
    const date = new Date(Date.UTC(year ?? 1990, (month ?? 1) - 1, 1));
    return new Intl.DateTimeFormat(this.locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(date);
  }
  list(items: string[]): string {
    return new Intl.ListFormat(this.locale, { type: 'conjunction' }).format(items);
  }

  private format(options: Intl.NumberFormatOptions, x: number): string {
    const key = JSON.stringify(options);
    let f = this.cache.get(key);
    if (!f) this.cache.set(key, (f = new Intl.NumberFormat(this.locale, options)));
    return f.format(x);
  }
}
