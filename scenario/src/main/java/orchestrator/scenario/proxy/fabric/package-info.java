/** Drives peers of a Fabric network, whatever chaincode they run. */
@NullMarked
package orchestrator.scenario.proxy.fabric;

import org.jspecify.annotations.NullMarked;
