/** The proxy that makes each transaction a call of JSON-RPC, as multichain has it. */
@NullMarked
package orchestrator.scenario.proxy.jsonrpc;

import org.jspecify.annotations.NullMarked;
