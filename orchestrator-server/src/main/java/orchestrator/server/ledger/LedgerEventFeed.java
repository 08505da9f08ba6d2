package orchestrator.server.ledger;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import orchestrator.lib.error.Errors;
import orchestrator.lib.persistence.Tables;
import orchestrator.server.call.CallContext;
import orchestrator.server.call.OrganizationExecutors;
import orchestrator.server.event.EventFeed;
import orchestrator.server.event.EventSink;
import orchestrator.server.event.EventStream;

/** Streams the events in the blocks of the ledger, as the subscriber's own peer commits them. */
final class LedgerEventFeed implements EventFeed, AutoCloseable {
  private record Place(String channel, String organization) {}

  private final Map<Place, ChannelBlocks> followed;
  private final Map<String, LedgerChannel> channels;
  private final String chaincode;
  private final OrganizationExecutors senders;
  private final ReplayPool replays = new ReplayPool();

  /**
   * A feed of channels that are being followed; they stay the caller's to close.
   *
   * @param channels by name
   * @param chaincode whose events a subscriber gets that names none
   * @param senders sends events that are in memory
   */
  LedgerEventFeed(
      Collection<ChannelBlocks> followed,
      Map<String, LedgerChannel> channels,
      String chaincode,
      OrganizationExecutors senders) {
    this.followed =
        followed.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    blocks -> new Place(blocks.channel(), blocks.organization()),
                    Function.identity()));
    this.channels = Map.copyOf(channels);
    this.chaincode = chaincode;
    this.senders = senders;
  }

  @Override
  public EventStream subscribe(CallContext subscriber, String startEventId, EventSink sink) {
    ChannelBlocks blocks =
        Optional.ofNullable(followed.get(new Place(subscriber.channel(), subscriber.requester())))
            .orElseThrow(
                () ->
                    Errors.denied(
                        "organization \"" + subscriber.requester() + "\" is not served here"));
    String source = subscriber.chaincode().orElse(chaincode);
    BlockPosition start =
        startEventId.isEmpty()
            ? first(blocks, subscriber, source)
            : after(blocks, subscriber, source, startEventId);
    Executor own = senders.of(subscriber.requester());
    return blocks
        .subscribers()
        .add(new BlockCursor(blocks, source, start, own, replays), sink, own);
  }

  private BlockPosition first(ChannelBlocks blocks, CallContext subscriber, String source) {
    if (subscriber.chaincode().isPresent()) {
      // Without such a chaincode the subscriber would wait for ever; so this asks for any event.
      blocks.view().blockOf(source, "");
    }
    return BlockPosition.before(0);
  }

  private BlockPosition after(
      ChannelBlocks blocks, CallContext subscriber, String source, String startEventId) {
    LedgerChannel channel = channels.get(subscriber.channel());
    if (channel != null) {
      channel.awaitCaughtUp(subscriber.requester());
    }
    OptionalLong block = blocks.blockOf(source, startEventId);
    return new BlockPosition(
        block.orElseThrow(() -> Tables.EVENTS.notFound(startEventId)), startEventId);
  }

  /** Ends the threads that read for subscribers. */
  @Override
  public void close() {
    replays.close();
  }
}
