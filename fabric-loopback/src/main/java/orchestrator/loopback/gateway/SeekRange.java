package orchestrator.loopback.gateway;

import org.hyperledger.fabric.protos.orderer.SeekInfo;
import org.hyperledger.fabric.protos.orderer.SeekPosition;

/** Computes the numbers of the blocks that a client asks for. */
final class SeekRange {
  private SeekRange() {}

  static long first(SeekInfo wanted, long height) {
    return number(wanted.getStart(), 0, height);
  }

  /** When a client stops at the newest block, it means the newest one there is now. */
  static long last(SeekInfo wanted, long first, long height) {
    return wanted.getStart().equals(wanted.getStop())
        ? first
        : number(wanted.getStop(), first, height);
  }

  private static long number(SeekPosition position, long oldest, long height) {
    return switch (position.getTypeCase()) {
      case SPECIFIED -> {
        long number = position.getSpecified().getNumber();
        // The wire has unsigned numbers, and the largest means: never stop.
        yield number < 0 ? Long.MAX_VALUE : number;
      }
      case NEWEST -> height - 1;
      case NEXT_COMMIT -> height;
      case OLDEST, TYPE_NOT_SET -> oldest;
    };
  }
}
