import fc from 'fast-check';

// In CI, a property that fails is the fault of the change at hand; other cases are looked for everywhere else.
if (process.env['CI'] === 'true') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261_122 });
