/** Training by rule: records that come in day by day, and workers that learn from them. */
@NullMarked
package orchestrator.demo.incoming;

import org.jspecify.annotations.NullMarked;
