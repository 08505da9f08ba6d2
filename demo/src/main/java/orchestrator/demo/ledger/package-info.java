/** The Fabric network that holds the state of the demo's own server in the ledger mode. */
@NullMarked
package orchestrator.demo.ledger;

import org.jspecify.annotations.NullMarked;
