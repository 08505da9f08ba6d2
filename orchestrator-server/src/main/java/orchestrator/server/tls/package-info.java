/** The transport's encryption, and what a client's certificate says of who it is. */
@NullMarked
package orchestrator.server.tls;

import org.jspecify.annotations.NullMarked;
