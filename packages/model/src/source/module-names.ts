import type {
  Class,
  Function,
  Node,
  TSEnumDeclaration,
  TSInterfaceDeclaration,
  TSTypeAliasDeclaration,
  VariableDeclarator,
} from 'oxc-parser';
import type { SourceFile } from './source-file.js';
import { nameOf } from './syntax-tree.js';

/** What a name of a module stands for. */
export type Declaration =
  Class | Function | VariableDeclarator | TSEnumDeclaration | TSInterfaceDeclaration | TSTypeAliasDeclaration;

/** A name of another module. */
export interface ForeignName {
  readonly module: string;
  /** Undefined for the module as a whole. */
  readonly name: string | undefined;
}

/** The names at the top of a module: its own, those it imports, and those it offers. */
export class ModuleNames {
  readonly declared = new Map<string, Declaration>();
  readonly imported = new Map<string, ForeignName>();
  /** By the name outside: the name inside, or that of another module. */
  readonly exported = new Map<string, string | ForeignName>();
  /** Modules all of whose names are offered. */
  readonly passedOn: string[] = [];

  constructor({ program }: SourceFile) {
    for (const statement of program.body) this.#read(statement);
  }

  #read(statement: Node): void {
    switch (statement.type) {
      case 'ImportDeclaration':
        for (const specifier of statement.specifiers) {
          const name =
            specifier.type === 'ImportSpecifier'
              ? nameOf(specifier.imported)
              : specifier.type === 'ImportDefaultSpecifier'
                ? 'default'
                : undefined;
          this.imported.set(specifier.local.name, { module: statement.source.value, name });
        }
        break;
      case 'ExportNamedDeclaration':
        if (statement.declaration !== null) {
          for (const name of this.#declare(statement.declaration)) this.exported.set(name, name);
        }
        for (const { local, exported } of statement.specifiers) {
          const outside = nameOf(exported);
          const inside = nameOf(local);
          if (outside === undefined || inside === undefined) continue;
          const module = statement.source?.value;
          this.exported.set(outside, module === undefined ? inside : { module, name: inside });
        }
        break;
      case 'ExportDefaultDeclaration':
        for (const name of this.#declare(statement.declaration)) this.exported.set('default', name);
        break;
      case 'ExportAllDeclaration':
        if (statement.exported === null) this.passedOn.push(statement.source.value);
        break;
      default:
        this.#declare(statement);
    }
  }

  /** Takes in what a statement declares; gives the names. */
  #declare(statement: Node): readonly string[] {
    switch (statement.type) {
      case 'ClassDeclaration':
      case 'FunctionDeclaration':
      case 'TSEnumDeclaration':
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration': {
        if (statement.id === null) return [];
        // A type may have the name of a value; the value says more.
        if (!statement.type.startsWith('TS') || !this.declared.has(statement.id.name)) {
          this.declared.set(statement.id.name, statement);
        }
        return [statement.id.name];
      }
      case 'VariableDeclaration':
        return statement.declarations.flatMap((declarator) => {
          const name = nameOf(declarator.id);
          if (name === undefined) return [];
          this.declared.set(name, declarator);
          return [name];
        });
      case 'Identifier':
        return [statement.name];
      default:
        return [];
    }
  }
}
