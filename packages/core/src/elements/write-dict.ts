/** Method of each finished class: its values as plain data, by the options of `toDict`. */
export const writeDict: unique symbol = Symbol('write dict');
