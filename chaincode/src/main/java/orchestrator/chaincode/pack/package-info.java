/** Makes the packages that peers install. */
@NullMarked
package orchestrator.chaincode.pack;

import org.jspecify.annotations.NullMarked;
