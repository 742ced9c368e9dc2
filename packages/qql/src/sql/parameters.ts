// Values on their way into a statement. A value never becomes part of the SQL text: it gets a typed placeholder, and ClickHouse
// reads it as a value of that type whatever it holds.

export type ParameterValue = string | number | bigint | boolean | readonly (string | bigint)[];

export type Parameters = Readonly<Record<string, ParameterValue>>;

export interface Statement {
  readonly sql: string;
  readonly parameters: Parameters;
}

export class ParameterList {
  readonly #prefix: string;
  readonly #values: Record<string, ParameterValue> = {};
  /** By type and value. */
  readonly #placeholders = new Map<string, Map<ParameterValue, string>>();
  #count = 0;

  /** Placeholders of one statement that come from several lists need different prefixes. */
  constructor(prefix = 'p') {
    this.#prefix = prefix;
  }

  /** The same value under the same type keeps its placeholder; a list does when it is the same object. */
  bind(value: ParameterValue, type: string): string {
    let known = this.#placeholders.get(type);
    if (known === undefined) this.#placeholders.set(type, (known = new Map<ParameterValue, string>()));
    let placeholder = known.get(value);
    if (placeholder === undefined) {
      const name = `${this.#prefix}${this.#count++}`;
      placeholder = `{${name}:${type}}`;
      this.#values[name] = value;
      known.set(value, placeholder);
    }
    return placeholder;
  }

  text(value: string): string {
    return this.bind(value, 'String');
  }

  get values(): Parameters {
    return this.#values;
  }
}
