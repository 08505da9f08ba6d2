package orchestrator.server.call;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Says which organization calls, and which channel and chaincode.
 *
 * @param requester the organization that calls
 * @param channel the channel that the call works on
 * @param chaincode the chaincode that the caller names; of use on a ledger only
 * @param gone tells whether the client has gone, so that nobody waits for the answer
 */
public record CallContext(
    String requester, String channel, Optional<String> chaincode, BooleanSupplier gone) {}
