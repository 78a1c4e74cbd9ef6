const { statSync } = require('node:fs');
const { default: Sequencer } = require('@jest/test-sequencer');

/** The longest first, so that no worker begins a long file when the others are done; files of one kind by size, which needs no memory of earlier runs. */
const KINDS = ['whole', 'proof', 'unit'];

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ context }) => KINDS.indexOf(context.config.displayName?.name);
    const size = ({ path }) => statSync(path).size;
    return [...tests].sort((a, b) => rank(a) - rank(b) || size(b) - size(a));
  }
};
