/** Faults on request: answers that are lost, calls that are slow. */
@NullMarked
package orchestrator.loopback.fault;

import org.jspecify.annotations.NullMarked;
