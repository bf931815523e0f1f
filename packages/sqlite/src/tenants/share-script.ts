import { tenantColumn } from './tenant-column.js';

/** Tables that belong to nobody. */
const ofNobody = ['domainry_schema', 'domainry_migrations'];

const table = String.raw`\b(domainry_\w+)`;

/**
 * The script that makes the framework's tables, for tables that all tenants share: under the names of those, with a column of the
 * tenant that comes first in every key and index. So whatever the framework keeps is kept of one of them.
 *
 * @param script - that makes the tables of one tenant. Views are left out, see {@link viewsIn}.
 */
export function sharedScript(script: string): string {
  const { name: column, definition, storedName } = tenantColumn;
  const stored = (name: string): string => (ofNobody.includes(name) ? name : storedName(name));
  return script
    .replaceAll(viewText, '')
    .replaceAll(
      new RegExp(String.raw`CREATE TABLE ${table} \(\n([\s\S]*?)\n\)([^;]*);`, 'g'),
      (text, name: string, body: string, options: string) => {
        if (ofNobody.includes(name)) return text;
        const keys: string[] = [];
        const columns = body
          .replaceAll(/\bPRIMARY KEY \(/g, `PRIMARY KEY (${column}, `)
          .replaceAll(/^ {2}(\w+) (\w+) PRIMARY KEY(?! AUTOINCREMENT)/gm, (_, key: string, type: string) => {
            keys.push(`,\n  PRIMARY KEY (${column}, ${key})`);
            return `  ${key} ${type} NOT NULL`;
          });
        return `CREATE TABLE ${stored(name)} (\n  ${column} ${definition},\n${columns}${keys.join('')}\n)${options};`;
      },
    )
    .replaceAll(
      new RegExp(String.raw`(CREATE (?:UNIQUE )?INDEX \w+ ON) ${table} \(`, 'g'),
      (_, index: string, name: string) => `${index} ${stored(name)} (${column}, `,
    )
    .replaceAll(/CREATE TRIGGER [\s\S]*?\nEND;/g, (trigger) =>
      trigger
        .replaceAll(
          new RegExp(String.raw`\bFROM ${table} WHERE\b`, 'g'),
          (_, name: string) => `FROM ${stored(name)} WHERE ${column} = old.${column} AND`,
        )
        .replaceAll(
          new RegExp(String.raw`\bON ${table}(?!__)\b`, 'g'),
          (_, name: string) => `ON ${stored(name)}`,
        ),
    );
}

/** The views of a script, for a connection to make for itself. */
export function viewsIn(script: string): readonly string[] {
  return Array.from(script.matchAll(viewText), ([text]) => text.replace('CREATE VIEW', 'CREATE TEMP VIEW'));
}

const viewText = /CREATE VIEW [^;]*;/g;
