/** Nodes and answers as JSON, as executors and those who ask them send them. */
@NullMarked
package orchestrator.executor.wire;

import org.jspecify.annotations.NullMarked;
