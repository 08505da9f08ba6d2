/** A Fabric network of several organizations in one process that speaks Fabric's own protocols. */
@NullMarked
package orchestrator.loopback;

import org.jspecify.annotations.NullMarked;
