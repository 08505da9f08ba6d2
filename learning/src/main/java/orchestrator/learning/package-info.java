/** Learning by rule: problems, algorithms and data come in, training tasks make themselves. */
@NullMarked
package orchestrator.learning;

import org.jspecify.annotations.NullMarked;
