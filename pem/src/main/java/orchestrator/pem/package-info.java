/** Certificates and private keys as PEM files. */
@NullMarked
package orchestrator.pem;

import org.jspecify.annotations.NullMarked;
