export default { domians: { banking: './src/domain.ts' } };
