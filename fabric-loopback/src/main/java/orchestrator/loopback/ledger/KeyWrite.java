package orchestrator.loopback.ledger;

import com.google.protobuf.ByteString;
import java.util.Optional;

/**
 * A write of a transaction.
 *
 * @param value empty for a deletion
 */
public record KeyWrite(ByteString key, Optional<ByteString> value) {}
