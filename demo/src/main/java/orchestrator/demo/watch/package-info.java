/** What the plan's events say: progress, results and failures. */
@NullMarked
package orchestrator.demo.watch;

import org.jspecify.annotations.NullMarked;
