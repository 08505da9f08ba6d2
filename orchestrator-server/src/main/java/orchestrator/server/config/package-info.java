/** What a server is started with: flags and variables in, one immutable {@code Settings} out. */
@NullMarked
package orchestrator.server.config;

import org.jspecify.annotations.NullMarked;
