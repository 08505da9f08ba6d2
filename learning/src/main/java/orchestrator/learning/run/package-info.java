/** Follows the channel, does what follows by rule, and answers callers. */
@NullMarked
package orchestrator.learning.run;

import org.jspecify.annotations.NullMarked;
