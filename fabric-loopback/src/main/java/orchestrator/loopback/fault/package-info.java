/** Faults on request: calls and answers that are lost, peers that commit late, shuffled blocks. */
@NullMarked
package orchestrator.loopback.fault;

import org.jspecify.annotations.NullMarked;
