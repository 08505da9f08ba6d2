/** How the chaincode speaks with a peer. */
@NullMarked
package orchestrator.chaincode.service;

import org.jspecify.annotations.NullMarked;
