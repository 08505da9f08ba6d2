/** What proxies that speak HTTP or WebSocket share: options, addresses, bounds, reasons. */
@NullMarked
package orchestrator.scenario.proxy.net;

import org.jspecify.annotations.NullMarked;
