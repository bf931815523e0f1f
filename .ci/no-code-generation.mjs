// A Jest environment whose contexts refuse `eval` and `new Function`, as hardened runtimes do. Node's flag
// --disallow-code-generation-from-strings does not reach the contexts that Jest makes: seen with Jest 30.5.
// A test file whose other libraries need code generation says so on top: /** @needs-code-generation why */
import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';

const createContext = vm.createContext;
let strings = false;
vm.createContext = (object, options) =>
  createContext(object, { ...options, codeGeneration: { strings, wasm: true } });

export default class WithoutCodeGeneration extends TestEnvironment {
  constructor(config, context) {
    strings = 'needs-code-generation' in context.docblockPragmas;
    super(config, context);
    this.allowed = strings;
  }

  /** @override */
  async setup() {
    await super.setup();
    const attempt = `(() => { try { new Function(''); return false; } catch { return true; } })()`;
    const refused = this.context !== null && vm.runInContext(attempt, this.context);
    if (refused === this.allowed)
      throw new Error('This environment does not treat new Function as it should.');
  }
}
