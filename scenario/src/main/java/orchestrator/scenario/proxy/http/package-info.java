/** The proxy that posts each payload. */
@NullMarked
package orchestrator.scenario.proxy.http;

import org.jspecify.annotations.NullMarked;
