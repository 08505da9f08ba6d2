package orchestrator.lib.transaction;

import com.google.protobuf.MessageLite;
import java.util.Locale;
import orchestrator.lib.error.SizeException;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;

/**
 * Bounds the messages that callers are sent, in bytes.
 *
 * <p>An asset changes after it was accepted, and each change is told with the whole of it. So room
 * is left for what later changes add: every event of an accepted asset can be told, and the asset
 * and its events fit into a page of their own.
 *
 * @param event an event at most, with the asset in it; at least {@link #LEAST_EVENT}
 * @param answer an answer in one piece at most
 */
public record SizeLimits(int event, int answer) {
  /** What may be sent to a client that was told no limit: gRPC's own for events. */
  public static final SizeLimits USUAL = new SizeLimits(4 << 20, 32 << 20);

  /** The least limit of events that leaves room for an asset. */
  public static final int LEAST_EVENT = 64 << 10;

  /** What a page has beside one asset: its token, and where the asset begins. */
  private static final int PAGE = 2 << 10;

  /** What a change of status adds: dates, and the reasons that are not the caller's own. */
  private static final int TRANSITIONS = 2 << 10;

  /** What an update adds, where its fields have limits of their own: a name and an image. */
  private static final int UPDATES = 12 << 10;

  /** All organizations of a channel are told in one answer. */
  private static final int ORGANIZATION = 16 << 10;

  private static final String REASON = "reason";
  private static final String LEFT_OUT = "left_out";

  /** Limits; see the record. */
  public SizeLimits {
    if (event < LEAST_EVENT) {
      throw new IllegalArgumentException("events need at least " + LEAST_EVENT + " bytes");
    }
  }

  /** Refuses an event that could not be told, or that leaves no room for those that may follow. */
  public void check(Event made) {
    int most = most(made);
    int size = made.getSerializedSize();
    if (size > most) {
      throw SizeException.of(
          "the event of " + kind(made) + " with key \"" + made.getAssetKey() + "\"",
          size,
          most,
          "");
    }
  }

  private int most(Event made) {
    if (made.hasOrganization()) {
      return ORGANIZATION;
    }
    if (made.getEventKind() == EventKind.EVENT_ASSET_CREATED) {
      return event - PAGE - TRANSITIONS - UPDATES;
    }
    return made.containsMetadata(REASON) ? event - PAGE : event - PAGE - TRANSITIONS;
  }

  private static String kind(Event made) {
    String name = made.getAssetKind().name();
    return name.substring(name.indexOf('_') + 1).toLowerCase(Locale.ROOT).replace("_", "");
  }

  /** Refuses an answer that could not be sent. */
  public void check(String method, MessageLite given) {
    if (given.getSerializedSize() > answer) {
      throw SizeException.of(
          "the answer of " + method, given.getSerializedSize(), answer, "ask for less at once");
    }
  }

  /** Counts an answer that is made item by item, so that a caller cannot fill the memory. */
  public AnswerBytes counting(String what, String advice) {
    return new AnswerBytes(answer, what, advice);
  }

  /** True for a stored event that is too large to be sent as it is. */
  public boolean isTooLarge(int bytes) {
    return bytes > event;
  }

  /**
   * The event where it may be sent; else what may be sent of it. Only an event that was stored
   * under another limit is too large: it comes without the asset, and its metadata {@code left_out}
   * tells how many bytes it has.
   */
  public Event fitting(Event stored) {
    if (!isTooLarge(stored.getSerializedSize())) {
      return stored;
    }
    return Event.newBuilder()
        .setId(stored.getId())
        .setAssetKey(stored.getAssetKey())
        .setAssetKind(stored.getAssetKind())
        .setEventKind(stored.getEventKind())
        .setChannel(stored.getChannel())
        .setTimestamp(stored.getTimestamp())
        .putMetadata(LEFT_OUT, "the asset: the event has " + stored.getSerializedSize() + " bytes")
        .build();
  }
}
