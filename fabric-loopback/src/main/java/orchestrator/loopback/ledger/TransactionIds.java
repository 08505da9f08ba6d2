package orchestrator.loopback.ledger;

import com.google.protobuf.ByteString;
import java.util.HexFormat;
import orchestrator.loopback.crypto.Digests;

/** Computes the ids of transactions, which no client can choose. */
public final class TransactionIds {
  private TransactionIds() {}

  /** The only id that a transaction with this nonce and creator may have. */
  public static String of(ByteString nonce, ByteString creator) {
    return HexFormat.of().formatHex(Digests.sha256(nonce, creator).toByteArray());
  }
}
