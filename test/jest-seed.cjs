/** Draws the seed of the run's fault matrices, once for all workers, and prints it: see test/build/sample-of.ts. */
module.exports = () => {
  if (process.env.TEST_ALL === '1') return;
  process.env.TEST_SEED ??= String(1 + Math.floor(Math.random() * 999_999));
  process.stderr.write(`\nFault matrices try a sample: TEST_SEED=${process.env.TEST_SEED} draws the same again, TEST_ALL=1 tries every place.\n`);
};
