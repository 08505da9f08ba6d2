/** The proxy that sends each payload through a WebSocket of its own. */
@NullMarked
package orchestrator.scenario.proxy.websocket;

import org.jspecify.annotations.NullMarked;
