/** Sends transactions to an orchestrator by its own API, whatever keeps its state. */
@NullMarked
package orchestrator.scenario.proxy.api;

import org.jspecify.annotations.NullMarked;
