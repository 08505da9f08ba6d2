/** The commands of the command line: nouns, verbs, and what they print. */
@NullMarked
package orchestrator.cli;

import org.jspecify.annotations.NullMarked;
